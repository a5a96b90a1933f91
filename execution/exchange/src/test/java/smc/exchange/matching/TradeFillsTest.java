package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.matching.RecordedReports.e8;

import org.junit.jupiter.api.Test;

/** order-blocks.md section 24, "Trades". Times are nanoseconds after midnight unless they say otherwise. */
class TradeFillsTest {
    private static final long HOUR_NANOS = 60 * Desk.MINUTE_NANOS;
    private static final VenueSettings PARTIAL = new VenueSettings(0, 1, 0, true);

    // Market orders and latency.

    @Test
    void marketOrderFillsAtTheNextTradeSlipped() {
        Desk desk = Desk.overTrades(VenueSettings.DEFAULTS).trade(1, "150", 1).market(1, 5);

        desk.trade(2, "151", 1);

        // 151 x 1.0002
        assertThat(desk.reported()).containsExactly("accepted 1", "filled 1: 5 at 151.0302, fee 0.44553909 taker");
    }

    @Test
    void commandTakesEffectOneLatencyLater() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 1_000, false)).trade(5_000, "150", 1);
        desk.market(1, 5);

        desk.trade(5_999, "151", 1);
        assertThat(desk.reported()).isEmpty();
        desk.trade(7_000, "152", 1);

        assertThat(desk.reports.timesNanos()).containsExactly(Desk.MIDNIGHT_NANOS + 6_000, Desk.MIDNIGHT_NANOS + 7_000);
        assertThat(desk.reported()).containsExactly("accepted 1", "filled 1: 5 at 152, fee 0.4484 taker");
    }

    @Test
    void marketOrderFillsAtATradeOfTheVeryMomentItTakesEffect() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 1_000, false)).trade(5_000, "150", 1);
        desk.market(1, 5);

        desk.trade(6_000, "151", 1);

        assertThat(desk.reported()).containsExactly("accepted 1", "filled 1: 5 at 151, fee 0.44545 taker");
    }

    @Test
    void commandsTakeEffectInTheirOrderAndByTimeAlone() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 1_000, false)).trade(5_000, "150", 1);
        desk.entry(1, 5, "149").edit(1, 4, "148").cancel(1);

        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 6_000, () -> {});

        assertThat(desk.reported()).containsExactly("accepted 1", "edited 1: 4 at 148", "cancelled 1: 0");
    }

    @Test
    void cancelUnderWayIsOvertakenByAFill() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 1_000, false)).trade(5_000, "150", 1);
        desk.entry(1, 5, "149").trade(7_000, "150", 1).cancel(1);

        desk.trade(7_500, "148.99", 1).trade(8_000, "150", 1);

        assertThat(desk.reported())
                .containsExactly("accepted 1", "filled 1: 5 at 149, fee 0.17582 maker", "cancel rejected 1");
    }

    @Test
    void orderGivenAtAReactionWaitsForTheNextTrade() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE).trade(1, "150", 1).market(1, 5);
        desk.whenReported("filled 1", () -> desk.exit(2, -5).stop(3, -5, "155"));

        desk.trade(2, "150", 1);
        assertThat(desk.reported())
                .containsExactly("accepted 1", "filled 1: 5 at 150, fee 0.4425 taker", "accepted 2", "accepted 3");
        desk.trade(3, "151", 1);

        assertThat(desk.reported()).containsExactly("filled 2: 5 at 151, fee 0.44545 taker", "cancelled 3: 0");
    }

    @Test
    void postOnlyIsJudgedWhenItTakesEffect() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 1_000, false)).trade(5_000, "150", 1);
        desk.entry(1, 5, "149").entry(2, 5, "148");

        desk.trade(5_500, "149", 1).trade(6_000, "152", 1);

        assertThat(desk.reported()).containsExactly("rejected 1 POST_ONLY_WOULD_CROSS", "accepted 2");
    }

    // Limits.

    @Test
    void limitFillsAtItsPriceWhenATradeGoesOneTickBeyondIt() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .entry(1, 5, "149")
                .quietly();

        desk.trade(2, "149", 100);
        assertThat(desk.reported()).isEmpty();
        desk.trade(3, "148", 1);

        assertThat(desk.reported()).containsExactly("filled 1: 5 at 149, fee 0.17582 maker");
    }

    @Test
    void sellLimitIsTheMirror() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .entry(1, -5, "151")
                .quietly();

        desk.trade(2, "151", 100);
        assertThat(desk.reported()).isEmpty();
        desk.trade(3, "151.01", 1);

        assertThat(desk.reported()).containsExactly("filled 1: 5 at 151, fee 0.17818 maker");
    }

    @Test
    void limitMayFillOnTouch() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 0, 0, false)).trade(1, "150", 1);
        desk.entry(1, -5, "151").quietly();

        desk.trade(2, "151", 1);

        assertThat(desk.reported()).containsExactly("filled 1: 5 at 151, fee 0.17818 maker");
    }

    @Test
    void partialFillsTakeNoMoreThanWasTradedAndTheRestStays() {
        Desk desk = Desk.overTrades(PARTIAL)
                .trade(1, "150", 1)
                .entry(1, 5, "149", 20, 2, "147")
                .quietly();

        desk.trade(2, "148.99", 2).trade(3, "149", 9).trade(4, "148.50", 9);

        assertThat(desk.reported())
                .containsExactly(
                        "filled 1: 2 at 149, fee 0.070328 maker",
                        "accepted 2",
                        "filled 1: 5 at 149, fee 0.105492 maker",
                        "edited 2: 5 at 147");
        desk.trade(5, "147", 1);
        assertThat(desk.contracts()).isZero();
    }

    @Test
    void ordersHitByOneTradeShareItsContractsOlderFirst() {
        Desk desk = Desk.overTrades(PARTIAL)
                .trade(1, "150", 1)
                .entry(1, 3, "148")
                .entry(2, 3, "149")
                .quietly();

        desk.trade(2, "147", 4);

        assertThat(desk.reported())
                .containsExactly("filled 1: 3 at 148, fee 0.104784 maker", "filled 2: 1 at 149, fee 0.035164 maker");
    }

    @Test
    void firstFillCanCallOffTheSecond() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .entry(1, 3, "148")
                .entry(2, 3, "149");
        desk.whenReported("filled 1", () -> desk.cancel(2)).quietly();

        desk.trade(2, "147", 1);

        assertThat(desk.reported()).containsExactly("filled 1: 3 at 148, fee 0.104784 maker", "cancelled 2: 0");
    }

    @Test
    void targetCountsFromTheFirstTradeAfterTheEntry() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE).trade(1, "150", 1).market(1, 5);
        desk.whenReported("filled 1", () -> desk.target(2, -5, "149"))
                .trade(2, "150", 1)
                .quietly();

        desk.trade(3, "149.01", 1);

        assertThat(desk.reported()).containsExactly("filled 2: 5 at 149, fee 0.17582 maker");
    }

    // Stops.

    @Test
    void stopFillsAtTheTradeThatReachesItSlipped() {
        Desk desk = openLong(VenueSettings.DEFAULTS).stop(11, -5, "148").quietly();

        desk.trade(11, "148.01", 1);
        assertThat(desk.reported()).isEmpty();
        desk.trade(12, "147", 1);

        // 147 x 0.9998
        assertThat(desk.reported()).containsExactly("filled 11: 5 at 146.9706, fee 0.43356327 taker");
    }

    @Test
    void stopFillsAtATradeExactlyAtItsTrigger() {
        Desk desk = openLong(Desk.NO_SLIPPAGE).stop(11, -5, "148").quietly();

        desk.trade(11, "148", 1);

        assertThat(desk.reported()).containsExactly("filled 11: 5 at 148, fee 0.4366 taker");
    }

    @Test
    void stopOfAShortFillsAtATradeExactlyAtItsTrigger() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .market(1, -5)
                .trade(2, "150", 1);
        desk.stop(11, 5, "152").quietly();

        desk.trade(11, "151.99", 1);
        assertThat(desk.reported()).isEmpty();
        desk.trade(12, "152", 1);

        assertThat(desk.reported()).containsExactly("filled 11: 5 at 152, fee 0.4484 taker");
    }

    @Test
    void stopsComeBeforeLimitsAndOlderBeforeNewer() {
        Desk desk = openLong(Desk.NO_SLIPPAGE);
        desk.entry(11, 1, "149").stop(12, -2, "147").stop(13, -2, "148").quietly();

        desk.trade(11, "146", 1);

        assertThat(desk.reported())
                .containsExactly(
                        "filled 12: 2 at 146, fee 0.17228 taker",
                        "filled 13: 2 at 146, fee 0.17228 taker",
                        "filled 11: 1 at 149, fee 0.035164 maker");
    }

    @Test
    void bracketStopDoesNotMeetTheTradeOfItsEntry() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE).trade(1, "150", 1).entry(1, 5, "149", 20, 2, "147");

        desk.trade(2, "146", 1);
        assertThat(desk.contracts()).isEqualTo(5);
        desk.trade(3, "146.50", 1);

        assertThat(desk.reported()).endsWith("accepted 2", "filled 2: 5 at 146.5, fee 0.432175 taker");
    }

    // Isolated margin.

    @Test
    void positionIsLiquidatedWhenATradeReachesItsLiquidationPrice() {
        Desk desk = openLongAt100();

        // 100 x (1 - (1/20 - 0.5 %))
        desk.trade(11, "95.51", 1);
        assertThat(desk.reported()).isEmpty();
        desk.trade(12, "95.50", 1);

        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 95.5, fee 0.281725", "cancelled 2: 0");
        assertThat(desk.contracts()).isZero();
    }

    @Test
    void isolatedMarginIsAllThatCanBeLost() {
        Desk desk = openLongAt100();

        desk.trade(11, "80", 1);

        // Bankrupt at 95: 100 - 5 x 5 - 0.295 - 5 x 95 x 0.059 %.
        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 95, fee 0.28025", "cancelled 2: 0");
        assertThat(desk.wallet()).isEqualTo("74.42475");
    }

    @Test
    void shortIsLiquidatedAboveItsEntry() {
        Desk desk = Desk.overTrades(VenueSettings.DEFAULTS)
                .trade(1, "100", 1)
                .market(1, -5)
                .trade(2, "100", 1);
        desk.quietly();

        // Sold at 99.98; 99.98 x 1.045 = 104.4791; closed at 104.48 x 1.0002.
        desk.trade(11, "104.47", 1);
        assertThat(desk.reported()).isEmpty();
        desk.trade(12, "104.48", 1);

        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 104.500896, fee 0.30827765");
    }

    // On the tick, as an exchange fills.

    @Test
    void onTheTickATakerFillIsTheNextPriceThatIsWorseForIt() {
        Desk desk = Desk.overTrades(VenueSettings.ON_TICK)
                .trade(1, "151", 1)
                .market(1, 5)
                .trade(2, "151", 1)
                .market(2, -10)
                .trade(3, "151", 1)
                .stop(3, 5, "152")
                .trade(4, "152.01", 1);

        // 151 x 1.0002 = 151.0302, 151 x 0.9998 = 150.9698, 152.01 x 1.0002 = 152.040402
        assertThat(desk.reported())
                .containsExactly(
                        "accepted 1",
                        "filled 1: 5 at 151.04, fee 0.445568 taker",
                        "accepted 2",
                        "filled 2: 10 at 150.96, fee 0.890664 taker",
                        "accepted 3",
                        "filled 3: 5 at 152.05, fee 0.4485475 taker");
    }

    @Test
    void onTheTickAPriceThatIsOnItStays() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE.onTick())
                .trade(1, "151", 1)
                .market(1, 5)
                .trade(2, "151.07", 1);

        assertThat(desk.reported()).containsExactly("accepted 1", "filled 1: 5 at 151.07, fee 0.4456565 taker");
    }

    @Test
    void onTheTickALiquidationIsNotBeyondTheBankruptcyPrice() {
        Desk desk = Desk.overTrades(VenueSettings.ON_TICK)
                .trade(1, "100", 1)
                .market(1, 5, 7, 0, "0")
                .trade(2, "100", 1)
                .quietly();

        // Bought at 100.02: 100.02 x (1 - 1/7) = 85.7314..., and the last price before it is 85.74.
        desk.trade(11, "80", 1);

        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 85.74, fee 0.252933");
    }

    @Test
    void onTheTickALiquidationBeforeTheBankruptcyPriceIsRoundedAgainstTheAccount() {
        Desk desk = Desk.overTrades(VenueSettings.ON_TICK)
                .trade(1, "100", 1)
                .market(1, -5)
                .trade(2, "100", 1)
                .quietly();

        // Bought back at 104.48 x 1.0002 = 104.500896.
        desk.trade(12, "104.48", 1);

        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 104.51, fee 0.3083045");
    }

    @Test
    void shortIsLiquidatedAtExactlyItsLiquidationPrice() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "100", 1)
                .market(1, -5)
                .trade(2, "100", 1)
                .quietly();

        desk.trade(11, "104.50", 1);

        assertThat(desk.reported()).containsExactly("liquidated 1/7: 5 at 104.5, fee 0.308275");
    }

    @Test
    void stopBeforeTheLiquidationPriceSavesThePositionFromIt() {
        Desk desk = openLongAt100();
        desk.stop(11, -5, "97").quietly();

        desk.trade(11, "94", 1);

        assertThat(desk.reported()).containsExactly("filled 11: 5 at 94, fee 0.2773 taker", "cancelled 2: 0");
    }

    @Test
    void entriesSurviveALiquidation() {
        Desk desk = openLongAt100();
        desk.entry(11, 1, "90").quietly();

        desk.trade(11, "95", 1).trade(12, "89.99", 1);

        assertThat(desk.reported()).endsWith("filled 11: 1 at 90, fee 0.02124 maker");
    }

    // Funding.

    @Test
    void fundingIsChargedAtTheFirstEventAfterTheInstantOnThePositionHeldThen() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .market(1, 3)
                .trade(2, "152.53", 1);
        desk.exit(2, -3).quietly();

        desk.trade(8 * HOUR_NANOS + 5, "160", 1);

        // On 3 contracts at the last price before, though the same trade closes them.
        assertThat(desk.reports.timesNanos())
                .containsExactly(Desk.MIDNIGHT_NANOS + 8 * HOUR_NANOS, Desk.MIDNIGHT_NANOS + 8 * HOUR_NANOS + 5);
        assertThat(desk.reported()).containsExactly("funding 1/7: 0.045759", "filled 2: 3 at 160, fee 0.2832 taker");
    }

    @Test
    void fundingNeedsNoTradeAndMissesNoInstant() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .market(1, -3)
                .trade(2, "150", 1);
        desk.quietly();

        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 8 * HOUR_NANOS - 1, () -> {});
        assertThat(desk.reported()).isEmpty();
        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 16 * HOUR_NANOS, () -> {});
        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 16 * HOUR_NANOS, () -> {});

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.045", "funding 1/7: 0.045");
    }

    // Time.

    @Test
    void timeDoesNotRunBackwards() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE).trade(5, "150", 1);

        assertThatThrownBy(() -> desk.trade(4, "150", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a time of at least");
        assertThatThrownBy(() -> desk.venue.onTime(Desk.MIDNIGHT_NANOS, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        desk.trade(5, "150", 1);
    }

    @Test
    void rowsAreRefusedByAVenueOverTrades() {
        assertThatThrownBy(() -> Desk.overTrades(PARTIAL).openRow("150"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected trades, was a row");
    }

    @Test
    void tradesOfOneInstrumentDoNotFillOrdersOfAnother() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE)
                .trade(1, "150", 1)
                .entry(1, 5, "149")
                .quietly();

        desk.venue.onTrade(Desk.AAVE, Desk.MIDNIGHT_NANOS + 2, e8("100"), 1, () -> {});

        assertThat(desk.reported()).isEmpty();
    }

    /** Long 5 from 150. */
    private static Desk openLong(VenueSettings settings) {
        return Desk.overTrades(settings)
                .trade(1, "150", 1)
                .market(1, 5)
                .trade(2, "150", 1)
                .quietly();
    }

    /** Long 5 from 100 at leverage 20, with a bracket stop far behind the liquidation price. */
    private static Desk openLongAt100() {
        Desk desk = Desk.overTrades(Desk.NO_SLIPPAGE).trade(1, "100", 1);
        return desk.market(1, 5, 20, 2, "50").trade(2, "100", 1).quietly();
    }
}
