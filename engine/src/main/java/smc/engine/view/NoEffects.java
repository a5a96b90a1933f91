package smc.engine.view;

import smc.engine.event.Effects;
import smc.execution.desk.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Passes over every effect; who extends it takes those it wants. */
public abstract class NoEffects implements Effects {
    @Override
    public void candleClosed(
            int instrumentId,
            long candleNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isTrusted) {}

    @Override
    public void tradeIgnored(int instrumentId, long venueNanos, long ignoredTrades) {}

    @Override
    public void candleCorrected(
            int instrumentId, long candleNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {}

    @Override
    public void blockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {}

    @Override
    public void blockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {}

    @Override
    public void stateHashed(int instrumentId, long candleNanos, long hash) {}

    @Override
    public void structureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8) {}

    @Override
    public void levelSwept(int instrumentId, long candleNanos, Side side, long levelE8) {}

    @Override
    public void blockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {}

    @Override
    public void blockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {}

    @Override
    public void blockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {}

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
    public void wanted(OrderRequest request) {}
}
