package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code smc what-if} and {@code smc parity} on the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionCommandsTest {
    @TempDir
    private static Path empty;

    private Recording recording;
    private Map<String, String> before;

    @BeforeAll
    void record() {
        recording = Recording.in(empty);
        before = MarketFolder.files(recording.data());
    }

    private CommandRun ask(String question, Object... arguments) {
        return smc(Stream.concat(Stream.of(question, "--data", recording.data()), Stream.of(arguments))
                .toArray());
    }

    @Test
    void whatIfWithoutOtherRulesTellsTheModelsErrorAlone() {
        CommandRun run = ask("what-if");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("account-a, SOLUSD, mode A", "account-b, AAVEUSD, mode B")
                .contains("Model error: none, step by step.")
                .doesNotContain("variant", "Effect");
    }

    @Test
    void whatIfTellsTheFirstDifferenceWithItsFrame() {
        CommandRun run = ask("what-if", "--set", "account-a.capitalUsdPerSymbol=200");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Model error: none, step by step.");
        assertThat(run.out())
                .containsPattern("Effect, the first at 2025-01-\\d\\dT[0-9:.]+Z, (SOLUSD|AAVEUSD), mode A:")
                .containsPattern("  simulated asks for an entry: (buy|sell) .* \\[sequence \\d+]")
                .containsPattern("  variant   asks for an entry: (buy|sell) ");
    }

    @Test
    void anotherConfigurationIsAskedAboutAsKeysAre() {
        MarketFolder other = MarketFolder.in(empty.resolve("other"))
                .configure("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 200");

        CommandRun byFolder = ask("what-if", "--config", other.path().resolve("config"));

        assertThat(byFolder.exitCode()).isZero();
        assertThat(byFolder.out())
                .isEqualTo(ask("what-if", "--set", "account-a.capitalUsdPerSymbol=200")
                        .out());
    }

    @Test
    void programsGetTheSame() throws IOException {
        CommandRun run = ask("what-if", "--set", "account-a.capitalUsdPerSymbol=200", "--json");

        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("figures")).hasSize(4);
        JsonNode first = json.path("figures").path(0);
        assertThat(first.path("recorded")).isEqualTo(first.path("simulated")).isNotEqualTo(first.path("variant"));
        assertThat(json.path("modelError").isNull()).isTrue();
        assertThat(json.path("effect").path("simulated").path("sequence").asText())
                .matches("\\d+");
        assertThat(run.out()).containsPattern("\"net\" : \"-?\\d+\\.\\d{8}\"");
    }

    @Test
    void parityOfARecordingHasNoDifference() throws IOException {
        CommandRun run = ask("parity");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("No difference: what happened is what a backtest of the same trades makes of it.");

        JsonNode json = new ObjectMapper().readTree(ask("parity", "--json").out());
        assertThat(json.path("days")).hasSizeGreaterThan(1);
        assertThat(json.path("differences")).isEmpty();
    }

    @Test
    void parityOfADayTellsThatDay() {
        CommandRun run = ask("parity", "--day", "2025-01-05");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("2025-01-05").doesNotContain("2025-01-04", "2025-01-06");
    }

    /** The last line of standard error is how help is called; what is wrong stands before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            what-if --set account-a.cooldownCandels=1 | --set: account-a.cooldownCandels: unknown key (did you mean account-a.cooldownCandles?)
            what-if --set cooldownCandles=1           | --set: cooldownCandles: unknown key (did you mean
            what-if --set account-a.fresh=1           | --set: account-a.fresh: expected the address of one value, it holds capitalPct
            what-if --set account-a.fresh.leverage.x=1 | --set: account-a.fresh.leverage.x: unknown key (did you mean account-a.fresh.leverage?)
            what-if --set account-a.cooldownCandles=-1 | --set account-a.json: $.cooldownCandles: expected a whole number from 0 to 672, was -1
            what-if --set account-a.cooldownCandles=many | --set account-a.json: $.cooldownCandles: expected a whole number from 0 to 672, was "many"
            what-if --set account-a.cooldownCandles=1e9 | --set account-a.json: $.cooldownCandles: expected a whole number from 0 to 672, was "1e9"
            what-if --set account-a.cooldownCandles   | --set
            what-if --set engine.symbols=["SOLUSD"]   | expected the symbols of the recording, [SOLUSD, AAVEUSD], was [SOLUSD]
            what-if --from 2025-01-04 --to 2025-01-03 | is not before --to
            what-if --from 2026-01-01                 | --from 2026-01-01T00:00:00Z is after the journal's last frame
            what-if --to 2024-01-01                   | --to 2024-01-01T00:00:00Z is before the journal's first frame
            what-if --config no-such-folder           | no-such-folder: $: expected a folder, was nothing
            parity --day yesterday                    | expected a day such as 2025-01-31, was yesterday
            parity --day 2026-01-01                   | --day: nothing was decided on 2026-01-01, days are 2025-01-0
            """)
    void whatCannotBeAskedIsUsage(String commandLine, String message) {
        String[] words = commandLine.split(" ");
        Object[] rest = Stream.of(words).skip(1).toArray();

        CommandRun run = ask(words[0], rest);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFolderWithoutAJournalIsUsage() {
        for (String question : new String[] {"what-if", "parity"}) {
            CommandRun run = smc(question, "--data", empty);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("expected a data folder with a journal in it");
        }
    }

    @Test
    void askingChangesNothing() {
        ask("what-if", "--set", "account-b.ordersPerSide=2");
        ask("parity");

        assertThat(MarketFolder.files(recording.data())).isEqualTo(before);
    }
}
