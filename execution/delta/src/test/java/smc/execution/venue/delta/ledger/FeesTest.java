package smc.execution.venue.delta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The fees seen in production and on the testnet (docs/delta-exchange.md, section 3.9). */
class FeesTest {
    private static final long GST_E8 = 18_000_000;

    @Test
    void theFeesOfRealFillsComeOut() {
        assertThat(Fees.commissionE8(200, 100_000, 11_580_250_000_000L, 45_000, GST_E8))
                .isEqualTo(1_229_822_550L);
        assertThat(Fees.commissionE8(1, 100_000, 11_074_700_000_000L, 45_000, GST_E8))
                .isEqualTo(5_880_666L);
    }

    @Test
    void aRestIsRoundedUp() {
        // 1 x 0.001 x 0.00000001 x 0.0005 x 1.18 is far below 1e-8.
        assertThat(Fees.commissionE8(1, 100_000, 1, 50_000, GST_E8)).isEqualTo(1);
        assertThat(Fees.commissionE8(1, 100_000, 1, 0, GST_E8)).isZero();
    }

    @Test
    void aNotionalBeyondSixtyFourBitsIsExact() {
        // 1,000,000 x 1 x 90,000 USD x 0.0005 x 1.18 = 53,100,000 USD; the product of the factors has 37 digits.
        assertThat(Fees.commissionE8(1_000_000, 100_000_000, 9_000_000_000_000L, 50_000, GST_E8))
                .isEqualTo(5_310_000_000_000_000L);
    }
}
