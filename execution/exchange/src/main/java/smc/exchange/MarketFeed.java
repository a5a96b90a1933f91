package smc.exchange;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /** Rows before the start, oldest first, none twice, each of {@link #rowNanos} or an even part of it. */
    List<Row> history(String symbol) throws IOException;

    /** Length of a row, whole minutes: of shorter candles nothing is known. */
    default long rowNanos(String symbol) {
        return TimeUnit.MINUTES.toNanos(1);
    }

    /** The holes that begin before the start, oldest first. Elsewhere no row means that nothing traded. */
    default List<Hole> holes(String symbol) {
        return List.of();
    }

    /**
     * Goes to the next trade or hole of any symbol, in order of time.
     *
     * @return false after the last trade
     */
    boolean advance() throws IOException;

    String symbol();

    long timeNanos();

    long priceE8();

    /** Whether it stands at no trade but at a hole, which lasts from {@link #timeNanos} to {@link #holeToNanos}. */
    default boolean isHole() {
        return false;
    }

    /** End of the hole it stands at, epoch nanoseconds, not included. */
    default long holeToNanos() {
        throw new IllegalStateException("expected a hole, was a trade");
    }

    /** Whole contracts; 0 says that nothing changed hands, and this was the price all the same. */
    long contracts();

    /** Whether the aggressor bought. */
    boolean isBuy();

    /** Best bid after the trade; above 0. */
    long bidE8();

    /** Best ask after the trade; above the bid. */
    long askE8();

    @Override
    void close() throws IOException;

    /**
     * A span of which nothing is known: it has no candle.
     *
     * @param toNanos not included; {@link Long#MAX_VALUE} for ever
     */
    record Hole(long fromNanos, long toNanos) {}

    /** Some time of one symbol. */
    record Row(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {}
}
