package smc.feed.decode;

import smc.strategy.number.FixedPoint;

/** Decimal numbers in bytes to {@code long} scaled by 1e-8, exactly. Allocates nothing; what is no number is a value, not an exception. */
final class DecimalBytes {
    /** Neither a positive number nor 0, so it cannot be taken for one. */
    static final long NOT_EXACT = Long.MIN_VALUE;

    /** More cannot matter in 64 bits, and keeps the sum below from overflowing. */
    private static final int EXPONENT_MAX = 1_000;

    private DecimalBytes() {}

    /** Whether the bytes are one number as JSON writes it (RFC 8259, section 6). */
    static boolean isNumber(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && bytes[at] == '-') {
            at++;
        }
        int wholeEnd = skipDigits(bytes, at, to);
        if (wholeEnd == at || (bytes[at] == '0' && wholeEnd > at + 1)) {
            return false;
        }
        at = wholeEnd;
        if (at < to && bytes[at] == '.') {
            int fractionEnd = skipDigits(bytes, at + 1, to);
            if (fractionEnd == at + 1) {
                return false;
            }
            at = fractionEnd;
        }
        if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            int exponentEnd = skipDigits(bytes, at, to);
            if (exponentEnd == at) {
                return false;
            }
            at = exponentEnd;
        }
        return at == to;
    }

    /**
     * The number times 1e8.
     *
     * @return {@link #NOT_EXACT} if the bytes are no number, the number is negative, needs more than eight decimals, or exceeds a long
     */
    static long parseE8(byte[] bytes, int from, int to) {
        if (!isNumber(bytes, from, to) || bytes[from] == '-') {
            return NOT_EXACT;
        }
        // Zeros are held back until a digit follows: 148.250000000000000000 has more of them than a long has digits.
        long digits = 0;
        int heldZeros = 0;
        int scale = FixedPoint.SCALE;
        boolean isFraction = false;
        int at = from;
        for (; at < to && bytes[at] != 'e' && bytes[at] != 'E'; at++) {
            if (bytes[at] == '.') {
                isFraction = true;
                continue;
            }
            if (isFraction) {
                scale--;
            }
            int digit = bytes[at] - '0';
            if (digit == 0) {
                heldZeros++;
                continue;
            }
            digits = shifted(digits, heldZeros + 1);
            if (digits < 0 || digits > Long.MAX_VALUE - digit) {
                return NOT_EXACT;
            }
            digits += digit;
            heldZeros = 0;
        }
        if (digits == 0) {
            return 0;
        }
        return shifted(digits, scale + heldZeros + exponent(bytes, at, to));
    }

    /** A whole number of at most 18 digits, for times; {@link #NOT_EXACT} if it is none. */
    static long parseWhole(byte[] bytes, int from, int to) {
        if (to <= from || to - from > 18) {
            return NOT_EXACT;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_EXACT;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        int at = from + 1;
        if (at >= to) {
            return 0;
        }
        boolean isNegative = bytes[at] == '-';
        if (isNegative || bytes[at] == '+') {
            at++;
        }
        int exponent = 0;
        for (; at < to; at++) {
            exponent = Math.min(exponent * 10 + bytes[at] - '0', EXPONENT_MAX);
        }
        return isNegative ? -exponent : exponent;
    }

    /** {@code value * 10^places}; {@link #NOT_EXACT} if that exceeds a long or leaves a remainder. {@code value} is not negative. */
    private static long shifted(long value, int places) {
        if (value == 0) {
            return 0;
        }
        for (; places > 0; places--) {
            if (value > Long.MAX_VALUE / 10) {
                return NOT_EXACT;
            }
            value *= 10;
        }
        for (; places < 0; places++) {
            if (value % 10 != 0) {
                return NOT_EXACT;
            }
            value /= 10;
        }
        return value;
    }

    private static int skipDigits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
