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

    private static long multiplyDivide(long a, long b, long divisor, boolean isCeil) {
        if (divisor <= 0) {
            throw new ArithmeticException("expected a positive divisor, was " + divisor);
        }
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == low >> 63) {
            return isCeil ? Math.ceilDiv(low, divisor) : Math.floorDiv(low, divisor);
        }
        boolean isNegative = high < 0;
        if (isNegative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        if (high >= divisor) {
            throw overflow(a, b, divisor);
        }
        // Schoolbook division, bit by bit: 64 steps, taken only where the product leaves 64 bits.
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
        // The magnitude grows where the rounding leads away from zero. Tested before it grows: 2^64 - 1 would wrap to
        // 0.
        boolean isAwayFromZero = remainder != 0 && isCeil != isNegative;
        if (quotient < 0 && (isAwayFromZero || quotient != Long.MIN_VALUE)) {
            throw overflow(a, b, divisor);
        }
        if (isAwayFromZero) {
            quotient++;
        }
        // 2^63 exists below zero only.
        if (quotient < 0 && !isNegative) {
            throw overflow(a, b, divisor);
        }
        return isNegative ? -quotient : quotient;
    }

    private static ArithmeticException overflow(long a, long b, long divisor) {
        return new ArithmeticException("expected a result within 64 bits, was " + a + " * " + b + " / " + divisor);
    }
}
