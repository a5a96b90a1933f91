package smc.engine.event;

import java.util.function.Consumer;
import smc.execution.desk.DeskEvent;
import smc.execution.order.OrderRequest;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Takes every effect in one place: what tests keep, hand on or change. */
public abstract class EveryEffect implements Effects {
    /** @param again calls another with the same */
    protected abstract void on(Call call, Consumer<Effects> again);

    @Override
    public void wanted(OrderRequest request) {
        on(Call.of("wanted", request), effects -> effects.wanted(request));
    }

    @Override
    public void concluded(DeskEvent event) {
        on(Call.of("concluded", event), effects -> effects.concluded(event));
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        on(
                Call.of("positionDiffers", accountId, instrumentId, ownContracts, venueContracts),
                effects -> effects.positionDiffers(accountId, instrumentId, ownContracts, venueContracts));
    }

    @Override
    public void candleClosed(
            int instrumentId,
            long candleNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isTrusted) {
        on(
                Call.of(
                        "candleClosed",
                        instrumentId,
                        candleNanos,
                        openE8,
                        highE8,
                        lowE8,
                        closeE8,
                        contracts,
                        isTrusted),
                effects -> effects.candleClosed(
                        instrumentId, candleNanos, openE8, highE8, lowE8, closeE8, contracts, isTrusted));
    }

    @Override
    public void tradeIgnored(int instrumentId, long venueNanos, long ignoredTrades) {
        on(
                Call.of("tradeIgnored", instrumentId, venueNanos, ignoredTrades),
                effects -> effects.tradeIgnored(instrumentId, venueNanos, ignoredTrades));
    }

    @Override
    public void candleCorrected(
            int instrumentId, long candleNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {
        on(
                Call.of("candleCorrected", instrumentId, candleNanos, openE8, highE8, lowE8, closeE8, contracts),
                effects ->
                        effects.candleCorrected(instrumentId, candleNanos, openE8, highE8, lowE8, closeE8, contracts));
    }

    @Override
    public void blockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        on(
                Call.of("blockWithdrawn", instrumentId, side, state, originNanos, topE8, bottomE8, number),
                effects -> effects.blockWithdrawn(instrumentId, side, state, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        on(
                Call.of("blockFound", instrumentId, side, state, originNanos, topE8, bottomE8, number),
                effects -> effects.blockFound(instrumentId, side, state, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void stateHashed(int instrumentId, long candleNanos, long hash) {
        on(
                Call.of("stateHashed", instrumentId, candleNanos, hash),
                effects -> effects.stateHashed(instrumentId, candleNanos, hash));
    }

    @Override
    public void structureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8) {
        on(
                Call.of("structureBroken", instrumentId, candleNanos, kind, direction, levelE8),
                effects -> effects.structureBroken(instrumentId, candleNanos, kind, direction, levelE8));
    }

    @Override
    public void levelSwept(int instrumentId, long candleNanos, Side side, long levelE8) {
        on(
                Call.of("levelSwept", instrumentId, candleNanos, side, levelE8),
                effects -> effects.levelSwept(instrumentId, candleNanos, side, levelE8));
    }

    @Override
    public void blockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        on(
                Call.of("blockBorn", instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number),
                effects -> effects.blockBorn(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        on(
                Call.of("blockBroken", instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number),
                effects -> effects.blockBroken(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        on(
                Call.of("blockDead", instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number),
                effects -> effects.blockDead(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
    }
}
