package smc.execution.venue.delta.ledger;

import java.math.BigInteger;
import smc.strategy.number.FixedPoint;

/** The venue's commission (docs/delta-exchange.md, section 3.9). */
final class Fees {
    private static final BigInteger ONE_E24 =
            BigInteger.valueOf(FixedPoint.ONE_E8).pow(3);

    private Fees() {}

    /**
     * {@code ceil(contracts x contractValue x price x rate x (1 + gst))} in 1e-8 USD. Five factors leave 128 bits, so that the exact products of two
     * are no help.
     */
    static long commissionE8(long contracts, long contractValueE8, long priceE8, long rateE8, long gstRateE8) {
        BigInteger product = BigInteger.valueOf(contracts)
                .multiply(BigInteger.valueOf(contractValueE8))
                .multiply(BigInteger.valueOf(priceE8))
                .multiply(BigInteger.valueOf(rateE8))
                .multiply(BigInteger.valueOf(Math.addExact(FixedPoint.ONE_E8, gstRateE8)));
        BigInteger[] parts = product.divideAndRemainder(ONE_E24);
        return parts[0].longValueExact() + (parts[1].signum() == 0 ? 0 : 1);
    }
}
