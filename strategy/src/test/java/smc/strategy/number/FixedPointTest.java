package smc.strategy.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.00000001, 1",
        "-0.00000001, -1",
        "1, 100000000",
        "163.65617587, 16365617587",
        "-12.0345, -1203450000",
        "007.50, 750000000",
        "0.0000086, 860",
        "92233720368.54775807, 9223372036854775807",
        "-92233720368.54775807, -9223372036854775807"
    })
    void readsAPlainDecimalExactly(String text, long valueE8) {
        assertThat(FixedPoint.parseE8(text)).isEqualTo(valueE8);
    }

    @ParameterizedTest
    @CsvSource({"1.000000000, 100000000", "0.123456780000, 12345678", "-1.50000000000000000000, -150000000"})
    void takesMoreThanEightDecimalsWhereTheRestIsZero(String text, long valueE8) {
        assertThat(FixedPoint.parseE8(text)).isEqualTo(valueE8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.000000001", "1.123456789", "-0.1234567801"})
    void refusesADigitItCouldNotKeep(String text) {
        assertThatThrownBy(() -> FixedPoint.parseE8(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("expected at most 8 decimals, was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                ".5",
                "5.",
                "-5.",
                "1.2.3",
                "+1",
                "--1",
                "1-",
                " 1",
                "1 ",
                "1,5",
                "1_000",
                "1e5",
                "1E-8",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "null",
                "1.5d",
                "\u0661",
                "\uFF11",
                "1\u0000",
                "\u22121"
            })
    void refusesWhatIsNotAPlainDecimal(String text) {
        assertThatThrownBy(() -> FixedPoint.parseE8(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("expected a decimal number, was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "92233720368.54775808",
                "-92233720368.54775809",
                "92233720369",
                "-92233720369",
                "922337203685.4775807",
                "9223372036854775807",
                "100000000000000000000000000000"
            })
    void refusesANumberThatDoesNotFit(String text) {
        assertThatThrownBy(() -> FixedPoint.parseE8(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageStartingWith("expected a number within")
                .hasMessageEndingWith("was \"" + text + "\"");
    }

    @Test
    void readsOnlyTheGivenPartOfTheText() {
        String row = "1729907100,163.84,164.379";

        assertThat(FixedPoint.parseE8(row, 11, 17)).isEqualTo(163_84000000L);
        assertThatThrownBy(() -> FixedPoint.parseE8(row, 11, 18)).hasMessageContaining("was \"163.84,\"");
        assertThatThrownBy(() -> FixedPoint.parseE8(row, 11, 11)).hasMessageContaining("was \"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.00000001",
        "-1, -0.00000001",
        "-50000000, -0.5",
        "16365617587, 163.65617587",
        "100000000, 1",
        "-1203450000, -12.0345",
        "9223372036854775807, 92233720368.54775807",
        "-9223372036854775808, -92233720368.54775808"
    })
    void writesTheShortestPlainDecimal(long valueE8, String text) {
        assertThat(FixedPoint.formatE8(valueE8)).isEqualTo(text);
    }

    @Test
    void appendsBehindWhatIsThere() {
        var line = new StringBuilder("top=");

        assertThat(FixedPoint.appendE8(line, 150_50000000L)).isSameAs(line).hasToString("top=150.5");
    }

    @Test
    void writesWhatBigDecimalWritesAndReadsItBack() {
        long seed = 20_250_101;
        var random = new SplittableRandom(seed);

        for (int round = 0; round < 20_000; round++) {
            long valueE8 = random.nextLong() >> random.nextInt(64);
            String text = FixedPoint.formatE8(valueE8);

            assertThat(text)
                    .as("value %d, round %d of seed %d", valueE8, round, seed)
                    .isEqualTo(
                            BigDecimal.valueOf(valueE8, 8).stripTrailingZeros().toPlainString());
            assertThat(FixedPoint.parseE8(text))
                    .as("\"%s\", round %d of seed %d", text, round, seed)
                    .isEqualTo(valueE8);
        }
    }
}
