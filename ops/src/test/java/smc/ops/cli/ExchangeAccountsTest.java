package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.ExchangeAccount;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.ExchangeAccounts;
import smc.strategy.number.FixedPoint;

/** Files of keys: nobody but their owner reads them, and nothing of them is repeated. */
class ExchangeAccountsTest {
    private static final String SECRET = "s3cr3t-of-somebody";
    private static final List<ExchangeAccount> MADE = ExchangeAccounts.made(100 * FixedPoint.ONE_E8);

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void whatIsMadeIsOnlyItsOwners() throws IOException {
        ExchangeAccounts.kept(folder.resolve("data"), MADE, new PrintWriter(said));

        Path file = folder.resolve("data/accounts.json");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(ExchangeAccounts.read(file)).isEqualTo(MADE);
        assertThat(said.toString()).isEmpty();
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileOfOursThatOthersCouldReadIsTakenFromThemAndThatIsSaidOnce() throws IOException {
        Path file = folder.resolve("accounts.json");
        ExchangeAccounts.write(file, MADE);
        permissions(file, "rw-r--r--");

        assertThat(ExchangeAccounts.kept(folder, List.of(), new PrintWriter(said)))
                .isEqualTo(MADE);
        ExchangeAccounts.kept(folder, List.of(), new PrintWriter(said));

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(said.toString().lines())
                .containsExactly("smc: others could read " + file + "; only its owner can from now on (0600)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "r-----r-x"})
    void aFileThatTheUserGaveIsRefusedWithWhatToType(String permissions) throws IOException {
        Path file = folder.resolve("keys.json");
        ExchangeAccounts.write(file, MADE);
        permissions(file, permissions);
        Path config = MarketFolder.in(folder).path().resolve("config");
        Path data = folder.resolve("data");

        assertThat(List.of(
                        smc("exchange", "--config", config, "--accounts", file),
                        // Nobody listens there: nobody is asked before the file was looked at.
                        smc("run", "--config", config, "--exchange", "127.0.0.1:1", "--keys", file, "--data", data)))
                .allSatisfy(run -> assertThat(run)
                        .isEqualTo(new CommandRun(
                                ExitCode.REFUSED,
                                "",
                                "smc: refused: expected a file of keys that only its owner may read (0600), %s is %s: chmod 600 '%s'\n"
                                        .formatted(file, permissions, file))));
        assertThat(permissions(file)).isEqualTo(permissions);
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"apiSecret\": " + SECRET + "}]",
                "[{\"apiSecret\": \"" + SECRET + "}]",
                SECRET,
                "\"" + SECRET + "\"",
                "{\"apiSecret\": \"" + SECRET + "\"}",
                "[\"" + SECRET + "\"]",
                "[{\"apiSecret\": \"" + SECRET + "\"}]",
                "[{\"userId\":1,\"name\":\"A\",\"apiKey\":\"k\",\"apiSecret\":[\"" + SECRET
                        + "\"],\"depositUsd\":\"1\"}]",
                "[{\"userId\":1,\"name\":\"A\",\"apiKey\":\"k\",\"apiSecret\":\"s\",\"depositUsd\":\"" + SECRET
                        + "\"}]",
                "[{\"userId\":0,\"name\":\"A\",\"apiKey\":\"k\",\"apiSecret\":\"" + SECRET + "\",\"depositUsd\":\"1\"}]"
            })
    void whatIsWrongIsSaidWithoutRepeatingASecret(String text) throws IOException {
        Path file = folder.resolve("accounts.json");
        Files.writeString(file, text);
        permissions(file, "rw-------");

        assertThatThrownBy(() -> ExchangeAccounts.given(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("expected")
                .message()
                .doesNotContain(SECRET.substring(0, 4));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void permissions(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
