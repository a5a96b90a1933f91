package smc.ops.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time: a day, an instant, or a plain number since 1970 in the unit that its digits tell. Ten are seconds, as in every candle file, 13
 * milliseconds, 16 microseconds, as in every trade file, 19 nanoseconds, as in the journal; from 2001 on no two of them can be the same number.
 */
public final class TimeConverter implements ITypeConverter<Instant> {
    /** The last that epoch nanoseconds can say, of the year 2262. */
    public static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private final String orElse;

    public TimeConverter() {
        this("");
    }

    /** @param orElse what else the argument may be, as an error names it */
    public TimeConverter(String orElse) {
        this.orElse = orElse;
    }

    @Override
    public Instant convert(String text) {
        Instant time;
        try {
            if (text.matches("[0-9]+")) {
                time = ofNumber(text);
            } else if (text.contains("T")) {
                time = Instant.parse(text);
            } else {
                time = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
        } catch (DateTimeException | NumberFormatException _) {
            throw new TypeConversionException(
                    "expected %sa day such as 2025-01-31, a time such as 2025-01-31T12:00:00Z or unix seconds such as 1738324800, was %s"
                            .formatted(orElse, text));
        }
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new TypeConversionException(
                    "expected a time from " + Instant.EPOCH + " to " + LAST + ", was " + text);
        }
        return time;
    }

    private static Instant ofNumber(String text) {
        long number = Long.parseLong(text);
        return switch (text.length()) {
            case 10 -> Instant.ofEpochSecond(number);
            case 13 -> Instant.ofEpochMilli(number);
            case 16 -> Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(number));
            case 19 -> Instant.EPOCH.plusNanos(number);
            default ->
                throw new TypeConversionException(
                        "expected unix seconds of 10 digits, milliseconds of 13, microseconds of 16 or nanoseconds of 19, was "
                                + text + " of " + text.length());
        };
    }

    /** Epoch nanoseconds of what {@link #convert} gave. */
    public static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
