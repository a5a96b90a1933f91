package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
import smc.engine.event.Effects;
import smc.execution.executor.Desk;
import smc.execution.executor.Market;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.CandleBuilder;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** One symbol: its candles, its detector, and the desks that trade it. */
final class SymbolCore implements DetectorListener {
    private final int instrumentId;
    private final Effects effects;
    private final CandleBuilder builder;
    private final CandleBuilder.Listener onBuilt = this::onBuilt;
    private final OrderBlockDetector detector = new OrderBlockDetector(this);
    private final Market market;
    private final List<Desk> desks = new ArrayList<>();

    /** Candle the detector is working on. */
    private long candleNanos;

    SymbolCore(CoreSettings settings, int instrumentId, Effects effects) {
        this.instrumentId = instrumentId;
        this.effects = effects;
        builder = new CandleBuilder(settings.timeframeNanos(), settings.closeGraceNanos());
        market = new Market(settings.timeframeNanos());
    }

    Market market() {
        return market;
    }

    void add(Desk desk) {
        desks.add(desk);
    }

    /** Tells the market what time it is. */
    SymbolCore at(long nowNanos) {
        market.at(nowNanos, builder.boundaryNanos());
        return this;
    }

    void onTime() {
        for (Desk desk : desks) {
            desk.onTime();
        }
    }

    /** Closes the candle that is due, if one is. */
    boolean closeIfDue() {
        if (!builder.isDue(market.nowNanos())) {
            return false;
        }
        builder.close(onBuilt);
        market.at(market.nowNanos(), builder.boundaryNanos());
        market.onForming(builder.formingHighE8(), builder.formingLowE8());
        return true;
    }

    void onTrade(long venueNanos, long priceE8, long contracts) {
        closeIfDue();
        if (builder.onTrade(venueNanos, priceE8, contracts)) {
            market.onForming(builder.formingHighE8(), builder.formingLowE8());
        }
    }

    private void onBuilt(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {
        onCandle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, true);
    }

    /** The order of work at a close (order-blocks.md, section 15). */
    void onCandle(
            long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts, boolean isTrusted) {
        candleNanos = openTimeNanos;
        effects.candleClosed(instrumentId, openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, isTrusted);
        detector.onCandle(openTimeNanos, openE8, highE8, lowE8, closeE8);
        market.onCandle(openTimeNanos, openE8, highE8, lowE8, closeE8, detector.atrE8(), isTrusted);
        for (Desk desk : desks) {
            desk.manageTrade();
        }
        for (Desk desk : desks) {
            desk.judgeTouches();
        }
        for (Desk desk : desks) {
            desk.plan();
        }
        for (Desk desk : desks) {
            desk.sendEntries();
        }
        for (Desk desk : desks) {
            desk.finishClose();
        }
    }

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        effects.structureBroken(instrumentId, candleNanos, kind, direction, levelE8);
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        effects.levelSwept(instrumentId, candleNanos, side, levelE8);
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.blockBorn(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number);
        for (Desk desk : desks) {
            desk.onBlockBorn(side, originNanos, topE8, bottomE8, number);
        }
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.blockBroken(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number);
        for (Desk desk : desks) {
            desk.onBlockBroken(side, originNanos, topE8, bottomE8, number);
        }
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.blockDead(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number);
        for (Desk desk : desks) {
            desk.onBlockDead(side, originNanos);
        }
    }
}
