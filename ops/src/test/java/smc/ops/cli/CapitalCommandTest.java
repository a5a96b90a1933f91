package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.journal.DataLock;
import smc.ops.journal.CapitalMoves;

/** Capital added and taken by hand, and what a start by another configuration would do, on a recording of six days. */
class CapitalCommandTest {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private Recording recording;

    @BeforeAll
    static void record() {
        Recording.in(made);
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> paths = Files.walk(made)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(made.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
        recording = new Recording(new MarketFolder(folder), folder.resolve("data"));
    }

    private CommandRun add(String account, String symbol, String usd, String reason) {
        return smc("capital", "add", account, symbol, usd, "--reason", reason, "--data", recording.data());
    }

    private JsonNode results(String name) throws IOException {
        Path out = folder.resolve(name);
        assertThat(smc("journal", "results", "--data", recording.data(), "--out", out)
                        .exitCode())
                .isZero();
        return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    }

    private static BigDecimal money(JsonNode figures, String key) {
        return figures.path(key).decimalValue();
    }

    // ---- by hand

    @Test
    void whatIsAddedIsInTheJournalWithItsReasonAndInNoResult() throws IOException {
        JsonNode before = results("before").path("total");

        CommandRun added = add("account-a", "SOLUSD", "80.5", "more, at last");

        assertThat(added.err()).isEmpty();
        assertThat(added.exitCode()).isZero();
        assertThat(added.out()).contains("account-a SOLUSD: 80.5 USD added");
        assertThat(smc("capital", "list", "--data", recording.data()).out())
                .contains("account-a  SOLUSD")
                .contains("+80.5")
                .contains("more, at last");
        assertThat(smc("journal", "verify", "--replay", "--data", recording.data())
                        .exitCode())
                .isZero();
        JsonNode after = results("after").path("total");
        assertThat(after.path("capital_moved").decimalValue()).isEqualByComparingTo("80.5");
        assertThat(money(after, "capital_end"))
                .isEqualByComparingTo(money(before, "capital_end").add(new BigDecimal("80.5")));
        for (String figure : List.of("trades", "wins", "net", "max_drawdown_pct", "capital_start")) {
            assertThat(after.path(figure)).as(figure).isEqualTo(before.path(figure));
        }
    }

    @Test
    void whatIsAddedCanBeTakenAgainAndMoreThanIsFreeCannot() throws IOException {
        assertThat(add("B", "AAVEUSD", "1000", "a try").exitCode()).isZero();

        CommandRun taken =
                smc("capital", "take", "B", "AAVEUSD", "1000", "--reason", "undone", "--data", recording.data());
        CommandRun tooMuch =
                smc("capital", "take", "B", "AAVEUSD", "9000", "--reason", "all", "--data", recording.data());

        assertThat(taken.exitCode()).isZero();
        assertThat(taken.out()).contains("account-b AAVEUSD: 1000 USD taken");
        assertThat(tooMuch.exitCode()).isEqualTo(3);
        assertThat(tooMuch.err()).contains("refused: 9000 USD are to be taken, of which");
        assertThat(Files.readString(recording.data().resolve(CapitalMoves.FILE)))
                .doesNotContain("9000");
        assertThat(results("after").path("total").has("capital_moved")).isFalse();
    }

    @Test
    void whileSomebodyIsAtWorkInTheFolderNothingIsMoved() {
        try (DataLock _ = DataLock.take(recording.data())) {

            CommandRun refused = add("account-a", "SOLUSD", "80", "more");

            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err()).contains("refused:").contains("lock");
        }
        assertThat(smc("capital", "list", "--data", recording.data()).out()).contains("no capital was added or taken");
    }

    @ParameterizedTest
    @CsvSource({
        "account-c, SOLUSD, 80, more, 'expected one of account-a, account-b'",
        "account-a, BTCUSD, 80, more, 'expected one of SOLUSD, AAVEUSD'",
        "account-a, SOLUSD, 0, more, 'a number above 0'",
        "account-a, SOLUSD, 10000001, more, 'a number above 0'",
        "account-a, SOLUSD, 0.000000001, more, 'a number above 0'",
        "account-a, SOLUSD, much, more, 'a number above 0'",
        "account-a, SOLUSD, 80, ' ', 'expected 1 to 200 characters'",
    })
    void whatCannotBeMeantIsAnsweredWithWhatCan(
            String account, String symbol, String usd, String reason, String answer) {
        CommandRun refused = add(account, symbol, usd, reason);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(answer);
        assertThat(recording.data().resolve(CapitalMoves.FILE)).doesNotExist();
    }

    // ---- by configuration

    private CommandRun diff() {
        return smc("config", "diff", "--config", folder.resolve("config"), "--data", recording.data());
    }

    @Test
    void theSameConfigurationDiffersInNothing() {
        assertThat(diff().exitCode()).isZero();
        assertThat(diff().out()).contains("no key differs").contains("a start would go on");
    }

    @Test
    void eachChangeIsShownWithItsKindAndWhatWouldBeBooked() {
        recording.folder().configure("engine.json", "\"port\": 0", "\"port\": 3001");
        recording.folder().configure("account-b.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 250");

        CommandRun diff = diff();

        assertThat(diff.exitCode()).isZero();
        assertThat(diff.outWithoutLayout())
                .contains("engine.json api.port 0 3001 told")
                .contains("account-b.json capitalUsdPerSymbol 100 250 from now on")
                .contains("account-b.json: a start books +150 USD of capital on AAVEUSD");
    }

    @Test
    void aStartThatWouldBeRefusedIsSaidAndTheExitCodeIsTwo() {
        recording.folder().configure("engine.json", "[\"SOLUSD\", \"AAVEUSD\"]", "[\"SOLUSD\"]");

        CommandRun diff = diff();

        assertThat(diff.exitCode()).isEqualTo(2);
        assertThat(diff.out()).contains("a start would be refused").contains("a data folder of its own");
    }

    @Test
    void twoFoldersAreComparedInsteadOfOneNot() {
        Path config = folder.resolve("config");

        assertThat(smc("config", "diff", recording.data(), config).out()).contains("no key differs");
        assertThat(smc("config", "diff", config, recording.data()).out()).contains("no key differs");
        assertThat(smc("config", "diff", config).exitCode()).isEqualTo(2);
    }
}
