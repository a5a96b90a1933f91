package smc.feed.file;

import java.io.IOException;

/** Trades of one symbol in order of time, one at a time. One thread. */
public interface TradeSource extends AutoCloseable {
    /**
     * Goes to the next trade.
     *
     * @return false after the last
     * @throws DataFileException if what is read is not such a trade
     */
    boolean advance() throws IOException;

    /** The venue's time, epoch nanoseconds; never decreases. */
    long timeNanos();

    /** Positive, in 1e-8 USD. */
    long priceE8();

    /** Whole contracts, rounded up; 0 only if the source says that nothing changed hands. */
    long contracts();

    @Override
    void close() throws IOException;
}
