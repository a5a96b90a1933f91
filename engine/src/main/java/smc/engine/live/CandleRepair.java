package smc.engine.live;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.LiveListener;
import smc.execution.instrument.Instrument;
import smc.strategy.candle.Candle;

/**
 * Asks for the venue's own candles as they settle, and so also for those that trades were missed of. In order, without end: what does not come is
 * asked for again. What the venue leaves out before a later one it does not have: nobody waits for it any more. Event loop.
 *
 * <p>It asks from a day before: the venue's answer begins with the first trade of the span asked for, and the flat candles of quiet intervals are
 * there only after it (docs/delta-exchange.md, section 3.5, <i>flat fill</i>).
 */
final class CandleRepair {
    /** A candle is trusted this long after its boundary (docs/delta-exchange.md, section 3.5, <i>finality</i>). */
    static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int FAILURES_PER_ALARM = 12;
    private static final int ABSENCES_MAX = 12;
    private static final long ALARM_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int CANDLES_MAX = 1_000;
    private static final long BEFORE_NANOS = TimeUnit.DAYS.toNanos(1);

    private final CandleSource source;
    private final long intervalNanos;
    private final LiveInputs inputs;
    private final LiveListener listener;
    private final Executor loop;
    private final List<String> symbols;
    private final IntToLongFunction lastClosedNanos;

    /** Open time of the next candle that is wanted, by instrument. */
    private final long[] wantedNanos;

    private final long[] notBeforeNanos;
    private final boolean[] isAsking;
    private final int[] failures;
    /** Answers in a row without the candle that is wanted. */
    private final int[] absences;
    /** When the question under way was asked, or its lack of an answer was last said. */
    private final long[] silentSinceNanos;

    /** Of everything that is traded. */
    static CandleRepair of(
            CandleSource source,
            CoreSettings core,
            LiveInputs inputs,
            LiveListener listener,
            Executor loop,
            IntToLongFunction lastClosedNanos) {
        return new CandleRepair(
                source,
                core.instruments().stream().map(Instrument::symbol).toList(),
                core.timeframeNanos(),
                inputs,
                listener,
                loop,
                lastClosedNanos);
    }

    /** @param lastClosedNanos open time of the candle closed here last, by instrument */
    CandleRepair(
            CandleSource source,
            List<String> symbols,
            long intervalNanos,
            LiveInputs inputs,
            LiveListener listener,
            Executor loop,
            IntToLongFunction lastClosedNanos) {
        this.source = source;
        this.symbols = symbols;
        this.intervalNanos = intervalNanos;
        this.inputs = inputs;
        this.listener = listener;
        this.loop = loop;
        this.lastClosedNanos = lastClosedNanos;
        wantedNanos = new long[symbols.size()];
        notBeforeNanos = new long[wantedNanos.length];
        isAsking = new boolean[wantedNanos.length];
        failures = new int[wantedNanos.length];
        absences = new int[wantedNanos.length];
        silentSinceNanos = new long[wantedNanos.length];
    }

    /** The venue's candles are known up to here. */
    void known(int instrumentId, long endNanos) {
        wantedNanos[instrumentId] = endNanos;
    }

