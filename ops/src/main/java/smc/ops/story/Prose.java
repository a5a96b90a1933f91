package smc.ops.story;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import smc.execution.instrument.Direction;
import smc.strategy.number.FixedPoint;

/** How a story writes times, numbers and the words of the trade. */
public final class Prose {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Prose() {}

    /** UTC; seconds only where there are any. */
    public static String time(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        return (seconds % 60 == 0 ? MINUTE : SECOND).format(Instant.ofEpochSecond(seconds));
    }

    /** Every digit there is, and none more. */
    public static String price(long priceE8) {
        return FixedPoint.formatE8(priceE8);
    }

    /** With {@code decimals} decimals, so that a column stands in line; exact if {@link #decimals} gave them. */
    static String price(long priceE8, int decimals) {
        return BigDecimal.valueOf(priceE8, FixedPoint.SCALE)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Decimals that show each of the prices exactly. */
    static int decimals(LongStream pricesE8) {
        return pricesE8.mapToInt(e8 -> Math.max(
                        0,
                        BigDecimal.valueOf(e8, FixedPoint.SCALE)
                                .stripTrailingZeros()
                                .scale()))
                .max()
                .orElse(0);
    }

    /** To the last digit, so that a column stands in line and its sum can be checked. */
    static String money(long moneyE8) {
        return price(moneyE8, FixedPoint.SCALE);
    }

    /** Puts a plus before what is written of a number above zero. */
    public static String signed(long value, String written) {
        return value > 0 ? "+" + written : written;
    }

    /** In cents. */
    public static String cents(long moneyE8, RoundingMode rounding) {
        return BigDecimal.valueOf(moneyE8, FixedPoint.SCALE)
                .setScale(2, rounding)
                .toPlainString();
    }

    public static String contracts(long contracts) {
        return contracts == 1 ? "1 contract" : "%,d contracts".formatted(contracts);
    }

    /** In small letters, as words. */
    public static String name(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What the order that opens such a position does. */
    public static String verb(Direction direction) {
        return direction == Direction.LONG ? "buy" : "sell";
    }

    /** Where price comes from: above the level of a long zone. */
    static String near(Direction direction) {
        return direction == Direction.LONG ? "above" : "below";
    }

    /** Where a zone ends: below the edge of a long one. */
    static String far(Direction direction) {
        return near(direction.opposite());
    }
}
