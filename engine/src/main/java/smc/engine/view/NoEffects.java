package smc.engine.view;

import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.execution.desk.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** Passes over every effect; who extends it takes those it wants. */
public abstract class NoEffects implements Effects {
    @Override
    public void seen(MarketEvent event) {}

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {}

    @Override
    public void orderChanged(
            long orderId,
            int accountId,
            int instrumentId,
            OrderState state,
            long filledContracts,
            long averagePriceE8) {}

    @Override
    public void touchJudged(
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
            long value3) {}

    @Override
    public void tradeOpened(
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
            long entryAtrE8) {}

    @Override
    public void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8) {}

    @Override
    public void stopMoved(long tradeId, long stopE8, ExitReason reason) {}

    @Override
    public void tradeReduced(
            long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason) {}

    @Override
    public void tradeFunded(long tradeId, long moneyE8) {}

    @Override
    public void tradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason) {}

    @Override
    public void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8) {}

    @Override
    public void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {}

    @Override
    public void submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId) {}

    @Override
    public void edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) {}

    @Override
    public void cancel(long orderId, int accountId, int instrumentId) {}
}
