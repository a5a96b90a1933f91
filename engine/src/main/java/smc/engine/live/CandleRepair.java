package smc.engine.live;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import smc.strategy.candle.Candle;

/**
 * Asks for the venue's own candles as they settle, and so also for those that trades were missed of. In order, without end: what does not come is
 * asked for again. Event loop.
 */
final class CandleRepair {
    /** A candle is trusted this long after its boundary (delta-exchange-api.md, section 3.5, <i>finality</i>). */
    static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int FAILURES_PER_ALARM = 12;
    private static final int CANDLES_MAX = 1_000;

    private final CandleSource source;
    private final long intervalNanos;
    private final LiveInputs inputs;
    private final LiveListener listener;
    private final Executor loop;
    private final List<String> symbols;

    /** Open time of the next candle that is wanted, by instrument. */
    private final long[] wantedNanos;

    private final long[] notBeforeNanos;
    private final boolean[] isAsking;
    private final int[] failures;

    CandleRepair(
            CandleSource source,
            List<String> symbols,
            long intervalNanos,
            LiveInputs inputs,
            LiveListener listener,
            Executor loop) {
        this.source = source;
        this.symbols = symbols;
        this.intervalNanos = intervalNanos;
        this.inputs = inputs;
        this.listener = listener;
        this.loop = loop;
        wantedNanos = new long[symbols.size()];
        notBeforeNanos = new long[wantedNanos.length];
        isAsking = new boolean[wantedNanos.length];
        failures = new int[wantedNanos.length];
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
            if (!isAsking[i] && marketNanos >= dueNanos(i)) {
                CompletableFuture<Void> one = ask(i, marketNanos);
                all = CompletableFuture.allOf(all, one);
            }
        }
        return all;
    }

    private CompletableFuture<Void> ask(int instrumentId, long marketNanos) {
        isAsking[instrumentId] = true;
        long fromNanos = wantedNanos[instrumentId];
        long toNanos = Math.min(marketNanos, fromNanos + CANDLES_MAX * intervalNanos);
        return source.closedCandles(instrumentId, fromNanos, toNanos, marketNanos)
                .handleAsync(
                        (candles, failure) -> {
                            isAsking[instrumentId] = false;
                            if (failure == null && !candles.isEmpty()) {
                                failures[instrumentId] = 0;
                                candles.forEach(candle -> take(instrumentId, candle));
                            } else {
                                failed(instrumentId, marketNanos, failure);
                            }
                            return null;
                        },
                        loop);
    }

    private void take(int instrumentId, Candle candle) {
        inputs.send(input -> input.onOfficialCandle(
                instrumentId,
                candle.openTimeNanos(),
                candle.openE8(),
                candle.highE8(),
                candle.lowE8(),
                candle.closeE8(),
                candle.contracts()));
        wantedNanos[instrumentId] = candle.openTimeNanos() + intervalNanos;
    }

    private void failed(int instrumentId, long marketNanos, Throwable failure) {
        notBeforeNanos[instrumentId] = marketNanos + PAUSE_NANOS;
        if (++failures[instrumentId] % FAILURES_PER_ALARM == 0) {
            listener.alarm("the venue's own candles of " + symbols.get(instrumentId)
                    + " cannot be had, so nothing is traded on them: "
                    + (failure == null ? "it has none" : failure.getMessage()));
        }
    }
}
