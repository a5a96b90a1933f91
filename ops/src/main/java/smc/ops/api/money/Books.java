package smc.ops.api.money;

import java.util.Comparator;
import java.util.List;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.ops.api.model.History.Move;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.result.Summary;
import smc.ops.result.Summary.Figures;

/**
 * What a reading says of money, put together once.
 *
 * @param trades closed, in order of closing
 * @param equity oldest first
 * @param startsE8 by account: what it began with over all symbols
 */
record Books(Reading reading, List<ClosedTrade> trades, List<EquityPoint> equity, List<Long> startsE8) {
    static Books of(Reading reading) {
        long sequence = reading.history().sequence();
        return new Books(
                reading,
                reading.history().closed().stream()
                        .map(trade ->
                                trade.end(sequence).map(TradeLife.End::trade).orElseThrow())
                        .toList(),
                // As it was said it need not be in order: after a stop, what one symbol missed is caught up before the
                // next one's.
                reading.history().equity().stream()
                        .sorted(Comparator.comparingLong(EquityPoint::candleNanos))
                        .toList(),
                reading.startsE8());
    }

    int symbols() {
        return reading.symbols().size();
    }

    /** Of a desk at the first start, 1e-8 USD. */
    long startE8(int accountId) {
        return startsE8.get(accountId) / symbols();
    }

    /** Added to a desk, less what was taken; 1e-8 USD. */
    long movedE8(int accountId, int instrumentId) {
        return sumE8(accountId, instrumentId, false);
    }

    /** Booked of no open trade; positive costs, 1e-8 USD. */
    long correctedE8(int accountId, int instrumentId) {
        return -sumE8(accountId, instrumentId, true);
    }

    private long sumE8(int accountId, int instrumentId, boolean isCorrection) {
        return reading.history().moves().stream()
                .filter(move -> move.accountId() == accountId && move.instrumentId() == instrumentId)
                .filter(move -> (move.kind() == Move.Kind.CORRECTED) == isCorrection)
                .mapToLong(Move::moneyE8)
                .reduce(0, Math::addExact);
    }

    private long movedE8(int accountId) {
        long sumE8 = 0;
        for (int instrument = 0; instrument < symbols(); instrument++) {
            sumE8 = Math.addExact(sumE8, movedE8(accountId, instrument));
        }
        return sumE8;
    }

    Figures all() {
        long startE8 = startsE8.stream().mapToLong(each -> each).reduce(0, Math::addExact);
        long movedE8 = 0;
        for (int account = 0; account < startsE8.size(); account++) {
            movedE8 = Math.addExact(movedE8, movedE8(account));
        }
        return Summary.figures(trades, equity, startsE8, symbols(), startE8, movedE8);
    }

    Figures account(int accountId) {
        return Summary.figures(
                trades.stream().filter(trade -> trade.accountId() == accountId).toList(),
                equity.stream().filter(point -> point.accountId() == accountId).toList(),
                startsE8,
                symbols(),
                startsE8.get(accountId),
                movedE8(accountId));
    }

    Figures desk(int accountId, int instrumentId) {
        return Summary.figures(
                trades.stream()
                        .filter(trade -> trade.accountId() == accountId && trade.instrumentId() == instrumentId)
                        .toList(),
                equity.stream()
                        .filter(point -> point.accountId() == accountId && point.instrumentId() == instrumentId)
                        .toList(),
                startsE8,
                symbols(),
                startE8(accountId),
                movedE8(accountId, instrumentId));
    }

    /** Of the closed trades of a desk, 1e-8 USD. */
    long netE8(int accountId, int instrumentId) {
        return trades.stream()
                .filter(trade -> trade.accountId() == accountId && trade.instrumentId() == instrumentId)
                .mapToLong(ClosedTrade::netE8)
                .reduce(0, Math::addExact);
    }

    /** Of some trades, without capital. */
    Figures some(List<ClosedTrade> ofThem) {
        return Summary.figures(ofThem, List.of(), startsE8, symbols(), 0, 0);
    }
}
