package smc.engine.event;

import java.util.function.Consumer;
import smc.execution.desk.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
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
    public void orderChanged(
            long orderId,
            int accountId,
            int instrumentId,
            OrderState state,
            long filledContracts,
            long averagePriceE8) {
        on(
                Call.of("orderChanged", orderId, accountId, instrumentId, state, filledContracts, averagePriceE8),
                effects ->
                        effects.orderChanged(orderId, accountId, instrumentId, state, filledContracts, averagePriceE8));
    }

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
            long value3) {
        on(
                Call.of(
                        "touchJudged",
                        accountId,
                        instrumentId,
                        candleNanos,
                        blockSide,
                        state,
                        originNanos,
                        entryLevelE8,
                        openE8,
                        highE8,
                        lowE8,
                        closeE8,
                        verdict,
                        value1,
                        value2,
                        value3),
                effects -> effects.touchJudged(
                        accountId,
                        instrumentId,
                        candleNanos,
                        blockSide,
                        state,
                        originNanos,
                        entryLevelE8,
                        openE8,
                        highE8,
                        lowE8,
                        closeE8,
                        verdict,
                        value1,
                        value2,
                        value3));
    }

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
            long entryAtrE8) {
        on(
                Call.of(
                        "tradeOpened",
                        tradeId,
                        entryOrderId,
                        stopOrderId,
                        accountId,
                        instrumentId,
                        candleNanos,
                        direction,
                        state,
                        blockSide,
                        originNanos,
                        expectedE8,
                        entryAtrE8),
                effects -> effects.tradeOpened(
                        tradeId,
                        entryOrderId,
                        stopOrderId,
                        accountId,
                        instrumentId,
                        candleNanos,
                        direction,
                        state,
                        blockSide,
                        originNanos,
                        expectedE8,
                        entryAtrE8));
    }

    @Override
    public void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8) {
        on(
                Call.of("tradeEntered", tradeId, contracts, priceE8, feeE8, entryE8, targetE8, targetContracts, stopE8),
                effects -> effects.tradeEntered(
                        tradeId, contracts, priceE8, feeE8, entryE8, targetE8, targetContracts, stopE8));
    }

    @Override
    public void stopMoved(long tradeId, long stopE8, ExitReason reason) {
        on(Call.of("stopMoved", tradeId, stopE8, reason), effects -> effects.stopMoved(tradeId, stopE8, reason));
    }

    @Override
    public void tradeReduced(
            long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason) {
        on(
                Call.of("tradeReduced", tradeId, candleNanos, contracts, priceE8, feeE8, reason),
                effects -> effects.tradeReduced(tradeId, candleNanos, contracts, priceE8, feeE8, reason));
    }

    @Override
    public void tradeFunded(long tradeId, long moneyE8) {
        on(Call.of("tradeFunded", tradeId, moneyE8), effects -> effects.tradeFunded(tradeId, moneyE8));
    }

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
            ExitReason reason) {
        on(
                Call.of(
                        "tradeClosed",
                        tradeId,
                        accountId,
                        instrumentId,
                        gainE8,
                        feesE8,
                        fundingE8,
                        slippageE8,
                        capitalBeforeE8,
                        capitalAfterE8,
                        reason),
                effects -> effects.tradeClosed(
                        tradeId,
                        accountId,
                        instrumentId,
                        gainE8,
                        feesE8,
                        fundingE8,
                        slippageE8,
                        capitalBeforeE8,
                        capitalAfterE8,
                        reason));
    }

    @Override
    public void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8) {
        on(
                Call.of("capitalCorrected", accountId, instrumentId, moneyE8, capitalE8),
                effects -> effects.capitalCorrected(accountId, instrumentId, moneyE8, capitalE8));
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        on(
                Call.of("positionDiffers", accountId, instrumentId, ownContracts, venueContracts),
                effects -> effects.positionDiffers(accountId, instrumentId, ownContracts, venueContracts));
    }

    @Override
    public void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {
        on(
                Call.of("equity", accountId, instrumentId, candleNanos, capitalE8, unrealisedE8),
                effects -> effects.equity(accountId, instrumentId, candleNanos, capitalE8, unrealisedE8));
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
