package smc.ops.story;

import java.util.List;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * A closed trade; prices and money in 1e-8 USD, times are open times of candles in epoch nanoseconds.
 *
 * @param originNanos candle its block is drawn on
 * @param entryNanos candle of the first fill
 * @param exitNanos candle of the last fill
 * @param entryE8 average
 * @param expectedEntryE8 price the decision counted on
 * @param targetContracts to be sold at the target; 0 if it only arms the trail
 * @param gainE8 before costs
 * @param feesE8 without tax
 * @param gstE8 tax on the fees
 * @param fundingE8 positive was paid
 * @param slippageE8 informative: already in the gain; positive was lost
 */
public record RecordedTrade(
        long id,
        String account,
        Mode mode,
        String symbol,
        Direction direction,
        BlockState state,
        Side blockSide,
        long originNanos,
        long entryNanos,
        long exitNanos,
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
        long netE8,
        long capitalBeforeE8,
        long capitalAfterE8,
        ExitReason reason) {

    /** Contracts that left at one price, in the candle that opened at {@code candleNanos}. */
    public record Exit(long candleNanos, long contracts, long priceE8, ExitReason reason) {}
}
