package smc.feed.file;

import java.io.IOException;
import java.util.OptionalLong;

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
