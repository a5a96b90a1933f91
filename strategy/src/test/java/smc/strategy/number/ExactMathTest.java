package smc.strategy.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactMathTest {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** Where signs, halves and carries change. */
    private static final long[] EXTREMES = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -(1L << 62),
        -(1L << 32) - 1,
        -(1L << 32),
        -3,
        -2,
        -1,
        0,
        1,
        2,
        3,
        (1L << 31) - 1,
        1L << 32,
        (1L << 32) + 1,
        FixedPoint.ONE_E8,
        1L << 62,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    @ParameterizedTest
    @CsvSource({"7, 3, 2, 10, 11", "-7, 3, 2, -11, -10", "7, -3, 2, -11, -10", "-7, -3, 2, 10, 11", "6, 3, 2, 9, 9"})
    void floorGoesDownAndCeilGoesUpWhateverTheSigns(long a, long b, long divisor, long floor, long ceil) {
        assertThat(ExactMath.multiplyDivideFloor(a, b, divisor)).isEqualTo(floor);
        assertThat(ExactMath.multiplyDivideCeil(a, b, divisor)).isEqualTo(ceil);
    }

    @Test
    void aProductBeyond64BitsIsDividedExactly() {
        // 3e18 · 5 = 1.5e19 is more than a long holds; a seventh of it is not.
        assertThat(ExactMath.multiplyDivideFloor(3_000_000_000_000_000_000L, 5, 7))
                .isEqualTo(2_142_857_142_857_142_857L);
        assertThat(ExactMath.multiplyDivideCeil(3_000_000_000_000_000_000L, 5, 7))
                .isEqualTo(2_142_857_142_857_142_858L);
        assertThat(ExactMath.multiplyDivideFloor(-3_000_000_000_000_000_000L, 5, 7))
                .isEqualTo(-2_142_857_142_857_142_858L);
    }

    @Test
    void agreesWithBigIntegerOnEveryCombinationOfExtremes() {
        for (long a : EXTREMES) {
            for (long b : EXTREMES) {
                for (long divisor : EXTREMES) {
                    if (divisor > 0) {
                        assertAgrees(a, b, divisor);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithBigIntegerOnRandomNumbersOfEveryLength(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            long a = ofAnyLength(random);
            long b = ofAnyLength(random);
            long divisor = ofAnyLength(random) & Long.MAX_VALUE;
            assertAgrees(a, b, Math.max(1, divisor));
        }
    }

    /** A divisor just above the upper half of the product makes a quotient just below 2^64: rounding it must not wrap to 0. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void agreesWithBigIntegerWhereTheQuotientFillsAll64Bits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            long a = random.nextLong() >> random.nextInt(3);
            long b = random.nextLong() >> random.nextInt(3);
            long high = Math.absExact(Math.multiplyHigh(a, b));
            for (long divisor = Math.max(1, high - 1); divisor <= high + 2; divisor++) {
                assertAgrees(a, b, divisor);
            }
            assertAgrees(a, b, Math.max(1, 2 * high));
        }
    }

    @Test
    void theSmallestLongIsAResultTheLargestPlusOneIsNot() {
        assertThat(ExactMath.multiplyDivideFloor(Long.MIN_VALUE, 4, 4)).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> ExactMath.multiplyDivideFloor(Long.MIN_VALUE, -4, 4))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("within 64 bits");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refusesADivisorThatIsNotPositive(long divisor) {
        assertThatThrownBy(() -> ExactMath.multiplyDivideFloor(1, 1, divisor))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("positive divisor, was " + divisor);
        assertThatThrownBy(() -> ExactMath.multiplyDivideCeil(1, 1, divisor)).isInstanceOf(ArithmeticException.class);
    }

    private static long ofAnyLength(SplittableRandom random) {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private static void assertAgrees(long a, long b, long divisor) {
        BigInteger[] parts =
                BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divideAndRemainder(BigInteger.valueOf(divisor));
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        BigInteger ceil = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        assertResult(floor, () -> ExactMath.multiplyDivideFloor(a, b, divisor), a, b, divisor);
        assertResult(ceil, () -> ExactMath.multiplyDivideCeil(a, b, divisor), a, b, divisor);
    }

    @FunctionalInterface
    private interface Division {
        long result();
    }

    private static void assertResult(BigInteger expected, Division division, long a, long b, long divisor) {
        String place = "%d * %d / %d";
        boolean fits = expected.compareTo(LONG_MIN) >= 0 && expected.compareTo(LONG_MAX) <= 0;
        try {
            long result = division.result();
            assertThat(fits)
                    .as(place + " is beyond a long, was %d", a, b, divisor, result)
                    .isTrue();
            assertThat(result).as(place, a, b, divisor).isEqualTo(expected.longValueExact());
        } catch (ArithmeticException e) {
            assertThat(fits).as(place + ": %s", a, b, divisor, e.getMessage()).isFalse();
        }
    }
}
