package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/** What rested when trading was switched off, and would rest now, rests again as it did. */
class PlacedAgainTest {
    private static final String ABOVE = "152.30 152.50 152.20 152.40";

    /** A long at 151.6 rests as order 1, with 2 as its stop. */
    private static TradingDesk resting() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .accepted(1)
                .forming("152.50", "152.10")
                .quietly();
    }

    private static TradingDesk stopped() {
        return resting().trading(false).cancelled(1).quietly();
    }

    @Test
    void anEntryRestsAgainInTheSameCandleAtItsPriceSizeAndStop() {
        TradingDesk desk = stopped().trading(true).placeAgain();

        assertThat(desk.requests()).containsExactly("submit #3 B ENTRY LIMIT long 5 at 151.6 x20, stop #4 at 148");

        desk.accepted(3).quietly().candle(ABOVE);
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void whatIsToldAgainPlacesNothingTwice() {
        TradingDesk desk = stopped().trading(true).placeAgain().quietly();

        desk.placeAgain().accepted(3).placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void beforeItsCancelIsConfirmedNothingIsPlaced() {
        TradingDesk desk = resting().trading(false).quietly().trading(true).placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void whileTradingIsOffNothingIsPlaced() {
        assertThat(stopped().placeAgain().requests()).isEmpty();
    }

    @Test
    void wherePriceHasComeToTheLevelSinceNothingIsPlaced() {
        TradingDesk desk = stopped().forming("152.50", "151.60").trading(true).placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void afterTheNextCloseThePlanAloneDecides() {
        TradingDesk desk = stopped().candle(ABOVE).quietly().trading(true).placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void whatFilledBeforeItsCancelIsNotPlacedAgain() {
        TradingDesk desk = resting()
                .trading(false)
                .filled(1, 2, "151.60")
                .cancelled(1)
                .quietly()
                .trading(true)
                .placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void whatWasCancelledBecauseAnotherFilledIsNotPlacedAgain() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .draw(Side.BEAR, "156.00", "154.00")
                .candle(ABOVE)
                .accepted(1)
                .accepted(3)
                .trading(false)
                .cancelled(3)
                .filled(1, 5, "151.60")
                .quietly()
                .trading(true)
                .placeAgain();

        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void priceThatReachedTheLevelWhileTheFirstRestedIsNamedAsIfItHadStood() {
        TradingDesk desk = resting()
                .forming("152.50", "151.60")
                .trading(false)
                .cancelled(1)
                .trading(true)
                .placeAgain()
                .accepted(3)
                .quietly();

        desk.candle("152.40 152.50 151.60 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 REACHED_NOT_FILLED order=3 reached=151.6");
    }

    @Test
    void anOrderThatHadNeverBeenLiveStaysSo() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .forming("152.50", "151.60")
                .accepted(1)
                .trading(false)
                .cancelled(1)
                .trading(true)
                .placeAgain()
                .accepted(3)
                .quietly();

        desk.candle("152.40 152.50 151.60 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 ORDER_NOT_LIVE order=3");
    }

    @Test
    void anOrderThatNeverLeftIsNotPlacedAtALevelThatPriceHasReached() {
        TradingDesk desk = DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .forming("152.50", "151.60")
                .trading(false)
                .cancelled(1)
                .quietly()
                .trading(true)
                .placeAgain();

        assertThat(desk.requests()).isEmpty();
    }
}
