package smc.execution.instrument;

import smc.strategy.number.FixedPoint;
import smc.strategy.number.ProductSum;

/**
 * A perpetual future as the venue defines it.
 *
 * @param id index used in all arrays, from 0
 * @param symbol the venue's name
 * @param tickE8 price grid in 1e-8 USD; positive
 * @param contractValueE8 underlying per contract, in 1e-8 coins; positive
 * @param maintenanceRateE8 maintenance margin as a fraction of notional, in 1e-8
 * @param positionMaxContracts the venue's position limit; {@link Long#MAX_VALUE} if it names none
 */
public record Instrument(
        int id, String symbol, long tickE8, long contractValueE8, long maintenanceRateE8, long positionMaxContracts) {

    public Instrument {
        if (tickE8 <= 0 || contractValueE8 <= 0 || maintenanceRateE8 < 0 || positionMaxContracts < 1) {
            throw new IllegalArgumentException(
                    "expected positive tick, contract value and position limit, was " + symbol + " " + tickE8 + " "
                            + contractValueE8 + " " + maintenanceRateE8 + " " + positionMaxContracts);
        }
    }

    /** The greatest price on the grid that is not above {@code priceE8}. */
    public long floorToTick(long priceE8) {
        return Math.floorDiv(priceE8, tickE8) * tickE8;
    }

    /** The smallest price on the grid that is not below {@code priceE8}. */
    public long ceilToTick(long priceE8) {
        return Math.multiplyExact(Math.ceilDiv(priceE8, tickE8), tickE8);
    }

    /**
     * Money of a price difference summed over contracts, rounded down in 1e-8 USD.
     *
     * @param priceContractsE8 sum of price (1e-8 USD) times contracts; may be negative
     */
    public long moneyFloorE8(ProductSum priceContractsE8) {
        return priceContractsE8.timesDivideFloor(contractValueE8, FixedPoint.ONE_E8);
    }
}
