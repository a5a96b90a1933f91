package smc.ops.cli.ask;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.ops.cli.option.TimeConverter;
import smc.ops.journal.cause.Subject;
import smc.strategy.structure.Side;

/** Reads what is asked about, as other commands print it. */
final class SubjectConverter implements ITypeConverter<Subject> {
    /** For people who ask for help. */
    static final String MEANING = "TRADE and ORDER are ids; an order whose id a trade has too is order:ID."
            + " BLOCK is SYMBOL:bull|bear:ORIGIN, as SOLUSD:bull:2025-01-31T12:00:00Z. A time is as everywhere.";

    private static final String EXPECTED = "expected the id of a trade or order, order:ID, a block such as"
            + " SOLUSD:bull:2025-01-31T12:00:00Z, or a candle such as SOLUSD@2025-01-31T12:00:00Z, was ";

    private static final Pattern NUMBER = Pattern.compile("(order:)?(-?[0-9]+)");
    private static final Pattern BLOCK = Pattern.compile("([A-Za-z0-9]+):(bull|bear):(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CANDLE = Pattern.compile("([A-Za-z0-9]+)@(.+)");

    /** As stories print it. */
    private static final Pattern SPACED = Pattern.compile("([0-9-]{10}) ([0-9]{2}:[0-9]{2})(:[0-9]{2})?");

    @Override
    public Subject convert(String text) {
        Matcher number = NUMBER.matcher(text);
        Matcher block = BLOCK.matcher(text);
        Matcher candle = CANDLE.matcher(text);
        if (number.matches()) {
            long id = id(number.group(2), text);
            return number.group(1) == null ? new Subject.Numbered(id) : new Subject.OfOrder(id);
        }
        if (block.matches()) {
            return new Subject.OfBlock(
                    block.group(1), Side.valueOf(block.group(2).toUpperCase(Locale.ROOT)), nanos(block.group(3)));
        }
        if (candle.matches()) {
            return new Subject.OfCandle(candle.group(1), nanos(candle.group(2)));
        }
        throw new TypeConversionException(EXPECTED + text);
    }

    private static long id(String digits, String text) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new TypeConversionException(EXPECTED + text);
        }
    }

    private static long nanos(String text) {
        Matcher spaced = SPACED.matcher(text);
        String time = spaced.matches()
                ? "%sT%s%sZ"
                        .formatted(spaced.group(1), spaced.group(2), spaced.group(3) == null ? ":00" : spaced.group(3))
                : text;
        return TimeConverter.nanos(new TimeConverter().convert(time));
    }
}
