package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/**
 * What keeps a position from standing unprotected or for ever (docs/rules.md, sections 19, 21 and 23), the venue played by the test. Mode B
 * bought 5 at 151.60: target 3 at 155.60 (#3), stop 148 (#2).
 */
class ExitTest {
    /** Until an exit that was refused is repeated for the first time. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static TradingDesk bought() {
        return resting().filled(1, 5, "151.60").accepted(2, 3).quietly();
    }

    /** A buy of 5 at 151.60 rests (#1). */
    private static TradingDesk resting() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1);
    }

    /** A buy of 5 at 151.60 (#1, stop #2) and a sell of 5 at 154.40 (#3, stop #4) rest. */
    private static TradingDesk restingOnBothSides() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1, 3)
                .quietly();
    }

    /** As {@link #bought}, and the body stop sent its exit (#4). */
    private static TradingDesk closing() {
        return bought().candle("152.40 152.50 149.50 149.80").quietly();
    }

    // ---- exits are repeated

    @Test
    void aRefusedExitIsRepeatedAsTimeMoves() {
        TradingDesk desk = closing().rejected(4, 1);
        assertThat(desk.requests()).isEmpty();

        desk.after(PAUSE_NANOS);

        assertThat(desk.requests()).containsExactly("submit #5 B EXIT MARKET short 5 at 149.8 for T1");
    }

    /** A venue that refuses all of them is not asked ten times a second; the stop stands meanwhile. */
    @Test
    void anExitThatIsRefusedAgainAndAgainWaitsTwiceAsLongEachTimeUpToFiveSeconds() {
        TradingDesk desk = closing();
        int exit = 4;
        for (long millis : List.of(300, 600, 1_200, 2_400, 4_800, 5_000, 5_000)) {
            desk.quietly().rejected(exit, 1).after(TimeUnit.MILLISECONDS.toNanos(millis) - 1);
            assertThat(desk.requests()).isEmpty();

            desk.after(1);

            exit++;
            assertThat(desk.requests())
                    .containsExactly("submit #%d B EXIT MARKET short 5 at 149.8 for T1".formatted(exit));
        }
    }

    /** What fills a part is no venue that refuses. */
    @Test
    void anExitOfWhichAPartFilledGoesOnAtOnceHoweverManyCameToNothing() {
        TradingDesk desk = closing().rejected(4, 1).after(PAUSE_NANOS);

        desk.accepted(5).filled(5, 2, "149.75").cancelled(5).quietly().after(1);

        assertThat(desk.requests()).containsExactly("submit #6 B EXIT MARKET short 3 at 149.8 for T1");
    }

    @Test
    void aCancelledExitIsRepeatedForWhatIsLeft() {
        TradingDesk desk =
                closing().accepted(4).filled(4, 2, "149.75").cancelled(4).quietly();

        desk.candle("149.75 149.90 149.60 149.70");

        assertThat(desk.requests()).first().isEqualTo("submit #5 B EXIT MARKET short 3 at 149.8 for T1");
    }

    @Test
    void anExitIsRepeatedAsOftenAsItTakes() {
        TradingDesk desk = closing()
                .rejected(4, 1)
                .after(PAUSE_NANOS)
                .rejected(5, 1)
                .after(2 * PAUSE_NANOS)
                .quietly();

        desk.filled(6, 5, "149.70");

        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 149.7, BODY_STOP",
                        "closed T1 B BODY_STOP: gain -9.5, fees 0, funding 0, capital 90.5");
        assertThat(desk.after(1).requests()).noneMatch(line -> line.startsWith("submit"));
    }

    @Test
    void anExitWithoutAnAnswerIsNotRepeatedForItMayWork() {
        TradingDesk desk = closing().unanswered(4);

        desk.after(1).candle("149.75 149.90 149.60 149.70");

        assertThat(desk.requests()).noneMatch(line -> line.startsWith("submit"));
    }

    @Test
    void theEndOfATradeCancelsWhatStillWorksForIt() {
        TradingDesk desk = closing();

        desk.filled(4, 5, "149.75");

        assertThat(desk.requests()).containsExactlyInAnyOrder("cancel #2", "cancel #3");
    }

    @Test
    void anExitThatFillsInPartsLeavesTheStopAsItIs() {
        TradingDesk desk = closing();

        desk.filled(4, 2, "149.75");

        assertThat(desk.requests()).isEmpty();
    }

    // ---- the stop is never missed for long

    @Test
    void aLostStopIsReplacedAtOnce() {
        TradingDesk desk = bought();

        desk.cancelled(2);

        assertThat(desk.requests()).containsExactly("submit #4 B STOP STOP_MARKET short 5 at 148 for T1");
    }

    @Test
    void aReplacementThatIsRefusedFlattens() {
        TradingDesk desk = bought().cancelled(2).quietly();

        desk.rejected(4, 1);
        assertThat(desk.requests()).containsExactly("submit #5 B EXIT MARKET short 5 at 148 for T1");

        desk.filled(5, 5, "151.00");
        assertThat(desk.trades()).contains("reduced T1: 5 at 151, EMERGENCY_STOP");
    }

    @Test
    void aStopLostTwiceIsReplacedTwice() {
        TradingDesk desk = bought().cancelled(2).accepted(4).quietly();

        desk.cancelled(4);

        assertThat(desk.requests()).containsExactly("submit #5 B STOP STOP_MARKET short 5 at 148 for T1");
    }

    /** On the candle of the entry nothing counts for the best price, so the trail starts 3.00 below the entry. */
    @Test
    void aStopThatCannotBeMovedIsPlacedAnewBeforeTheOldOneIsCancelled() {
        TradingDesk desk = bought().filled(3, 3, "155.60").edited(2, 2, "148").candle("155.00 156.00 154.50 155.50");
        assertThat(desk.requests()).last().isEqualTo("edit #2 to 5 at 148.6");

        desk.editRejected(2);
        assertThat(desk.requests()).containsExactly("submit #4 B STOP STOP_MARKET short 2 at 148.6 for T1");

        desk.accepted(4);
        assertThat(desk.requests()).containsExactly("cancel #2");

        desk.cancelled(2).filled(4, 2, "148.60");
        assertThat(desk.requests()).noneMatch(line -> line.startsWith("submit"));
        assertThat(desk.trades()).contains("reduced T1: 2 at 148.6, TRAIL_STOP");
    }

    @Test
    void theOldStopStandsOnIfTheVenueWillNotHaveTheNewOne() {
        TradingDesk desk = bought().filled(3, 3, "155.60").edited(2, 2, "148").candle("155.00 156.00 154.50 155.50");
        desk.editRejected(2).quietly();

        desk.rejected(4, 7);
        assertThat(desk.requests()).isEmpty();

        // The next close moves it once more: 1.5 times the range of 2 below the best of 157, for the 2 contracts that
        // are left.
        desk.candle("155.50 157.00 155.00 156.50");
        assertThat(desk.requests()).containsExactly("edit #2 to 2 at 154");
    }

    @Test
    void ofTwoStopsBothAreCancelledWhenThePositionIsGone() {
        TradingDesk desk = bought().filled(3, 3, "155.60").edited(2, 2, "148").candle("155.00 156.00 154.50 155.50");
        desk.editRejected(2).quietly();

        desk.filled(4, 2, "148.60");

        assertThat(desk.requests()).containsExactly("cancel #2");
    }

    @Test
    void anEditRefusedBecauseTheStopFilledChangesNothing() {
        TradingDesk desk = bought().filled(3, 3, "155.60").edited(2, 2, "148").candle("155.00 156.00 154.50 155.50");

        desk.filled(2, 2, "148.00").quietly();
        desk.editRejected(2);

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void theOldStopMayStillFillWhileItIsBeingReplaced() {
        TradingDesk desk = bought().filled(3, 3, "155.60").edited(2, 2, "148").candle("155.00 156.00 154.50 155.50");
        desk.editRejected(2).quietly();

        desk.filled(2, 2, "148.00");

        assertThat(desk.trades()).last().asString().startsWith("closed T1 B ");
        assertThat(desk.requests()).containsExactly("cancel #4");
    }

    // ---- what the venue does by itself

    @Test
    void fundingIsBookedToTheTradeAndCostsCapitalWhenItCloses() {
        TradingDesk desk = bought();

        desk.funded(0, "0.0758").funded(0, "-0.0258");
        assertThat(desk.trades()).containsExactly("funded T1: 0.0758", "funded T1: -0.0258");
        assertThat(desk.capital()).isEqualTo("100");

        desk.filled(2, 5, "148.00");
        assertThat(desk.trades())
                .last()
                .isEqualTo("closed T1 B EMERGENCY_STOP: gain -18, fees 0, funding 0.05, capital 81.95");
    }

    @Test
    void aLiquidationClosesTheTradeWithItsReasonAndFee() {
        TradingDesk desk = bought();

        desk.liquidated(0, 5, "144.80", "0.43");

        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 144.8, LIQUIDATION",
                        "closed T1 B LIQUIDATION: gain -34, fees 0.43, funding 0, capital 65.57");
        assertThat(desk.requests()).containsExactlyInAnyOrder("cancel #2", "cancel #3");
    }

    @Test
    void theReasonOfATradeIsThatOfItsLastFill() {
        TradingDesk desk = bought().filled(3, 3, "155.60");

        desk.filled(2, 2, "148.00");

        assertThat(desk.trades())
                .endsWith(
                        "reduced T1: 3 at 155.6, TARGET",
                        "reduced T1: 2 at 148, EMERGENCY_STOP",
                        "closed T1 B EMERGENCY_STOP: gain 4.8, fees 0, funding 0, capital 104.8");
    }

    @Test
    void capitalChangesOncePerClosedTrade() {
        TradingDesk desk = bought();

        desk.filled(3, 3, "155.60", "0.11");
        assertThat(desk.capital()).isEqualTo("100");

        desk.filled(2, 2, "151.60", "0.17");
        assertThat(desk.capital()).isEqualTo("111.72");
    }

    @Test
    void whatAnOpenTradeIsWorthIsShownNetOfItsCostsSoFar() {
        TradingDesk desk = resting().filled(1, 5, "151.60", "0.18").funded(0, "0.07");

        desk.candle("152.40 152.50 151.50 152.00");

        assertThat(Decimals.text(desk.effects.unrealisedE8(0))).isEqualTo("1.75");
    }

    // ---- cool-down: x is the candle whose close decided the exit, or inside which it filled

    @Test
    void anExitDecidedAtACloseCountsFromThatCandle() {
        // The body stop at the close of x; filled in x + 1. A buy may rest from the close of x + 3 on, a sell (#5) at
        // once.
        TradingDesk desk = closing()
                .draw(Side.BULL, "149.00", "147.00")
                .filled(4, 5, "149.75")
                .candle("149.80 150.00 149.50 149.70")
                .accepted(5)
                .candle("149.70 150.00 149.50 149.70");
        assertThat(desk.requests()).noneMatch(line -> line.contains("ENTRY LIMIT long"));

        desk.candle("149.70 150.00 149.50 149.70");

        assertThat(desk.requests()).anyMatch(line -> line.contains("ENTRY LIMIT long"));
    }

    @Test
    void anExitInsideACandleCountsFromThatCandle() {
        // Stopped out inside x, the candle that closes next.
        TradingDesk desk = bought().draw(Side.BULL, "149.00", "147.00")
                .filled(2, 5, "148.00")
                .candle("152.40 152.50 147.90 150.50")
                .candle("150.50 150.60 150.40 150.50")
                .candle("150.50 150.60 150.40 150.50");
        assertThat(desk.requests()).noneMatch(line -> line.contains("ENTRY LIMIT long"));

        desk.candle("150.50 150.60 150.40 150.50");

        assertThat(desk.requests()).anyMatch(line -> line.contains("ENTRY LIMIT long"));
    }

    @Test
    void aPartialExitStartsNoCoolDown() {
        TradingDesk desk = bought().filled(3, 3, "155.60")
                .candle("155.00 156.00 154.50 155.50")
                .quietly();

        desk.draw(Side.BULL, "155.00", "154.00").candle("155.50 156.00 155.20 155.50");
        desk.candle("155.50 156.00 154.50 155.50");

        assertThat(desk.verdicts()).contains("B bull fresh 154.8 POSITION_OPEN trade=1");
    }

    // ---- DOUBLE_FILL

    @Test
    void aSecondEntryOfTheSameDirectionJoinsTheTrade() {
        TradingDesk desk = DeskSetup.modeB()
                .ordersPerSide(2)
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "151.80", "149.80")
                .candle("152.60 152.80 152.30 152.40")
                .accepted(1, 3)
                .filled(1, 5, "151.60")
                .accepted(2, 5)
                .quietly();

        desk.filled(3, 5, "151.40");

        // The first stop covers both, at one height below the first zone; average 151.50. Until it does, the second has
        // its own.
        assertThat(desk.requests()).containsExactly("edit #2 to 10 at 148", "edit #5 to 5 at 155.5");
        desk.candle("152.40 152.50 151.30 152.40");
        assertThat(desk.verdicts())
                .containsExactly(
                        "B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.6",
                        "B bull fresh 151.4 TRADE trade=1 contracts=5 price=151.4");
    }

    @Test
    void aSecondEntryOfTheOtherDirectionReducesTheFirst() {
        TradingDesk desk =
                restingOnBothSides().filled(1, 5, "151.60").accepted(2, 5).quietly();

        desk.filled(3, 2, "154.40", "0.07");

        assertThat(desk.trades()).containsExactly("reduced T1: 2 at 154.4, DOUBLE_FILL");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aSecondEntryAsLargeAsTheFirstClosesIt() {
        TradingDesk desk = restingOnBothSides()
                .filled(1, 5, "151.60", "0.18")
                .accepted(2, 5)
                .quietly();

        desk.filled(3, 5, "154.40", "0.19");

        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 154.4, DOUBLE_FILL",
                        "closed T1 B DOUBLE_FILL: gain 14, fees 0.37, funding 0, capital 113.63");
        assertThat(desk.requests()).contains("cancel #2", "cancel #5").noneMatch(line -> line.contains("EXIT"));
    }

    @Test
    void theRestOfASecondEntryIsClosedAtMarket() {
        TradingDesk desk =
                restingOnBothSides().filled(1, 2, "151.60").accepted(2, 5).quietly();

        desk.filled(3, 5, "154.40", "0.19");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 2 at 154.4, DOUBLE_FILL",
                        "closed T1 B DOUBLE_FILL: gain 5.6, fees 0.19, funding 0, capital 105.41",
                        "opened T2 B short, bear fresh, by #3 with stop #4, atr 2",
                        "entered T2: 3 at 154.4, average 154.4, target 2 at 150.4, stop 158");
        assertThat(desk.requests()).contains("submit #6 B EXIT MARKET long 3 at 154.4 for T2");

        desk.filled(6, 3, "154.50", "0.27");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T2: 3 at 154.5, DOUBLE_FILL",
                        "closed T2 B DOUBLE_FILL: gain -0.3, fees 0.27, funding 0, capital 104.84");
    }

    @Test
    void bothZonesOfADoubleFillAreTraded() {
        TradingDesk desk = restingOnBothSides().filled(1, 5, "151.60").filled(3, 5, "154.40");
        String touchOfBoth = "152.40 154.50 151.50 152.40";

        desk.candle(touchOfBoth).candle(touchOfBoth);

        assertThat(desk.verdicts())
                .containsExactly(
                        "B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.6",
                        "B bear fresh 154.4 TRADE trade=1 contracts=5 price=154.4",
                        "B bull fresh 151.6 ALREADY_TRADED",
                        "B bear fresh 154.4 ALREADY_TRADED");
    }
}
