package smc.execution.simulator;

/**
 * A signed 128-bit number, two's complement, {@code high * 2^64 + low} with {@code low} unsigned. Just enough for money: products of longs
 * and division by small numbers with the rounding named.
 */
record Int128(long high, long low) {
    static Int128 product(long left, long right) {
        return new Int128(Math.multiplyHigh(left, right), left * right);
    }

    /**
     * Times a factor of at least 0.
     *
     * @throws ArithmeticException if the product leaves 128 bits
     */
    Int128 times(long factor) {
        if (factor < 0) {
            throw new IllegalArgumentException("expected a factor of at least 0, was " + factor);
        }
        long carry = Math.unsignedMultiplyHigh(low, factor);
        return new Int128(Math.addExact(Math.multiplyExact(high, factor), carry), low * factor);
    }

    /** Divided by a positive number, rounded towards minus infinity. */
    Int128 dividedDown(int divisor) {
        return divided(divisor, false);
    }

    /** Divided by a positive number, rounded towards plus infinity. */
    Int128 dividedUp(int divisor) {
        return divided(divisor, true);
    }

    /** @throws ArithmeticException if the number does not fit into a long */
    long toLongExact() {
        if (high != low >> 63) {
            throw new ArithmeticException("expected a number within 64 bits, was " + this);
        }
        return low;
    }

    /** Long division in digits of 32 bits: each remainder is below 2^31, so that remainder and next digit fit into a positive long. */
    private Int128 divided(int divisor, boolean isRoundedUp) {
        if (divisor < 1) {
            throw new IllegalArgumentException("expected a divisor of at least 1, was " + divisor);
        }
        long quotientHigh = Math.floorDiv(high, divisor);
        long middle = ((long) Math.floorMod(high, divisor) << 32) | (low >>> 32);
        long lowest = ((middle % divisor) << 32) | (low & 0xFFFF_FFFFL);
        long quotientLow = ((middle / divisor) << 32) | (lowest / divisor);
        if (isRoundedUp && lowest % divisor != 0) {
            quotientLow++;
            if (quotientLow == 0) {
                quotientHigh++;
            }
        }
        return new Int128(quotientHigh, quotientLow);
    }
}
