package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.instrument.Direction;
import smc.strategy.structure.Side;

/**
 * A start under other rules: what is decided from then on goes by them, what was ordered keeps its terms. Mode B buys 5 at 151.60 with the stop at
 * 148 and, once filled, sells 3 of them at 155.60; average true range 2.
 */
class ChangedRulesTest {
    private static final String ABOVE = "152.30 152.50 152.20 152.40";

    private static final DeskSetup SETUP = DeskSetup.modeB();

    /** Half the leverage, half-way into the block, a target 3 true ranges away for all of it, the emergency stop 2 heights beyond the edge. */
    private static final DeskSettings OTHERS = new DeskSettings(
            Mode.LIMIT,
            Decimals.e8("100"),
            new ZoneSettings(4_000, 10, 5_000, 300, 150),
            new ZoneSettings(3_000, 10, 2_000, 150, 100),
            10_000,
            false,
            0,
            1,
            200,
            8_000,
            DeskSetup.DEADLINE_NANOS);

    private static TradingDesk resting() {
        return SETUP.byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .accepted(1)
                .forming("152.50", "152.10")
                .quietly();
    }

    private static TradingDesk startedUnderOthers(TradingDesk desk) {
        return desk.startedUnder(SETUP.instrument(), OTHERS);
    }

    @Test
    void theNextEntryGoesByTheNewRules() {
        TradingDesk desk = startedUnderOthers(resting()).cancelled(1).quietly();

        desk.trading(true).candle(ABOVE);

        // Half-way is 151. 100 USD x 40 % x 10 / 151 is 2.6. Two heights of 2 below 150 are 146; the way to liquidation
        // is longer.
        assertThat(desk.requests()).containsExactly("submit #3 B ENTRY LIMIT long 2 at 151 x10, stop #4 at 146");
    }

    @Test
    void whatAnEntryOfBeforeFillsIsATradeOfItsOwnTerms() {
        TradingDesk desk = startedUnderOthers(resting()).quietly();

        desk.filled(1, 5, "151.60").accepted(2);

        // 3 of 5 at 151.60 + 2 x 2; the emergency stop stays where it was ordered.
        assertThat(desk.requests()).containsExactly("submit #3 B TARGET LIMIT short 3 at 155.6 for T1");
    }

    @Test
    void anOpenTradeKeepsItsTargetItsPartAndItsStop() {
        TradingDesk desk = resting().filled(1, 2, "151.60").accepted(2, 3).quietly();
        startedUnderOthers(desk).quietly();

        desk.filled(1, 5, "151.60");

        // Of 5 in place of 2: half of them, not all, at two true ranges, not three. The stop at 148 has the size of all
        // from the beginning.
        assertThat(desk.requests()).containsExactly("edit #3 to 3 at 155.6");
    }

    @Test
    void anOpenTradeTrailsAsItWasOrdered() {
        TradingDesk desk = resting().filled(1, 5, "151.60").accepted(2, 3).quietly();
        var tight = new ZoneSettings(4_000, 20, 2_000, 200, 1);
        DeskSettings rules = SETUP.settings(Mode.LIMIT);
        desk.startedUnder(
                SETUP.instrument(),
                new DeskSettings(
                        Mode.LIMIT,
                        rules.capitalE8(),
                        tight,
                        tight,
                        rules.partialBps(),
                        false,
                        3,
                        1,
                        100,
                        8_000,
                        DeskSetup.DEADLINE_NANOS));

        desk.filled(3, 3, "155.60")
                .quietly()
                .candle("155.60 156.00 155.00 155.80")
                .quietly();
        desk.candle("155.80 156.00 155.50 155.90");

        // 1.5 true ranges below the best price, 156, are 153; not the hundredth of one.
        assertThat(desk.trades()).containsExactly("stop of T1 at 153, TRAIL_STOP");
    }

    @Test
    void aTradedZoneStaysTraded() {
        TradingDesk desk = resting()
                .filled(1, 5, "151.60")
                .accepted(2, 3)
                .liquidated(0, 5, "151.00", "0")
                .cancelled(2)
                .cancelled(3)
                .quietly();

        startedUnderOthers(desk).trading(true).candle(ABOVE).quietly();
        desk.candle("152.40 152.50 150.90 152.30");

        assertThat(desk.requests()).isEmpty();
        assertThat(desk.verdicts()).singleElement().asString().contains("ALREADY_TRADED");
    }

    @Test
    void capitalStaysWhateverIsConfigured() {
        DeskSettings same = SETUP.settings(Mode.LIMIT);
        TradingDesk desk = resting().cancelled(1).quietly();

        desk.startedUnder(
                        SETUP.instrument(),
                        new DeskSettings(
                                Mode.LIMIT,
                                Decimals.e8("1000"),
                                same.fresh(),
                                same.breaker(),
                                same.partialBps(),
                                false,
                                3,
                                1,
                                100,
                                8_000,
                                DeskSetup.DEADLINE_NANOS))
                .trading(true)
                .candle(ABOVE);

        assertThat(desk.requests()).containsExactly("submit #3 B ENTRY LIMIT long 5 at 151.6 x20, stop #4 at 148");
    }

