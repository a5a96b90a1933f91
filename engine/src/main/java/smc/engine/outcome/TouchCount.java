package smc.engine.outcome;

import java.util.ArrayList;
import java.util.List;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockBroken;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.execution.desk.DeskSettings;
import smc.execution.instrument.Instrument;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * Counts the touches of one account's zones from the detector's events alone, so that the verdicts can be checked against something that is
 * not the core (docs/rules.md, sections 16, 17 and 25).
 */
final class TouchCount {
    private static final int BPS = 10_000;

    private final long fromNanos;
    private final List<List<Level>> levels = new ArrayList<>();
    private DeskSettings settings;
    private List<Instrument> instruments;
    private long total;

    private record Level(
            Side side,
            long originNanos,
            boolean isFresh,
            boolean isReachedFromAbove,
            long topE8,
            long bottomE8,
            long entryE8) {}

    /** @param fromNanos open time of the first candle whose touches count */
    TouchCount(DeskSettings settings, List<Instrument> instruments, long fromNanos) {
        this.settings = settings;
        this.instruments = instruments;
        this.fromNanos = fromNanos;
        instruments.forEach(_ -> levels.add(new ArrayList<>()));
    }

    long total() {
        return total;
    }

    /** Levels lie by these rules from here on. */
    void goOnUnder(DeskSettings settings, List<Instrument> instruments) {
        this.settings = settings;
        this.instruments = instruments;
        for (int instrument = 0; instrument < levels.size(); instrument++) {
            int id = instrument;
            levels.get(id)
                    .replaceAll(level -> level(
                            id,
                            level.side,
                            level.originNanos,
                            level.isFresh,
                            level.isReachedFromAbove,
                            level.topE8,
                            level.bottomE8));
        }
    }

    void on(MarketEvent event) {
        int instrumentId = event.instrumentId();
        switch (event) {
            case CandleClosed one -> onCandle(instrumentId, one.candle());
            case BlockBorn one -> onBorn(instrumentId, one.side(), one.originNanos(), one.topE8(), one.bottomE8());
            case BlockBroken one -> onBroken(instrumentId, one.side(), one.originNanos(), one.topE8(), one.bottomE8());
            case BlockDead one -> onDead(instrumentId, one.side(), one.originNanos());
            case BlockWithdrawn one -> onDead(instrumentId, one.side(), one.originNanos());
            case BlockFound one -> {
                switch (one.state()) {
                    case FRESH -> onBorn(instrumentId, one.side(), one.originNanos(), one.topE8(), one.bottomE8());
                    case BREAKER -> onBroken(instrumentId, one.side(), one.originNanos(), one.topE8(), one.bottomE8());
                }
            }
            default -> {
                // Touches nothing.
            }
        }
    }

    /** Comes before the events of the same candle. */
    private void onCandle(int instrumentId, Candle candle) {
        if (candle.openTimeNanos() < fromNanos) {
            return;
        }
        long highE8 = candle.highE8();
        long lowE8 = candle.lowE8();
        for (Level level : levels.get(instrumentId)) {
            if (level.isReachedFromAbove ? lowE8 <= level.entryE8 : highE8 >= level.entryE8) {
                total++;
            }
        }
    }

    private void onBorn(int instrumentId, Side side, long originNanos, long topE8, long bottomE8) {
        levels.get(instrumentId).add(level(instrumentId, side, originNanos, true, side == Side.BULL, topE8, bottomE8));
    }

    private void onBroken(int instrumentId, Side side, long originNanos, long topE8, long bottomE8) {
        onDead(instrumentId, side, originNanos);
        levels.get(instrumentId).add(level(instrumentId, side, originNanos, false, side == Side.BEAR, topE8, bottomE8));
    }

    private void onDead(int instrumentId, Side side, long originNanos) {
        levels.get(instrumentId).removeIf(level -> level.side == side && level.originNanos == originNanos);
    }

    private Level level(
            int instrumentId, Side side, long originNanos, boolean isFresh, boolean isLong, long topE8, long bottomE8) {
        int penetrationBps = (isFresh ? settings.fresh() : settings.breaker()).penetrationBps();
        long tickE8 = instruments.get(instrumentId).tickE8();
        // In two parts, since the product may not fit where the depth does.
        long heightE8 = topE8 - bottomE8;
        long depthE8 = heightE8 / BPS * penetrationBps + Math.ceilDiv(heightE8 % BPS * penetrationBps, (long) BPS);
        long entryE8 = isLong
                ? Math.floorDiv(topE8 - depthE8, tickE8) * tickE8
                : Math.ceilDiv(bottomE8 + depthE8, tickE8) * tickE8;
        return new Level(side, originNanos, isFresh, isLong, topE8, bottomE8, entryE8);
    }
}
