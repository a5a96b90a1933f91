package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockBroken;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.event.MarketEvent.LevelSwept;
import smc.engine.event.MarketEvent.StateHashed;
import smc.engine.event.MarketEvent.StructureBroken;
import smc.engine.event.MarketEvent.TradeIgnored;
import smc.execution.desk.Desk;
import smc.execution.desk.Market;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlock;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleBuilder;
import smc.strategy.candle.HistoryMark;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** One symbol: its candles, its detector, and the desks that trade it. */
final class SymbolCore implements DetectorListener {
    /** A hash goes through everything, so it is not made at every close: with 15 minutes every four hours. */
    private static final long CLOSES_PER_HASH = 16;

    private final int instrumentId;
    private final Effects effects;
    private final long intervalNanos;
    private final CandleBuilder builder;
    private final CandleBuilder.Listener onBuilt = this::onBuilt;
    private final Market market;
    private final List<Desk> desks = new ArrayList<>();

    /** Null if none are awaited. */
    private OfficialCandles official;

    /** Takes the history while it is handed in, by one start; null otherwise. */
    private VenueHistory rebuilt;

    private final StateHash hash = new StateHash();
    private final long hashEveryNanos;

    private OrderBlockDetector detector = new OrderBlockDetector(this);
    /** Candle the detector is working on, or the last it took. */
    private long candleNanos = Long.MIN_VALUE;
    /** The venue's candle of an interval that is not closed here yet, or null. */
    private Candle early;

    SymbolCore(CoreSettings settings, int instrumentId, Effects effects) {
        this.instrumentId = instrumentId;
        this.effects = effects;
        intervalNanos = settings.timeframeNanos();
        builder = new CandleBuilder(settings.timeframeNanos(), settings.closeGraceNanos());
        market = new Market(settings.timeframeNanos());
        hashEveryNanos = CLOSES_PER_HASH * settings.timeframeNanos();
    }

    Market market() {
        return market;
    }

    void add(Desk desk) {
        desks.add(desk);
    }

    /** Candles close after another grace from here on. */
    void goOnUnder(CoreSettings settings) {
        builder.closeAfter(settings.closeGraceNanos());
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

    /** One trade can close several candles, where no clock came between. */
    void onTrade(long venueNanos, long priceE8, long contracts) {
        while (closeIfDue()) {
            // The next one.
        }
        if (builder.onTrade(venueNanos, priceE8, contracts)) {
            market.onForming(builder.formingHighE8(), builder.formingLowE8());
        } else {
            effects.seen(new TradeIgnored(instrumentId, venueNanos, builder.ignoredTrades()));
        }
    }

    /** The engine was started: what an earlier start had begun and never ended is void. */
    void onEngineStarted() {
        rebuilt = null;
    }

    /** From here on only what the venue's own candles confirmed is trusted. */
    void awaitOfficialCandles() {
        if (official == null) {
            official = new OfficialCandles();
        }
    }

    /** Whether no trade of the candle that is forming can have been missed so far. */
    boolean isWhole() {
        return builder.isWhole();
    }

    void onTradesMissed(long fromNanos, long toNanos) {
        builder.onMissed(fromNanos, toNanos);
    }

    /** A candle of a source that gives whole ones; the venue's own. */
    void onCandle(Candle candle, boolean isTrusted) {
        if (official != null) { // else no trades follow
            official.onConfirmed(candle);
            builder.startAfter(candle.openTimeNanos() + intervalNanos, candle.closeE8());
        }
        close(candle, isTrusted);
    }

    private void onBuilt(
            long openTimeNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isComplete) {
        boolean isTrusted = isComplete && (official == null || official.isUpToDate());
        var candle = new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts);
        if (official != null) {
            official.onBuilt(candle);
        }
        close(candle, isTrusted);
        if (early != null && early.openTimeNanos() == openTimeNanos) {
            Candle held = early;
            early = null;
            onOfficialCandle(held);
        }
    }

    /** The venue's candle of an interval that trades have, or should have, made one of. */
    void onOfficialCandle(Candle candle) {
        requireOfficial(candle);
        if (candle.openTimeNanos() >= builder.formingNanos()) {
            early = candle;
            return;
        }
        official.confirmThoseWithout(candle);
        if (official.isUpToDate() && candle.openTimeNanos() > candleNanos) {
            // The trades had missed all of it. Its moment to trade has passed; open trades are managed all the same.
            official.onConfirmed(candle);
            sayCorrected(candle);
            close(candle, false);
        } else if (official.onOfficial(candle) == OfficialCandles.Outcome.DIFFERENT) {
            correct(candle);
        }
    }

    /** Says which history is held, where the venue's own candles are awaited. */
    void onHistoryAsked() {
        if (official != null) {
            effects.seen(official.confirmed().held(instrumentId));
        }
    }

    /**
     * The history begins with the candles that are held.
     *
     * @throws IllegalStateException if others are held: a fault
     */
    void onHistoryHeld(HistoryMark told) {
        if (official == null || !official.confirmed().mark().equals(told)) {
            throw new IllegalStateException("expected the history held of instrument %d, %s, was %s"
                    .formatted(
                            instrumentId,
                            official == null ? "none" : official.confirmed().mark(),
                            told));
        }
        rebuilt = official.confirmed().copy();
    }

