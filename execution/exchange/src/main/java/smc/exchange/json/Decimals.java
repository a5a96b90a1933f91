package smc.exchange.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Numbers and times as Delta writes them. */
public final class Decimals {
    /** Short enough to fit a long at 1e-8, and no exponent: a hostile one would fill the memory. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,18})?");

    private static final DateTimeFormatter ISO_MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Decimals() {}

    /** Without trailing zeros: {@code 111000}, {@code 148.25}. */
    public static String text(long valueE8) {
        return number(valueE8).toPlainString();
    }

    public static BigDecimal number(long valueE8) {
        if (valueE8 == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = BigDecimal.valueOf(valueE8, 8).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** A fraction of 1e-8 in per cent. */
    static String percent(long rateE8) {
        return text(Math.multiplyExact(rateE8, 100));
    }

    /** @throws NumberFormatException if it is no plain decimal, or has more than 8 decimals */
    public static long parseE8(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new NumberFormatException("expected a decimal number, was " + text);
        }
        try {
            return new BigDecimal(text).movePointRight(8).longValueExact();
        } catch (ArithmeticException e) {
            throw (NumberFormatException)
                    new NumberFormatException("expected at most 8 decimals, was " + text).initCause(e);
        }
    }

    public static long micros(long nanos) {
        return nanos / 1_000;
    }

    /** {@code 2025-05-23T05:56:09.274286Z}. */
    static String iso(long nanos) {
        return ISO_MICROS.format(Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000));
    }
}
