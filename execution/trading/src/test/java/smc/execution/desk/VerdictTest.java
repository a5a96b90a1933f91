package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/**
 * The table of docs/rules.md, section 25: each verdict once, with the numbers it carries, and each rule before the next. Unless a test says
 * otherwise the block is 152-150 with its level at 151.60, a fresh one is worth 5 contracts and armed, and the venue is played by the test.
 */
class VerdictTest {
    private static final String ABOVE = "152.60 152.80 152.30 152.40";
    private static final String TOUCH_IN_FAVOUR = "151.70 152.60 151.30 152.50";

    /** The block is known and armed; mode B has its order #1 with stop #2 in it. */
    private static TradingDesk armed(DeskSetup setup) {
        TradingDesk desk = setup.byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.requests();
        return desk;
    }

    /** As {@link #armed}, and mode B's order is accepted. */
    private static TradingDesk resting(DeskSetup setup) {
        return armed(setup).accepted(1);
    }

    // ---- 1 TRADING_OFF

    @Test
    void tradingOffBarsBothModes() {
        TradingDesk desk = DeskSetup.bothModes().byHand().trading(false).draw(Side.BULL, "152.00", "150.00");

        desk.candle(ABOVE).candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 TRADING_OFF", "B bull fresh 151.6 TRADING_OFF");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void inModeBWhatCountsIsTheCloseBeforeTheTouch() {
        TradingDesk desk = DeskSetup.modeB().byHand().trading(false).draw(Side.BULL, "152.00", "150.00");

        desk.candle(ABOVE).trading(true).candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 TRADING_OFF");
    }

    @Test
    void aMarketEntryThatStillWaitsIsDroppedWhenTradingIsSwitchedOff() {
        TradingDesk desk =
                resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR).quietly();

