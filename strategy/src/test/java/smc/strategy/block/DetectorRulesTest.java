package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rules of docs/rules.md, sections 2 to 9, each on a few candles worked out by hand. Unless a test says otherwise candle 199 spans 98 to
 * 102, so {@code bos} starts at 102 and {@code choch} at 98, and the true ranges of the warm-up are 20, so no zone is clipped.
 */
class DetectorRulesTest {
    private static Market market(Reading reading) {
        return new Market(reading, "100 110 90 100");
    }

    /** In the range after candle 199: bos 102, choch 98. */
    private static Market inRange(Reading reading) {
        var market = market(reading);
        market.candle("100 102 98 100");
        return market;
    }

    /** After candle 200 closed below 98: extreme 96 of 200, choch 102, no bos, box 101 to 96, one bull block 96..101 of 200. */
    private static Market inBearTrend(Reading reading) {
        var market = inRange(reading);
        market.candle("100 101 96 97");
        return market;
    }

    /** As {@link #inBearTrend}, then candles 201 and 202 rose out of the box: bos 96, from 200; 202 holds the high of 101.5. */
    private static Market inBearTrendWithLevel(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("97 99 96.5 98");
        market.candle("98 101.5 97 100");
        return market;
    }

    /** After candle 200 closed above 102: extreme 104 of 200, choch 98, no bos, box 104 to 99, one bear block 99..104 of 200. */
    private static Market inBullTrend(Reading reading) {
        var market = inRange(reading);
        market.candle("100 104 99 103");
        return market;
    }

    /** As {@link #inBullTrend}, then candles 201 and 202 fell out of the box: bos 104, from 200; 202 holds the low of 98.5. */
    private static Market inBullTrendWithLevel(Reading reading) {
        var market = inBullTrend(reading);
        market.candle("103 103.5 101 102");
        market.candle("102 102.5 98.5 99");
        return market;
    }

    // ---- 2. Warm-up and ATR

