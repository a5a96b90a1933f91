package smc.exchange.matching;

/**
 * What the venue knows of one instrument. Rates are fractions scaled by 1e-8: 0.05 % is 50,000, 18 % is 18,000,000.
 *
 * @param instrumentId the caller's number for it
 * @param tickE8 price grid, above 0
 * @param contractValueE8 coins of one contract, above 0
 * @param maintenanceRateE8 maintenance margin as a share of notional
 * @param takerRateE8 fee of market and stop orders, without GST
 * @param makerRateE8 fee of limit orders, without GST
 * @param gstRateE8 tax on the fee
 * @param fundingRateE8 paid at each funding instant by either side
 */
public record InstrumentTerms(
        int instrumentId,
        long tickE8,
        long contractValueE8,
        long maintenanceRateE8,
        long takerRateE8,
        long makerRateE8,
        long gstRateE8,
        long fundingRateE8) {
    /** @throws IllegalArgumentException if the tick or the contract value is below 1e-8, or a rate is below 0 */
    public InstrumentTerms {
        requireAtLeast(1, tickE8, "tickE8", instrumentId);
        requireAtLeast(1, contractValueE8, "contractValueE8", instrumentId);
        requireAtLeast(0, maintenanceRateE8, "maintenanceRateE8", instrumentId);
        requireAtLeast(0, takerRateE8, "takerRateE8", instrumentId);
        requireAtLeast(0, makerRateE8, "makerRateE8", instrumentId);
        requireAtLeast(0, gstRateE8, "gstRateE8", instrumentId);
        requireAtLeast(0, fundingRateE8, "fundingRateE8", instrumentId);
    }

    private static void requireAtLeast(long least, long value, String name, int instrumentId) {
        if (value < least) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", was " + value
                    + " for instrument " + instrumentId);
        }
    }
}
