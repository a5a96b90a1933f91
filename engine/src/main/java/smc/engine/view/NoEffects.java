package smc.engine.view;

import smc.engine.event.Effects;
import smc.execution.desk.DeskEvent;
import smc.execution.order.OrderRequest;
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
    public void concluded(DeskEvent event) {}

    @Override
    public void wanted(OrderRequest request) {}
}
