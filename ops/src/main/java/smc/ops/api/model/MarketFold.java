package smc.ops.api.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import smc.ops.api.model.BlockLife.Change;
import smc.ops.api.model.BlockLife.Kind;
import smc.ops.api.model.History.Touch;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Folds what happens in one market. One thread. */
final class MarketFold {
    private final long timeframeNanos;
    private final Rows<Candle> closed = new Rows<>(1024);
    private final Rows<Candle> venues = new Rows<>(16);
    private final Rows<BlockLife> blocks = new Rows<>(64);
    private final Rows<BlockEvent> structure = new Rows<>(256);

    /** The last of each name. */
    private final Map<Name, BlockLife> lives = new HashMap<>();

    /** The last said of each time. */
    private final Map<Long, Candle> venueCandles = new HashMap<>();

    /** Told while the engine ran, by open time; a start says whether they are still the venue's. */
    private final TreeMap<Long, Candle> toldMeanwhile = new TreeMap<>();

    private long lastCandleNanos;
    private long formingNanos;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long contracts;

    private record Name(Side side, long originNanos) {}

    MarketFold(long timeframeNanos) {
        this.timeframeNanos = timeframeNanos;
    }

    void onTrade(long venueNanos, long priceE8, long ofContracts) {
        long openNanos = venueNanos - Math.floorMod(venueNanos, timeframeNanos);
        if (openNanos > formingNanos) {
            formingNanos = openNanos;
            openE8 = priceE8;
            highE8 = priceE8;
            lowE8 = priceE8;
            contracts = 0;
        } else if (openNanos < formingNanos) {
            return;
        }
        highE8 = Math.max(highE8, priceE8);
        lowE8 = Math.min(lowE8, priceE8);
        closeE8 = priceE8;
        contracts += ofContracts;
    }

    /** A start holds the history that the engine has up to this candle: what was told meanwhile is still the venue's. */
    void onHistoryHeld(long lastNanos, long sequence) {
        Map<Long, Candle> confirmed = toldMeanwhile.headMap(lastNanos, true);
        confirmed.values().forEach(candle -> onVenueCandle(candle, sequence));
        confirmed.clear();
    }

    void onOfficialCandle(Candle candle) {
        toldMeanwhile.put(candle.openTimeNanos(), candle);
    }

    void onHistoryCandle(Candle candle, long sequence) {
        toldMeanwhile.remove(candle.openTimeNanos());
        onVenueCandle(candle, sequence);
    }

    /** One that follows all others is left out: it is closed after this, as any other. */
    private void onVenueCandle(Candle candle, long sequence) {
        Part<Candle> known = closed.part();
        int at = Collections.binarySearch(known, candle, Comparator.comparingLong(Candle::openTimeNanos));
        if (at < 0 && -1 - at == known.size()) {
            return;
        }
        Candle before = venueCandles.getOrDefault(candle.openTimeNanos(), at < 0 ? null : known.get(at));
        if (!candle.equals(before)) {
            venueCandles.put(candle.openTimeNanos(), candle);
            venues.append(sequence, candle);
        }
    }

    void on(MarketEvent event, long sequence, long atNanos) {
        switch (event) {
            case CandleClosed one -> {
                closed.append(sequence, one.candle());
                lastCandleNanos = one.candle().openTimeNanos();
            }
            case CandleCorrected one -> onVenueCandle(one.candle(), sequence);
            case StructureBroken one ->
                level(
                        sequence,
                        one.candleNanos(),
                        one.kind() == Break.BOS ? BlockEvent.Kind.BOS : BlockEvent.Kind.CHOCH,
                        one.direction(),
                        one.levelE8());
            case LevelSwept one -> level(sequence, one.candleNanos(), BlockEvent.Kind.SWEEP, one.side(), one.levelE8());
            case BlockBorn one ->
                born(new BlockLife(
                        one.instrumentId(),
                        one.side(),
                        one.originNanos(),
                        one.topE8(),
                        one.bottomE8(),
                        sequence,
                        new Change(atNanos, one.candleNanos(), Kind.BORN, Optional.of(BlockState.FRESH))));
            case BlockBroken one ->
                changed(
                        one.side(),
                        one.originNanos(),
                        sequence,
                        new Change(atNanos, one.candleNanos(), Kind.BROKEN, Optional.of(BlockState.BREAKER)));
            case BlockDead one ->
                changed(
                        one.side(),
                        one.originNanos(),
                        sequence,
                        new Change(atNanos, one.candleNanos(), Kind.DIED, Optional.empty()));
            case BlockWithdrawn one ->
                changed(
                        one.side(),
                        one.originNanos(),
                        sequence,
                        new Change(atNanos, lastCandleNanos, Kind.WITHDRAWN, Optional.empty()));
            case BlockFound one -> {
                var change = new Change(atNanos, lastCandleNanos, Kind.FOUND, Optional.of(one.state()));
                if (!changed(one.side(), one.originNanos(), sequence, change)) {
                    born(new BlockLife(
                            one.instrumentId(),
                            one.side(),
                            one.originNanos(),
                            one.topE8(),
                            one.bottomE8(),
                            sequence,
                            change));
                }
            }
            default -> {
                // Of no row.
            }
        }
    }

    private void born(BlockLife block) {
        lives.put(new Name(block.side(), block.originNanos()), block);
        blocks.append(block.sequence(), block);
    }

    private boolean changed(Side side, long originNanos, long sequence, Change change) {
        BlockLife block = lives.get(new Name(side, originNanos));
        if (block != null) {
            block.on(change, sequence);
        }
        return block != null;
    }

    void on(Touch touch, long sequence) {
        BlockLife block =
                lives.get(new Name(touch.judged().blockSide(), touch.judged().originNanos()));
        if (block != null) {
            block.on(touch, sequence);
        }
    }

    private void level(long sequence, long candleNanos, BlockEvent.Kind kind, Side side, long levelE8) {
        structure.append(sequence, new BlockEvent(candleNanos, kind, side, 0, 0, 0, levelE8));
    }

    MarketHistory history() {
        Optional<Candle> forming = formingNanos > lastCandleNanos
                ? Optional.of(new Candle(formingNanos, openE8, highE8, lowE8, closeE8, contracts))
                : Optional.empty();
        return new MarketHistory(closed.part(), venues.part(), blocks.part(), structure.part(), forming);
    }
}