    @ParameterizedTest
    @EnumSource(Reading.class)
    void theFirst199CandlesSayNothingAndHaveNoMean(Reading reading) {
        var market = new Market(reading, "100 150 50 140");

        assertThat(market.atrE8()).isZero();
        assertThat(market.candle("140 150 50 60")).isEmpty();
        assertThat(market.atrE8()).isEqualTo(100_00000000L);
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void theLevelsOfTheRangeAreThoseOfCandle199(Reading reading) {
        var market = market(reading);
        market.candle("100 102 98 100");

        assertThat(market.candle("100 101 97.9 98.5")).containsExactly("SWEEP bear 98");
        assertThat(market.candle("98.5 102.1 98.5 101")).containsExactly("SWEEP bull 102");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aTrueRangeReachesFromTheLastCloseAcrossAGap(Reading reading) {
        var market = new Market(reading, "100 101 99 100");

        // Candle 199 is 2 high, but 12 above the last close: (198 * 2 + 12) / 199 = 2.05025125...
        market.candle("110 112 110 111");

        assertThat(market.atrE8()).isEqualTo(2_05025125L);
    }

    // ---- 4.2 Range

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r1ADipToChochThatClosesOnOrAboveItIsASweepAndMovesTheLevelToTheTip(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 101 97 98")).containsExactly("SWEEP bear 98");
        assertThat(market.candle("98 99 97.1 97.5")).isEmpty();
        assertThat(market.candle("97.5 99 97 98")).containsExactly("SWEEP bear 97");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r1WinsOverACloseAboveBos(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 103.5 97 103")).containsExactly("SWEEP bear 98");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r2AReachForBosThatClosesOnOrBelowItIsASweepAndMovesTheLevelToTheTip(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 103 99 102")).containsExactly("SWEEP bull 102");
        assertThat(market.candle("102 102.9 101 102.5")).isEmpty();
        assertThat(market.candle("102 103 101 102")).containsExactly("SWEEP bull 103");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r2WinsOverACloseBelowChoch(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 103 96 97")).containsExactly("SWEEP bull 102");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r3AndQ1TheFirstBreakDownwardsMakesABullBlockAndTheOldBosIsTheNewChoch(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 101 96 97")).containsExactly("CHOCH bear 98", "OB_CREATED bull 96..101 of 200");
        assertThat(market.candle("97 102 97 101")).containsExactly("SWEEP bull 102");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r3TheOriginIsTheLowestCandleAfter199NotAlwaysTheBreakingOne(Reading reading) {
        var market = inRange(reading);
        // Low 90, but it also reached bos: only R2, so choch stays at 98.
        market.candle("100 103 90 97");

        assertThat(market.candle("97 99 95 96")).containsExactly("CHOCH bear 98", "OB_CREATED bull 90..103 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void r4AndQ1TheFirstBreakUpwardsMakesABearBlockAndChochStays(Reading reading) {
        var market = inRange(reading);

        assertThat(market.candle("100 104 99 103")).containsExactly("CHOCH bull 102", "OB_CREATED bear 99..104 of 200");
        assertThat(market.candle("103 103 98 99")).containsExactly("SWEEP bear 98");
    }

    // ---- 4.3 Bear trend

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d1WithoutALevelALowerLowOnlyMovesTheExtreme(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("97 99 95 98")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d2TwoRisingCandlesOutOfTheBoxMakeTheExtremeTheLevel(Reading reading) {
        var market = inBearTrendWithLevel(reading);

        assertThat(market.candle("100 100 95 96")).containsExactly("SWEEP bear 96");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d2NeedsTheRowBeforeToRiseToo(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("98 99 96.5 98");
        market.candle("98 101.5 97 100");

        assertThat(market.candle("100 100 95 96")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d2NeedsTheBoxToBeLeftAndTouchingItsEdgeIsNotLeaving(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("97 99 96.5 98");
        market.candle("98 101 97 100");

        assertThat(market.candle("100 100 95 96")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d2AndD3aFormingALevelOnTheExtremeItselfIsAtOnceASweep(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("97 99 96.5 98");

        // Q4. Low 95 is the new extreme, high 101.5 leaves the box: the level 95 is formed and touched.
        assertThat(market.candle("98 101.5 95 100")).containsExactly("SWEEP bear 95");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d3bTheBlockOfABreakLiesOnTheHighestCandleAfterFromAndItsHighIsTheNewChoch(Reading reading) {
        var market = inBearTrendWithLevel(reading);

        assertThat(market.candle("100 100.5 94 95"))
                .containsExactly("BOS bear 96", "OB_CREATED bear 97..101.5 of 202", "OB_BREAKER bull 96..101 of 200");
        assertThat(market.candle("95 101.5 94.5 101")).containsExactly("SWEEP bull 101.5");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void section5OfEqualHighsTheMostRecentIsTheOrigin(Reading reading) {
        var market = inBearTrendWithLevel(reading);
        market.candle("100 101.5 99 100");

        assertThat(market.candle("100 100.5 94 95"))
                .containsExactly("BOS bear 96", "OB_CREATED bear 99..101.5 of 203", "OB_BREAKER bull 96..101 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void section5OfEqualLowsTheMostRecentIsTheOrigin(Reading reading) {
        var market = inBullTrendWithLevel(reading);
        market.candle("99 100 98.5 99.5");

        assertThat(market.candle("104 106 103.5 105"))
                .containsExactly("BOS bull 104", "OB_CREATED bull 98.5..100 of 203", "OB_BREAKER bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d4ABreakWhoseOriginIsItsOwnCandleSweepsTheNewChochAtOnce(Reading reading) {
        var market = inBearTrendWithLevel(reading);

        assertThat(market.candle("100 101.8 94 95"))
                .containsExactly(
                        "BOS bear 96",
                        "OB_CREATED bear 94..101.8 of 203",
                        "SWEEP bull 101.8",
                        "OB_BREAKER bull 96..101 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d4AReachForChochThatClosesOnOrBelowItIsASweepAndMovesTheLevelToTheTip(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("97 103 97 102")).containsExactly("SWEEP bull 102");
        assertThat(market.candle("101 102.9 100 102.5")).isEmpty();
        assertThat(market.candle("102.5 103 102 103")).containsExactly("SWEEP bull 103");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d3aAndQ6ASweptBosEndsTheCandleSoTheTurnIsSeenOnTheNext(Reading reading) {
        var market = inBearTrendWithLevel(reading);

        assertThat(market.candle("100 104 95 103")).containsExactly("SWEEP bear 96");
        assertThat(market.candle("103 103.5 102.5 103"))
                .containsExactly("CHOCH bull 102", "OB_CREATED bull 95..104 of 203");
        // The new choch is the bos of the trend that ended: the tip of 95.
        assertThat(market.candle("103 103 94 96")).containsExactly("SWEEP bear 95");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d5AndQ2WithoutALevelTheNewChochIsTheHighOfTheOrigin(Reading reading) {
        var market = inBearTrend(reading);

        // The row before fell, so no level; the search leaves out 200, so the origin is this candle.
        assertThat(market.candle("97 103 96.5 102.5"))
                .containsExactly("CHOCH bull 102", "OB_CREATED bull 96.5..103 of 201");
        // choch is 103, above the close: the next candle turns the trend back.
        assertThat(market.candle("102.5 102.8 101 102"))
                .containsExactly("CHOCH bear 103", "OB_CREATED bear 101..102.8 of 202");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void d5ALevelFormedOnTheTurningCandleIsTheNewChoch(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("97 99 96.5 98");

        assertThat(market.candle("98 104 97 103")).containsExactly("CHOCH bull 102", "OB_CREATED bull 96.5..99 of 201");
        assertThat(market.candle("103 103 95 97")).containsExactly("SWEEP bear 96");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void afterATurnTheNewTrendsStepsAreNotTakenOnThatCandle(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("97 103 96.5 102.5");

        // Bull with choch 103. This candle turns it back, and rises out of the box for the second time: D2 would form
        // its own
        // low as the level, D3a would sweep it.
        assertThat(market.candle("101 104 101 102.8"))
                .containsExactly("CHOCH bear 103", "OB_CREATED bear 101..104 of 202");
        assertThat(market.candle("102.8 103 100.5 101.5")).isEmpty();
    }

    // ---- 4.4 Bull trend

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u1WithoutALevelAHigherHighOnlyMovesTheExtreme(Reading reading) {
        var market = inBullTrend(reading);

        assertThat(market.candle("103 105 102 104")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u2TwoFallingCandlesOutOfTheBoxMakeTheExtremeTheLevel(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 104 99 103")).containsExactly("SWEEP bull 104");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u2NeedsBothRowsToFall(Reading reading) {
        var risen = inBullTrend(reading);
        risen.candle("101 103.5 101 102");
        risen.candle("102 102.5 98.5 99");
        var flat = inBullTrend(reading);
        flat.candle("103 103.5 101 102");
        flat.candle("99 102.5 98.5 99");

        assertThat(risen.candle("99 104 99 103")).isEmpty();
        assertThat(flat.candle("99 104 99 103")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void section3AnOutsideCandleCrossesUpOnly(Reading reading) {
        var market = inBullTrend(reading);
        market.candle("103 103.5 101 102");

        // Both edges of the box, falling twice: crossDown would form the level 104.5 and sweep it at once.
        assertThat(market.candle("102 104.5 98.5 99")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u3aAndQ5ASweepMovesTheLevelToTheTipAndOnlyACloseBeyondTheTipBreaksIt(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 105 99 103")).containsExactly("SWEEP bull 104");
        assertThat(market.candle("103 104.9 103 104")).isEmpty();
        assertThat(market.candle("104 106 104 105.5"))
                .containsExactly(
                        "BOS bull 105", "OB_CREATED bull 98.5..102.5 of 202", "OB_BREAKER bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u3aAndQ6ASweptBosEndsTheCandleSoTheTurnIsSeenOnTheNext(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 104 96 97")).containsExactly("SWEEP bull 104");
        assertThat(market.candle("97 97.9 96.5 97")).containsExactly("CHOCH bear 98", "OB_CREATED bear 96..104 of 203");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u3bAndQ2TheNewChochIsTheHighOfTheLowestCandleNotItsLow(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("104 106 103 105"))
                .containsExactly(
                        "BOS bull 104", "OB_CREATED bull 98.5..102.5 of 202", "OB_BREAKER bear 99..104 of 200");
        assertThat(market.candle("105 105.5 102 104")).containsExactly("SWEEP bear 102.5");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u4TheNewChochCanBeSweptOnTheCandleOfTheBreak(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 106 98.8 105"))
                .containsExactly(
                        "BOS bull 104",
                        "OB_CREATED bull 98.5..102.5 of 202",
                        "SWEEP bear 102.5",
                        "OB_BREAKER bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void q3ABreakWhoseOriginIsItsOwnCandleTurnsAtOnceWithASecondBlockOnIt(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 106 98 105"))
                .containsExactly(
                        "BOS bull 104",
                        "OB_CREATED bull 98..106 of 203",
                        "CHOCH bear 106",
                        "OB_CREATED bear 98..106 of 203",
                        "OB_BREAKER bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void q3UnlessItClosesOnItsHigh(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 106 98 106"))
                .containsExactly(
                        "BOS bull 104",
                        "OB_CREATED bull 98..106 of 203",
                        "SWEEP bear 106",
                        "OB_BREAKER bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u5TheNewChochIsTheOldLevel(Reading reading) {
        var market = inBullTrendWithLevel(reading);

        assertThat(market.candle("99 99 96 97")).containsExactly("CHOCH bear 98", "OB_CREATED bear 101..103.5 of 201");
        assertThat(market.candle("97 104 97 100")).containsExactly("SWEEP bull 104");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void u5WithoutALevelTheNewChochIsTheHighOfTheOrigin(Reading reading) {
        var market = inBullTrend(reading);

        assertThat(market.candle("103 103.5 96 97"))
                .containsExactly("CHOCH bear 98", "OB_CREATED bear 96..103.5 of 201");
        assertThat(market.candle("97 103.5 97 100")).containsExactly("SWEEP bull 103.5");
    }

    // ---- 6. Block creation

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aZoneIsClippedToOneAverageTrueRangeFromItsFarEdge(Reading reading) {
        var market = new Market(reading, "100 101 99 100");
        market.candle("100 101 99 100");

        // True range 4 joins 198 of 2: 400 / 199 = 2.010050251..., rounded down.
        assertThat(market.candle("100 100 96 97"))
                .containsExactly("CHOCH bear 99", "OB_CREATED bull 96..98.01005025 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void q9TheClipUsesTheMeanOfTheOriginNotThatOfTheBreak(Reading reading) {
        var market = new Market(reading, "100 101 99 100");
        market.candle("100 101 99 100");
        market.candle("100 100 98 98.5");
        market.candle("98.5 99.5 98.2 99");
        market.candle("99 100.9 98.1 100.5");

        // Mean of 202: (196 * 2 + 2 + 1.3 + 2.8) / 199 = 2.000502512...; the break's own range of 50 would give far
        // more.
        assertThat(market.candle("100 100 50 55"))
                .containsExactly(
                        "BOS bear 98", "OB_CREATED bear 98.89949749..100.9 of 202", "OB_BREAKER bull 98..100 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aZoneOfNoHeightIsABlockLikeAnyOther(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("103 103 103 103"))
                .containsExactly("CHOCH bull 102", "OB_CREATED bull 103..103 of 201");
        assertThat(market.candle("102 102 102 102"))
                .containsExactly(
                        "CHOCH bear 103", "OB_CREATED bear 102..102 of 202", "OB_BREAKER bull 103..103 of 201");
    }

    // ---- 7. Block life

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aBodyOnTheFarEdgeOrAWickBeyondItChangesNothing(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("96 97 90 96")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void q7AnOpenBeyondTheFarEdgeCountsThoughTheCandleClosesBack(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("95.5 97 95 97")).containsExactly("OB_BREAKER bull 96..101 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aBodyBeyondBothEdgesBreaksTheBlockAndOnlyTheNextCandleEndsIt(Reading reading) {
        var market = inBearTrend(reading);

        assertThat(market.candle("95 101.9 94.9 101.5")).containsExactly("OB_BREAKER bull 96..101 of 200");
        assertThat(market.candle("101.5 101.8 100 101")).containsExactly("OB_INVALIDATED bull 96..101 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aBreakerWhoseOtherEdgeIsOnlyTouchedByTheBodyLives(Reading reading) {
        var market = inBearTrend(reading);
        market.candle("95.5 97 95 97");

        assertThat(market.candle("97 101.9 97 101")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aBearBlockBreaksUpwardsAndEndsDownwards(Reading reading) {
        var market = inBullTrend(reading);

        assertThat(market.candle("103 105 103 104.5")).containsExactly("OB_BREAKER bear 99..104 of 200");
        assertThat(market.candle("104 104 98.5 99")).isEmpty();
        assertThat(market.candle("99 99 98.5 98.9")).containsExactly("OB_INVALIDATED bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void changesAreToldBullBlocksFirstThenBearBlocksEachFromTheNewestToTheOldest(Reading reading) {
        var market = inBullTrendWithLevel(reading);
        // As in q3: leaves bull 98..106 and bear 98..106 fresh, and the bear block of 200 a breaker.
        market.candle("99 106 98 105");

        assertThat(market.candle("107 107 97 97"))
                .containsExactly(
                        "SWEEP bull 106",
                        "OB_BREAKER bull 98..106 of 203",
                        "OB_BREAKER bear 98..106 of 203",
                        "OB_INVALIDATED bear 99..104 of 200");
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void q8ABlockNeverExpires(Reading reading) {
        var market = inBearTrend(reading);
        for (int quiet = 0; quiet < 5_000; quiet++) {
            market.candle("97 97 97 97");
        }

        assertThat(market.candle("97 97 95 95.9")).containsExactly("OB_BREAKER bull 96..101 of 200");
    }
}
