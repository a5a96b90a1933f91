package smc.feed.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalBytesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0, 0",
        "1.0, 100000000",
        "148.2500, 14825000000",
        "148.250000000000000000, 14825000000",
        "0.00000001, 1",
        "1.1E+2, 11000000000",
        "12e-3, 1200000",
        "1000e-10, 10",
        "92233720368.54775807, 9223372036854775807",
    })
    void aNumberIsTakenExactly(String text, long expectedE8) {
        assertThat(parseE8(text)).isEqualTo(expectedE8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-",
                ".5",
                "5.",
                "01",
                "1e",
                "1e+",
                "+1",
                "0x1",
                "NaN",
                "1 ",
                "0.000000001",
                "1e-9",
                "92233720368.54775808",
                "1e999999999999",
                "1e-999999999999",
                "99999999999999999999"
            })
    void whatIsNoNumberOrDoesNotFitIsAValueAndNoException(String text) {
        assertThat(parseE8(text)).isEqualTo(DecimalBytes.NOT_EXACT);
    }

    @Test
    void agreesWithBigDecimal() {
        long seed = 20261122;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var number = BigDecimal.valueOf(random.nextLong() >>> (1 + random.nextInt(62)), random.nextInt(-3, 12));
            String text = random.nextBoolean() ? number.toString() : number.toPlainString();

            assertThat(parseE8(text))
                    .as("%s, seed %d, number %d", text, seed, i)
                    .isEqualTo(expectedE8(number));
        }
    }

    private static long expectedE8(BigDecimal number) {
        try {
            return number.movePointRight(8).longValueExact();
        } catch (ArithmeticException _) {
            return DecimalBytes.NOT_EXACT;
        }
    }

    private static long parseE8(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        return DecimalBytes.parseE8(bytes, 1, bytes.length - 1);
    }
}
