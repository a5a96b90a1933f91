package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.strategy.structure.Side;

/**
 * Target, trail and stops of an open trade (docs/rules.md, sections 21 and 22), the venue played by the test. Mode A bought 5 at 152.50 with
 * an average range of 2.20: target 156.90, trail 3.30, stop 148 (#2), target order #3.
 */
class OpenTradeTest {
    private static TradingDesk boughtByA() {
        return boughtByA(DeskSetup.modeA(), "2.20", 5);
    }

    private static TradingDesk boughtByA(DeskSetup setup, String atr, long contracts) {
        return setup.byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .atr(atr)
                .candle("151.70 152.60 151.30 152.50")
                .atr("9")
                .accepted(1)
                .filled(1, contracts, "152.50")
                .accepted(2);
    }

    /** Mode B bought 5 at 151.60 with an average range of 2: target 155.60 (#3), trail 3.00, stop 148 (#2). */
    private static TradingDesk boughtByB() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1)
                .filled(1, 5, "151.60")
                .accepted(2, 3);
    }

    /** Mode B sold 5 at 150.40 with an average range of 2: target 146.40 (#3), trail 3.00, stop 154 (#2). */
    private static TradingDesk soldByB() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BEAR, "152.00", "150.00")
                .candle("149.30 149.60 149.20 149.50")
                .accepted(1)
                .filled(1, 5, "150.40")
                .accepted(2, 3);
    }

    // ---- target

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3"})
    void halfOfThePositionRoundedUpIsSoldAtTheTarget(long contracts, long atTheTarget) {
        TradingDesk desk = boughtByA(DeskSetup.modeA().positionMaxContracts(contracts), "2.20", contracts);

        assertThat(desk.requests())
                .last()
                .asString()
                .isEqualTo("submit #3 A TARGET LIMIT short " + atTheTarget + " at 156.9 for T1");
    }

    @Test
    void theTargetIsRoundedToTheTickAwayFromTheEntry() {
        // 152.50 + 2 · 2.20000001 = 156.90000002 and 150.40 - 2 · 2.00000001 = 146.39999998.
        TradingDesk bought = boughtByA(DeskSetup.modeA(), "2.20000001", 5);
        TradingDesk sold = DeskSetup.modeB()
                .byHand()
                .draw(Side.BEAR, "152.00", "150.00")
                .atr("2.00000001")
                .candle("149.30 149.60 149.20 149.50")
                .accepted(1)
                .filled(1, 5, "150.40");

        assertThat(bought.requests()).last().asString().contains("TARGET LIMIT short 3 at 156.91 ");
        assertThat(sold.requests()).last().asString().contains("TARGET LIMIT long 3 at 146.39 ");
    }

    @Test
    void theRangeOfModeBIsThatOfTheLastCandleClosedAtTheFill() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1)
                .atr("1.50")
                .candle("152.40 152.50 152.20 152.30");

        desk.atr("9").filled(1, 5, "151.60");

        assertThat(desk.trades()).first().asString().endsWith("atr 1.5");
    }

    @Test
    void theRangeOfModeAIsThatOfTheDecidingCandleHoweverLateTheFill() {
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .atr("2.20")
                .candle("151.70 152.60 151.30 152.50")
                .accepted(1)
                .atr("9")
                .candle("152.50 152.60 152.40 152.50");

        desk.filled(1, 5, "152.50");

        assertThat(desk.trades()).first().asString().endsWith("atr 2.2");
    }

    @Test
    void levelsFollowTheAverageUntilTheEntryIsComplete() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1)
                .quietly();

        desk.filled(1, 2, "151.60").accepted(2, 3);
        assertThat(desk.requests()).contains("submit #3 B TARGET LIMIT short 1 at 155.6 for T1");

        desk.filled(1, 5, "151.50");
        // Average (2 · 151.60 + 3 · 151.50) / 5 = 151.54.
        assertThat(desk.requests()).contains("edit #3 to 3 at 155.54");
        assertThat(desk.trades()).endsWith("entered T1: 3 at 151.5, average 151.54, target 3 at 155.54, stop 148");
    }

    @Test
    void aLostTargetIsPlacedAgainAtTheNextClose() {
        TradingDesk desk = boughtByA().cancelled(3).quietly();

        desk.candle("152.50 153.00 152.20 152.80");

        assertThat(desk.requests()).containsExactly("submit #4 A TARGET LIMIT short 3 at 156.9 for T1");
    }

    @Test
    void aSingleContractMayOnlyArmTheTrail() {
        TradingDesk desk = boughtByA(DeskSetup.modeA().trailsOddLot().positionMaxContracts(1), "2.20", 1);
        assertThat(desk.requests()).noneMatch(line -> line.contains("TARGET"));

        desk.candle("152.50 156.89 152.20 156.00");
        assertThat(desk.requests()).isEmpty();
        desk.candle("156.00 156.90 155.80 156.50");

        // Reached exactly; best 156.90 less 3.30.
        assertThat(desk.requests()).containsExactly("edit #2 to 1 at 153.6");
    }

    @Test
    void twoContractsAreNoOddLot() {
        TradingDesk desk = boughtByA(DeskSetup.modeA().trailsOddLot().positionMaxContracts(2), "2.20", 2);

        assertThat(desk.requests()).last().asString().contains("TARGET LIMIT short 1 at 156.9 ");
    }

    // ---- trail

    @Test
    void theTrailIsNotArmedBeforeTheTargetFilled() {
        TradingDesk desk = boughtByA().quietly();

        desk.candle("152.50 158.00 152.20 157.00");

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void theTrailIsArmedAtTheCloseAfterTheTargetAndNotInsideTheCandle() {
        TradingDesk desk = boughtByA().quietly();

        desk.filled(3, 3, "156.90");
        assertThat(desk.requests()).isEmpty();

        desk.candle("154.60 157.20 154.20 156.50");
        assertThat(desk.requests()).containsExactly("edit #2 to 5 at 153.9");
    }

    @Test
    void aPartOfTheTargetArmsTheTrailToo() {
        TradingDesk desk = boughtByA().quietly();

        desk.filled(3, 1, "156.90").candle("154.60 157.20 154.20 156.50");

        assertThat(desk.requests()).containsExactly("edit #2 to 5 at 153.9");
    }

    @Test
    void theTrailIsRoundedToTheTickAwayFromThePrice() {
        // Long: 157.20 - 1.5 · 2.20000001 = 153.899999985; short: 145.40 + 1.5 · 2.00000001 = 148.400000015.
        TradingDesk bought = boughtByA(DeskSetup.modeA(), "2.20000001", 5).quietly();
        TradingDesk sold = DeskSetup.modeB()
                .byHand()
                .draw(Side.BEAR, "152.00", "150.00")
                .atr("2.00000001")
                .candle("149.30 149.60 149.20 149.50")
                .accepted(1)
                .filled(1, 5, "150.40")
                .accepted(2, 3)
                .candle("149.50 150.50 149.40 149.50")
                .quietly();

        bought.filled(3, 3, "156.91").candle("154.60 157.20 154.20 156.50");
        sold.filled(3, 3, "146.39").candle("149.50 149.60 145.40 146.00");

        assertThat(bought.requests()).last().isEqualTo("edit #2 to 5 at 153.89");
        assertThat(sold.requests()).last().isEqualTo("edit #2 to 5 at 148.41");
    }

    @Test
    void inModeAThePriceOfTheEntryCandleCountsForTheBest() {
        TradingDesk desk = boughtByA().candle("152.50 158.00 152.20 157.00").quietly();

        desk.filled(3, 3, "156.90").candle("157.00 157.10 156.00 156.50");

        assertThat(desk.requests()).last().isEqualTo("edit #2 to 5 at 154.7");
    }

    @Test
    void inModeBThePriceOfTheEntryCandleDoesNotCountForTheBest() {
        TradingDesk desk = boughtByB().candle("152.40 158.00 151.50 155.00").quietly();

        desk.filled(3, 3, "155.60").candle("155.00 155.90 154.50 155.50");

        assertThat(desk.requests()).last().isEqualTo("edit #2 to 5 at 152.9");
    }

    @Test
    void theTrailNeverMovesBack() {
        TradingDesk desk = boughtByA()
                .filled(3, 3, "156.90")
                .candle("154.60 157.20 154.20 156.50")
                .quietly();

        desk.candle("156.50 156.60 154.50 155.00");

        assertThat(desk.requests()).isEmpty();
    }

    /** Mode B, target filled on the candle of the entry: best is the entry, and 151.60 - 1.5 · 3 = 147.10 lies behind the stop at 148. */
    @Test
    void aTrailBehindTheEmergencyStopLeavesItWhereItIs() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .atr("3")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1)
                .filled(1, 5, "151.60")
                .accepted(2)
                .filled(3, 3, "157.60")
                .quietly();

        desk.candle("152.40 157.70 151.50 157.00");

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aCloseExactlyOnTheTrailIsAnExitAtOnce() {
        TradingDesk desk = boughtByA().filled(3, 3, "156.90").quietly();

        desk.candle("154.60 157.20 153.80 153.90");
        assertThat(desk.requests()).containsExactly("submit #4 A EXIT MARKET short 2 at 153.9 for T1");

        desk.filled(4, 2, "153.85");
        assertThat(desk.trades()).contains("reduced T1: 2 at 153.85, TRAIL_STOP");
    }

    @Test
    void aCloseOneTickBeforeTheTrailIsNone() {
        TradingDesk desk = boughtByA().filled(3, 3, "156.90").quietly();

        desk.candle("154.60 157.20 153.80 153.91");

        assertThat(desk.requests()).containsExactly("edit #2 to 5 at 153.9");
    }

    @Test
    void aShortTrailsFromItsLow() {
        TradingDesk desk = soldByB().candle("149.50 150.50 149.40 149.50").quietly();

        desk.filled(3, 3, "146.40").candle("149.50 149.60 145.40 146.00");
        assertThat(desk.requests()).last().isEqualTo("edit #2 to 5 at 148.4");

        desk.candle("146.00 148.50 145.90 148.40");
        assertThat(desk.requests()).containsExactly("submit #4 B EXIT MARKET long 2 at 148.4 for T1");
    }

    // ---- body stop

    @Test
    void theBodyStopComesBeforeTheTrailAtOneClose() {
        TradingDesk desk = boughtByA().filled(3, 3, "156.90").candle("154.60 157.20 154.20 156.50");

        desk.candle("156.50 156.60 149.50 149.80").filled(4, 2, "149.80");

        assertThat(desk.trades()).contains("reduced T1: 2 at 149.8, BODY_STOP");
    }

    @Test
    void aBodyOnTheEdgeIsNotBeyondIt() {
        TradingDesk desk = boughtByA().quietly();

        desk.candle("152.50 152.60 149.00 150.00");
        assertThat(desk.requests()).isEmpty();
        desk.candle("150.00 150.10 149.00 149.99");

        assertThat(desk.requests()).first().isEqualTo("submit #4 A EXIT MARKET short 5 at 149.99 for T1");
    }

    @Test
    void theOpenIsPartOfTheBody() {
        TradingDesk desk = boughtByA().quietly();

        desk.candle("149.90 152.60 149.80 152.00");

        assertThat(desk.requests()).containsExactly("submit #4 A EXIT MARKET short 5 at 152 for T1");
    }

    @Test
    void inModeBTheBodyIsCheckedFromTheCandleOfTheFillOn() {
        TradingDesk desk = boughtByB().quietly();

        desk.candle("152.40 152.50 149.50 149.80");

        assertThat(desk.requests()).contains("submit #4 B EXIT MARKET short 5 at 149.8 for T1");
    }

    @Test
    void aShortIsStoppedByABodyAboveItsBlock() {
        TradingDesk desk = soldByB().quietly();

        desk.candle("149.50 152.20 149.40 152.01");

        assertThat(desk.requests()).contains("submit #4 B EXIT MARKET long 5 at 152.01 for T1");
    }

    @Test
    void aFillAfterTheBoundaryBelongsToTheNextCandle() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1)
                .afterBoundary(100)
                .filled(1, 5, "151.60")
                .accepted(2, 3)
                .quietly();

        desk.candle("152.40 152.50 149.50 149.80");
        assertThat(desk.requests()).noneMatch(line -> line.contains("EXIT"));

        desk.candle("149.80 150.20 149.70 149.90");
        assertThat(desk.requests()).first().isEqualTo("submit #4 B EXIT MARKET short 5 at 149.9 for T1");
    }

    // ---- emergency stop

    @Test
    void slippageThatPutsTheStopIntoTheZoneDoesNotCloseThePosition() {
        // Decided at 155.50: guard 149.902, up to 149.91, beyond the edge. Filled at 155.70: 150.0948, up to 150.10,
        // inside.
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .candle("151.70 155.60 151.30 155.50");
        assertThat(desk.requests()).containsExactly("submit #1 A ENTRY MARKET long 5 at 155.5 x20, stop #2 at 149.91");

        desk.filled(1, 5, "155.70");

        assertThat(desk.requests())
                .containsExactly("edit #2 to 5 at 150.1", "submit #3 A TARGET LIMIT short 3 at 159.7 for T1");
    }

    /** It only reduces, so it cannot do too much; what is not sent cannot cross a fill. */
    @Test
    void theStopKeepsItsSizeWhenTheTargetFills() {
        TradingDesk desk = boughtByA().quietly();

        desk.filled(3, 2, "156.90");

        assertThat(desk.requests()).isEmpty();
    }
}
