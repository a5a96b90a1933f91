package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** Levels, edges and touches (docs/rules.md, sections 16 and 17). */
class ZoneTest {
    private static final ZoneSettings SETTINGS = new ZoneSettings(4_000, 20, 2_000, 200, 150);

    private static Zone zone(Side side, BlockState state, String top, String bottom) {
        return zone(Decimals.e8("0.01"), side, state, Decimals.e8(top), Decimals.e8(bottom), 0);
    }

    private static Zone zone(long tickE8, Side side, BlockState state, long topE8, long bottomE8, long number) {
        var instrument = new Instrument(0, "SOLUSD", tickE8, 1, 0, Long.MAX_VALUE);
        return new Zone(instrument, SETTINGS, side, state, 0, topE8, bottomE8, number);
    }

    @ParameterizedTest
    @CsvSource({
        "BULL, FRESH, LONG, 151.60, 150.00",
        "BEAR, FRESH, SHORT, 150.40, 152.00",
        "BULL, BREAKER, SHORT, 150.40, 152.00",
        "BEAR, BREAKER, LONG, 151.60, 150.00"
    })
    void aBrokenBlockWorksFromTheOtherSide(
            Side side, BlockState state, Direction direction, String entry, String stopEdge) {
        Zone zone = zone(side, state, "152.00", "150.00");

        assertThat(zone.direction).isEqualTo(direction);
        assertThat(zone.entryE8).isEqualTo(Decimals.e8(entry));
        assertThat(zone.stopEdgeE8).isEqualTo(Decimals.e8(stopEdge));
    }

    /** The example of section 16. */
    @Test
    void theLevelIsRoundedToTheTickTheDeeperWay() {
        assertThat(zone(Side.BULL, BlockState.FRESH, "151.23788944", "149.87").entryE8)
                .isEqualTo(Decimals.e8("150.96"));
        assertThat(zone(Side.BULL, BlockState.BREAKER, "151.23788944", "149.87").entryE8)
                .isEqualTo(Decimals.e8("150.15"));
    }

    @Test
    void aLevelOnTheFarEdgeIsStillInTheBlock() {
        // 152.01 - 0.002 = 152.008, down to 152.00.
        Zone zone = zone(Side.BULL, BlockState.FRESH, "152.01", "152.00");

        assertThat(zone.entryE8).isEqualTo(Decimals.e8("152.00"));
        assertThat(zone.isThin).isFalse();
    }

    @Test
    void reachingTheLevelExactlyIsATouch() {
        Zone bought = zone(Side.BULL, BlockState.FRESH, "152.00", "150.00");
        Zone sold = zone(Side.BEAR, BlockState.FRESH, "152.00", "150.00");

        assertThat(bought.isTouchedBy(Decimals.e8("153"), Decimals.e8("151.60")))
                .isTrue();
        assertThat(bought.isTouchedBy(Decimals.e8("153"), Decimals.e8("151.61")))
                .isFalse();
        assertThat(sold.isTouchedBy(Decimals.e8("150.40"), Decimals.e8("149"))).isTrue();
        assertThat(sold.isTouchedBy(Decimals.e8("150.39"), Decimals.e8("149"))).isFalse();
    }

    @Test
    void nearerIsTheLevelReachedFirstThenFreshThenTheNewer() {
        long tickE8 = Decimals.e8("0.01");
        long topE8 = Decimals.e8("152.00");
        long bottomE8 = Decimals.e8("150.00");
        Zone old = zone(tickE8, Side.BULL, BlockState.FRESH, topE8, bottomE8, 1);
        Zone young = zone(tickE8, Side.BULL, BlockState.FRESH, topE8, bottomE8, 2);
        Zone youngBreaker = zone(tickE8, Side.BEAR, BlockState.BREAKER, topE8, bottomE8, 3);
        Zone higher = zone(tickE8, Side.BEAR, BlockState.BREAKER, topE8 + tickE8, bottomE8 + tickE8, 0);

        assertThat(young.isNearerThan(old)).isTrue();
        assertThat(old.isNearerThan(young)).isFalse();
        assertThat(old.isNearerThan(youngBreaker)).isTrue();
        assertThat(youngBreaker.isNearerThan(old)).isFalse();
        assertThat(higher.isNearerThan(young)).isTrue();
        assertThat(young.isNearerThan(higher)).isFalse();
    }

    @Test
    void nearerForAShortIsTheLowerLevel() {
        long tickE8 = Decimals.e8("0.01");
        Zone low = zone(tickE8, Side.BEAR, BlockState.FRESH, Decimals.e8("152"), Decimals.e8("150"), 1);
        Zone high = zone(tickE8, Side.BEAR, BlockState.FRESH, Decimals.e8("153"), Decimals.e8("151"), 2);

        assertThat(low.isNearerThan(high)).isTrue();
        assertThat(high.isNearerThan(low)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheFormulasInExactDecimals(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            long tickE8 = random.nextLong(1, 2_000_000);
            long bottomE8 = random.nextLong(Decimals.e8("1"), Decimals.e8("1000"));
            long topE8 = bottomE8 + random.nextLong(0, random.nextBoolean() ? 5_000_000 : Decimals.e8("10"));
            Side side = random.nextBoolean() ? Side.BULL : Side.BEAR;
            BlockState state = random.nextBoolean() ? BlockState.FRESH : BlockState.BREAKER;

            Zone zone = zone(tickE8, side, state, topE8, bottomE8, 0);

            boolean isLong = (side == Side.BULL) == (state == BlockState.FRESH);
            // 20 % deep in whole units of 1e-8, the deeper one, before the tick.
            BigDecimal depth = BigDecimal.valueOf(topE8 - bottomE8)
                    .multiply(new BigDecimal("0.2"))
                    .setScale(0, RoundingMode.CEILING);
            BigDecimal level = isLong
                    ? BigDecimal.valueOf(topE8).subtract(depth)
                    : BigDecimal.valueOf(bottomE8).add(depth);
            long entryE8 =
                    level.divide(BigDecimal.valueOf(tickE8), 0, isLong ? RoundingMode.FLOOR : RoundingMode.CEILING)
                                    .longValueExact()
                            * tickE8;
            assertThat(zone.entryE8).as("seed %d round %d", seed, round).isEqualTo(entryE8);
            assertThat(zone.isThin)
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(topE8 == bottomE8 || entryE8 < bottomE8 || entryE8 > topE8);
        }
    }
}
