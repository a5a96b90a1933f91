package smc.strategy.number;

/**
 * A sum of products of two numbers, such as price times contracts, exact in 128 bits: each factor may be in range where their product is not. One
 * owning thread; allocates nothing.
 */
public final class ProductSum {
    private long high;
    private long low;

    /**
     * Adds {@code a * b}.
     *
     * @throws ArithmeticException if the sum leaves 128 bits
     */
    public void add(long a, long b) {
        addWords(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * Adds another.
     *
     * @throws ArithmeticException if the sum leaves 128 bits
     */
    public void add(ProductSum other) {
        addWords(other.high, other.low);
    }

    /** Back to 0. */
    public void clear() {
        high = 0;
        low = 0;
    }

    /** Turns the sign round. */
    public void negate() {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
    }

    /**
     * {@code floor(sum / divisor)}.
     *
     * @param divisor positive
     * @throws ArithmeticException if the divisor is not positive or the result exceeds a long
     */
    public long divideFloor(long divisor) {
        return ExactMath.divide(high, low, divisor, false);
    }

    /** {@code ceil(sum / divisor)}; otherwise as {@link #divideFloor}. */
    public long divideCeil(long divisor) {
        return ExactMath.divide(high, low, divisor, true);
    }

    /** {@code sum / divisor}, rounded to the nearest, a half up; otherwise as {@link #divideFloor}. */
    public long divideNearest(long divisor) {
        long raised = low + divisor / 2;
        long carry = Long.compareUnsigned(raised, low) < 0 ? 1 : 0;
        return ExactMath.divide(Math.addExact(high, carry), raised, divisor, false);
    }

    /**
     * {@code floor(sum * factor / divisor)}.
     *
     * @param factor at least 0
     * @param divisor positive
     * @throws ArithmeticException if the divisor is not positive or the result exceeds a long
     */
    public long timesDivideFloor(long factor, long divisor) {
        // A product beyond 128 bits has no quotient within 64: the factor is at least 0, so its carry is too.
        long productHigh = Math.addExact(Math.multiplyExact(high, factor), Math.unsignedMultiplyHigh(low, factor));
        return ExactMath.divide(productHigh, low * factor, divisor, false);
    }

    /** Adds it to a hash; as the one number that it was before it could be wider, where it is that narrow. */
    public void hashTo(StateHash hash) {
        hash.add(low);
        if (high != low >> 63) {
            hash.add(high);
        }
    }

    /** The upper 64 bits, for who copies it out. */
    public long high() {
        return high;
    }

    /** The lower 64 bits. */
    public long low() {
        return low;
    }

    /** Becomes what was copied out. */
    public void restore(long copiedHigh, long copiedLow) {
        high = copiedHigh;
        low = copiedLow;
    }

    private void addWords(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        high = Math.addExact(Math.addExact(high, otherHigh), carry);
        low = sum;
    }
}
