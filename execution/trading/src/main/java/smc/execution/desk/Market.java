package smc.execution.desk;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * What the desks of a symbol know of its market: the time of the input being worked on and the last closed candle. Written by the trading
 * core before it calls a desk; engine thread.
 */
public final class Market {
    private final long timeframeNanos;

    private long nowNanos;
    private long pendingCloseNanos = Long.MAX_VALUE;

    private long index = -1;
    private long openTimeNanos;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long atrE8;
    private boolean isTrusted;

    private long formingHighE8;
    private long formingLowE8 = Long.MAX_VALUE;

    public Market(long timeframeNanos) {
        this.timeframeNanos = timeframeNanos;
    }

    /**
     * Time moved.
     *
     * @param pendingCloseNanos boundary of a candle that is over but not closed yet; {@link Long#MAX_VALUE} if none
     */
    public void at(long nowNanos, long pendingCloseNanos) {
        this.nowNanos = nowNanos;
        this.pendingCloseNanos = pendingCloseNanos;
    }

    /**
     * A candle closed.
     *
     * @param atrE8 average true range including it; 0 during the warm-up
     * @param isTrusted whether its trades were complete
     */
    public void onCandle(
            long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long atrE8, boolean isTrusted) {
        index++;
        this.openTimeNanos = openTimeNanos;
        this.openE8 = openE8;
        this.highE8 = highE8;
        this.lowE8 = lowE8;
        this.closeE8 = closeE8;
        this.atrE8 = atrE8;
        this.isTrusted = isTrusted;
    }

    /** An earlier candle was corrected: the average true range is this one. What was decided stands. */
    public void onCorrected(long atrE8) {
        this.atrE8 = atrE8;
    }

    /** Range so far of the candle that is forming; 0 and {@link Long#MAX_VALUE} while nothing traded. */
    public void onForming(long highE8, long lowE8) {
        formingHighE8 = highE8;
        formingLowE8 = lowE8;
    }

    long formingHighE8() {
        return formingHighE8;
    }

    long formingLowE8() {
        return formingLowE8;
    }

    /** Time of the input being worked on. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Number of the last closed candle, from 0. */
    long index() {
        return index;
    }

    /** Number of the candle that something happening now falls into. */
    long currentIndex() {
        return index + (nowNanos >= pendingCloseNanos ? 2 : 1);
    }

    /** Open time of that candle. */
    long currentCandleNanos() {
        return nowNanos - Math.floorMod(nowNanos, timeframeNanos);
    }

    long openTimeNanos() {
        return openTimeNanos;
    }

    long openE8() {
        return openE8;
    }

    long highE8() {
        return highE8;
    }

    long lowE8() {
        return lowE8;
    }

    long closeE8() {
        return closeE8;
    }

    long atrE8() {
        return atrE8;
    }

    boolean isTrusted() {
        return isTrusted;
    }

    /** Copies out everything that is remembered. */
    public void copyTo(StateCopy out) {
        out.begin("market", 1)
                .put("nowNanos", nowNanos)
                .put("pendingCloseNanos", pendingCloseNanos)
                .put("index", index)
                .put("openTimeNanos", openTimeNanos)
                .put("openE8", openE8)
                .put("highE8", highE8)
                .put("lowE8", lowE8)
                .put("closeE8", closeE8)
                .put("atrE8", atrE8)
                .put("isTrusted", isTrusted)
                .put("formingHighE8", formingHighE8)
                .put("formingLowE8", formingLowE8)
                .end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public void restore(StateTree in) {
        StateTree market = in.object("market", 1);
        nowNanos = market.number("nowNanos");
        pendingCloseNanos = market.number("pendingCloseNanos");
        index = market.number("index");
        openTimeNanos = market.number("openTimeNanos");
        openE8 = market.number("openE8");
        highE8 = market.number("highE8");
        lowE8 = market.number("lowE8");
        closeE8 = market.number("closeE8");
        atrE8 = market.number("atrE8");
        isTrusted = market.truth("isTrusted");
        formingHighE8 = market.number("formingHighE8");
        formingLowE8 = market.number("formingLowE8");
    }
}
