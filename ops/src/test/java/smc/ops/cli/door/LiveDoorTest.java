package smc.ops.cli.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.journal.RefusedStartException;
import smc.ops.cli.option.VenueOptions;
import smc.ops.door.DoctorPass;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;

/** What a start must show before it may send orders. Nobody is asked over a network. */
class LiveDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String TESTNET = "cdn-ind.testnet.deltaex.org";

    private final Configuration configuration = shipped();

    @TempDir
    private Path data;

    private Optional<UnaryOperator<String>> terminal = Optional.empty();
    private String asked = "";

    @Command
    private static final class Start {
        @Spec
        private CommandSpec spec;

        @ArgGroup(validate = false)
        private VenueOptions venue = new VenueOptions();

        @ArgGroup(validate = false)
        private LiveDoor door = new LiveDoor();
    }

    private static Configuration shipped() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
        return Configuration.load(root.resolve("config"));
    }

    private ThrowingCallable start(String... arguments) {
        var start = new Start();
        new CommandLine(start).parseArgs(arguments);
        return () -> start.door.pass(start.spec, start.venue, configuration, data, () -> NOW, terminal);
    }

    private void passed(String venue, Instant at) throws IOException {
        new DoctorPass(at, configuration.hash(), venue).keep(data);
    }

    private void typed(String answer) {
        terminal = Optional.of(question -> {
            asked = question;
            return answer;
        });
    }

    // ---- paper

    @ParameterizedTest
    @ValueSource(strings = {"--venue=embedded", "--exchange=127.0.0.1:1", "--venue=delta-india --paper"})
    void paperNeedsNothing(String options) {
        assertThatCode(start(options.split(" "))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--venue=embedded",
                "--exchange=127.0.0.1:1",
                "--venue=delta-india --paper",
                "--venue=delta-testnet"
            })
    void liveIsOfRealMoneyAlone(String options) {
        assertThatThrownBy(start((options + " --live").split(" ")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--live: expected with --venue delta-india");
    }

    @Test
    void whoSaysYesToNothingIsToldSo() {
        assertThatThrownBy(start("--venue=delta-india", "--yes-trade-real-money"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("only with --live");
    }

    // ---- testnet

    @Test
    void testnetNeedsAPassAndNobodysWord() throws IOException {
        assertThatThrownBy(start("--venue=delta-testnet"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("there is none")
                .hasMessageContaining("./smc doctor --venue delta-testnet")
                .hasMessageContaining("TESTNET");
        passed("TESTNET delta-testnet", NOW.minusSeconds(1));

        assertThatCode(start("--venue=delta-testnet")).doesNotThrowAnyException();
    }

    // ---- real money

    @Test
    void withoutLiveNothingIsSentToDeltaAndWhatToDoIsSaid() throws IOException {
        passed("REAL MONEY delta-india", NOW);

        assertThatThrownBy(start("--venue=delta-india"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("--live was not given")
                .hasMessageContaining("--paper")
                .hasMessageContaining("docs/going-live.md");
    }

    @Test
    void aPassOfElevenMinutesOrOfAnotherVenueIsNone() throws IOException {
        passed("REAL MONEY delta-india", NOW.minus(Duration.ofMinutes(11)));
        assertThatThrownBy(start("--venue=delta-india", "--live", "--yes-trade-real-money"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("10 minutes");

        passed("TESTNET delta-testnet", NOW);
        assertThatThrownBy(start("--venue=delta-india", "--live", "--yes-trade-real-money"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("is of TESTNET");
    }

    @Test
    void somebodyMustSaySoAtATerminalOrOnTheCommandLine() throws IOException {
        passed("REAL MONEY delta-india", NOW);
        assertThatThrownBy(start("--venue=delta-india", "--live"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("--yes-trade-real-money");

        assertThatCode(start("--venue=delta-india", "--live", "--yes-trade-real-money"))
                .doesNotThrowAnyException();
        typed(" trade real money ");
        assertThatCode(start("--venue=delta-india", "--live")).doesNotThrowAnyException();
        assertThat(asked).contains("REAL MONEY delta-india", "trade real money");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "y", "yes", "Trade real money", "trade real money!"})
    void anyOtherAnswerIsNo(String answer) throws IOException {
        passed("REAL MONEY delta-india", NOW);
        typed(answer);

        assertThatThrownBy(start("--venue=delta-india", "--live"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("nothing was begun");
    }

    @Test
    void aFolderOfAnotherMoneyIsRefusedBeforeAnythingElse() throws IOException {
        FolderMoney.keep(data, MoneyKind.TESTNET, TESTNET, NOW);
        passed("REAL MONEY delta-india", NOW);

        assertThatThrownBy(start("--venue=delta-india", "--live", "--yes-trade-real-money"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("is of TESTNET");
        assertThatThrownBy(start("--venue=embedded")).isInstanceOf(ParameterException.class);
        passed("TESTNET delta-testnet", NOW);
        assertThatCode(start("--venue=delta-testnet")).doesNotThrowAnyException();
    }

    /** A rehearsal asks for all that the venue itself would. */
    @Test
    void anExchangeThatStandsInForAVenueIsAskedLikeIt() {
        assertThatThrownBy(start("--venue=delta-india", "--exchange=127.0.0.1:1"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("--live was not given");
        assertThatThrownBy(start("--venue=delta-testnet", "--exchange=127.0.0.1:1"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("--exchange 127.0.0.1:1");
    }
}
