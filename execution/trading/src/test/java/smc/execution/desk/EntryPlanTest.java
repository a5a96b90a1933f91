package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.execution.order.OrderIds;
import smc.execution.risk.RiskGate;
import smc.strategy.structure.Side;

/** Which zone gets the entry, and what becomes of an order that rests (docs/rules.md, sections 18 and 19). */
class EntryPlanTest {
    private static final String ABOVE = "152.60 152.80 152.30 152.40";
    private static final String TOUCH_IN_FAVOUR = "151.70 152.60 151.30 152.50";

    // ---- the choice

    /** A bear block 152-150 closed through upwards is bought at 151.60 like a fresh bull block 152-150. */
    @Test
    void atOneLevelModeATakesTheFreshZoneBeforeTheBreaker() {
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BEAR, "152.00", "150.00")
                .candle("149.00 149.20 148.90 149.10")
                .candle("149.10 152.80 149.00 152.40")
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("A bear breaker 151.6 NOT_NEAREST taken=151.6");
        assertThat(desk.requests()).singleElement().asString().contains("long 5 at 152.5 x20");
    }

    @Test
    void atOneLevelModeBTakesTheFreshZoneBeforeTheBreaker() {
        // The breaker's buy (#3), placed when the fresh bear block's sell (#1) was cancelled, rests already.
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BEAR, "152.00", "150.00")
                .candle("149.00 149.20 148.90 149.10")
                .accepted(1)
                .candle("149.10 152.80 149.00 152.40")
                .cancelled(1)
                .accepted(3)
                .quietly();

        desk.draw(Side.BULL, "152.00", "150.00").candle(ABOVE);

        assertThat(desk.requests())
                .containsExactly("cancel #3", "submit #5 B ENTRY LIMIT long 5 at 151.6 x20, stop #6 at 148");
    }

    @Test
    void atOneLevelAndStateModeATakesTheNewer() {
        // The level is the same, the newer zone reaches deeper: its stop tells it apart.
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "152.10", "149.60")
                .candle(ABOVE);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).containsExactly("submit #1 A ENTRY MARKET long 5 at 152.5 x20, stop #2 at 147.1");
    }

    @Test
    void atOneLevelAndStateModeBTakesTheNewer() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "152.10", "149.60")
                .candle(ABOVE);

        assertThat(desk.requests()).containsExactly("submit #1 B ENTRY LIMIT long 5 at 151.6 x20, stop #2 at 147.1");
    }

    @Test
    void aZoneBarredIsNoRivalOfTheNext() {
        // The nearer zone is born with the close past its level.
        TradingDesk desk = DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "153.20", "150.40")
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts()).containsExactly("A bull fresh 152.64 NOT_ARMED");
        assertThat(desk.requests()).singleElement().asString().contains("stop #2 at 148");
    }

    @Test
    void aBuyBelowAndASellAboveRestTogether() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE);

        assertThat(desk.requests())
                .containsExactly(
                        "submit #1 B ENTRY LIMIT long 5 at 151.6 x20, stop #2 at 148",
                        "submit #3 B ENTRY LIMIT short 5 at 154.4 x20, stop #4 at 158");
    }

    @Test
    void asManyOrdersRestOnASideAsConfigured() {
        TradingDesk desk = DeskSetup.modeB()
                .ordersPerSide(2)
                .byHand()
                .draw(Side.BULL, "151.50", "149.50")
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "151.80", "149.80")
                .candle(ABOVE);
        assertThat(desk.requests())
                .containsExactly(
                        "submit #1 B ENTRY LIMIT long 5 at 151.6 x20, stop #2 at 148",
                        "submit #3 B ENTRY LIMIT long 5 at 151.4 x20, stop #4 at 147.8");

        desk.candle("152.40 152.50 151.10 152.40");

        assertThat(desk.verdicts()).contains("B bull fresh 151.1 NOT_NEAREST taken=151.6");
    }

    // ---- what rests

    @Test
    void anUnchangedOrderStays() {
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.accepted(1).quietly();

        desk.candle("152.40 152.50 152.20 152.30").candle("152.30 152.50 151.60 152.40");

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aNearerZoneTakesTheOrderAwayBeforeTheNewOneIsPlaced() {
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.accepted(1).quietly();

        desk.draw(Side.BULL, "152.20", "150.20").candle(ABOVE);

        assertThat(desk.requests())
                .containsExactly("cancel #1", "submit #3 B ENTRY LIMIT long 5 at 151.8 x20, stop #4 at 148.2");
    }

    @Test
    void anOrderDiesWithItsZone() {
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.accepted(1).quietly();

        desk.candle("152.40 152.50 149.40 149.50");

        // What was bought at 151.60 is sold at 150.40 from here on.
        assertThat(desk.requests())
                .containsExactly("cancel #1", "submit #3 B ENTRY LIMIT short 1 at 150.4 x10, stop #4 at 154");
    }

    @Test
    void afterATradeTheNextOrderIsSizedByTheNewCapital() {
        // The short's gain makes the capital 145: 8 · 145 / 151.60 = 7.65 instead of 5.27 contracts.
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE)
                .accepted(1, 3)
                .filled(3, 5, "154.40")
                .cancelled(1)
                .filled(5, 3, "145.40")
                .filled(4, 2, "145.40")
                .candle("152.40 154.50 145.00 152.40");

        assertThat(desk.capital()).isEqualTo("145");
        assertThat(desk.requests()).last().asString().startsWith("submit #6 B ENTRY LIMIT long 7 at 151.6 ");
    }

    @Test
    void whatIsLeftOfAPartlyFilledEntryIsCancelledAtTheClose() {
        TradingDesk desk =
                DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.accepted(1).filled(1, 2, "151.60").quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).containsExactly("cancel #1");
    }

    @Test
    void theFirstFillCancelsEveryOtherEntryOfTheScope() {
        TradingDesk desk = DeskSetup.modeB()
                .ordersPerSide(2)
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BULL, "151.80", "149.80")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE);
        desk.accepted(1, 3, 5).quietly();

        desk.filled(3, 1, "151.40");

        assertThat(desk.requests()).contains("cancel #1", "cancel #5").doesNotContain("cancel #3");
    }

    @Test
    void switchingTradingOffCancelsWhatRestsAndPlacesNothing() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE);
        desk.accepted(1, 3).quietly();

        desk.trading(false);
        assertThat(desk.requests()).containsExactly("cancel #1", "cancel #3");

        desk.cancelled(1).cancelled(3).candle(ABOVE);
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void tradingStartsSwitchedOff() {
        DeskSetup setup = DeskSetup.modeB();
        var effects = new RecordedEffects(setup.modes(), setup.capitalE8());
        var market = new Market(TradingDesk.CANDLE_NANOS);
        var desk = new Desk(
                0,
                setup.instrument(),
                setup.settings(Mode.LIMIT),
                market,
                new Scope(),
                RiskGate.off(),
                new OrderIds(0),
                effects);
        desk.onBlockBorn(Side.BULL, 1, Decimals.e8("152"), Decimals.e8("150"), 0);
        long closeE8 = Decimals.e8("152.40");

        market.onCandle(0, closeE8, closeE8, closeE8, closeE8, Decimals.e8("2"), true);
        desk.plan();
        desk.sendEntries();

        assertThat(effects.takeRequests()).isEmpty();
    }

    // ---- mode A and mode B in one scope

    @Test
    void modeAWaitsUntilEveryRestingEntryOfTheScopeIsGone() {
        TradingDesk desk = DeskSetup.bothModes()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE)
                .accepted(1, 3)
                .quietly();

        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.requests()).containsExactly("cancel #1", "cancel #3");
        assertThat(desk.cancelled(1).requests()).isEmpty();

        desk.cancelled(3);
        assertThat(desk.requests()).containsExactly("submit #5 A ENTRY MARKET long 5 at 152.5 x20, stop #6 at 148");
    }

    @Test
    void modeADoesNotWaitForAScopeThatIsNotItsOwn() {
        TradingDesk desk = DeskSetup.bothModes()
                .apart()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .accepted(1)
                .quietly();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).containsExactly("submit #3 A ENTRY MARKET long 5 at 152.5 x20, stop #4 at 148");
    }

    @Test
    void theSizeNeverExceedsThePositionLimitOfTheVenue() {
        TradingDesk desk = DeskSetup.bothModes()
                .apart()
                .positionMaxContracts(3)
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE);

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests())
                .containsExactly(
                        "submit #1 B ENTRY LIMIT long 3 at 151.6 x20, stop #2 at 148",
                        "submit #3 A ENTRY MARKET long 3 at 152.5 x20, stop #4 at 148");
    }
}
