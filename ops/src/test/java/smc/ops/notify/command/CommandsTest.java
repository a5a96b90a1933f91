package smc.ops.notify.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.live.kill.KillReport;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;
import smc.ops.control.ControlSocket;
import smc.ops.notify.DailySummary;
import smc.ops.notify.HandClock;
import smc.ops.notify.Mute;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.run.SeededSession;
import smc.strategy.number.FixedPoint;

/** What is asked in a chat, answered of a session. */
class CommandsTest {
    private static final Chat OWNER = new Chat("owner", 1);
    private static final Chat PARTNER = new Chat("partner", 2);

    @TempDir
    private static Path data;

    private static Reading whole;

    private final HandClock clock = new HandClock();
    private final Mute mute = new Mute();
    private final List<ControlRequest> asked = new ArrayList<>();
    private final List<String> replies = new CopyOnWriteArrayList<>();
    private int nextCode = 123_456;
    private Commands commands;

    private final class Engine implements ControlSocket.Handler {
        @Override
        public void take(ControlRequest request) {
            asked.add(request);
        }

        @Override
        public CompletableFuture<KillReport> kill(ControlRequest request, Consumer<String> told) {
            asked.add(request);
            return CompletableFuture.completedFuture(
                    new KillReport(List.of(), List.of(), new KillReport.Cost(0, 0, 0, 0), 1));
        }
    }

    private static final class NoFacts implements Facts {
        @Override
        public List<String> health() {
            return List.of("healthy");
        }

        @Override
        public String ask(List<String> arguments) {
            return "answer to " + arguments;
        }
    }

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(data, 7);
        whole = ReadingFold.read(data, Long.MAX_VALUE);
    }

    @BeforeEach
    void begin() {
        commands = new Commands(
                () -> whole,
                new Engine(),
                new NoFacts(),
                new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC),
                mute,
                clock,
                () -> nextCode++);
    }

    private String ask(Chat chat, String text) {
        int before = replies.size();
        commands.obey(chat, text, clock.now(), replies::add);
        return replies.size() == before ? "" : replies.getLast();
    }

    private String ask(String text) {
        return ask(OWNER, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pause", "/reduce", "/halt"})
    void whatOnlyMakesItSaferIsDoneAtOnce(String command) {
        String reply = ask(command + " account-b aaveusd");

        assertThat(asked).hasSize(1);
        ControlRequest request = asked.getFirst();
        assertThat(request.action().name()).isEqualTo(command.substring(1).toUpperCase(Locale.ROOT));
        assertThat(request.accountId()).isEqualTo(1);
        assertThat(request.instrumentId()).isEqualTo(1);
        assertThat(request.who()).isEqualTo("telegram owner");
        assertThat(reply).startsWith("done, and in the journal").contains("account-b", "AAVEUSD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/resume", "/flatten", "/kill"})
    void whatDoesMoreWantsItsCode(String command) {
        String offer = ask(command);

        assertThat(asked).isEmpty();
        assertThat(offer).contains("123456", "within 60 s");
        ask("123456");
        assertThat(asked)
                .extracting(request -> request.action().name())
                .containsExactly(command.substring(1).toUpperCase(Locale.ROOT));
        assertThat(ask("123456")).contains("no code is waited for");
        assertThat(asked).hasSize(1);
    }

    @Test
    void aCodeThatComesTooLateDoesNothing() {
        ask("/flatten SOLUSD");
        clock.pass(Duration.ofSeconds(61));

        assertThat(ask("123456")).contains("later than 60 s", "nothing was done");
        assertThat(asked).isEmpty();
    }

    @Test
    void aWrongCodeIsVoidAndSoIsTheRightOneAfterIt() {
        ask("/kill");

        assertThat(ask("654321")).contains("not the code");
        assertThat(ask("123456")).contains("no code is waited for");
        assertThat(asked).isEmpty();
    }

    @Test
    void aCodeOfSomebodyElseDoesNothingForWhoSendsItAndIsGoodForWhoHasIt() {
        ask(OWNER, "/resume");

        assertThat(ask(PARTNER, "123456")).contains("given to somebody else", "nothing was done");
        assertThat(asked).isEmpty();
        ask(OWNER, "/confirm 123456");
        assertThat(asked).extracting(ControlRequest::action).containsExactly(Action.RESUME);
    }

    @Test
    void aNewWishTakesThePlaceOfTheOneBefore() {
        ask("/kill");
        ask("/resume");

        assertThat(ask("123456")).contains("not the code");
        assertThat(asked).isEmpty();
    }

    @Test
    void theFiguresAreThoseOfTheReading() {
        long capitalE8 = whole.image().desks().stream()
                .mapToLong(desk -> desk.capitalE8())
                .sum();
        String capital = Double.toString(Math.round(capitalE8 / 1e6) / 100.0);

        assertThat(ask("/balance")).contains("in all: capital " + capital);
        assertThat(ask("/status"))
                .contains(
                        "frame " + whole.sequence(),
                        "SOLUSD "
                                + FixedPoint.formatE8(
                                        whole.image().markets().getFirst().lastPriceE8()),
                        "open trades " + whole.image().trades().size());
        assertThat(ask("/trades"))
                .contains("of %d closed".formatted(whole.history().closed().size()));
        assertThat(ask("/performance"))
                .contains("all: %d trades".formatted(whole.history().closed().size()));
        whole.image()
                .orders()
                .forEach(order -> assertThat(ask("/orders"))
                        .contains(Long.toString(order.known().orderId())));
        assertThat(ask("/blocks"))
                .contains(whole.image().markets().getFirst().blocks().size() + " alive");
    }

    @Test
    void whatIsWrongIsSaidWithWhatWasExpectedAndCame() {
        assertThat(ask("/dance")).contains("/dance is no command", "/help");
        assertThat(ask("hello")).contains("is no command");
        assertThat(ask("")).contains("is no command");
        assertThat(ask("/pause DOGEUSD")).contains("expected an account (account-a, account-b)", "DOGEUSD");
        assertThat(ask("/kill SOLUSD")).contains("expected nothing after it");
        assertThat(ask("/why")).contains("expected the number of a trade", "nothing");
        assertThat(ask("/why --out")).contains("expected the number of a trade");
        assertThat(ask("/mute 99999")).contains("expected 0 to 1440 minutes, was 99999");
        assertThat(ask("/x" + "y".repeat(5_000))).hasSizeLessThan(200);
        assertThat(asked).isEmpty();
    }

    @Test
    void everyCommandOfTheKeyboardAndTheHelpIsOne() {
        List<String> named = new ArrayList<>();
        Commands.KEYBOARD.forEach(named::addAll);
        ask("/help").lines().map(line -> line.split(" ", -1)[0]).forEach(named::add);

        assertThat(named).hasSizeGreaterThan(25);
        for (String command : named) {
            assertThat(ask(command)).as(command).doesNotContain("is no command");
        }
        assertThat(ask("/status@some_bot")).contains("frame ");
    }

    @Test
    void aMuteIsOnForItsMinutesAndZeroEndsIt() {
        ask("/mute 5");
        assertThat(mute.isOn(clock.now())).isTrue();
        assertThat(mute.isOn(clock.now().plus(Duration.ofMinutes(6)))).isFalse();

        ask("/mute 0");
        assertThat(mute.isOn(clock.now())).isFalse();
    }
}