    /** A candle of the history. Those after the last that closed here were missed: they close now, their moment to trade has passed. */
    void onHistoryCandle(Candle candle) {
        requireOfficial(candle);
        if (rebuilt == null) {
            rebuilt = new VenueHistory();
        }
        rebuilt.take(candle);
        if (candle.openTimeNanos() > candleNanos) {
            onCandle(candle, false);
        }
    }

    /** What the history says counts, whatever the candles of the time had made of it. */
    void onHistoryEnded() {
        if (rebuilt != null && official.goOnFrom(rebuilt)) {
            adopt(official.workOutAnew(this));
        }
        rebuilt = null;
    }

    /** Copies out everything that is remembered, its desks too, as the next object of a list. */
    void copyTo(StateCopy out) {
        out.begin("", 1).put("candleNanos", candleNanos);
        builder.copyTo(out);
        market.copyTo(out);
        detector.snapshot().copyTo(out, "detector");
        if (official != null) {
            official.copyTo(out);
        }
        if (rebuilt != null) {
            rebuilt.copyTo(out, "rebuilt");
        }
        if (early != null) {
            early.copyTo(out, "early");
        }
        out.beginList("desks");
        for (Desk desk : desks) {
            desk.copyTo(out);
        }
        out.end().end();
    }

    void restore(StateTree in) {
        in.requireVersion(1);
        candleNanos = in.number("candleNanos");
        builder.restore(in);
        market.restore(in);
        detector = new OrderBlockDetector(OrderBlockDetector.Snapshot.of(in.object("detector")), this);
        official = in.optional("official").map(OfficialCandles::of).orElse(null);
        rebuilt = in.optional("rebuilt").map(VenueHistory::of).orElse(null);
        early = in.optional("early").map(Candle::of).orElse(null);
        List<StateTree> told = in.objects("desks");
        if (told.size() != desks.size()) {
            throw new StateException(
                    "expected %d desks at %s, were %d".formatted(desks.size(), in.place(), told.size()));
        }
        for (int desk = 0; desk < desks.size(); desk++) {
            desks.get(desk).restore(told.get(desk));
        }
    }

    private void requireOfficial(Candle candle) {
        if (official == null) {
            throw new IllegalStateException("expected no official candle, since none is awaited, was " + candle);
        }
    }

    private void sayCorrected(Candle candle) {
        effects.seen(new CandleCorrected(instrumentId, candle));
    }

    private void correct(Candle candle) {
        sayCorrected(candle);
        adopt(official.workOutAnew(this));
    }

    /** Goes on with another detector, and says which blocks it has otherwise. */
    private void adopt(OrderBlockDetector other) {
        List<OrderBlock> before = detector.snapshot().blocks();
        detector = other;
        List<OrderBlock> after = detector.snapshot().blocks();
        List<OrderBlock> withdrawn =
                before.stream().filter(block -> !after.contains(block)).toList();
        List<OrderBlock> found =
                after.stream().filter(block -> !before.contains(block)).toList();
        for (OrderBlock block : withdrawn) {
            effects.seen(new BlockWithdrawn(
                    instrumentId,
                    block.side(),
                    block.state(),
                    block.originNanos(),
                    block.topE8(),
                    block.bottomE8(),
                    block.number()));
        }
        for (OrderBlock block : found) {
            effects.seen(new BlockFound(
                    instrumentId,
                    block.side(),
                    block.state(),
                    block.originNanos(),
                    block.topE8(),
                    block.bottomE8(),
                    block.number()));
        }
        for (Desk desk : desks) {
            desk.onBlocksWithdrawn(withdrawn);
            desk.onBlocksFound(found);
        }
        market.onCorrected(detector.atrE8());
    }

    /** The order of work at a close (docs/rules.md, section 15). */
    private void close(Candle candle, boolean isTrusted) {
        candleNanos = candle.openTimeNanos();
        effects.seen(new CandleClosed(instrumentId, candle, isTrusted));
        detector.onCandle(candleNanos, candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        market.onCandle(
                candleNanos,
                candle.openE8(),
                candle.highE8(),
                candle.lowE8(),
                candle.closeE8(),
                detector.atrE8(),
                isTrusted);
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
        if (Math.floorMod(candleNanos, hashEveryNanos) == 0) {
            // Not the chain of the history: journals of before it hold this hash, and have to come to it again.
            detector.hashTo(hash);
            builder.hashTo(hash);
            for (Desk desk : desks) {
                desk.hashTo(hash);
            }
            effects.seen(new StateHashed(instrumentId, candleNanos, hash.take()));
        }
    }

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        effects.seen(new StructureBroken(instrumentId, candleNanos, kind, direction, levelE8));
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        effects.seen(new LevelSwept(instrumentId, candleNanos, side, levelE8));
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.seen(new BlockBorn(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
        for (Desk desk : desks) {
            desk.onBlockBorn(side, originNanos, topE8, bottomE8, number);
        }
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.seen(new BlockBroken(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
        for (Desk desk : desks) {
            desk.onBlockBroken(side, originNanos, topE8, bottomE8, number);
        }
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        effects.seen(new BlockDead(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, number));
        for (Desk desk : desks) {
            desk.onBlockDead(side, originNanos);
        }
    }
}
