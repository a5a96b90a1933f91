package smc.strategy.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductSumTest {
    /** A million contracts of 0.001 BTC at 100,000 USD: 1e6 x 1e13 is more than a long holds. */
    @Test
    void holdsWhatTheProductOfPriceAndContractsMayBe() {
        var sum = new ProductSum();
        sum.add(1_000_000, 10_000_000_000_000L);
        sum.add(1_000_000, 10_000_000_000_001L);

        assertThat(sum.divideFloor(2_000_000)).isEqualTo(10_000_000_000_000L);
        assertThat(sum.divideCeil(2_000_000)).isEqualTo(10_000_000_000_001L);
        assertThat(sum.divideNearest(2_000_000)).isEqualTo(10_000_000_000_001L);
        // x 0.001: 2e19 + 1e6 in 1e-8, times 1e5, over 1e8.
        assertThat(sum.timesDivideFloor(100_000, 100_000_000)).isEqualTo(20_000_000_000_001_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheExactSumDividedWithTheRoundingNamed(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            var sum = new ProductSum();
            BigInteger exact = BigInteger.ZERO;
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                long a = random.nextLong() >> random.nextInt(2, 64);
                long b = random.nextLong() >> random.nextInt(2, 64);
                if (random.nextInt(4) == 0) {
                    sum.negate();
                    exact = exact.negate();
                }
                sum.add(a, b);
                exact = exact.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            }
            long divisor = 1 + ((random.nextLong() >>> 1) >> random.nextInt(63));
            long factor = (random.nextLong() >>> 1) >> random.nextInt(63);

            assertDivided("seed " + seed, exact, divisor, false, () -> sum.divideFloor(divisor));
            assertDivided("seed " + seed, exact, divisor, true, () -> sum.divideCeil(divisor));
            assertDivided(
                    "seed " + seed,
                    exact.multiply(BigInteger.valueOf(factor)),
                    divisor,
                    false,
                    () -> sum.timesDivideFloor(factor, divisor));
            assertDivided(
                    "seed " + seed,
                    exact.add(BigInteger.valueOf(divisor / 2)),
                    divisor,
                    false,
                    () -> sum.divideNearest(divisor));
        }
    }

    @FunctionalInterface
    private interface Division {
        long quotient();
    }

    private static void assertDivided(String what, BigInteger exact, long divisor, boolean isCeil, Division division) {
        BigInteger[] parts = exact.divideAndRemainder(BigInteger.valueOf(divisor));
        int step = parts[1].signum() == 0 ? 0 : isCeil ? Math.max(exact.signum(), 0) : Math.min(exact.signum(), 0);
        BigInteger expected = parts[0].add(BigInteger.valueOf(step));
        if (expected.bitLength() < Long.SIZE) {
            assertThat(division.quotient())
                    .as("%s: %s / %d", what, exact, divisor)
                    .isEqualTo(expected.longValueExact());
        } else {
            assertThatThrownBy(division::quotient)
                    .as("%s: %s / %d", what, exact, divisor)
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void aSumBeyond128BitsIsAFault() {
        var sum = new ProductSum();
        sum.add(Long.MIN_VALUE, Long.MIN_VALUE);

        assertThatThrownBy(() -> sum.add(Long.MIN_VALUE, Long.MIN_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    /** Journals hold hashes of sums that were one number. */
    @Test
    void aSumThatFitsIntoOneNumberHasThatNumbersHash() {
        var sum = new ProductSum();
        sum.add(-3, 15_250_000_000L);
        var hash = new StateHash();
        sum.hashTo(hash);

        assertThat(hash.take()).isEqualTo(new StateHash().add(-45_750_000_000L).take());
    }

    @Test
    void sumsThatDifferOnlyAbove64BitsHaveDifferentHashes() {
        var hash = new StateHash();
        var sum = new ProductSum();
        sum.add(1L << 40, 1L << 40);
        sum.hashTo(hash);
        long first = hash.take();
        sum.add(1L << 40, 1L << 40);
        sum.hashTo(hash);

        assertThat(hash.take()).isNotEqualTo(first);
    }
}
