package smc.execution.desk;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * What the trading rules conclude and want. Called on the engine thread while an input is worked on; never answered in place: each answer
 * comes back later as an input. Prices and money in 1e-8 USD, sizes in whole contracts, times in epoch nanoseconds.
 */
public interface DeskListener {
    /** Something is wanted of the venue. */
    void wanted(OrderRequest request);

    /** An order stands differently than before. {@code averagePriceE8} is 0 without a fill. */
    void orderChanged(
            long orderId, int accountId, int instrumentId, OrderState state, long filledContracts, long averagePriceE8);

    /**
     * What became of a touch, with the numbers behind it, which {@link Verdict#numbers} names.
     *
     * @param candleNanos open time of the candle of the touch; for a trade, of the candle of the fill
     * @param openE8 of the candle that touched
     */
    void touchJudged(
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
            long value3);

    /**
     * A first fill opened a trade.
     *
     * @param entryOrderId order that filled
     * @param stopOrderId its bracket stop
     * @param candleNanos open time of the candle of the fill
     * @param expectedE8 price the decision counted on
     */
    void tradeOpened(
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
            long entryAtrE8);

    /** More contracts, or the first, came in; target and stop follow the average entry. */
    void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8);

    /** The stop at the venue moved, or is armed as a trail. */
    void stopMoved(long tradeId, long stopE8, ExitReason reason);

    /** Contracts went out. {@code candleNanos} is the open time of the candle of the fill. */
    void tradeReduced(long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason);

    /** A funding payment was booked; positive costs. */
    void tradeFunded(long tradeId, long moneyE8);

    /**
     * The position is back to 0 and the capital changed.
     *
     * @param gainE8 before costs, rounded down
     * @param feesE8 taxes included
     * @param slippageE8 informative: already in the gain
     */
    void tradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason);

    /** Money was booked that belongs to no open trade; positive costs. {@code capitalE8} is what is left. */
    void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8);

    /**
     * The venue holds another position than the engine's book says: somebody has to look. Contracts positive long, negative short.
     *
     * @param venueContracts as far as what was reported says it: the same as {@code ownContracts} if it was of an order that nobody knows
     */
    void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts);

    /** Capital and the open trade's net result at a candle's close. */
    void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8);
}