    /** When there is next something to ask for, market time; {@link Long#MAX_VALUE} while everything is being asked for. */
    long nextNanos() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < wantedNanos.length; i++) {
            if (!isAsking[i]) {
                next = Math.min(next, dueNanos(i));
            }
        }
        return next;
    }

    private long dueNanos(int instrumentId) {
        return Math.max(wantedNanos[instrumentId] + intervalNanos + SETTLING_NANOS, notBeforeNanos[instrumentId]);
    }

    /** Asks for what is due; ends when all of it was taken or could not be had. */
    CompletableFuture<Void> onTime(long marketNanos) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (int i = 0; i < wantedNanos.length; i++) {
            if (isAsking[i] && marketNanos - silentSinceNanos[i] >= ALARM_NANOS) {
                silentSinceNanos[i] = marketNanos;
                listener.alarm("the venue's own candles of " + symbols.get(i)
                        + " were asked for, and a minute later there is no answer: nothing is traded on them");
            }
            if (!isAsking[i] && marketNanos >= dueNanos(i)) {
                CompletableFuture<Void> one = ask(i, marketNanos);
                all = CompletableFuture.allOf(all, one);
            }
        }
        return all;
    }

    private CompletableFuture<Void> ask(int instrumentId, long marketNanos) {
        isAsking[instrumentId] = true;
        silentSinceNanos[instrumentId] = marketNanos;
        long fromNanos = wantedNanos[instrumentId];
        long toNanos = Math.min(marketNanos, fromNanos + CANDLES_MAX * intervalNanos);
        return source.closedCandles(instrumentId, fromNanos - BEFORE_NANOS, toNanos, marketNanos)
                .handleAsync(
                        (candles, failure) -> {
                            isAsking[instrumentId] = false;
                            if (failure == null) {
                                failures[instrumentId] = 0;
                                answered(instrumentId, marketNanos, candles);
                            } else {
                                failed(instrumentId, marketNanos, failure);
                            }
                            return null;
                        },
                        loop);
    }

    private void answered(int instrumentId, long marketNanos, List<Candle> candles) {
        boolean hasCome = false;
        for (Candle candle : candles) {
            if (candle.openTimeNanos() >= wantedNanos[instrumentId]) {
                hasCome = true;
                take(instrumentId, candle);
            }
        }
        if (hasCome) {
            absences[instrumentId] = 0;
        } else {
            absent(instrumentId, marketNanos);
        }
    }

    private void take(int instrumentId, Candle candle) {
        // Twice if the venue has none of ours before it.
        boolean isAfterAbsent = candle.openTimeNanos() > wantedNanos[instrumentId]
                && lastClosedNanos.applyAsLong(instrumentId) >= wantedNanos[instrumentId];
        for (int times = isAfterAbsent ? 2 : 1; times > 0; times--) {
            inputs.send(input -> input.onOfficialCandle(instrumentId, candle));
        }
        wantedNanos[instrumentId] = candle.openTimeNanos() + intervalNanos;
    }

    /**
     * The venue has not the one that is wanted, and none after it. It may be slow for a minute; after that it has a hole there, and the next question
     * is due with the next candle. Said once a hole.
     */
    private void absent(int instrumentId, long marketNanos) {
        absences[instrumentId]++;
        if (absences[instrumentId] < ABSENCES_MAX) {
            notBeforeNanos[instrumentId] = marketNanos + PAUSE_NANOS;
            return;
        }
        long boundaryNanos = marketNanos - Math.floorMod(marketNanos, intervalNanos) + intervalNanos;
        notBeforeNanos[instrumentId] = boundaryNanos + SETTLING_NANOS;
        if (absences[instrumentId] > ABSENCES_MAX) {
            return;
        }
        String symbol = symbols.get(instrumentId);
        Instant since = Instant.ofEpochSecond(0, wantedNanos[instrumentId]);
        if (lastClosedNanos.applyAsLong(instrumentId) >= wantedNanos[instrumentId]) {
            listener.alarm("the venue has no candle of its own of " + symbol + " from " + since
                    + " on, so nothing is traded until it has a later one");
        } else {
            listener.note(symbol + ": the venue has no candle from " + since + " on");
        }
    }

    private void failed(int instrumentId, long marketNanos, Throwable failure) {
        notBeforeNanos[instrumentId] = marketNanos + PAUSE_NANOS;
        if (++failures[instrumentId] % FAILURES_PER_ALARM == 0) {
            listener.alarm("the venue's own candles of " + symbols.get(instrumentId)
                    + " cannot be had, so nothing is traded on them: " + failure.getMessage());
        }
    }
}
