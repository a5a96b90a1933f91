package smc.engine.live.watch;

import java.util.concurrent.TimeUnit;

/**
 * Holds what must be quick against its limit: how long after a candle's boundary its blocks were found, and its entries sent. Event loop.
 */
public final class DelayWatch {
    private final String what;
    private final long limitNanos;
    private final LiveListener listener;
    private long count;
    private long lastNanos;
    private long greatestNanos;
    private long over;

    public DelayWatch(String what, long limitNanos, LiveListener listener) {
        this.what = what;
        this.limitNanos = limitNanos;
        this.listener = listener;
    }

    /** @param of what it was, for the alarm */
    public void took(long nanos, String of) {
        count++;
        lastNanos = nanos;
        greatestNanos = Math.max(greatestNanos, nanos);
        if (nanos > limitNanos) {
            over++;
            listener.alarm("%s of %s %,d ms after the close, the limit is %,d ms"
                    .formatted(
                            what, of, TimeUnit.NANOSECONDS.toMillis(nanos), TimeUnit.NANOSECONDS.toMillis(limitNanos)));
        }
    }

    public Delays read() {
        return new Delays(count, lastNanos, greatestNanos, limitNanos, over);
    }
}
