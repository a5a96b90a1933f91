package smc.execution.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.execution.simulator.RecordedReports.e8;
import static smc.execution.simulator.RecordedReports.text;

import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final InstrumentTerms SOL = Desk.terms(Desk.SOL, "0.0001");

    @Test
    void commissionIsNotionalTimesRateTimesTaxRoundedUpOnce() {
        // Section 26: 5 x 152.50 x 0.059 %, 3 x 156.90 x 0.0236 %.
        assertThat(text(Money.commissionE8(SOL, 5, e8("152.50"), false))).isEqualTo("0.449875");
        assertThat(text(Money.commissionE8(SOL, 3, e8("156.90"), true))).isEqualTo("0.1110852");
        // 1 x 152.51 x 0.00059 = 0.0899809, exact; 152.510001 x 0.00059 = 0.08998090059.
        assertThat(text(Money.commissionE8(SOL, 1, e8("152.51"), false))).isEqualTo("0.0899809");
        assertThat(text(Money.commissionE8(SOL, 1, e8("152.510001"), false))).isEqualTo("0.08998091");
    }

    @Test
    void commissionEqualsTheVenuesOwnFills() {
        // delta-exchange-api.md section 3.9: 200 x 0.001 x 115802.5 at 0.045 %, and 0.001 x 110747 at 0.045 %.
        InstrumentTerms bitcoin =
                new InstrumentTerms(1, e8("0.5"), e8("0.001"), 0, e8("0.00045"), e8("0.0002"), e8("0.18"), 0);

        assertThat(text(Money.commissionE8(bitcoin, 200, e8("115802.5"), false)))
                .isEqualTo("12.2982255");
        // 0.058806657 there is shown rounded half-up as 0.05880666; rounded up it is the same.
        assertThat(text(Money.commissionE8(bitcoin, 1, e8("110747"), false))).isEqualTo("0.05880666");
    }

    @Test
    void fundingIsRoundedUp() {
        // 3 x 152.53333333 x 0.01 % = 0.045759999999.
        assertThat(text(Money.fundingE8(SOL, 3, e8("152.53333333")))).isEqualTo("0.04576");
        assertThat(text(Money.fundingE8(SOL, 3, e8("152.53")))).isEqualTo("0.045759");
    }

    @Test
    void gainIsRoundedDownAlsoBelowZero() {
        InstrumentTerms third = new InstrumentTerms(1, 1, e8("0.3"), 0, 0, 0, 0, 0);

        assertThat(Money.gainE8(third, 11)).isEqualTo(3);
        assertThat(Money.gainE8(third, -11)).isEqualTo(-4);
    }

    @Test
    void marginIsNotionalByLeverageRoundedUp() {
        assertThat(text(Money.marginE8(SOL, 5, e8("152.50"), 20))).isEqualTo("38.125");
        assertThat(text(Money.marginE8(SOL, 1, e8("100"), 3))).isEqualTo("33.33333334");
    }

    @Test
    void slippageIsAgainstTheSideAndRoundedAgainstItTo8Decimals() {
        // 100.00000001 x 1.0002 = 100.020000010002, x 0.9998 = 99.980000009998.
        assertThat(text(Money.slippedE8(e8("100.00000001"), true, 2))).isEqualTo("100.02000002");
        assertThat(text(Money.slippedE8(e8("100.00000001"), false, 2))).isEqualTo("99.98");
        assertThat(text(Money.slippedE8(e8("152.53"), true, 2))).isEqualTo("152.560506");
        assertThat(text(Money.slippedE8(e8("152.53"), true, 0))).isEqualTo("152.53");
    }

    @Test
    void liquidationPriceIsRoundedTowardsTheEntryAndBankruptcyAwayFromIt() {
        // 1/20 - 0.5 % = 4.5 %.
        assertThat(text(Money.liquidationPriceE8(SOL, true, e8("100"), 20))).isEqualTo("95.5");
        assertThat(text(Money.liquidationPriceE8(SOL, false, e8("100"), 20))).isEqualTo("104.5");
        // 100.00000001 x (2.015 and 3.985) / 3 = 67.166666673..., 132.833333346...
        assertThat(text(Money.liquidationPriceE8(SOL, true, e8("100.00000001"), 3)))
                .isEqualTo("67.16666668");
        assertThat(text(Money.liquidationPriceE8(SOL, false, e8("100.00000001"), 3)))
                .isEqualTo("132.83333334");
        // 100.00000001 x (2 and 4) / 3 = 66.666666673..., 133.333333346...
        assertThat(text(Money.bankruptcyPriceE8(true, e8("100.00000001"), 3))).isEqualTo("66.66666667");
        assertThat(text(Money.bankruptcyPriceE8(false, e8("100.00000001"), 3))).isEqualTo("133.33333335");
    }

    @Test
    void amountsBelowTheLastDecimalAreRoundedToo() {
        InstrumentTerms dust = new InstrumentTerms(1, 1, 1, e8("0.005"), e8("0.0005"), 0, e8("0.18"), e8("0.0001"));

        assertThat(Money.commissionE8(dust, 1, 1, false)).isEqualTo(1);
        assertThat(Money.fundingE8(dust, 1, 1)).isEqualTo(1);
        assertThat(Money.marginE8(dust, 1, 1, 1)).isEqualTo(1);
        // 0.005 and 1.995 times 1e-8.
        assertThat(Money.liquidationPriceE8(dust, true, 1, 1)).isEqualTo(1);
        assertThat(Money.liquidationPriceE8(dust, false, 1, 1)).isEqualTo(1);
    }

    @Test
    void overflowIsAFaultNotAWrongNumber() {
        assertThatThrownBy(() -> Money.commissionE8(SOL, Long.MAX_VALUE, e8("1000"), false))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.marginE8(SOL, Long.MAX_VALUE, e8("1000"), 1))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.gainE8(new InstrumentTerms(1, 1, e8("10"), 0, 0, 0, 0, 0), Long.MIN_VALUE))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.slippedE8(Long.MAX_VALUE, true, 2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.bankruptcyPriceE8(false, Long.MAX_VALUE, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Position.FLAT.increased(Long.MAX_VALUE, 2, 1)).isInstanceOf(ArithmeticException.class);
    }
}
