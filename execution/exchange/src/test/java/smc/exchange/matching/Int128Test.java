package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Int128Test {
    private static final long SEED = 20_250_101;
    private static final long[] EDGES = {
        0, 1, -1, 2, 0xFFFF_FFFFL, 0x1_0000_0000L, -0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
    };

    @Test
    void multipliesAndDividesLikeBigInteger() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            long left = anyLong(random);
            long right = anyLong(random);
            int divisor = random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(30) | 1;

            Int128 product = Int128.product(left, right);

            BigInteger expected = BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
            String place = "seed " + SEED + ": " + left + " * " + right + " / " + divisor;
            assertThat(toBigInteger(product)).as(place).isEqualTo(expected);
            assertThat(toBigInteger(product.dividedDown(divisor)))
                    .as(place)
                    .isEqualTo(divided(expected, divisor, RoundingMode.FLOOR));
            assertThat(toBigInteger(product.dividedUp(divisor)))
                    .as(place)
                    .isEqualTo(divided(expected, divisor, RoundingMode.CEILING));
        }
    }

    @Test
    void multipliesOnByAnythingThatFits() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            Int128 number = Int128.product(anyLong(random), anyLong(random) >> random.nextInt(64));
            long factor = (anyLong(random) >>> 1) >> random.nextInt(63);
            BigInteger expected = toBigInteger(number).multiply(BigInteger.valueOf(factor));
            if (expected.bitLength() < 127) {
                assertThat(toBigInteger(number.times(factor)))
                        .as("seed %d: %s * %d", SEED, number, factor)
                        .isEqualTo(expected);
            } else if (expected.bitLength() > 127) {
                assertThatThrownBy(() -> number.times(factor))
                        .as("seed %d: %s * %d", SEED, number, factor)
                        .isInstanceOf(ArithmeticException.class);
            }
        }
    }

    @Test
    void addsSubtractsAndDividesByAnyLongLikeBigInteger() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            Int128 left = Int128.product(anyLong(random), anyLong(random));
            Int128 right = Int128.product(anyLong(random), anyLong(random) >> 1);
            long divisor = Math.max(1, (anyLong(random) >>> 1) >> random.nextInt(63));
            BigInteger sum = toBigInteger(left).add(toBigInteger(right));
            BigInteger difference = toBigInteger(left).subtract(toBigInteger(right));
            String place = "seed %d: %s, %s, %d".formatted(SEED, left, right, divisor);

            if (sum.bitLength() <= 127) {
                assertThat(toBigInteger(left.plus(right))).as(place).isEqualTo(sum);
            }
            if (difference.bitLength() <= 127) {
                assertThat(toBigInteger(left.minus(right))).as(place).isEqualTo(difference);
            }
            assertThat(toBigInteger(right.dividedDown(divisor)))
                    .as(place)
                    .isEqualTo(divided(toBigInteger(right), divisor, RoundingMode.FLOOR));
            assertThat(toBigInteger(right.dividedUp(divisor)))
                    .as(place)
                    .isEqualTo(divided(toBigInteger(right), divisor, RoundingMode.CEILING));
        }
    }

    @Test
    void aSumOrDifferenceBeyond128BitsIsAFault() {
        Int128 large = Int128.product(Long.MIN_VALUE, Long.MIN_VALUE);

        assertThatThrownBy(() -> large.plus(large)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Int128.ZERO.minus(large).minus(large).minus(new Int128(0, 1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void becomesALongOnlyIfItFits() {
        assertThat(Int128.product(Long.MIN_VALUE, 1).toLongExact()).isEqualTo(Long.MIN_VALUE);
        assertThat(Int128.product(Long.MAX_VALUE, 1).toLongExact()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Int128.product(Long.MIN_VALUE, -1).toLongExact())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("64 bits");
    }

    private static long anyLong(SplittableRandom random) {
        return random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong() >> random.nextInt(64);
    }

    private static BigInteger toBigInteger(Int128 number) {
        return BigInteger.valueOf(number.high()).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(number.low())));
    }

    private static BigInteger divided(BigInteger number, long divisor, RoundingMode rounding) {
        return new BigDecimal(number)
                .divide(BigDecimal.valueOf(divisor), 0, rounding)
                .toBigIntegerExact();
    }
}
