package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;
import smc.ops.cli.option.MomentConverter;
import smc.ops.cli.option.TimeConverter;
import smc.ops.journal.Moment;

/** One argument has one meaning. */
class MomentConverterTest {
    /** 1736035200 is 2025-01-05T00:00:00Z: 20,093 days of 86,400 seconds. */
    @ParameterizedTest
    @CsvSource({
        "2025-01-05, 2025-01-05T00:00:00Z",
        "2025-01-05T00:00:00Z, 2025-01-05T00:00:00Z",
        "2025-01-05T05:30:00+05:30, 2025-01-05T00:00:00Z",
        "1736035200, 2025-01-05T00:00:00Z",
        "1736035200001, 2025-01-05T00:00:00.001Z",
        "1736035200000001, 2025-01-05T00:00:00.000001Z",
        "1736035200000000001, 2025-01-05T00:00:00.000000001Z",
        "1000000000, 2001-09-09T01:46:40Z",
        "9223372036854775807, 2262-04-11T23:47:16.854775807Z",
        "1970-01-01, 1970-01-01T00:00:00Z"
    })
    void aTimeIsReadAsItIsWrittenAnywhere(String text, Instant time) throws Exception {
        assertThat(new TimeConverter().convert(text)).isEqualTo(time);
        assertThat(new MomentConverter().convert(text)).isEqualTo(new Moment.AtTime(TimeConverter.nanos(time)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "999999999, 999999999",
        "000000005, 5",
        "#1, 1",
        "#1736035200, 1736035200",
        "#9223372036854775807, 9223372036854775807"
    })
    void aNumberOfUpToNineDigitsIsASequenceAndAnyAfterAHash(String text, long sequence) {
        assertThat(new MomentConverter().convert(text)).isEqualTo(new Moment.AtSequence(sequence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "#0", "#", "#-1", "#x", "#9223372036854775808", "#2025-01-05"})
    void whatIsNoSequenceIsRefusedAsOne(String text) {
        assertThatThrownBy(() -> new MomentConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a sequence from 1 to below 2^63, was " + text);
    }

    @ParameterizedTest
    @CsvSource({"12345678901, 11", "123456789012, 12", "17360352000000, 14", "173603520000000000, 18"})
    void aNumberThatCouldBeNeitherIsRefusedByName(String text, int digits) {
        assertThatThrownBy(() -> new MomentConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "expected unix seconds of 10 digits, milliseconds of 13, microseconds of 16 or nanoseconds of 19, was %s of %d",
                        text, digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789", "5"})
    void whereOnlyATimeIsAskedForASequenceIsNone(String text) {
        assertThatThrownBy(() -> new TimeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("expected unix seconds of 10 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noon",
                "-5",
                "NaN",
                "1e9",
                "2025-13-01",
                "2025-02-30",
                "2025-01-05T25:00:00Z",
                "2025-01-05T00:00:00",
                "9223372036854775808",
                "99999999999999999999999999",
                "\u0661\u0667\u0663\u0666\u0660\u0663\u0665\u0662\u0660\u0660"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> new MomentConverter().convert(text)).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> new TimeConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void everywhereATimeIsAskedForItIsReadAlike() {
        var asked = new ArrayList<String>();
        collect(Main.commandLine(), asked);

        assertThat(asked)
                .contains("smc backtest --from", "smc journal dump --to", "smc why-not --from", "smc at <moment>");
    }

    private static void collect(CommandLine command, List<String> asked) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            // What is at a time is read by a converter of its own, which reads the time as everywhere (WhyJournalTest).
            if (argument.paramLabel().contains("TIME") && !argument.paramLabel().contains("@TIME")) {
                String name = command.getCommandSpec().qualifiedName() + " "
                        + (argument instanceof OptionSpec option ? option.longestName() : "<moment>");
                assertThat(argument.converters())
                        .as(name)
                        .hasSize(1)
                        .hasExactlyElementsOfTypes(
                                argument.paramLabel().contains("SEQUENCE")
                                        ? MomentConverter.class
                                        : TimeConverter.class);
                asked.add(name);
            }
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, asked));
    }

    @Test
    void aTimeThatTheJournalCannotSayIsRefused() {
        for (String text : new String[] {"1969-12-31", "2263-01-01", "+999999999-12-31", "-999999999-01-01"}) {
            assertThatThrownBy(() -> new TimeConverter().convert(text))
                    .as(text)
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage(
                            "expected a time from 1970-01-01T00:00:00Z to 2262-04-11T23:47:16.854775807Z, was " + text);
        }
    }
}
