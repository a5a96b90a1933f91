package smc.strategy.candle;

import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * Builds candles of one symbol from its trades. A candle is over at its boundary and closed a grace later, so that trades under way can
 * arrive; until then the next candle may already form. One owning thread; allocates nothing.
 *
 * <p>An interval without a trade is a flat candle at the last close, as the venue's own candles have it (docs/delta-exchange.md, section 3.5);
 * but if trades of it may have been missed, nobody knows, and it is left out.
 */
public final class CandleBuilder {
    private static final long NEVER = Long.MIN_VALUE;

    private final long intervalNanos;
    private long graceNanos;

    /** The oldest candle not closed, and the one after it. */
    private Slot forming = new Slot();

    private Slot following = new Slot();
    private long formingNanos = NEVER;
    private long lastCloseE8;
    private long missedFromNanos = NEVER;
    private long missedToNanos = NEVER;
    private long ignoredTrades;

    /** Where the trades end for good, inside a candle; {@link Long#MAX_VALUE} while they do not. */
    private long endNanos = Long.MAX_VALUE;

    private static final class Slot {
        private boolean hasTrade;
        private long openE8;
        private long highE8;
        private long lowE8;
        private long closeE8;
        private long contracts;

        private void onTrade(long priceE8, long contracts) {
            if (!hasTrade) {
                hasTrade = true;
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

        private void copyTo(StateCopy out, String name) {
            if (hasTrade) {
                out.begin(name)
                        .put("openE8", openE8)
                        .put("highE8", highE8)
                        .put("lowE8", lowE8)
                        .put("closeE8", closeE8)
                        .put("contracts", contracts)
                        .end();
            }
        }

        private void restore(StateTree in) {
            hasTrade = true;
            openE8 = in.number("openE8");
            highE8 = in.number("highE8");
            lowE8 = in.number("lowE8");
            closeE8 = in.number("closeE8");
            contracts = in.number("contracts");
        }

        private void hashTo(StateHash hash) {
            hash.add(hasTrade);
            if (hasTrade) {
                hash.add(openE8).add(highE8).add(lowE8).add(closeE8).add(contracts);
            }
        }
    }

    /** Takes a closed candle. */
    @FunctionalInterface
    public interface Listener {
        /** @param isComplete whether none of its trades can have been missed */
        void candleClosed(
                long openTimeNanos,
                long openE8,
                long highE8,
                long lowE8,
                long closeE8,
                long contracts,
                boolean isComplete);
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

    /** Candles not closed yet, and those after them, close so long after their boundary; less than the interval. */
    public void closeAfter(long graceNanos) {
        if (graceNanos < 0 || graceNanos >= intervalNanos) {
            throw new IllegalArgumentException(
                    "expected 0 <= grace < interval, was grace " + graceNanos + " interval " + intervalNanos);
        }
        this.graceNanos = graceNanos;
    }

    /**
     * Goes on after a candle that came whole.
     *
     * @param endNanos its boundary; what was built of it, or before it, is forgotten
     */
    public void startAfter(long endNanos, long closeE8) {
        if (formingNanos == NEVER) {
            formingNanos = endNanos;
        }
        while (formingNanos < endNanos) {
            advance();
        }
        lastCloseE8 = closeE8;
    }

    /**
     * Takes a trade. The caller has closed every candle that was {@link #isDue} at this time.
     *
     * @param venueNanos the venue's time of the trade
     * @return false if its candle is closed already, or more than one ahead: counted, never applied
     */
    public boolean onTrade(long venueNanos, long priceE8, long contracts) {
        if (venueNanos >= formingNanos && venueNanos < formingNanos + intervalNanos && formingNanos != NEVER) {
            forming.onTrade(priceE8, contracts); // As nearly all are: without the division.
            return true;
        }
        long openTimeNanos = venueNanos - Math.floorMod(venueNanos, intervalNanos);
        if (formingNanos == NEVER) {
            formingNanos = openTimeNanos;
        }
        if (openTimeNanos == formingNanos) {
            forming.onTrade(priceE8, contracts);
        } else if (openTimeNanos == formingNanos + intervalNanos) {
            following.onTrade(priceE8, contracts);
        } else {
            ignoredTrades++;
            return false;
        }
        return true;
    }

    /**
     * Trades of this span may have been missed; candles that it touches are incomplete, and left out where nothing is known.
     *
     * @param toNanos behind the last; {@link Long#MAX_VALUE} if nothing comes any more: then a candle inside which that begins is never over
     */
    public void onMissed(long fromNanos, long toNanos) {
        if (toNanos == Long.MAX_VALUE && Math.floorMod(fromNanos, intervalNanos) != 0) {
            endNanos = fromNanos;
        }
        if (missedToNanos <= formingNanos) {
            missedFromNanos = fromNanos;
            missedToNanos = toNanos;
        } else {
            missedFromNanos = Math.min(missedFromNanos, fromNanos);
            missedToNanos = Math.max(missedToNanos, toNanos);
        }
    }

    /** Whether a candle is over and its grace has passed. */
    public boolean isDue(long nowNanos) {
        return formingNanos != NEVER
                && nowNanos >= formingNanos + intervalNanos + graceNanos
                && formingNanos + intervalNanos <= endNanos;
    }

    /** Closes the candle that is due, or passes over an interval of which nothing is known. */
    public void close(Listener listener) {
        Slot closed = forming;
        long openTimeNanos = formingNanos;
        boolean isComplete = missedFromNanos >= openTimeNanos + intervalNanos || missedToNanos <= openTimeNanos;
        boolean hasTrade = closed.hasTrade;
        advance();
        if (hasTrade) {
            lastCloseE8 = closed.closeE8;
            listener.candleClosed(
                    openTimeNanos,
                    closed.openE8,
                    closed.highE8,
                    closed.lowE8,
                    closed.closeE8,
                    closed.contracts,
                    isComplete);
        } else if (isComplete) {
            listener.candleClosed(openTimeNanos, lastCloseE8, lastCloseE8, lastCloseE8, lastCloseE8, 0, true);
        }
    }

    /** Whether no trade of the candles not closed can have been missed so far. */
    public boolean isWhole() {
        return missedToNanos <= formingNanos;
    }

    /** Open time of the oldest candle not closed; {@link Long#MIN_VALUE} before the first trade. */
    public long formingNanos() {
        return formingNanos;
    }

    /** When the oldest candle not yet closed is over; {@link Long#MAX_VALUE} before the first trade. */
    public long boundaryNanos() {
        return formingNanos == NEVER ? Long.MAX_VALUE : formingNanos + intervalNanos;
    }

    /** Highest price so far of the newest candle forming; 0 if nothing traded. */
    public long formingHighE8() {
        return newest().hasTrade ? newest().highE8 : 0;
    }

    /** Lowest price so far of the newest candle forming; {@link Long#MAX_VALUE} if nothing traded. */
    public long formingLowE8() {
        return newest().hasTrade ? newest().lowE8 : Long.MAX_VALUE;
    }

    /** Trades that came after their candle was closed, or long before it was to open. */
    public long ignoredTrades() {
        return ignoredTrades;
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(formingNanos)
                .add(lastCloseE8)
                .add(missedFromNanos)
                .add(missedToNanos)
                .add(ignoredTrades);
        if (endNanos != Long.MAX_VALUE) {
            hash.add(endNanos);
        }
        forming.hashTo(hash);
        following.hashTo(hash);
    }

    /** Copies out everything that is remembered. */
    public void copyTo(StateCopy out) {
        out.begin("builder", 1)
                .put("formingNanos", formingNanos)
                .put("lastCloseE8", lastCloseE8)
                .put("missedFromNanos", missedFromNanos)
                .put("missedToNanos", missedToNanos)
                .put("ignoredTrades", ignoredTrades)
                .put("endNanos", endNanos);
        forming.copyTo(out, "forming");
        following.copyTo(out, "following");
        out.end();
    }

    /**
     * Of one that has taken nothing: goes on as the one did that copied itself out.
     *
     * @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells
     */
    public void restore(StateTree in) {
        StateTree builder = in.object("builder", 1);
        formingNanos = builder.number("formingNanos");
        lastCloseE8 = builder.number("lastCloseE8");
        missedFromNanos = builder.number("missedFromNanos");
        missedToNanos = builder.number("missedToNanos");
        ignoredTrades = builder.number("ignoredTrades");
        endNanos = builder.number("endNanos");
        builder.optional("forming").ifPresent(forming::restore);
        builder.optional("following").ifPresent(following::restore);
    }

    private void advance() {
        Slot done = forming;
        forming = following;
        following = done;
        done.hasTrade = false;
        formingNanos += intervalNanos;
    }

    private Slot newest() {
        return following.hasTrade ? following : forming;
    }
}
