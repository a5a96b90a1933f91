package smc.strategy.number;

/** Products of two numbers divided by a third, exact in 128 bits, with the rounding in the name. Allocates nothing. */
public final class ExactMath {
    private ExactMath() {}

    /**
     * {@code floor(a * b / divisor)}.
     *
     * @param divisor positive
     * @throws ArithmeticException if the divisor is not positive or the result exceeds a long
     */
    public static long multiplyDivideFloor(long a, long b, long divisor) {
        return multiplyDivide(a, b, divisor, false);
    }

    /**
     * {@code ceil(a * b / divisor)}.
     *
     * @param divisor positive
     * @throws ArithmeticException if the divisor is not positive or the result exceeds a long
     */
    public static long multiplyDivideCeil(long a, long b, long divisor) {
        return multiplyDivide(a, b, divisor, true);
    }

    /**
     * {@code floor(a * b / (divisor * otherDivisor))}, where {@code a * b / divisor} alone may exceed a long.
     *
     * @param a at least 0, like {@code b}
     * @param divisor positive, like the other
     * @throws ArithmeticException if a number is out of its range or the result exceeds a long
     */
    public static long multiplyDivideFloor(long a, long b, long divisor, long otherDivisor) {
        if (a < 0 || b < 0 || divisor <= 0 || otherDivisor <= 0) {
            throw new ArithmeticException("expected factors of at least 0 and positive divisors, was " + a + " * " + b
                    + " / (" + divisor + " * " + otherDivisor + ")");
        }
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        // A floor of a floor is the floor of the whole division.
        long quotientHigh = high / divisor;
        long quotientLow = lowQuotient(high % divisor, low, divisor);
        if (quotientHigh >= otherDivisor) {
            throw overflow(quotientHigh, quotientLow, otherDivisor);
        }
        long quotient = lowQuotient(quotientHigh, quotientLow, otherDivisor);
        if (quotient < 0) {
            throw overflow(quotientHigh, quotientLow, otherDivisor);
        }
        return quotient;
    }

    private static long multiplyDivide(long a, long b, long divisor, boolean isCeil) {
        return divide(Math.multiplyHigh(a, b), a * b, divisor, isCeil);
    }

    /** {@code (high * 2^64 + low) / divisor}, {@code low} unsigned. */
    static long divide(long high, long low, long divisor, boolean isCeil) {
        if (divisor <= 0) {
            throw new ArithmeticException("expected a positive divisor, was " + divisor);
        }
        if (high == low >> 63) {
            return isCeil ? Math.ceilDiv(low, divisor) : Math.floorDiv(low, divisor);
        }
        boolean isNegative = high < 0;
        long magnitudeLow = isNegative ? -low : low;
        long magnitudeHigh = isNegative ? ~high + (low == 0 ? 1 : 0) : high;
        // Of -2^127 the magnitude is no positive number.
        if (magnitudeHigh < 0 || magnitudeHigh >= divisor) {
            throw overflow(high, low, divisor);
        }
        long quotient = lowQuotient(magnitudeHigh, magnitudeLow, divisor);
        boolean isExact = quotient * divisor == magnitudeLow;
        // The magnitude grows where the rounding leads away from zero. Tested before it grows: 2^64 - 1 would wrap to
        // 0.
        boolean isAwayFromZero = !isExact && isCeil != isNegative;
        if (quotient < 0 && (isAwayFromZero || quotient != Long.MIN_VALUE)) {
            throw overflow(high, low, divisor);
        }
        if (isAwayFromZero) {
            quotient++;
        }
        // 2^63 exists below zero only.
        if (quotient < 0 && !isNegative) {
            throw overflow(high, low, divisor);
        }
        return isNegative ? -quotient : quotient;
    }

    /** Schoolbook division, bit by bit: 64 steps, taken only where a product leaves 64 bits. {@code 0 <= high < divisor}; unsigned. */
    private static long lowQuotient(long high, long low, long divisor) {
        long remainder = high;
        long quotient = low;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            remainder = remainder << 1 | quotient >>> 63;
            quotient <<= 1;
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        return quotient;
    }

    private static ArithmeticException overflow(long high, long low, long divisor) {
        return new ArithmeticException("expected a result within 64 bits, was (" + high + " * 2^64 + "
                + Long.toUnsignedString(low) + ") / " + divisor);
    }
}
