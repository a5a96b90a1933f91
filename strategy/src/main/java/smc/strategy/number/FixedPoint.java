package smc.strategy.number;

/** Decimal text to and from {@code long} scaled by 1e-8, exactly. {@link #parseE8} does not allocate unless it throws. */
public final class FixedPoint {
    /** Decimals kept. */
    public static final int SCALE = 8;

    /** 1.0 in this scale. */
    public static final long ONE_E8 = 100_000_000L;

    private FixedPoint() {}

    /** As {@link #parseE8(CharSequence, int, int)}, over the whole text. */
    public static long parseE8(CharSequence text) {
        return parseE8(text, 0, text.length());
    }

    /**
     * Parses a plain decimal such as {@code -12.0345}: an optional minus, digits, optionally a point and digits. No exponent, no plus,
     * no spaces, no {@code NaN}. More than {@link #SCALE} decimals are accepted only where the rest is zero.
     *
     * @return the value times 1e8
     * @throws NumberFormatException if the text is anything else, or the value lies outside of -92,233,720,368.54775808 to
     *     92,233,720,368.54775807
     */
    public static long parseE8(CharSequence text, int from, int to) {
        int at = from;
        boolean negative = at < to && text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        // Accumulated below zero, because the negative range of long is the larger one.
        long value = 0;
        int digits = 0;
        int decimals = -1;
        for (; at < to; at++) {
            char character = text.charAt(at);
            if (character == '.' && decimals < 0 && digits > 0) {
                decimals = 0;
                continue;
            }
            int digit = character - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(text, from, to, "a decimal number");
            }
            digits++;
            if (decimals >= SCALE) {
                if (digit != 0) {
                    throw malformed(text, from, to, "at most 8 decimals");
                }
                continue;
            }
            value = appendDigit(value, digit, text, from, to);
            if (decimals >= 0) {
                decimals++;
            }
        }
        if (digits == 0 || text.charAt(to - 1) == '.') {
            throw malformed(text, from, to, "a decimal number");
        }
        for (int scale = Math.max(decimals, 0); scale < SCALE; scale++) {
            value = appendDigit(value, 0, text, from, to);
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw malformed(text, from, to, "a number within ±92233720368.54775807");
        }
        return negative ? value : -value;
    }

    /** Shortest plain decimal: no exponent, no trailing zeros, {@code 0} for zero. */
    public static String formatE8(long valueE8) {
        return appendE8(new StringBuilder(24), valueE8).toString();
    }

    /** As {@link #formatE8}, appended to {@code out}, which is returned. */
    public static StringBuilder appendE8(StringBuilder out, long valueE8) {
        // Long.MIN_VALUE has no positive twin; the quotient and the remainder do.
        long whole = valueE8 / ONE_E8;
        long fraction = Math.abs(valueE8 % ONE_E8);
        if (valueE8 < 0) {
            out.append('-');
        }
        out.append(Math.abs(whole));
        if (fraction != 0) {
            out.append('.');
            for (long unit = ONE_E8 / 10; fraction != 0; unit /= 10) {
                out.append((char) ('0' + fraction / unit));
                fraction %= unit;
            }
        }
        return out;
    }

    private static long appendDigit(long negativeValue, int digit, CharSequence text, int from, int to) {
        if (negativeValue < (Long.MIN_VALUE + digit) / 10) {
            throw malformed(text, from, to, "a number within ±92233720368.54775807");
        }
        return negativeValue * 10 - digit;
    }

    private static NumberFormatException malformed(CharSequence text, int from, int to, String expected) {
        return new NumberFormatException("expected " + expected + ", was \"" + text.subSequence(from, to) + "\"");
    }
}
