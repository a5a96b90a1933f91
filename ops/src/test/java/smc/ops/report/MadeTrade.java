package smc.ops.report;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.execution.position.ExitReason;
import smc.ops.story.RecordedTrade;
import smc.strategy.block.BlockState;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** A trade as a test wants it: a long of one contract of SOLUSD at 150 by mode A, that cost nothing. */
record MadeTrade(
        long id,
        Mode mode,
        Direction direction,
        String originTime,
        String entryUsd,
        String exitTime,
        String gainUsd,
        String costsUsd,
        String capitalBeforeUsd,
        ExitReason reason) {

    static MadeTrade of(long id, String gainUsd) {
        return new MadeTrade(
                id,
                Mode.CANDLE_CLOSE,
                Direction.LONG,
                "2025-01-01T00:00:00Z",
                "150",
                "2025-01-02T00:00:00Z",
                gainUsd,
                "0",
                "100",
                ExitReason.BODY_STOP);
    }

    MadeTrade by(Mode other) {
        return new MadeTrade(
                id, other, direction, originTime, entryUsd, exitTime, gainUsd, costsUsd, capitalBeforeUsd, reason);
    }

    MadeTrade goes(Direction other) {
        return new MadeTrade(
                id, mode, other, originTime, entryUsd, exitTime, gainUsd, costsUsd, capitalBeforeUsd, reason);
    }

    MadeTrade ofBlock(String time) {
        return new MadeTrade(
                id, mode, direction, time, entryUsd, exitTime, gainUsd, costsUsd, capitalBeforeUsd, reason);
    }

    MadeTrade at(String usd) {
        return new MadeTrade(
                id, mode, direction, originTime, usd, exitTime, gainUsd, costsUsd, capitalBeforeUsd, reason);
    }

    MadeTrade ends(String time) {
        return new MadeTrade(
                id, mode, direction, originTime, entryUsd, time, gainUsd, costsUsd, capitalBeforeUsd, reason);
    }

    MadeTrade costs(String usd) {
        return new MadeTrade(
                id, mode, direction, originTime, entryUsd, exitTime, gainUsd, usd, capitalBeforeUsd, reason);
    }

    MadeTrade with(String capitalUsd) {
        return new MadeTrade(
                id, mode, direction, originTime, entryUsd, exitTime, gainUsd, costsUsd, capitalUsd, reason);
    }

    MadeTrade because(ExitReason other) {
        return new MadeTrade(
                id, mode, direction, originTime, entryUsd, exitTime, gainUsd, costsUsd, capitalBeforeUsd, other);
    }

    RecordedTrade recorded() {
        long entryE8 = e8(entryUsd);
        long netE8 = e8(gainUsd) - e8(costsUsd);
        return new RecordedTrade(
                id,
                mode == Mode.LIMIT ? "account-b" : "account-a",
                mode,
                "SOLUSD",
                direction,
                BlockState.FRESH,
                direction == Direction.LONG ? Side.BULL : Side.BEAR,
                nanos(originTime),
                nanos(exitTime) - TimeUnit.HOURS.toNanos(1),
                nanos(exitTime),
                1,
                entryE8,
                entryE8,
                entryE8,
                1,
                e8("1"),
                List.of(new RecordedTrade.Exit(nanos(exitTime), 1, entryE8, reason)),
                e8(gainUsd),
                e8(costsUsd),
                0,
                0,
                0,
                netE8,
                e8(capitalBeforeUsd),
                e8(capitalBeforeUsd) + netE8,
                reason);
    }

    static long e8(String usd) {
        return FixedPoint.parseE8(usd);
    }

    private static long nanos(String time) {
        return TimeUnit.SECONDS.toNanos(Instant.parse(time).getEpochSecond());
    }
}
