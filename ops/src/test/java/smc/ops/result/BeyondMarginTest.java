package smc.ops.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.engine.outcome.ClosedTrade;
import smc.execution.instrument.Direction;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

class BeyondMarginTest {
    /** 5 contracts of 1 coin at 150 USD are 750 USD; at 20 times leverage 37.50 USD stand for them, at 10 times 75 USD. */
    @ParameterizedTest
    @CsvSource({
        "-37.50, 20, 0",
        "-37.50000001, 20, 0.00000001",
        "-50, 20, 12.50",
        "-50, 10, 0",
        "-80, 10, 5",
        "20, 20, 0",
    })
    void isTheLossLessTheNotionalDividedByTheLeverage(String gain, int leverage, String beyond) {
        assertThat(BeyondMargin.lossE8(trade("150", 5, gain), leverage, FixedPoint.ONE_E8))
                .isEqualTo(FixedPoint.parseE8(beyond));
    }

    /** 5 x 0.001 x 150 / 20 = 0.0375. */
    @Test
    void countsCoinsOfAContract() {
        assertThat(BeyondMargin.lossE8(trade("150", 5, "-0.05"), 20, 100_000)).isEqualTo(1_250_000);
    }

    private static ClosedTrade trade(String entry, long contracts, String gain) {
        long entryE8 = FixedPoint.parseE8(entry);
        return new ClosedTrade(
                1,
                0,
                0,
                Direction.LONG,
                BlockState.FRESH,
                Side.BULL,
                0,
                0,
                contracts,
                entryE8,
                entryE8,
                entryE8,
                contracts,
                1,
                List.of(new ClosedTrade.Exit(0, contracts, entryE8, ExitReason.EMERGENCY_STOP)),
                FixedPoint.parseE8(gain),
                0,
                0,
                0,
                0,
                0,
                0,
                ExitReason.EMERGENCY_STOP);
    }
}
