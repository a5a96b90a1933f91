package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.matching.RecordedReports.e8;
import static smc.exchange.matching.RecordedReports.text;

import java.math.BigInteger;
import java.util.SplittableRandom;
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
        // docs/delta-exchange.md section 3.9: 200 x 0.001 x 115802.5 at 0.045 %, and 0.001 x 110747 at 0.045 %.
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

        assertThat(Money.gainE8(third, Int128.product(11, 1))).isEqualTo(3);
        assertThat(Money.gainE8(third, Int128.product(-11, 1))).isEqualTo(-4);
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

    /** 1e9 USD at 1 % and 100 % of tax on it: 2e7 USD. On the way the product of all factors has more than 128 bits. */
    @Test
    void theLargestNotionalAtTheHighestRatesIsExact() {
        InstrumentTerms dear =
                new InstrumentTerms(1, 1, e8("0.001"), e8("0.005"), e8("0.01"), e8("0.01"), e8("1"), e8("0.03"));

        assertThat(text(Money.commissionE8(dear, 10_000_000, e8("100000"), false)))
                .isEqualTo("20000000");
        // One more in the last place of the price: 1e7 x 0.001 x 1e-8 x 0.02 = 2e-6.
        assertThat(text(Money.commissionE8(dear, 10_000_000, e8("100000.00000001"), false)))
                .isEqualTo("20000000.000002");
        assertThat(text(Money.fundingE8(dear, 10_000_000, e8("100000")))).isEqualTo("30000000");
        assertThat(text(Money.marginE8(dear, 10_000_000, e8("100000"), 100))).isEqualTo("10000000");
    }

    @Test
    void commissionIsTheExactProductRoundedUpOnce() {
        var random = new SplittableRandom(13);
        for (int i = 0; i < 20_000; i++) {
            long rateE8 = random.nextLong(1_000_001);
            long gstE8 = random.nextLong(100_000_001);
            long contractValueE8 = 1 + (random.nextLong(100_000_000_000_000L) >> random.nextInt(46));
            long priceE8 = 1 + (random.nextLong(1_000_000_000_000_000L) >> random.nextInt(48));
            long contracts = 1 + (random.nextLong(1_000_000_000_000_000L) >> random.nextInt(48));
            InstrumentTerms terms = new InstrumentTerms(1, 1, contractValueE8, 0, rateE8, rateE8, gstE8, 0);
            BigInteger exact = BigInteger.valueOf(contracts)
                    .multiply(BigInteger.valueOf(priceE8))
                    .multiply(BigInteger.valueOf(contractValueE8))
                    .multiply(BigInteger.valueOf(rateE8))
                    .multiply(BigInteger.valueOf(100_000_000 + gstE8));
            BigInteger up =
                    exact.add(BigInteger.TEN.pow(24).subtract(BigInteger.ONE)).divide(BigInteger.TEN.pow(24));
            if (up.bitLength() < Long.SIZE) {
                assertThat(Money.commissionE8(terms, contracts, priceE8, true))
                        .as("%d x %d x %d at %d, tax %d", contracts, priceE8, contractValueE8, rateE8, gstE8)
                        .isEqualTo(up.longValueExact());
            } else {
                assertThatThrownBy(() -> Money.commissionE8(terms, contracts, priceE8, true))
                        .isInstanceOf(ArithmeticException.class);
            }
        }
    }

    @Test
    void overflowIsAFaultNotAWrongNumber() {
        assertThatThrownBy(() -> Money.commissionE8(SOL, Long.MAX_VALUE, e8("1000"), false))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.marginE8(SOL, Long.MAX_VALUE, e8("1000"), 1))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.gainE8(
                        new InstrumentTerms(1, 1, e8("10"), 0, 0, 0, 0, 0), Int128.product(Long.MIN_VALUE, 1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.slippedE8(Long.MAX_VALUE, true, 2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.bankruptcyPriceE8(false, Long.MAX_VALUE, 2))
                .isInstanceOf(ArithmeticException.class);
        Position most = Position.FLAT.increased(Long.MAX_VALUE, 2, 1);
        assertThatThrownBy(() -> most.increased(1, 2, 1)).isInstanceOf(ArithmeticException.class);
    }
}
