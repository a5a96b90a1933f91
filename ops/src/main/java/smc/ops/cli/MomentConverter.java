package smc.ops.cli;

import java.math.BigInteger;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.ops.journal.Moment;

/** Reads a sequence, a day or an instant. */
final class MomentConverter implements ITypeConverter<Moment> {
    private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    @Override
    public Moment convert(String text) {
        if (text.matches("\\d+")) {
            BigInteger sequence = new BigInteger(text);
            if (sequence.bitLength() >= Long.SIZE) {
                throw new TypeConversionException("expected a sequence below 2^63, was " + text);
            }
            return new Moment.AtSequence(sequence.longValueExact());
        }
        Instant time;
        try {
            time = new BacktestCommand.TimeConverter().convert(text);
        } catch (TypeConversionException _) {
            throw new TypeConversionException(
                    "expected a sequence, a day such as 2025-01-31 or a time such as 2025-01-31T12:00:00Z, was "
                            + text);
        }
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new TypeConversionException(
                    "expected a time from " + Instant.EPOCH + " to " + LAST + ", was " + text);
        }
        return new Moment.AtTime(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
    }
}