    // ---- what rested when trading was switched off

    @Test
    void underOtherRulesNothingIsPlacedAgainAsItWas() {
        TradingDesk desk = startedUnderOthers(resting()).cancelled(1).quietly();

        desk.trading(true).placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void withOtherCapitalNothingIsPlacedAgainAndTheNextIsSizedByIt() {
        TradingDesk desk = resting().trading(false).cancelled(1).quietly();
        desk.capitalMovedByHand(0, "-50");

        desk.trading(true).placeAgain();
        assertThat(desk.requests()).isEmpty();
        desk.candle(ABOVE);

        // 50 USD x 40 % x 20 / 151.60 is 2.6.
        assertThat(desk.requests()).containsExactly("submit #3 B ENTRY LIMIT long 2 at 151.6 x20, stop #4 at 148");
    }

    // ---- another mode

    private static TradingDesk startedInModeA(TradingDesk desk) {
        return desk.startedUnder(SETUP.instrument(), SETUP.settings(Mode.CANDLE_CLOSE));
    }

    @Test
    void anAccountThatIsNotFlatKeepsItsMode() {
        assertThatThrownBy(() -> startedInModeA(resting()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LIMIT");
        assertThatThrownBy(() -> startedInModeA(resting().filled(1, 5, "151.60").quietly()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LIMIT");
    }

    /** The last close, 152.40, was on the near side of 151.60, which arms the zone as it would have in mode A. */
    @Test
    void anAccountInModeAFromNowOnEntersAtTheCloseOfACandleThatTouches() {
        TradingDesk desk = startedInModeA(resting().cancelled(1)).trading(true).quietly();
        desk.placeAgain();
        assertThat(desk.requests()).isEmpty();

        desk.candle("151.50 152.20 151.40 152.10");

        // 100 USD x 40 % x 20 / 152.10 is 5.26. One height of 2 below 150 is 148.
        assertThat(desk.requests()).containsExactly("submit #3 B ENTRY MARKET long 5 at 152.1 x20, stop #4 at 148");
    }

    /** The last close was within the zone: none on the near side of 151.60 is known of. */
    @Test
    void aZoneThatTheLastCloseDidNotArmIsNotArmedByAnotherMode() {
        TradingDesk desk = resting().cancelled(1).candle("152.30 152.50 151.10 151.20");

        startedInModeA(desk).trading(true).quietly().candle("151.20 152.20 151.10 152.10");

        assertThat(desk.requests()).isEmpty();
        assertThat(desk.verdicts()).singleElement().asString().contains("NOT_ARMED");
    }

    /** In the candle of the start nothing rested; from its close on an order does. */
    @Test
    void anAccountInModeBFromNowOnRestsItsEntriesFromTheNextCloseOn() {
        DeskSetup modeA = DeskSetup.modeA();
        TradingDesk desk = modeA.byHand().draw(Side.BULL, "152.00", "150.00").candle(ABOVE);
        desk.startedUnder(modeA.instrument(), SETUP.settings(Mode.LIMIT))
                .trading(true)
                .quietly();

        desk.candle("152.40 152.50 151.50 152.30");

        assertThat(desk.verdicts()).singleElement().asString().contains("TRADING_OFF");
        assertThat(desk.requests()).containsExactly("submit #1 A ENTRY LIMIT long 5 at 151.6 x20, stop #2 at 148");
    }

    private static TradingDesk exited() {
        return resting()
                .filled(1, 5, "151.60")
                .accepted(2, 3)
                .liquidated(0, 5, "151.00", "0")
                .cancelled(2)
                .cancelled(3)
                .quietly();
    }

    @Test
    void aTradedZoneStaysTradedInAnotherMode() {
        TradingDesk desk = startedInModeA(exited()).trading(true).candle(ABOVE).quietly();

        desk.candle("151.50 152.50 150.90 152.30");

        assertThat(desk.requests()).isEmpty();
        assertThat(desk.verdicts()).singleElement().asString().contains("ALREADY_TRADED");
    }

    /** The exit was in the first candle after {@link #ABOVE}; with 3 to wait, the fourth may enter again. */
    @Test
    void anExitCoolsDownInAnotherMode() {
        TradingDesk desk = startedInModeA(exited())
                .trading(true)
                .draw(Side.BULL, "152.20", "150.20")
                .candle(ABOVE)
                .quietly();

        desk.candle("151.70 152.50 151.75 152.30");

        assertThat(desk.requests()).isEmpty();
        assertThat(desk.verdicts()).singleElement().asString().contains("COOLDOWN");
    }

    // ---- scopes

    /** The desks of one position go on with one each, and each still waits for the exit of the other. */
    @Test
    void aScopeTakesOverTheExitsOfTheOneBefore() {
        var before = new Scope();
        before.onExit(Direction.LONG, 7);
        var after = new Scope();

        after.goOnFrom(before);
        after.goOnFrom(new Scope());

        assertThat(after.cooldownLeft(Direction.LONG, 3, 8)).isEqualTo(2);
        assertThat(after.cooldownLeft(Direction.SHORT, 3, 8)).isZero();
    }
}
