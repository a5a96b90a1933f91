package smc.ops.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.ops.journal.Moment;

/**
 * Reads a place in a journal: a time as {@link TimeConverter} reads it, or a sequence. A plain number of up to nine digits is a sequence; with a
 * {@code #} before it any number is.
 */
public final class MomentConverter implements ITypeConverter<Moment> {
    /** For people who ask for help. */
    public static final String MEANING =
            "TIME is 2025-01-31, 2025-01-31T12:00:00Z or unix seconds, 1738324800; SEQUENCE is a number of up to"
                    + " nine digits, or any with # before it: '#1738324800'.";

    private static final int PLAIN_DIGITS_MAX = 9;

    @Override
    public Moment convert(String text) {
        if (text.startsWith("#") || (text.matches("[0-9]+") && text.length() <= PLAIN_DIGITS_MAX)) {
            return new Moment.AtSequence(sequence(text));
        }
        return new Moment.AtTime(TimeConverter.nanos(new TimeConverter("a sequence, ").convert(text)));
    }

    private static long sequence(String text) {
        try {
            long sequence = Long.parseLong(text.startsWith("#") ? text.substring(1) : text);
            if (sequence >= 1) {
                return sequence;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new TypeConversionException("expected a sequence from 1 to below 2^63, was " + text);
    }
}
