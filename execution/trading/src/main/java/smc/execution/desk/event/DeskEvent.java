package smc.execution.desk.event;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * What a desk concluded about its orders, its touches, its trades and its money. Prices and money in 1e-8 USD, sizes in whole contracts, times
 * in epoch nanoseconds.
 */
public sealed interface DeskEvent {
    /**
     * An order stands differently than before.
     *
     * @param averagePriceE8 of what has filled; 0 without a fill
     */
    record OrderChanged(
            long orderId, int accountId, int instrumentId, OrderState state, long filledContracts, long averagePriceE8)
            implements DeskEvent {}

    /**
     * What became of a touch, with the numbers behind it.
     *
     * @param candleNanos open time of the candle of the touch; for a trade, of the candle of the fill
     * @param blockSide of the block's birth
     * @param openE8 of the candle that touched, like the three that follow
     * @param value1 as named by {@link Verdict#numbers}, like the two that follow
     */
    record TouchJudged(
            int accountId,
            int instrumentId,
            long candleNanos,
            Side blockSide,
            BlockState state,
            long originNanos,
            long entryLevelE8,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            Verdict verdict,
            long value1,
            long value2,
            long value3)
            implements DeskEvent {}

    /**
     * A first fill opened a trade.
     *
     * @param entryOrderId order that filled
     * @param stopOrderId its bracket stop
     * @param candleNanos open time of the candle of the fill
     * @param expectedE8 price the decision counted on
     * @param entryAtrE8 average true range that its target and trail are measured in
     */
    record TradeOpened(
            long tradeId,
            long entryOrderId,
            long stopOrderId,
            int accountId,
            int instrumentId,
            long candleNanos,
            Direction direction,
            BlockState state,
            Side blockSide,
            long originNanos,
            long expectedE8,
            long entryAtrE8)
            implements DeskEvent {}

    /**
     * More contracts, or the first, came in; target and stop follow the average entry.
     *
     * @param contracts of this fill, as are its price and fee
     * @param entryE8 average entry
     */
    record TradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8)
            implements DeskEvent {}

    /** The stop at the venue moved, or is armed as a trail. */
    record StopMoved(long tradeId, long stopE8, ExitReason reason) implements DeskEvent {}

    /**
     * Contracts went out.
     *
     * @param candleNanos open time of the candle of the fill
     */
    record TradeReduced(long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason)
            implements DeskEvent {}

    /**
     * A funding payment was booked.
     *
     * @param moneyE8 positive costs
     */
    record TradeFunded(long tradeId, long moneyE8) implements DeskEvent {}

    /**
     * The position is back to 0 and the capital changed.
     *
     * @param gainE8 before costs, rounded down
     * @param feesE8 taxes included
     * @param slippageE8 informative: already in the gain
     */
    record TradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason)
            implements DeskEvent {}

    /**
     * Money was booked that belongs to no open trade.
     *
     * @param moneyE8 positive costs
     * @param capitalE8 what is left
     */
    record CapitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8) implements DeskEvent {}

    /**
     * Capital was added or taken.
     *
     * @param moneyE8 positive was added
     * @param capitalE8 what it is since
     * @param isByHand whether somebody asked for it; otherwise the configured capital is another than before
     */
    record CapitalMoved(int accountId, int instrumentId, long moneyE8, long capitalE8, boolean isByHand)
            implements DeskEvent {}

    /**
     * What an account may do on a symbol is another than before.
     *
     * @param reason null if it may do everything
     * @param untilNanos when it ends by itself; 0 if it does not
     * @param found what a breaker found, by {@link RiskReason#numbers}; 0 of another reason
     * @param allowed likewise
     */
    record StateChanged(
            int accountId,
            int instrumentId,
            TradingState state,
            RiskReason reason,
            long untilNanos,
            long found,
            long allowed)
            implements DeskEvent {}

    /** Capital and the open trade's net result at a candle's close. */
    record EquityMarked(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8)
            implements DeskEvent {}
}