        desk.trading(false);
        desk.cancelled(1);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 TRADING_OFF");
        assertThat(desk.requests()).isEmpty();
    }

    // ---- 2 DATA_NOT_TRUSTED

    @Test
    void aCandleWithAGapBarsModeAAndThePlanOfModeB() {
        TradingDesk desk = armed(DeskSetup.bothModes()).trusted(false);

        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).contains("A bull fresh 151.6 DATA_NOT_TRUSTED");
        assertThat(desk.requests()).containsExactly("cancel #1");

        desk.trusted(true).candle("152.50 152.60 151.30 151.40");
        assertThat(desk.verdicts()).contains("B bull fresh 151.6 DATA_NOT_TRUSTED");
    }

    @Test
    void tradingOffComesBeforeUntrustedData() {
        TradingDesk desk = armed(DeskSetup.modeA()).trading(false).trusted(false);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 TRADING_OFF");
    }

    // ---- 3 STATE_CHANGED

    @Test
    void aZoneThatEndsAtTheCloseOfItsTouchIsNoEntryForModeA() {
        TradingDesk desk = armed(DeskSetup.modeA());

        desk.candle("151.00 151.20 149.50 149.90");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 STATE_CHANGED edge=150 body=149.9");
    }

    @Test
    void theOpenEndsAZoneTooAndIsTheBodyThatIsNamed() {
        TradingDesk desk = armed(DeskSetup.modeA());

        desk.candle("149.70 151.20 149.50 150.90");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 STATE_CHANGED edge=150 body=149.7");
    }

    @Test
    void aShortZoneNamesTheHigherEndOfTheBody() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BEAR, "152.00", "150.00");
        desk.candle("149.00 149.20 148.90 149.10");

        desk.candle("152.30 152.40 149.00 149.50");

        assertThat(desk.verdicts()).containsExactly("A bear fresh 150.4 STATE_CHANGED edge=152 body=152.3");
    }

    @Test
    void untrustedDataComesBeforeAChangeOfState() {
        TradingDesk desk = armed(DeskSetup.modeA()).trusted(false);

        desk.candle("151.00 151.20 149.50 149.90");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 DATA_NOT_TRUSTED");
    }

    // ---- 4 NOT_ARMED

    @Test
    void aZoneBornWithPricePastItsLevelIsNotArmed() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BULL, "152.00", "150.00");
        desk.candle("151.50 151.80 151.40 151.60");

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 NOT_ARMED");
    }

    @Test
    void theCloseThatArmsAZoneCountsForLaterTouchesOnly() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BULL, "152.00", "150.00");
        desk.candle("151.50 151.80 151.40 151.60").candle(TOUCH_IN_FAVOUR).quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).singleElement().asString().startsWith("submit #1 A ENTRY MARKET");
    }

    @Test
    void aZoneArmedOnceStaysArmed() {
        TradingDesk desk =
                armed(DeskSetup.modeA()).candle("151.60 151.60 151.00 151.10").quietly();

        desk.candle("151.10 151.50 151.00 151.40");

        assertThat(desk.requests()).singleElement().asString().startsWith("submit #1 A ENTRY MARKET long 5 at 151.4");
    }

    @Test
    void aChangeOfStateComesBeforeArming() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BULL, "152.00", "150.00");
        desk.candle("151.50 151.80 151.40 151.60");

        desk.candle("151.00 151.20 149.50 149.90");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 STATE_CHANGED edge=150 body=149.9");
    }

    // ---- 5 BLOCK_TOO_THIN

    @Test
    void aBlockWithoutHeightIsTooThin() {
        TradingDesk desk = DeskSetup.bothModes()
                .byHand()
                .draw(Side.BULL, "152.00", "152.00")
                .candle(ABOVE);

        desk.candle("152.10 152.60 151.90 152.50");

        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 152 BLOCK_TOO_THIN height=0", "B bull fresh 152 BLOCK_TOO_THIN height=0");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aBlockWhoseLevelIsRoundedOutOfItIsTooThin() {
        TradingDesk bought =
                DeskSetup.modeB().byHand().draw(Side.BULL, "152.008", "152.003").candle(ABOVE);
        TradingDesk sold = DeskSetup.modeB().byHand().draw(Side.BEAR, "152.008", "152.003");
        sold.candle("151.00 151.20 150.90 151.10");

        bought.candle("152.10 152.60 151.90 152.50");
        sold.candle("151.50 152.60 151.40 151.50");

        // Long: 152.008 - 0.001 = 152.007, down to 152.00, below the bottom. Short: 152.004, up to 152.01, above the
        // top.
        assertThat(bought.verdicts()).containsExactly("B bull fresh 152 BLOCK_TOO_THIN height=0.005");
        assertThat(sold.verdicts()).containsExactly("B bear fresh 152.01 BLOCK_TOO_THIN height=0.005");
    }

    @Test
    void armingComesBeforeThinness() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BULL, "152.00", "152.00");
        desk.candle("151.50 152.50 151.40 152.00");

        desk.candle("152.10 152.60 151.90 152.50");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 152 NOT_ARMED");
    }

    // ---- 6 ALREADY_TRADED, 7 POSITION_OPEN, 9 COOLDOWN

    /** Mode B bought block 152-150 and sold everything to its emergency stop in the same candle: x is that candle. */
    private static TradingDesk stoppedOut(DeskSetup setup) {
        return resting(setup)
                .filled(1, 5, "151.60")
                .accepted(2, 3)
                .filled(2, 5, "148.00")
                .cancelled(3)
                .candle("152.40 152.50 147.90 150.50")
                .quietly();
    }

    @Test
    void aZoneIsTradedOnceByAMode() {
        TradingDesk desk = stoppedOut(DeskSetup.modeB()).candle(TOUCH_IN_FAVOUR);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts())
                .containsOnly("B bull fresh 151.6 ALREADY_TRADED")
                .hasSize(2);
    }

    @Test
    void theOtherModeMayTradeTheSameZone() {
        TradingDesk desk = stoppedOut(DeskSetup.bothModes().apart());

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).singleElement().asString().contains(" A ENTRY MARKET long 5 at 152.5");
    }

    @Test
    void aZoneTradedBeforeComesBeforeAPositionThatIsOpen() {
        TradingDesk desk = resting(DeskSetup.modeB())
                .filled(1, 5, "151.60")
                .candle(TOUCH_IN_FAVOUR)
                .quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ALREADY_TRADED");
    }

    @Test
    void anOpenPositionBarsTheOtherZonesOfItsScope() {
        TradingDesk desk = resting(DeskSetup.bothModes()).filled(1, 5, "151.60");
        desk.draw(Side.BULL, "151.90", "150.90").candle(TOUCH_IN_FAVOUR).quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 151.6 POSITION_OPEN trade=1",
                        "A bull fresh 151.7 POSITION_OPEN trade=1",
                        "B bull fresh 151.6 ALREADY_TRADED",
                        "B bull fresh 151.7 POSITION_OPEN trade=1");
    }

    @Test
    void aPositionDoesNotBarTheOtherModeInAScopeOfItsOwn() {
        TradingDesk desk = resting(DeskSetup.bothModes().apart()).filled(1, 5, "151.60");

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).last().asString().contains(" A ENTRY MARKET long 5 at 152.5");
    }

    @Test
    void aMarketEntryJustDecidedBarsThePlanWithTradeZero() {
        TradingDesk desk =
                resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR).quietly();
        assertThat(desk.cancelled(1).requests()).singleElement().asString().contains("#3 A ENTRY MARKET");

        desk.filled(3, 5, "152.50").candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).contains("B bull fresh 151.6 POSITION_OPEN trade=0");
    }

    @Test
    void afterAnExitTheSameDirectionWaitsThreeCandles() {
        TradingDesk desk = stoppedOut(DeskSetup.modeB()).draw(Side.BULL, "152.20", "151.20");
        String aboveBoth = "152.50 152.60 152.30 152.50";
        String touchOfBoth = "152.50 152.60 151.30 152.50";

        // x + 1 draws the block, so its touches can be in x + 2 and x + 3; its order rests in x + 4.
        desk.candle(aboveBoth).quietly();
        desk.candle(touchOfBoth).candle(touchOfBoth);

        assertThat(desk.verdicts())
                .contains("B bull fresh 152 COOLDOWN candles_left=2", "B bull fresh 152 COOLDOWN candles_left=1");
        // 8 · 82 / 152 = 4.3 contracts after the loss of 18.
        assertThat(desk.requests()).singleElement().asString().contains(" B ENTRY LIMIT long 4 at 152 ");
    }

    @Test
    void afterAnExitTheOtherDirectionIsFree() {
        TradingDesk desk = stoppedOut(DeskSetup.modeB());

        desk.draw(Side.BEAR, "156.00", "154.00").candle("150.50 150.90 150.40 150.60");

        assertThat(desk.requests()).singleElement().asString().contains(" B ENTRY LIMIT short 4 at 154.4 ");
    }

    @Test
    void anOpenPositionComesBeforeACoolDown() {
        // The long was stopped out in x; a short is sold in x + 1 and stands, while a new long zone is touched.
        TradingDesk desk = stoppedOut(DeskSetup.modeB())
                .draw(Side.BEAR, "156.00", "154.00")
                .draw(Side.BULL, "150.40", "149.40")
                .candle("150.50 150.90 150.40 150.60");
        assertThat(desk.requests()).singleElement().asString().startsWith("submit #4 ");
        desk.accepted(4)
                .filled(4, 5, "154.40")
                .candle("150.60 154.50 150.50 150.60")
                .quietly();

        desk.candle("150.60 150.70 150.20 150.60");

        assertThat(desk.verdicts()).contains("B bull fresh 150.2 POSITION_OPEN trade=2");
    }

    // ---- 8 ENTRY_IN_FLIGHT

    @Test
    void aMarketEntryThatHasNotFilledBarsEveryOther() {
        TradingDesk desk = resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR);
        desk.cancelled(1).accepted(3).quietly();

        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).contains("A bull fresh 151.6 ENTRY_IN_FLIGHT order=3");

        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).contains("B bull fresh 151.6 ENTRY_IN_FLIGHT order=3");
    }

    @Test
    void aRestingEntryWithoutAnAnswerBarsTheOthersButNotItsOwnZone() {
        TradingDesk desk = armed(DeskSetup.modeB()).sent(1).unanswered(1);

        desk.draw(Side.BULL, "151.90", "150.90").candle(ABOVE);
        assertThat(desk.requests()).isEmpty();

        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts())
                .containsExactly(
                        "B bull fresh 151.6 ORDER_NOT_LIVE order=1", "B bull fresh 151.7 ENTRY_IN_FLIGHT order=1");
    }

    // ---- 10 CLOSE_NOT_FAVOURABLE

    @Test
    void aLongNeedsARisingCandleAndADojiIsNone() {
        TradingDesk desk = armed(DeskSetup.modeA());

        desk.candle("152.40 152.60 151.30 151.90").candle("151.90 152.60 151.30 151.90");

        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 151.6 CLOSE_NOT_FAVOURABLE open=152.4 close=151.9",
                        "A bull fresh 151.6 CLOSE_NOT_FAVOURABLE open=151.9 close=151.9");
    }

    @Test
    void aShortNeedsAFallingCandle() {
        TradingDesk desk = DeskSetup.modeA().byHand().draw(Side.BEAR, "152.00", "150.00");
        desk.candle("149.00 149.20 148.90 149.10");

        desk.candle("149.10 150.40 149.00 149.20");
        assertThat(desk.verdicts()).containsExactly("A bear fresh 150.4 CLOSE_NOT_FAVOURABLE open=149.1 close=149.2");

        desk.candle("149.20 150.40 149.00 149.10");
        assertThat(desk.requests()).singleElement().asString().contains("A ENTRY MARKET short 5 at 149.1");
    }

    @Test
    void aCoolDownComesBeforeAnUnfavourableClose() {
        TradingDesk desk = stoppedOut(DeskSetup.bothModes());

        desk.candle("152.40 152.60 151.30 151.90");

        assertThat(desk.verdicts()).contains("A bull fresh 151.6 COOLDOWN candles_left=2");
    }

    @Test
    void anUnfavourableCloseComesBeforeTheSize() {
        TradingDesk desk = armed(DeskSetup.modeA().capital("18"));

        desk.candle("152.40 152.60 151.30 151.90");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 CLOSE_NOT_FAVOURABLE open=152.4 close=151.9");
    }

    // ---- 11 PRICE_BEYOND_LEVEL

    @Test
    void noOrderRestsWhereTheLastCloseAlreadyIs() {
        TradingDesk desk = DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00");

        desk.candle("151.50 151.80 151.40 151.60");
        assertThat(desk.requests()).isEmpty();
        desk.candle("151.60 151.70 151.40 151.61");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 PRICE_BEYOND_LEVEL close=151.6");
        assertThat(desk.requests()).singleElement().asString().startsWith("submit #1 B ENTRY LIMIT long 5 at 151.6 ");
    }

    @Test
    void aCloseAtTheLevelTakesTheOrderAway() {
        TradingDesk desk = resting(DeskSetup.modeB());

        desk.candle("152.40 152.50 151.60 151.60");

        assertThat(desk.requests()).containsExactly("cancel #1");
    }

    @Test
    void aCoolDownComesBeforePriceBeyondTheLevel() {
        TradingDesk desk = stoppedOut(DeskSetup.modeB()).draw(Side.BULL, "152.20", "151.20");
        desk.candle("151.90 152.60 151.80 151.90").quietly();

        desk.candle("151.90 152.10 151.80 152.00");

        assertThat(desk.verdicts()).contains("B bull fresh 152 COOLDOWN candles_left=2");
    }

    // ---- 12 SIZE_BELOW_ONE

    @Test
    void tooLittleCapitalNamesWhatOneContractTakes() {
        TradingDesk desk = armed(DeskSetup.bothModes().capital("18"));

        desk.candle(TOUCH_IN_FAVOUR);

        // 40 % at 20x is 8 times the capital: 152.50 / 8 at the close, 151.60 / 8 at the level.
        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 151.6 SIZE_BELOW_ONE capital=18 needed=19.0625",
                        "B bull fresh 151.6 SIZE_BELOW_ONE capital=18 needed=18.95");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void withoutCapitalEveryTouchIsTooSmall() {
        // 5 contracts bought at 151.60 and liquidated 21 lower, which is more than the 100 there were.
        TradingDesk desk = resting(DeskSetup.modeB())
                .filled(1, 5, "151.60")
                .liquidated(0, 5, "130.60", "0")
                .cancelled(2)
                .cancelled(3)
                .draw(Side.BEAR, "156.00", "154.00")
                .candle("152.40 152.50 130.00 151.60");
        assertThat(desk.capital()).isEqualTo("-5");
        desk.quietly();

        desk.candle("151.60 154.50 151.50 151.60");

        assertThat(desk.verdicts()).contains("B bear fresh 154.4 SIZE_BELOW_ONE capital=-5 needed=19.3");
    }

    @Test
    void theSizeComesBeforeTheStopGuard() {
        TradingDesk desk = armed(DeskSetup.modeA().capital("18"));

        desk.candle("152.40 156.10 151.50 156.00");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 SIZE_BELOW_ONE capital=18 needed=19.5");
    }

    @Test
    void priceBeyondTheLevelComesBeforeTheSize() {
        TradingDesk desk = DeskSetup.modeB().capital("18").byHand().draw(Side.BULL, "152.00", "150.00");
        desk.candle("151.50 151.80 151.40 151.60");

        desk.candle("151.60 151.70 151.40 151.50");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 PRICE_BEYOND_LEVEL close=151.6");
    }

    // ---- 13 STOP_GUARD

    @Test
    void aStopExactlyOnTheEdgeIsRefused() {
        // Level 0.8 · 151.35 + 0.2 · 144.60 = 150.00; guard 150 · (1 - 0.8 · 0.045) = 144.60, which is the edge.
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "151.35", "144.60").candle(ABOVE);
        assertThat(desk.requests()).isEmpty();

        desk.candle("152.40 152.50 150.00 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 150 STOP_GUARD stop=144.6 edge=144.6");
    }

    @Test
    void aStopOneTickBeyondTheEdgeIsTaken() {
        // Level 0.8 · 151.3475 + 0.2 · 144.61 = 150.00, guard 144.60.
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "151.3475", "144.61").candle(ABOVE);

        assertThat(desk.requests()).containsExactly("submit #1 B ENTRY LIMIT long 5 at 150 x20, stop #2 at 144.6");
    }

    @Test
    void theGuardOfAShortLiesAboveItsEntry() {
        // Level 0.8 · 150.00 + 0.2 · 157.00 = 151.40; guard 151.40 · 1.036 = 156.8504, down to 156.85, not above 157.
        TradingDesk desk = DeskSetup.modeB().byHand().draw(Side.BEAR, "157.00", "150.00");
        desk.candle("149.00 149.20 148.90 149.10");

        desk.candle("149.10 151.40 149.00 149.10");

        assertThat(desk.verdicts()).containsExactly("B bear fresh 151.4 STOP_GUARD stop=156.85 edge=157");
    }

    // ---- 14 NOT_NEAREST

    @Test
    void ofSeveralZonesTheOneReachedFirstIsTaken() {
        TradingDesk desk = DeskSetup.bothModes()
                .apart()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "152.20", "150.20")
                .candle(ABOVE);
        assertThat(desk.requests()).singleElement().asString().contains("B ENTRY LIMIT long 5 at 151.8 ");

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts())
                .contains("A bull fresh 151.6 NOT_NEAREST taken=151.8", "B bull fresh 151.6 NOT_NEAREST taken=151.8");
    }

    @Test
    void theStopGuardComesBeforeANearerZone() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "151.35", "144.60")
                .draw(Side.BULL, "152.20", "150.20")
                .candle(ABOVE);

        desk.candle("152.40 152.50 150.00 152.40");

        assertThat(desk.verdicts()).contains("B bull fresh 150 STOP_GUARD stop=144.6 edge=144.6");
    }

    // ---- 15 to 17: what became of a resting order

    @Test
    void anOrderThatRestedWhileAnotherFilledSaysWhichTrade() {
        TradingDesk desk = resting(DeskSetup.modeB())
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE)
                .accepted(3)
                .quietly();

        desk.filled(1, 5, "151.60").cancelled(3).candle("152.40 154.50 151.50 152.40");

        assertThat(desk.verdicts())
                .containsExactlyInAnyOrder(
                        "B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.6",
                        "B bear fresh 154.4 OTHER_ORDER_FILLED trade=1");
    }

    @Test
    void aFillInAnEarlierCandleIsNoOtherOrderFilled() {
        TradingDesk desk = stoppedOut(DeskSetup.modeB())
                .draw(Side.BEAR, "156.00", "154.00")
                .candle("150.50 150.90 150.40 150.60")
                .accepted(4)
                .quietly();

        desk.candle("150.60 154.40 150.50 150.60");

        assertThat(desk.verdicts()).contains("B bear fresh 154.4 REACHED_NOT_FILLED order=4 reached=154.4");
    }

    @Test
    void priceThatReachesTheLevelWithoutAFillIsNamed() {
        TradingDesk desk = resting(DeskSetup.modeB());

        desk.candle("152.40 152.50 151.60 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 REACHED_NOT_FILLED order=1 reached=151.6");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aShortNamesTheHighThatReachedIt() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE)
                .accepted(1);

        desk.candle("152.40 154.40 152.30 152.40");

        assertThat(desk.verdicts()).containsExactly("B bear fresh 154.4 REACHED_NOT_FILLED order=1 reached=154.4");
    }

    @Test
    void anOrderWithoutAnAnswerAtTheCloseWasNotLive() {
        TradingDesk desk = armed(DeskSetup.modeB()).sent(1);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_NOT_LIVE order=1");
    }

    @Test
    void anOrderAcceptedAfterPriceHadReachedItsLevelWasNotLive() {
        TradingDesk desk = armed(DeskSetup.modeB()).forming("152.50", "151.60").accepted(1);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_NOT_LIVE order=1");
    }

    @Test
    void anOrderAcceptedBeforePriceReachedItsLevelWasLive() {
        TradingDesk desk = armed(DeskSetup.modeB()).forming("152.50", "151.61").accepted(1);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 REACHED_NOT_FILLED order=1 reached=151.3");
    }

    // ---- 18 LATE, 19 SCOPE_LOST

    @Test
    void aMarketEntryThatWaitsForCancelsIsLateAfterTheDeadline() {
        TradingDesk desk =
                resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR).quietly();
        long deadlineNanos = desk.nowNanos() + DeskSetup.DEADLINE_NANOS;

        desk.after(DeskSetup.DEADLINE_NANOS);
        assertThat(desk.verdicts()).isEmpty();
        desk.after(1);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 LATE deadline=" + deadlineNanos);
        assertThat(desk.cancelled(1).requests()).isEmpty();
    }

    @Test
    void aMarketEntryLeavesAtTheDeadlineIfTheCancelIsConfirmedByThen() {
        TradingDesk desk =
                resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR).quietly();

        desk.after(DeskSetup.DEADLINE_NANOS).cancelled(1);

        assertThat(desk.requests()).containsExactly("submit #3 A ENTRY MARKET long 5 at 152.5 x20, stop #4 at 148");
    }

    @Test
    void aRestingOrderThatFillsWhileAMarketEntryWaitsTakesTheScope() {
        TradingDesk desk =
                resting(DeskSetup.bothModes()).candle(TOUCH_IN_FAVOUR).quietly();

        desk.filled(1, 5, "151.60");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 SCOPE_LOST trade=1");
        assertThat(desk.requests()).noneMatch(line -> line.contains("A ENTRY"));
    }

    // ---- 20 ORDER_REFUSED

    @Test
    void aRefusedMarketEntryNamesTheCodeAndIsNotRepeated() {
        TradingDesk desk = armed(DeskSetup.modeA()).candle(TOUCH_IN_FAVOUR).quietly();

        desk.rejected(1, 7).after(1);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 ORDER_REFUSED order=1 code=7");
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aMarketEntryCancelledUnfilledIsRefusedWithoutACode() {
        TradingDesk desk =
                armed(DeskSetup.modeA()).candle(TOUCH_IN_FAVOUR).accepted(1).quietly();

        desk.cancelled(1);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 ORDER_REFUSED order=1 code=0");
    }

    @Test
    void aRefusedEntryUsesNothingUp() {
        TradingDesk desk =
                armed(DeskSetup.modeA()).candle(TOUCH_IN_FAVOUR).rejected(1, 7).quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).singleElement().asString().startsWith("submit #3 A ENTRY MARKET long 5 at 152.5 ");
    }

    @Test
    void aRefusedRestingOrderIsJudgedAtTheCloseOfTheTouch() {
        TradingDesk desk = armed(DeskSetup.modeB()).rejected(1, 6);
        assertThat(desk.verdicts()).isEmpty();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_REFUSED order=1 code=6");
    }

    @Test
    void aRestingOrderCancelledUnderItIsRefusedWithoutACodeAndPlacedAnew() {
        TradingDesk desk = resting(DeskSetup.modeB()).cancelled(1);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_REFUSED order=1 code=0");
        assertThat(desk.requests()).singleElement().asString().startsWith("submit #3 B ENTRY LIMIT long 5 at 151.6 ");
    }

    // ---- TRADE

    @Test
    void aTradeNamesItsSizeAndAveragePrice() {
        TradingDesk desk = resting(DeskSetup.modeB()).filled(1, 2, "151.60").filled(1, 5, "151.59");

        desk.candle(TOUCH_IN_FAVOUR);

        // (2 · 151.60 + 3 · 151.59) / 5
        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.594");
    }

    @Test
    void aTouchThatDoesNotReachTheLevelHasNoVerdict() {
        TradingDesk desk = armed(DeskSetup.bothModes());

        desk.candle("152.40 152.50 151.61 152.40");

        assertThat(desk.verdicts()).isEmpty();
    }

    @Test
    void theCandleThatCreatesAZoneDoesNotTouchIt() {
        TradingDesk desk = DeskSetup.bothModes().byHand().draw(Side.BULL, "152.00", "150.00");

        desk.candle("150.50 152.60 150.40 152.40");

        assertThat(desk.verdicts()).isEmpty();
    }
}
