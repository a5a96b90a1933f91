package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smc.execution.position.ExitReason;
import smc.ops.report.Critic.Objection;
import smc.ops.result.BeyondMargin;

class CriticTest {
    private static final BigDecimal SMALL_DRAWDOWN_PCT = BigDecimal.valueOf(10);

    @Test
    void withoutATradeNothingCanBeSaid() {
        assertThat(Critic.of(List.of(), null, BeyondMargin.NONE))
                .singleElement()
                .satisfies(only -> assertThat(only.holds()).isTrue());
    }

    @Test
    void aFewTradesAreTooFewHoweverGood() {
        assertThat(objection("Too few", winners(99, "1"), losers(0, "-1")).holds())
                .isTrue();
    }

    /** Wilson's interval of 60 of 100: (0.6 + 0.0192 ± 1.96 · √(0.0024 + 0.0000960)) / 1.0384 = 50.2 to 69.1 %. */
    @Test
    void theWinRateIsAnInterval() {
        assertThat(objection("Too few", winners(60, "1"), losers(40, "-1")).text())
                .contains("between 50 and 69 %");
    }

    /** 60 wins and 40 losses of 1: mean 0.2, deviation √(100 · 0.96 / 99), error a tenth of it: 2.03. */
    @Test
    void enoughTradesFarEnoughFromZeroAreNoLuck() {
        Objection objection = objection("Too few", winners(60, "1"), losers(40, "-1"));

        assertThat(objection.holds()).isFalse();
        assertThat(objection.text()).contains("2.0 standard errors");
    }

    @Test
    void manyTradesNearZeroMayStillBeLuck() {
        assertThat(objection("Too few", winners(151, "1"), losers(149, "-1")).holds())
                .isTrue();
    }

    @Test
    void oneTradeCarriesAProfitThatIsALossWithoutIt() {
        Objection objection = objection("One trade", winners(1, "5"), losers(3, "-1"));

        assertThat(objection.holds()).isTrue();
        assertThat(objection.text())
                .contains("no. 0")
                .contains("+5.00")
                .contains("250 %")
                .contains("−3.00");
    }

    @Test
    void oneOfTwoEqualWinnersCarriesNothing() {
        assertThat(objection("One trade", winners(2, "5"), losers(3, "-1")).holds())
                .isFalse();
    }

    @Test
    void aLossIsCarriedByNobody() {
        assertThat(objection("One trade", winners(1, "5"), losers(6, "-1")).holds())
                .isFalse();
    }

    @Test
    void costsOfHalfTheGrossEatIt() {
        assertThat(objection("Costs", Stream.of(MadeTrade.of(1, "10").costs("5")), Stream.of())
                        .holds())
                .isTrue();
        assertThat(objection("Costs", Stream.of(MadeTrade.of(1, "10").costs("4.99")), Stream.of())
                        .holds())
                .isFalse();
    }

    @Test
    void costsOnTopOfALossAreSaidToBeThat() {
        assertThat(objection("Costs", Stream.of(MadeTrade.of(1, "-10").costs("2")), Stream.of())
                        .text())
                .contains("−10.00")
                .contains("2.00 USD of costs on top");
    }

    /** From the first entry, an hour before its exit, to the last exit: the middle lies on the 15th or 16th. */
    @Test
    void theHalvesAreOfTheTimeTraded() {
        var early = MadeTrade.of(1, "3").ends("2025-01-01T12:00:00Z");
        var middle = MadeTrade.of(2, "4").ends("2025-01-10T12:00:00Z");
        var late = MadeTrade.of(3, "-2").ends("2025-01-31T12:00:00Z");

        Objection objection = objection("In-sample", Stream.of(early, middle), Stream.of(late));

        assertThat(objection.holds()).isTrue();
        assertThat(objection.text()).contains("First half +7.00 USD, second half −2.00 USD");
    }

    @Test
    void lessThanHalfTheCapitalOfASymbolIsRuin() {
        var first = MadeTrade.of(1, "-30").with("100");
        var second = MadeTrade.of(2, "-21").with("70");

        Objection objection = objection("Ruin", Stream.of(first), Stream.of(second));

        assertThat(objection.holds()).isTrue();
        assertThat(objection.text()).contains("A SOLUSD, with 49 %");
    }

    @Test
    void halfOfTheEquityGoneIsRuinThoughItCameBack() {
        List<Objection> objections =
                Critic.of(List.of(MadeTrade.of(1, "1").recorded()), BigDecimal.valueOf(50), BeyondMargin.NONE);

        assertThat(named("Ruin", objections).holds()).isTrue();
    }

    @Test
    void aLiquidationIsRuin() {
        var liquidated = MadeTrade.of(1, "-1").because(ExitReason.LIQUIDATION);

        assertThat(objection("Ruin", Stream.of(liquidated), Stream.of()).holds())
                .isTrue();
        assertThat(objection("Ruin", Stream.of(MadeTrade.of(1, "-1")), Stream.of())
                        .holds())
                .isFalse();
    }

    @Test
    void aLossBeyondTheIsolatedMarginIsRuinAndSaidByName() {
        List<Objection> objections = Critic.of(
                List.of(MadeTrade.of(1, "1").recorded()), SMALL_DRAWDOWN_PCT, new BeyondMargin(2, 1_250_000_000));

        assertThat(named("Ruin", objections).holds()).isTrue();
        assertThat(named("Ruin", objections).text())
                .contains("2 trades lost 12.50 USD more than their isolated margin");
    }

    private static Stream<MadeTrade> winners(int count, String gainUsd) {
        return IntStream.range(0, count).mapToObj(id -> MadeTrade.of(id, gainUsd));
    }

    private static Stream<MadeTrade> losers(int count, String gainUsd) {
        return IntStream.range(0, count).mapToObj(id -> MadeTrade.of(1_000 + id, gainUsd));
    }

    private static Objection objection(String name, Stream<MadeTrade> some, Stream<MadeTrade> more) {
        return named(
                name,
                Critic.of(
                        Stream.concat(some, more).map(MadeTrade::recorded).toList(),
                        SMALL_DRAWDOWN_PCT,
                        BeyondMargin.NONE));
    }

    private static Objection named(String name, List<Objection> objections) {
        return objections.stream()
                .filter(objection -> objection.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
