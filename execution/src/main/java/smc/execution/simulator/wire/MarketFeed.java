package smc.execution.simulator.wire;

import java.io.IOException;
import java.util.List;

/**
 * The market that the exchange plays: rows that lie behind it, then trades one at a time. It must give the same ones again after a restart.
 * Owned by the exchange's thread once that has started. Prices in 1e-8 USD, times in epoch nanoseconds.
 */
public interface MarketFeed extends AutoCloseable {
    /** What the market is, in a line: a restart against another one is refused. Says "synthetic" if it was made up. */
    String description();

    /** Market time at which it begins; all rows end before or at it, all trades are at or after it. */
    long startNanos();

    /** Whether market time is the time of day, so that a restart goes on now and not where it stopped. */
    default boolean isOfNow() {
        return false;
    }

    /** Rows before the start, oldest first, none twice; each length divides the candle lengths they are asked for. */
    List<Row> history(String symbol) throws IOException;

    /**
     * Goes to the next trade of any symbol, in order of time.
     *
     * @return false after the last
     */
    boolean advance() throws IOException;

    String symbol();

    long timeNanos();

    long priceE8();

    /** Whole contracts, at least 0. */
    long contracts();

    /** Whether the aggressor bought. */
    boolean isBuy();

    /** Best bid after the trade; above 0. */
    long bidE8();

    /** Best ask after the trade; above the bid. */
    long askE8();

    @Override
    void close() throws IOException;

    /** Some time of one symbol. */
    record Row(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {}
}
