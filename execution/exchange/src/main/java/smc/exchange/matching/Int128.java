package smc.exchange.matching;

/**
 * A signed 128-bit number, two's complement, {@code high * 2^64 + low} with {@code low} unsigned. Just enough for money: products of longs, their sums
 * and differences, and division with the rounding named.
 */
record Int128(long high, long low) {
    static final Int128 ZERO = new Int128(0, 0);

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

    /** @throws ArithmeticException if the sum leaves 128 bits */
    Int128 plus(Int128 other) {
        long sumLow = low + other.low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        return new Int128(Math.addExact(Math.addExact(high, other.high), carry), sumLow);
    }

    /** @throws ArithmeticException if the difference leaves 128 bits */
    Int128 minus(Int128 other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Int128(Math.subtractExact(Math.subtractExact(high, other.high), borrow), low - other.low);
    }

    /** Divided by a positive number, rounded towards minus infinity. */
    Int128 dividedDown(long divisor) {
        return divisor == (int) divisor ? divided((int) divisor, false) : dividedByLarge(divisor, false);
    }

    /** Divided by a positive number, rounded towards plus infinity. */
    Int128 dividedUp(long divisor) {
        return divisor == (int) divisor ? divided((int) divisor, true) : dividedByLarge(divisor, true);
    }

    /**
     * Divided by a positive long, rounded down; of a number of at least 0 whose quotient fits into a long.
     *
     * @throws ArithmeticException if it does not
     */
    long dividedBy(long divisor) {
        if (high < 0 || high >= divisor) {
            throw new ArithmeticException("expected a quotient within 64 bits, was " + this + " / " + divisor);
        }
        long quotient = 0;
        long remainder = high;
        // Bit by bit: this is done for few numbers, and seldom.
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            remainder = (remainder << 1) | ((low >>> bit) & 1); // below 2^64, so unsigned
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1L << bit;
            }
        }
        if (quotient < 0) {
            throw new ArithmeticException("expected a quotient within 64 bits, was " + this + " / " + divisor);
        }
        return quotient;
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

    /** Restoring division of the magnitude, a bit at a time. */
    private Int128 dividedByLarge(long divisor, boolean isRoundedUp) {
        if (divisor < 1) {
            throw new IllegalArgumentException("expected a divisor of at least 1, was " + divisor);
        }
        boolean isNegative = high < 0;
        Int128 magnitude = isNegative ? ZERO.minus(this) : this;
        long remainder = 0;
        long quotientHigh = 0;
        long quotientLow = 0;
        for (int bit = 127; bit >= 0; bit--) {
            long word = bit >= Long.SIZE ? magnitude.high : magnitude.low;
            remainder = (remainder << 1) | ((word >>> bit) & 1); // the shift counts modulo 64
            quotientHigh = (quotientHigh << 1) | (quotientLow >>> 63);
            quotientLow <<= 1;
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotientLow |= 1;
            }
        }
        var quotient = new Int128(quotientHigh, quotientLow);
        // Away from zero is up where the number is positive, down where it is negative.
        if (remainder != 0 && isRoundedUp != isNegative) {
            quotient = quotient.plus(new Int128(0, 1));
        }
        return isNegative ? ZERO.minus(quotient) : quotient;
    }
}
