package smc.engine.outcome;

import java.util.List;
import smc.execution.instrument.Direction;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * A trade from its first fill to its last; prices and money in 1e-8 USD, times are open times of candles in epoch nanoseconds.
 *
 * @param entryNanos candle of the first fill
 * @param entryE8 average, rounded against us
 * @param expectedEntryE8 price the decision counted on
 * @param targetContracts to be sold at the target
 * @param gainE8 before costs
 * @param feesE8 without tax
 * @param gstE8 the tax in the commissions
 * @param slippageE8 informative: already in the gain
 */
public record ClosedTrade(
        long id,
        int accountId,
        int instrumentId,
        Direction direction,
        BlockState state,
        Side blockSide,
        long originNanos,
        long entryNanos,
        long contracts,
        long entryE8,
        long expectedEntryE8,
        long targetE8,
        long targetContracts,
        long entryAtrE8,
        List<Exit> exits,
        long gainE8,
        long feesE8,
        long gstE8,
        long fundingE8,
        long slippageE8,
        long capitalBeforeE8,
        long capitalAfterE8,
        ExitReason reason) {

    /** Contracts that left at one price; {@code candleNanos} is the candle of the fill. */
    public record Exit(long candleNanos, long contracts, long priceE8, ExitReason reason) {}

    /** Gain less all costs. */
    public long netE8() {
        return gainE8 - feesE8 - gstE8 - fundingE8;
    }

    /** Candle of the last fill. */
    public long exitNanos() {
        return exits.getLast().candleNanos();
    }
}
