package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/**
 * Reports that cross requests on their way: fills while a cancel or an edit is under way, refusals, reports out of order. Each rule here was
 * once broken.
 */
class CrossingReportsTest {
    private static TradingDesk resting() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1);
    }

    private static TradingDesk bought() {
        return resting().filled(1, 5, "151.60").accepted(2, 3).quietly();
    }

    private static TradingDesk restingOnBothSides() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1, 3)
                .quietly();
    }

    /** WasReachedBeforeLive is never forgotten: an order that has rested for a whole candle was live. */
    @Test
    void anOrderThatOutlivedItsFirstCandleIsLive() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .forming("152.50", "151.60")
                .accepted(1)
                .candle("152.40 152.50 151.60 152.40")
                .quietly();

        desk.candle("152.40 152.50 151.60 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 REACHED_NOT_FILLED order=1 reached=151.6");
    }

    /** A stop that filled 2 of 5 must keep covering 3: its whole size stays 5 (sizes are whole, filled included). */
    @Test
    void aStopThatFilledInPartKeepsCoveringTheRest() {
        TradingDesk desk = bought();

        desk.filled(2, 2, "148.00");

        assertThat(desk.requests()).noneMatch(line -> line.startsWith("edit #2 to 3"));
    }

    /** An exit decided inside a candle counts from that candle, not from the close before it. */
    @Test
    void anExitDecidedInsideACandleStartsItsCoolDownThere() {
        TradingDesk desk = bought().cancelled(2).quietly();
        desk.rejected(4, 1).filled(5, 5, "151.00").draw(Side.BULL, "149.00", "147.00");
        // x, x + 1, x + 2
        desk.candle("152.40 152.50 150.90 151.00")
                .candle("151.00 151.10 150.90 151.00")
                .candle("151.00 151.10 150.90 151.00");

        assertThat(desk.requests()).noneMatch(line -> line.contains("ENTRY LIMIT long"));
    }

    /** The rest of a double fill must not lose its stop. */
    @Test
    void theRestOfADoubleFillKeepsItsStop() {
        TradingDesk desk =
                restingOnBothSides().filled(1, 2, "151.60").accepted(2, 5).quietly();

        desk.filled(3, 5, "154.40");

        assertThat(desk.requests()).doesNotContain("cancel #4");
    }

    /** What fills after the trade is over (its cancel under way) must be protected: the old bracket stop has filled. */
    @Test
    void aLateFillAfterTheStopOutIsProtected() {
        TradingDesk desk = resting()
                .filled(1, 2, "151.60")
                .accepted(2, 3)
                .edited(2, 2, "148")
                .quietly();
        desk.filled(2, 2, "148.00").quietly();

        desk.filled(1, 5, "151.60");

        assertThat(desk.requests())
                .anyMatch(line -> line.contains("STOP STOP_MARKET short 3") || line.contains("EXIT MARKET short 3"));
    }

    /** The second half of a double fill, after the first half closed the trade, is a rest: out at market. */
    @Test
    void aLaterPartOfADoubleFillIsClosedAtMarket() {
        TradingDesk desk =
                restingOnBothSides().filled(1, 2, "151.60").accepted(2, 5).quietly();
        desk.filled(3, 2, "154.40").quietly();

        desk.filled(3, 5, "154.40");

        assertThat(desk.requests()).anyMatch(line -> line.contains("EXIT MARKET long 3"));
    }

    /** What had to yield to another entry is not wanted any more, also when that trade is over. */
    @Test
    void anEntryThatYieldedAndFillsLateIsProtectedAndClosedAtMarket() {
        TradingDesk desk = restingOnBothSides()
                .filled(1, 5, "151.60")
                .accepted(2, 5)
                .filled(2, 5, "148.00")
                .quietly();

        desk.filled(3, 2, "154.40");

        // Its own bracket, #4, came with the fill.
        assertThat(desk.requests()).containsExactly("submit #6 B EXIT MARKET long 2 at 154.4 for T2");
        desk.filled(6, 2, "154.50");
        assertThat(desk.requests()).containsExactly("cancel #4");
        assertThat(desk.trades()).last().asString().startsWith("closed T2 B DOUBLE_FILL: gain -0.2");
    }

    /** The trade is over, its stop and its target with it; a part of its entry fills while the cancel is under way. */
    @Test
    void aLateFillKeepsOthersFromEntering() {
        TradingDesk desk = resting().filled(1, 2, "151.60").accepted(2, 3).filled(2, 2, "148.00");
        desk.draw(Side.BEAR, "156.00", "154.00")
                .candle("152.60 152.80 148.00 152.40")
                .quietly();
        desk.accepted(4);

        desk.filled(1, 5, "151.60");

        assertThat(desk.requests()).startsWith("submit #6 B STOP STOP_MARKET short 3 at 148 for T2", "cancel #4");
    }

    /** Mode A: a fill reported after the cancel must count, and must not be a fault. */
    @Test
    void aFillReportedAfterTheCancelCountsInModeA() {
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .candle("151.70 152.60 151.30 152.50")
                .accepted(1);

        desk.cancelled(1).filled(1, 2, "152.50");

        assertThat(desk.trades()).anyMatch(line -> line.startsWith("entered T1: 2 at 152.5"));
    }

    /** Mode B: after such a late fill the loss of the stop must still be noticed. */
    @Test
    void theStopOfAFillReportedAfterTheCancelIsReplacedWhenLost() {
        TradingDesk desk =
                resting().cancelled(1).filled(1, 2, "151.60").accepted(2).quietly();

        desk.cancelled(2);

        assertThat(desk.requests()).anyMatch(line -> line.contains("STOP STOP_MARKET short 2"));
    }

    /** Mode B: at the end of such a trade the stop that stands at the venue must be cancelled. */
    @Test
    void theStopOfAFillReportedAfterTheCancelIsCancelledWithItsTrade() {
        TradingDesk desk =
                resting().cancelled(1).filled(1, 2, "151.60").accepted(2, 3).quietly();

        desk.candle("152.40 152.50 149.50 149.80").filled(4, 2, "149.80");

        assertThat(desk.requests()).contains("cancel #2");
    }

    /** An order whose cancel came too late made a trade: the touch must say TRADE, not what the plan had noted. */
    @Test
    void anOrderThatFillsBeforeItsCancelArrivesIsATrade() {
        TradingDesk desk = resting();
        desk.draw(Side.BULL, "152.20", "150.20").candle("152.40 152.50 152.30 152.40");
        assertThat(desk.requests()).contains("cancel #1");

        desk.filled(1, 5, "151.60").candle("152.40 152.50 151.50 152.40");

        assertThat(desk.verdicts()).contains("B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.6");
    }

    /** Reports about a trade that is over are facts too: they must not be a fault. */
    @Test
    void fundingBookedAfterTheEndOfTheTradeIsNoFault() {
        TradingDesk desk = bought().filled(2, 5, "148.00");

        desk.funded(0, "0.01");

        assertThat(desk.capital()).isEqualTo("81.99");
    }

    /** A target whose edit was refused has the wrong size for good. */
    @Test
    void aTargetWhoseEditWasRefusedIsBroughtInLine() {
        TradingDesk desk = resting().filled(1, 2, "151.60").accepted(2, 3).filled(1, 5, "151.60");
        assertThat(desk.requests()).contains("edit #3 to 3 at 155.6");
        desk.editRejected(3);

        desk.candle("152.40 152.50 151.50 152.40").candle("152.40 152.50 151.50 152.40");

        assertThat(desk.requests())
                .anyMatch(line -> line.startsWith("edit #3 to 3") || line.contains("TARGET LIMIT short"));
    }

    /** Nothing moved, so nothing is said. */
    @Test
    void aStopThatDidNotMoveIsNotSaidToHaveMoved() {
        TradingDesk desk = bought().candle("152.40 152.50 151.50 152.40").filled(3, 3, "155.60");
        desk.candle("155.00 156.00 154.50 155.50").quietly();

        desk.candle("155.50 155.80 154.50 155.50");

        assertThat(desk.trades()).isEmpty();
    }

    /** The entry goes on filling after its first target filled: the target of the whole is 3, 1 is sold, 2 are not asked for. */
    @Test
    void aTargetThatFilledIsNotEdited() {
        TradingDesk desk = resting()
                .filled(1, 2, "151.60")
                .accepted(2, 3)
                .filled(3, 1, "155.60")
                .quietly();

        desk.filled(1, 5, "151.60");

        assertThat(desk.requests()).noneMatch(line -> line.startsWith("edit #3"));
    }

    /** An order whose cancel is under way does not stay: the zone needs a new one. */
    @Test
    void anOrderWhoseCancelIsUnderWayDoesNotCountAsResting() {
        TradingDesk desk = resting().quietly();
        desk.trading(false).trading(true).candle("152.40 152.50 152.30 152.40");

        assertThat(desk.requests()).anyMatch(line -> line.startsWith("submit #3 B ENTRY LIMIT long 5 at 151.6"));
    }

    /** The bracket grows by itself with its entry: an edit under way must not shrink it below what has filled meanwhile. */
    @Test
    void theStopIsNeverAskedToCoverLessThanTheEntryMayFill() {
        TradingDesk desk = resting().quietly();

        desk.filled(1, 2, "151.60");

        assertThat(desk.requests()).noneMatch(line -> line.startsWith("edit #2 to 2"));
    }

    /** Price reached E before the venue had accepted the order, so it was refused as crossing: row 17 comes before row 20. */
    @Test
    void anOrderRefusedBecausePriceHadReachedItsLevelWasNotLive() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .forming("152.50", "151.50")
                .rejected(1, 6);

        desk.candle("152.40 152.50 151.50 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_NOT_LIVE order=1");
    }
}
