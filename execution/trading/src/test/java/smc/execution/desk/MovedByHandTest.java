package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/** Somebody trades by hand what a trade holds: mode A bought 5 at 152.50 (#1), target #3, stop #2 at 148. A contract is 1 SOL. */
class MovedByHandTest {
    private static TradingDesk bought() {
        return DeskSetup.modeA()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle("152.60 152.80 152.30 152.40")
                .candle("151.70 152.60 151.30 152.50")
                .filled(1, 5, "152.50")
                .accepted(2, 3)
                .quietly();
    }

    /** 5 x (151 - 152.50) less a fee of 0.05. */
    @Test
    void whatSomebodyClosesEndsTheTradeAtHisPriceAndNothingIsOtherwise() {
        TradingDesk desk = bought().moved(0, 5, "151", "0.05");

        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 151, OPERATOR",
                        "closed T1 A OPERATOR: gain -7.5, fees 0.05, funding 0, capital 92.45");
        assertThat(desk.requests()).containsExactlyInAnyOrder("cancel #2", "cancel #3");
        assertThat(desk.changes()).noneMatch(line -> line.startsWith("position"));
    }

    @Test
    void whatSomebodyClosesOfItGoesOutAndTheRestGoesOn() {
        TradingDesk desk = bought().moved(3, 2, "151", "0.02");

        assertThat(desk.trades()).containsExactly("reduced T1: 2 at 151, OPERATOR");
        assertThat(desk.changes()).noneMatch(line -> line.startsWith("position"));
    }

    /** He sells 7: 5 of them are the trade's, and pay their part of the fee, 5/7 of 0.07; the short of 2 is nobody's here. */
    @Test
    void whoeverSellsMoreThanThereIsEndsTheTradeAndLeavesADifference() {
        TradingDesk desk = bought().moved(-2, 7, "151", "0.07");

        assertThat(desk.trades()).last().asString().contains("closed T1 A OPERATOR", "fees 0.05");
        assertThat(desk.changes()).contains("position 0, at the venue -2");
    }

    /** What he adds is his, and what he takes out again too: the trade is touched by what is missing alone. */
    @Test
    void whatSomebodyAddsAndTakesOutAgainIsNoneOfTheTrade() {
        TradingDesk desk = bought().moved(7, 2, "153", "0.02");
        assertThat(desk.changes()).contains("position 5, at the venue 7");

        desk.quietly().moved(5, 2, "152", "0.02");

        assertThat(desk.trades()).isEmpty();
        assertThat(desk.changes()).noneMatch(line -> line.startsWith("position"));
    }

    @Test
    void withoutATradeItIsADifference() {
        TradingDesk desk = bought().filled(2, 5, "148").quietly().moved(-3, 3, "150", "0.02");

        assertThat(desk.trades()).isEmpty();
        assertThat(desk.changes()).containsExactly("position 0, at the venue -3");
    }
}
