package smc.engine.outcome;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockBroken;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.event.MarketEvent.LevelSwept;
import smc.engine.event.MarketEvent.StructureBroken;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** What happened in one market: its candles, and the detector's events with those that corrections brought, in order. */
final class MarketRecord {
    private final CandleCount count;
    private final List<Candle> closed = new ArrayList<>();
    /** What was missed altogether and known only when a later one had closed, by open time. */
    private final TreeMap<Long, Candle> late = new TreeMap<>();

    private final List<BlockEvent> events = new ArrayList<>();

    MarketRecord(long timeframeNanos) {
        count = new CandleCount(timeframeNanos);
    }

    void on(MarketEvent event) {
        switch (event) {
            case CandleClosed one -> {
                count.add(one.candle().openTimeNanos());
                closed.add(one.candle());
            }
            case CandleCorrected one -> onVenueCandle(one.candle());
            case StructureBroken one ->
                addLevel(
                        one.candleNanos(),
                        one.kind() == Break.BOS ? Kind.BOS : Kind.CHOCH,
                        one.direction(),
                        one.levelE8());
            case LevelSwept one -> addLevel(one.candleNanos(), Kind.SWEEP, one.side(), one.levelE8());
            case BlockBorn one ->
                add(one.candleNanos(), Kind.OB_CREATED, one.side(), one.topE8(), one.bottomE8(), one.originNanos());
            case BlockBroken one ->
                add(one.candleNanos(), Kind.OB_BREAKER, one.side(), one.topE8(), one.bottomE8(), one.originNanos());
            case BlockDead one ->
                add(one.candleNanos(), Kind.OB_INVALIDATED, one.side(), one.topE8(), one.bottomE8(), one.originNanos());
            case BlockWithdrawn one -> onWithdrawn(one);
            case BlockFound one -> onFound(one);
            default -> {
                // Of no row.
            }
        }
    }

    /**
     * The venue's own candle of an interval, whatever the trades of the time had made of it. One that follows all others is left out: it is closed
     * after this, as any other.
     */
    void onVenueCandle(Candle candle) {
        int at = Collections.binarySearch(closed, candle, Comparator.comparingLong(Candle::openTimeNanos));
        if (at >= 0) {
            closed.set(at, candle);
        } else if (-1 - at < closed.size()) {
            late.put(candle.openTimeNanos(), candle);
        }
    }

    /** A block that a correction takes away ends at the candle closed last, and one that it brings begins there: it has no candle of its own. */
    private void onWithdrawn(BlockWithdrawn block) {
        add(lastNanos(), Kind.OB_INVALIDATED, block.side(), block.topE8(), block.bottomE8(), block.originNanos());
    }

    private void onFound(BlockFound block) {
        add(lastNanos(), Kind.OB_CREATED, block.side(), block.topE8(), block.bottomE8(), block.originNanos());
        if (block.state() == BlockState.BREAKER) {
            add(lastNanos(), Kind.OB_BREAKER, block.side(), block.topE8(), block.bottomE8(), block.originNanos());
        }
    }

    private long lastNanos() {
        return closed.getLast().openTimeNanos();
    }

    private void addLevel(long candleNanos, Kind kind, Side side, long levelE8) {
        events.add(new BlockEvent(candleNanos, kind, side, 0, 0, 0, levelE8));
    }

    private void add(long candleNanos, Kind kind, Side side, long topE8, long bottomE8, long originNanos) {
        events.add(new BlockEvent(candleNanos, kind, side, topE8, bottomE8, originNanos, 0));
    }

    CandleCount count() {
        return count;
    }

    List<BlockEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** All that closed, in order. */
    List<Candle> closed() {
        return Collections.unmodifiableList(closed);
    }

    /** Those, and what became known later, in order of time. */
    List<Candle> known() {
        return Stream.concat(closed.stream(), late.values().stream())
                .sorted(Comparator.comparingLong(Candle::openTimeNanos))
                .toList();
    }
}
