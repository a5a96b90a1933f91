package smc.exchange.play;

/** Whether the exchange is being worked on, and since when. On the event loop. */
public final class Maintenance {
    private boolean isOn;
    private long fromNanos;

    /** Returns whether it was otherwise before. */
    boolean turn(boolean isOnNow, long nowNanos) {
        boolean isOther = isOn != isOnNow;
        if (isOther && isOnNow) {
            fromNanos = nowNanos;
        }
        isOn = isOnNow;
        return isOther;
    }

    public boolean isOn() {
        return isOn;
    }

    /** Market time at which the last one began, epoch nanoseconds; 0 before the first. */
    public long fromNanos() {
        return fromNanos;
    }
}
