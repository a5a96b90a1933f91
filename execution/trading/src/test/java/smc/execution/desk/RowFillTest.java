package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.exchange.matching.VenueSettings;
import smc.strategy.structure.Side;

/**
 * Rules of the candle-only backtest that the recorded runs do not pin (docs/rules.md, section 24), desk and simulated venue together. Block
 * 152-150, mode B's buy at 151.60, average range 2, so the target is 155.60 for 3 and the stop 148.
 */
class RowFillTest {
    private static SimulatedDesk resting() {
        return resting(DeskSetup.modeB());
    }

    private static SimulatedDesk resting(DeskSetup setup) {
        SimulatedDesk desk = setup.overRows();
        desk.draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .quietly();
        return desk;
    }

    private static SimulatedDesk bought() {
        return bought(DeskSetup.modeB());
    }

    private static SimulatedDesk bought(DeskSetup setup) {
        SimulatedDesk desk = resting(setup);
        desk.candle("152.40 152.50 151.50 152.40").quietly();
        return desk;
    }

    @Test
    void aRestingEntryFillsAtABetterOpen() {
        TradingDesk desk = resting().candle("151.20 152.50 151.10 152.40");

        // The levels follow the better entry: 151.20 + 4.00.
        assertThat(desk.trades()).contains("entered T1: 5 at 151.2, average 151.2, target 3 at 155.2, stop 148");
    }

    @Test
    void aRestingEntryNeedsPriceOneTickThroughIt() {
        TradingDesk desk = resting();

        desk.candle("152.40 152.50 151.60 152.40");
        assertThat(desk.trades()).isEmpty();
        desk.candle("152.40 152.50 151.59 152.40");

        assertThat(desk.trades()).contains("entered T1: 5 at 151.6, average 151.6, target 3 at 155.6, stop 148");
    }

    @Test
    void theStopFillsAtAWorseOpen() {
        TradingDesk desk = bought().candle("147.20 148.50 147.00 148.40");

        assertThat(desk.trades()).contains("reduced T1: 5 at 147.2, EMERGENCY_STOP");
    }

    @Test
    void theStopIsReachedExactly() {
        TradingDesk desk = bought().candle("152.40 152.50 148.00 152.40");

        assertThat(desk.trades()).contains("reduced T1: 5 at 148, EMERGENCY_STOP");
    }

    @Test
    void theTargetFillsAtAnOpenThatIsJustThroughIt() {
        TradingDesk desk = bought().candle("155.61 155.61 155.61 155.61");

        assertThat(desk.trades()).first().isEqualTo("reduced T1: 3 at 155.61, TARGET");
    }

    @Test
    void anOpenExactlyAtTheTargetIsNotThroughIt() {
        TradingDesk desk = bought().candle("155.60 155.60 155.00 155.20");

        assertThat(desk.trades()).isEmpty();
    }

    @Test
    void theTargetAtTheOpenFillsBeforeTheStopInTheRange() {
        TradingDesk desk = bought().candle("155.61 155.70 147.90 151.00");

        assertThat(desk.trades()).startsWith("reduced T1: 3 at 155.61, TARGET", "reduced T1: 2 at 148, EMERGENCY_STOP");
    }

    @Test
    void theStopComesBeforeATargetInTheSameRange() {
        TradingDesk desk = bought().candle("152.40 155.70 147.90 151.00");

        assertThat(desk.trades()).first().isEqualTo("reduced T1: 5 at 148, EMERGENCY_STOP");
    }

    @Test
    void onTheCandleOfARestingEntryTheStopCountsAndTheTargetDoesNot() {
        TradingDesk stopped = resting().candle("152.40 155.70 147.90 151.00");
        TradingDesk held = resting().candle("152.40 155.70 151.50 155.00");

        assertThat(stopped.trades()).contains("reduced T1: 5 at 148, EMERGENCY_STOP");
        assertThat(held.trades()).noneMatch(line -> line.startsWith("reduced"));
    }

    @Test
    void ofTwoEntriesInOneCandleTheOneThatStandsWorseAtTheCloseFills() {
        SimulatedDesk desk = DeskSetup.modeB().overRows();
        desk.draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle("152.60 152.80 152.30 152.40")
                .quietly();

        // At 153.20 the buy at 151.60 stands at +1.60, the sell at 154.40 at +1.20.
        desk.candle("152.40 154.50 151.50 153.20");

        assertThat(desk.trades()).first().asString().startsWith("opened T1 B short");
        assertThat(desk.verdicts())
                .containsExactly(
                        "B bull fresh 151.6 OTHER_ORDER_FILLED trade=1",
                        "B bear fresh 154.4 TRADE trade=1 contracts=5 price=154.4");
    }

    @Test
    void marketAndStopOrdersSlipAndLimitsDoNot() {
        var twoBps = new VenueSettings(2, 1, 0, false);
        TradingDesk desk = bought(DeskSetup.modeB().venue(twoBps)).candle("152.40 155.70 152.30 155.00");
        assertThat(desk.trades()).first().isEqualTo("reduced T1: 3 at 155.6, TARGET");

        desk.candle("155.00 155.10 152.60 153.00");

        // The trail stands at 155.70 - 3.00 = 152.70; 152.70 · 0.9998 = 152.66946.
        assertThat(desk.trades()).first().isEqualTo("reduced T1: 2 at 152.66946, TRAIL_STOP");
    }

    @Test
    void fundingIsPaidOnWhatIsHeldAtTheOpen() {
        // START is 00:15; row 31 opens at 08:00.
        SimulatedDesk desk = bought(DeskSetup.modeB().fundingRate("0.0001"));
        for (int row = 2; row < 31; row++) {
            desk.candle("152.40 152.50 152.30 152.40");
        }
        assertThat(desk.trades()).isEmpty();

        desk.candle("152.40 152.50 152.30 152.40");

        // 5 · 152.40 · 0.0001
        assertThat(desk.trades()).containsExactly("funded T1: 0.0762");
    }

    @Test
    void thePositionOfTheVenueIsThatOfTheDesk() {
        SimulatedDesk desk = bought();
        assertThat(desk.position(0)).isEqualTo(5);

        desk.candle("152.40 155.70 152.30 155.00");
        assertThat(desk.position(0)).isEqualTo(2);

        desk.candle("155.00 155.10 152.60 153.00");
        assertThat(desk.position(0)).isZero();
        assertThat(desk.wallet(0)).isEqualTo(desk.capital());
    }
}
