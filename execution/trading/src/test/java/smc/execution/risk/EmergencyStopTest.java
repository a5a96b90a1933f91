package smc.execution.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;

/** docs/rules.md, section 21. */
class EmergencyStopTest {
    private static final Instrument SOL = new Instrument(0, "SOLUSD", e8("0.01"), e8("1"), e8("0.005"), Long.MAX_VALUE);

    private static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    /** Section 26, where the far price is one block height beyond the edge. */
    @ParameterizedTest
    @CsvSource({
        "LONG, 152.50, 150, 2, 20, 148",
        "SHORT, 150.40, 152, 2, 10, 154",
        "SHORT, 158.40, 160, 2, 20, 162",
        "LONG, 160.10, 158, 2, 10, 156",
        "LONG, 156.00, 150, 2, 20, 150.39"
    })
    void liesWhereTheWorkedExamplesPutIt(
            Direction direction, String entry, String edge, String height, int leverage, String stop) {
        assertThat(EmergencyStop.priceE8(SOL, direction, e8(entry), e8(edge), e8(height), 100, leverage, 8_000))
                .isEqualTo(e8(stop));
    }

    @Test
    void fractionsOfTheHeightAreExact() {
        // 150 - 0.37 · 0.03 = 149.9889, to the tick towards the entry.
        assertThat(EmergencyStop.priceE8(SOL, Direction.LONG, e8("150.5"), e8("150"), e8("0.03"), 37, 20, 8_000))
                .isEqualTo(e8("149.99"));
        assertThat(EmergencyStop.priceE8(SOL, Direction.SHORT, e8("149.5"), e8("150"), e8("0.03"), 37, 20, 8_000))
                .isEqualTo(e8("150.01"));
    }

    @Test
    void aStopOnTheEdgeIsNotBeyondIt() {
        assertThat(EmergencyStop.isBeyondEdge(Direction.LONG, e8("150"), e8("150")))
                .isFalse();
        assertThat(EmergencyStop.isBeyondEdge(Direction.LONG, e8("149.99"), e8("150")))
                .isTrue();
        assertThat(EmergencyStop.isBeyondEdge(Direction.SHORT, e8("150"), e8("150")))
                .isFalse();
        assertThat(EmergencyStop.isBeyondEdge(Direction.SHORT, e8("150.01"), e8("150")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheFormulaInExactFractions(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            long tickE8 = random.nextLong(1, e8("0.1"));
            long maintenanceE8 = random.nextLong(0, e8("0.01"));
            var instrument = new Instrument(0, "SOLUSD", tickE8, e8("1"), maintenanceE8, Long.MAX_VALUE);
            Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
            long entryE8 = random.nextLong(e8("10"), e8("1000"));
            long edgeE8 = entryE8 - direction.sign() * random.nextLong(0, e8("5"));
            long heightE8 = random.nextLong(0, e8("5"));
            int heights = random.nextInt(1, 500);
            int leverage = random.nextInt(1, 51);
            int guardBps = random.nextInt(1, 10_001);

            long stopE8 = EmergencyStop.priceE8(
                    instrument, direction, entryE8, edgeE8, heightE8, heights, leverage, guardBps);

            assertThat(stopE8)
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(stop(instrument, direction, entryE8, edgeE8, heightE8, heights, leverage, guardBps));
        }
    }

    /** The text literally, times {@code leverage} so that no division is needed before the last. */
    private static long stop(
            Instrument instrument,
            Direction direction,
            long entryE8,
            long edgeE8,
            long heightE8,
            int heights,
            int leverage,
            int guardBps) {
        BigDecimal d = BigDecimal.valueOf(direction.sign());
        BigDecimal lev = BigDecimal.valueOf(leverage);
        BigDecimal entry = BigDecimal.valueOf(entryE8);
        BigDecimal far = BigDecimal.valueOf(edgeE8)
                .subtract(d.multiply(BigDecimal.valueOf(heightE8)).multiply(BigDecimal.valueOf(heights, 2)));
        BigDecimal rate = BigDecimal.valueOf(instrument.maintenanceRateE8(), 8);
        BigDecimal liquidationTimesLeverage = entry.multiply(BigDecimal.ONE.subtract(rate.multiply(lev)));
        BigDecimal guardTimesLeverage = entry.multiply(lev)
                .subtract(d.multiply(BigDecimal.valueOf(guardBps, 4)).multiply(liquidationTimesLeverage));
        BigDecimal farTimesLeverage = far.multiply(lev);
        BigDecimal nearer = direction == Direction.LONG
                ? farTimesLeverage.max(guardTimesLeverage)
                : farTimesLeverage.min(guardTimesLeverage);
        BigDecimal tick = BigDecimal.valueOf(instrument.tickE8());
        RoundingMode towardsEntry = direction == Direction.LONG ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return nearer.divide(tick.multiply(lev), 0, towardsEntry).multiply(tick).longValueExact();
    }
}
