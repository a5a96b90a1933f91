package smc.feed.market;

import java.io.IOException;
import java.util.OptionalLong;
import smc.feed.text.DataFileException;

/**
 * Trades of one symbol in order of time, one at a time, and between them the holes of the recording. Where it tells no hole, no trade means that
 * nothing traded. One thread.
 */
public interface TradeSource extends AutoCloseable {
    /**
     * Goes to the next trade or hole.
     *
     * @return false after the last trade
     * @throws DataFileException if what is read is not such a trade
     */
    boolean advance() throws IOException;

    /** The venue's time, epoch nanoseconds; never decreases. */
    long timeNanos();

    /** Positive, in 1e-8 USD. */
    long priceE8();

    /** Whole contracts, rounded up; at least 1, but for a source that tells of a row in which nothing traded. */
    long contracts();

    /** Whether it stands at no trade but at a hole: of what happened from {@link #timeNanos} to {@link #holeToNanos} nothing is known. */
    default boolean isHole() {
        return false;
    }

    /** End of the hole it stands at, epoch nanoseconds, not included. */
    default long holeToNanos() {
        throw new IllegalStateException("expected a hole, was a trade");
    }

    /**
     * Up to when it holds all that traded, epoch nanoseconds, where that is known; empty where nobody knows what traded after its last trade. May be
     * asked after the last.
     */
    default OptionalLong endNanos() {
        return OptionalLong.empty();
    }

    @Override
    void close() throws IOException;
}
