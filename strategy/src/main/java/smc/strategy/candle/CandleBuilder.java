package smc.strategy.candle;

/**
 * Builds candles of one symbol from its trades. A candle is over at its boundary and closed a grace later, so that trades under way can
 * arrive; until then the next candle may already form. One owning thread; allocates nothing.
 *
 * <p>A candle without a trade does not exist: nothing is filled in.
 */
public final class CandleBuilder {
    private final long intervalNanos;
    private final long graceNanos;

    private Slot forming = new Slot();
    private Slot following = new Slot();
    private long closedToNanos = Long.MIN_VALUE;
    private long lateTrades;

    private static final class Slot {
        private boolean hasTrade;
        private long openTimeNanos;
        private long openE8;
        private long highE8;
        private long lowE8;
        private long closeE8;
        private long contracts;

        private void onTrade(long openTimeNanos, long priceE8, long contracts) {
            if (!hasTrade) {
                hasTrade = true;
                this.openTimeNanos = openTimeNanos;
                openE8 = priceE8;
                highE8 = priceE8;
                lowE8 = priceE8;
                this.contracts = 0;
            }
            highE8 = Math.max(highE8, priceE8);
            lowE8 = Math.min(lowE8, priceE8);
            closeE8 = priceE8;
            this.contracts = Math.addExact(this.contracts, contracts);
        }
    }

    /** Takes a closed candle. */
    @FunctionalInterface
    public interface Listener {
        void candleClosed(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts);
    }

    /**
     * @param intervalNanos length of a candle; boundaries are multiples of it
     * @param graceNanos how long after its boundary a candle stays open for trades under way; less than the interval
     */
    public CandleBuilder(long intervalNanos, long graceNanos) {
        if (intervalNanos <= 0 || graceNanos < 0 || graceNanos >= intervalNanos) {
            throw new IllegalArgumentException(
                    "expected 0 <= grace < interval, was grace " + graceNanos + " interval " + intervalNanos);
        }
        this.intervalNanos = intervalNanos;
        this.graceNanos = graceNanos;
    }

    /**
     * Takes a trade. The caller has closed every candle that was {@link #isDue} at this time.
     *
     * @param venueNanos the venue's time of the trade
     * @return false if its candle is closed already: counted, never applied
     */
    public boolean onTrade(long venueNanos, long priceE8, long contracts) {
        long openTimeNanos = venueNanos - Math.floorMod(venueNanos, intervalNanos);
        if (openTimeNanos < closedToNanos || (forming.hasTrade && openTimeNanos < forming.openTimeNanos)) {
            lateTrades++;
            return false;
        }
        boolean isNext = forming.hasTrade && openTimeNanos > forming.openTimeNanos;
        (isNext ? following : forming).onTrade(openTimeNanos, priceE8, contracts);
        return true;
    }

    /** Whether a candle is over and its grace has passed. */
    public boolean isDue(long nowNanos) {
        return forming.hasTrade && nowNanos >= forming.openTimeNanos + intervalNanos + graceNanos;
    }

    /** Closes the candle that is due. */
    public void close(Listener listener) {
        Slot closed = forming;
        forming = following;
        following = closed;
        closed.hasTrade = false;
        closedToNanos = closed.openTimeNanos + intervalNanos;
        listener.candleClosed(
                closed.openTimeNanos, closed.openE8, closed.highE8, closed.lowE8, closed.closeE8, closed.contracts);
    }

    /** When the oldest candle not yet closed is over; {@link Long#MAX_VALUE} while there is none. */
    public long boundaryNanos() {
        return forming.hasTrade ? forming.openTimeNanos + intervalNanos : Long.MAX_VALUE;
    }

    /** Highest price so far of the newest candle forming; 0 if nothing traded. */
    public long formingHighE8() {
        return newest().hasTrade ? newest().highE8 : 0;
    }

    /** Lowest price so far of the newest candle forming; {@link Long#MAX_VALUE} if nothing traded. */
    public long formingLowE8() {
        return newest().hasTrade ? newest().lowE8 : Long.MAX_VALUE;
    }

    /** Trades that came after their candle was closed. */
    public long lateTrades() {
        return lateTrades;
    }

    private Slot newest() {
        return following.hasTrade ? following : forming;
    }
}
