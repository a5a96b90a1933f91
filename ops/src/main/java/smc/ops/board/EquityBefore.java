package smc.ops.board;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import smc.engine.outcome.EquityPoint;
import smc.ops.api.model.History.Move;
import smc.ops.api.model.Reading;

/**
 * What an account's equity was, with what was added or taken since, so that the difference to now is a result. Money in 1e-8 USD; empty while the
 * journal is still being read.
 */
final class EquityBefore {
    private EquityBefore() {}

    /** At the folder's first start. */
    static OptionalLong first(Reading reading, int accountId) {
        return isKnown(reading, accountId)
                ? OptionalLong.of(Math.addExact(reading.startsE8().get(accountId), movedE8(reading, accountId)))
                : OptionalLong.empty();
    }

    /** When a day began, in epoch nanoseconds; as at the first start if that was later. */
    static OptionalLong ofDay(Reading reading, int accountId, long dayNanos) {
        if (!isKnown(reading, accountId)) {
            return OptionalLong.empty();
        }
        int symbols = reading.symbols().size();
        long sumE8 = movedE8(reading, accountId);
        for (int instrument = 0; instrument < symbols; instrument++) {
            EquityPoint last = lastBefore(reading, accountId, instrument, dayNanos);
            sumE8 += last == null
                    ? reading.startsE8().get(accountId) / symbols
                    : last.capitalE8() + last.unrealisedE8() - last.movedE8();
        }
        return OptionalLong.of(sumE8);
    }

    private static boolean isKnown(Reading reading, int accountId) {
        return reading.progress().isComplete() && accountId < reading.startsE8().size();
    }

    private static long movedE8(Reading reading, int accountId) {
        return reading.history().moves().stream()
                .filter(move -> move.accountId() == accountId && move.kind() != Move.Kind.CORRECTED)
                .mapToLong(Move::moneyE8)
                .reduce(0, Math::addExact);
    }

    /** Of the last candle that had closed by then; null if there was none. Points are nearly in order, so the search ends a day before. */
    private static EquityPoint lastBefore(Reading reading, int accountId, int instrumentId, long dayNanos) {
        long timeframeNanos =
                TimeUnit.MINUTES.toNanos(reading.configuration().engine().timeframeMinutes());
        List<EquityPoint> points = reading.history().equity();
        EquityPoint last = null;
        for (int i = points.size() - 1; i >= 0; i--) {
            EquityPoint point = points.get(i);
            if (point.accountId() == accountId
                    && point.instrumentId() == instrumentId
                    && point.candleNanos() + timeframeNanos <= dayNanos) {
                if (last == null || point.candleNanos() > last.candleNanos()) {
                    last = point;
                }
                if (point.candleNanos() < dayNanos - TimeUnit.DAYS.toNanos(1)) {
                    break;
                }
            }
        }
        return last;
    }
}
