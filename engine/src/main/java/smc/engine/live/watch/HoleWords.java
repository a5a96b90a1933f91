package smc.engine.live.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a hole in the trades of a symbol means for its candles, in words. */
public final class HoleWords {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HoleWords() {}

    /**
     * {@code SOLUSD: the candle of 23:30 began before we listened: it is not traded on}, where a hole begins with its candle, as that of a first
     * connection does; else from when to when nothing was heard too.
     *
     * @param fromNanos epoch nanoseconds; the first that may be missing
     * @param toNanos likewise; the first that was heard again
     */
    public static String words(String symbol, long fromNanos, long toNanos, long timeframeNanos) {
        long first = Math.floorDiv(fromNanos, timeframeNanos) * timeframeNanos;
        long last = Math.floorDiv(Math.max(fromNanos, toNanos - 1), timeframeNanos) * timeframeNanos;
        if (first == last && first == fromNanos) {
            return "%s: the candle of %s began before we listened: it is not traded on"
                    .formatted(symbol, MINUTE.format(utc(first)));
        }
        return "%s: not heard from %s to %s: %s not traded on"
                .formatted(
                        symbol,
                        SECOND.format(utc(fromNanos)),
                        SECOND.format(utc(toNanos)),
                        first == last
                                ? "the candle of " + MINUTE.format(utc(first)) + " is"
                                : "the candles of %s to %s are"
                                        .formatted(MINUTE.format(utc(first)), MINUTE.format(utc(last))));
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
