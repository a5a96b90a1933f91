package smc.ops.journal.life;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.CutReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** An engine's life, told by a test: it ticks every ten seconds while it runs. */
public final class LivedEngine {
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EngineLife life = new EngineLife();
    private long nowNanos;
    private int epoch;

    public LivedEngine(Instant first) {
        nowNanos = TimeUnit.SECONDS.toNanos(first.getEpochSecond());
    }

    public EngineLife life() {
        return life;
    }

    public Instant now() {
        return Instant.ofEpochSecond(0, nowNanos);
    }

    /** Nothing is journaled meanwhile. */
    public LivedEngine silence(Duration duration) {
        nowNanos += duration.toNanos();
        return this;
    }

    public LivedEngine start(CutReason before) {
        life.moveTo(nowNanos);
        life.told().onEngineStarted(++epoch, 1, 0, before.code());
        return this;
    }

    public LivedEngine trade() {
        life.moveTo(nowNanos);
        life.told().onTradingSwitched(0, true);
        return this;
    }

    public LivedEngine tradeNoMore() {
        life.moveTo(nowNanos);
        life.told().onTradingSwitched(0, false);
        return this;
    }

    public LivedEngine run(Duration duration) {
        long untilNanos = nowNanos + duration.toNanos();
        life.moveTo(nowNanos);
        while (nowNanos < untilNanos) {
            nowNanos = Math.min(untilNanos, nowNanos + TICK_NANOS);
            life.moveTo(nowNanos);
        }
        return this;
    }

    public LivedEngine stage(long capE8) {
        life.moveTo(nowNanos);
        life.told().onStageSet(capE8, "somebody", "why");
        return this;
    }

    public LivedEngine positionRead(boolean isEqual) {
        life.moveTo(nowNanos);
        life.told().onPositionRead(0, 0, 1, 1);
        if (!isEqual) {
            life.said().positionDiffers(0, 0, 1, 2);
        }
        return this;
    }

    /** While nothing was held. */
    public LivedEngine walletRead() {
        life.moveTo(nowNanos);
        life.told().onWalletRead(0, 100, 0, false);
        return this;
    }

    /** The account was otherwise at the venue, in whatever. */
    public LivedEngine pausedByReconciliation() {
        life.moveTo(nowNanos);
        life.told()
                .onStateAsked(
                        0, 0, TradingState.PAUSED, RiskReason.RECONCILIATION, "reconciliation", "another leverage");
        return this;
    }

    public LivedEngine fault() {
        life.moveTo(nowNanos);
        life.told().onStateAsked(0, 0, TradingState.HALTED, RiskReason.FAULT, "watch", "a fault");
        return this;
    }

    /** An entry with a bracket stop, which the venue has not shown yet, has filled. */
    public LivedEngine opened(long tradeId) {
        life.moveTo(nowNanos);
        life.said()
                .wanted(new Submit(
                        10 * tradeId,
                        0,
                        0,
                        OrderPurpose.ENTRY,
                        OrderType.MARKET,
                        Direction.LONG,
                        100,
                        2,
                        10,
                        stop(tradeId),
                        90,
                        0));
        life.said()
                .concluded(new TradeOpened(
                        tradeId,
                        10 * tradeId,
                        stop(tradeId),
                        0,
                        0,
                        0,
                        Direction.LONG,
                        BlockState.FRESH,
                        Side.BULL,
                        0,
                        100,
                        1));
        return this;
    }

    /** Of the bracket stop. */
    public LivedEngine stopIs(long tradeId, OrderState state) {
        return orderIs(stop(tradeId), state);
    }

    public LivedEngine orderIs(long orderId, OrderState state) {
        life.moveTo(nowNanos);
        life.said().concluded(new OrderChanged(orderId, 0, 0, state, 0, 0));
        return this;
    }

    /** Another stop is wanted. */
    public LivedEngine stopWanted(long tradeId, long orderId) {
        life.moveTo(nowNanos);
        life.said()
                .wanted(new Submit(
                        orderId,
                        0,
                        0,
                        OrderPurpose.STOP,
                        OrderType.STOP_MARKET,
                        Direction.SHORT,
                        90,
                        2,
                        0,
                        0,
                        0,
                        tradeId));
        return this;
    }

    public LivedEngine closed(long tradeId) {
        life.moveTo(nowNanos);
        life.said().concluded(new TradeClosed(tradeId, 0, 0, 0, 0, 0, 0, 0, 0, ExitReason.TRAIL_STOP));
        return this;
    }

    private static long stop(long tradeId) {
        return 10 * tradeId + 1;
    }
}
