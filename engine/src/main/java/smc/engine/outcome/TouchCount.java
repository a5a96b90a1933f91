package smc.engine.outcome;

import java.util.ArrayList;
import java.util.List;
import smc.exchange.matching.InstrumentTerms;
import smc.execution.desk.DeskSettings;
import smc.strategy.structure.Side;

/**
 * Counts the touches of one account's zones from the detector's events alone, so that the verdicts can be checked against something that is
 * not the core (docs/rules.md, sections 16, 17 and 25).
 */
final class TouchCount {
    private static final int BPS = 10_000;

    private final DeskSettings settings;
    private final List<InstrumentTerms> terms;
    private final List<List<Level>> levels = new ArrayList<>();
    private long total;

    private record Level(Side side, long originNanos, boolean isReachedFromAbove, long entryE8) {}

    TouchCount(DeskSettings settings, List<InstrumentTerms> terms) {
        this.settings = settings;
        this.terms = terms;
        terms.forEach(_ -> levels.add(new ArrayList<>()));
    }

    long total() {
        return total;
    }

    /** Comes before the events of the same candle. */
    void onCandle(int instrumentId, long highE8, long lowE8) {
        for (Level level : levels.get(instrumentId)) {
            if (level.isReachedFromAbove ? lowE8 <= level.entryE8 : highE8 >= level.entryE8) {
                total++;
            }
        }
    }

    void onBorn(int instrumentId, Side side, long originNanos, long topE8, long bottomE8) {
        add(
                instrumentId,
                side,
                originNanos,
                side == Side.BULL,
                topE8,
                bottomE8,
                settings.fresh().penetrationBps());
    }

    void onBroken(int instrumentId, Side side, long originNanos, long topE8, long bottomE8) {
        onDead(instrumentId, side, originNanos);
        add(
                instrumentId,
                side,
                originNanos,
                side == Side.BEAR,
                topE8,
                bottomE8,
                settings.breaker().penetrationBps());
    }

    void onDead(int instrumentId, Side side, long originNanos) {
        levels.get(instrumentId).removeIf(level -> level.side == side && level.originNanos == originNanos);
    }

    private void add(
            int instrumentId,
            Side side,
            long originNanos,
            boolean isLong,
            long topE8,
            long bottomE8,
            int penetrationBps) {
        long tickE8 = terms.get(instrumentId).tickE8();
        // In two parts, since the product may not fit where the depth does.
        long heightE8 = topE8 - bottomE8;
        long depthE8 = heightE8 / BPS * penetrationBps + Math.ceilDiv(heightE8 % BPS * penetrationBps, (long) BPS);
        long entryE8 = isLong
                ? Math.floorDiv(topE8 - depthE8, tickE8) * tickE8
                : Math.ceilDiv(bottomE8 + depthE8, tickE8) * tickE8;
        levels.get(instrumentId).add(new Level(side, originNanos, isLong, entryE8));
    }
}
