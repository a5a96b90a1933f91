package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.List;
import smc.execution.instrument.Instrument;
import smc.strategy.number.FixedPoint;

/**
 * A product as the venue defines it today (docs/delta-exchange.md, section 3.3). Rates are fractions of notional in 1e-8, without GST.
 *
 * @param instrumentId ours
 * @param productId the venue's, different in each of its environments
 * @param leverageMax whole, rounded down
 */
public record ProductFacts(
        int instrumentId,
        int productId,
        String symbol,
        long tickE8,
        long contractValueE8,
        long maintenanceRateE8,
        long positionMaxContracts,
        long takerRateE8,
        long makerRateE8,
        long leverageMax,
        String state,
        String tradingStatus) {
    /**
     * What speaks against trading with this configuration, as sentences; empty if nothing does.
     *
     * @param takerRateE8 configured, as a fraction without GST
     * @param makerRateE8 configured, as a fraction without GST
     */
    public List<String> disagreements(Instrument configured, long takerRateE8, long makerRateE8) {
        var sentences = new ArrayList<String>();
        compare(sentences, "tick size", configured.tickE8(), tickE8);
        compare(sentences, "contract value", configured.contractValueE8(), contractValueE8);
        compare(sentences, "maintenance margin rate", configured.maintenanceRateE8(), maintenanceRateE8);
        compare(sentences, "taker rate", takerRateE8, this.takerRateE8);
        compare(sentences, "maker rate", makerRateE8, this.makerRateE8);
        if (configured.positionMaxContracts() != Long.MAX_VALUE
                && configured.positionMaxContracts() > positionMaxContracts) {
            sentences.add(symbol + ": the venue allows a position of " + positionMaxContracts
                    + " contracts, the configuration " + configured.positionMaxContracts());
        }
        if (!state.equals("live") || !tradingStatus.equals("operational")) {
            sentences.add(symbol + ": expected it live and operational, is " + state + " and " + tradingStatus);
        }
        return List.copyOf(sentences);
    }

    private void compare(List<String> sentences, String what, long configuredE8, long venueE8) {
        if (configuredE8 != venueE8) {
            sentences.add(symbol + ": the venue's " + what + " is " + FixedPoint.formatE8(venueE8) + ", the configured "
                    + FixedPoint.formatE8(configuredE8));
        }
    }

    /**
     * Commission with GST, rounded up at 1e-8 USD: contracts x contract value x price x rate x (1 + GST) (section 3.9).
     *
     * @param gstRateE8 as a fraction
     */
    long feeE8(long contracts, long priceE8, boolean isMaker, long gstRateE8) {
        return Fees.commissionE8(contracts, contractValueE8, priceE8, isMaker ? makerRateE8 : takerRateE8, gstRateE8);
    }
}
