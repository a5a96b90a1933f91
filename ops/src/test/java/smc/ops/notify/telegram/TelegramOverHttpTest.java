package smc.ops.notify.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.control.ControlRequest;
import smc.ops.notify.Courier;
import smc.ops.notify.Cursor;
import smc.ops.notify.CursorFile;
import smc.ops.notify.CutReading;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Delivery;
import smc.ops.notify.HandClock;
import smc.ops.notify.Kind;
import smc.ops.notify.Manner;
import smc.ops.notify.Message;
import smc.ops.notify.Mute;
import smc.ops.notify.Place;
import smc.ops.notify.QuietHours;
import smc.ops.notify.Telling;
import smc.ops.notify.command.Commands;
import smc.ops.notify.command.Facts;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.Secret;
import smc.ops.notify.telegram.fake.FakeTelegram;
import smc.ops.notify.telegram.fake.FakeTelegram.Sent;
import smc.ops.notify.telegram.fake.FakeTelegram.Trouble;
import smc.ops.run.SeededSession;

/** A channel and a listener against a bot API over real HTTP that is away, slow, or wrong. Time passes only where somebody waits. */
@Timeout(120) // what another thread never does is a failure, and no test without an end
class TelegramOverHttpTest {
    private static final String TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789";
    private static final Chat OWNER = new Chat("owner", 4_242_424_242L);
    private static final Chat PARTNER = new Chat("partner", 777_000_111L);
    private static final long STRANGER = 666;
    private static final Telling TELLING = new Telling(Optional.empty());

    @TempDir
    private static Path session;

    private static Reading whole;
    private static List<Message> all;

    @TempDir
    private Path data;

    private final HandClock clock = new HandClock();
    private final List<String> alarms = new CopyOnWriteArrayList<>();
    private final List<ControlRequest> asked = new ArrayList<>();
    private FakeTelegram fake;
    private TelegramApi api;
    private Reading now;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
        whole = ReadingFold.read(session, Long.MAX_VALUE);
        all = TELLING.after(Place.behind(0), whole);
    }

    @BeforeEach
    void start() throws Exception {
        fake = FakeTelegram.start(TOKEN, _ -> {});
        fake.addChat(OWNER.id());
        fake.addChat(PARTNER.id());
        api = new TelegramApi(fake.address(), secret(TOKEN));
        now = whole;
    }

    @AfterEach
    void stop() {
        api.close();
        fake.close();
        assertThat(String.join("\n", alarms)).doesNotContain(TOKEN).doesNotContain(String.valueOf(OWNER.id()));
    }

    private static Secret secret(String token) {
        return Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, token), Optional.empty());
    }

    private Courier courier() throws Exception {
        var channel = new TelegramChannel(new TelegramSender(api, clock), OWNER);
        CursorFile file = CursorFile.of(data, channel.name());
        if (file.read().isEmpty()) {
            file.write(new Cursor(Place.behind(0), whole.image().epoch(), Optional.empty()));
        }
        return new Courier(
                channel,
                file,
                TELLING,
                new Manner(EnumSet.allOf(Kind.class), QuietHours.NONE, Map.of()),
                new Mute(),
                () -> now,
                clock,
                alarms::add);
    }

    /** The first messages, one by one. */
    private void tell(Courier courier, int from, int to) throws Exception {
        for (Message message : all.subList(from, to)) {
            now = CutReading.until(whole, message.place().sequence());
            while (courier.look()) {
                // each in its turn
            }
        }
    }

    /** What came, each text once where it came twice. */
    private List<String> came() {
        List<String> texts = fake.sent().stream()
                .map(sent -> sent.text().replace("\n(this may have come before)", ""))
                .toList();
        return IntStream.range(0, texts.size())
                .filter(i -> i == 0 || !texts.get(i).equals(texts.get(i - 1)))
                .mapToObj(texts::get)
                .toList();
    }

    private static void assertInOrder(List<String> texts, List<Message> messages) {
        assertThat(texts).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(texts.get(i)).contains(messages.get(i).text());
        }
    }

    @Test
    void stormsErrorsWrongAnswersAndLateOnesLoseNothingAndKeepTheOrder() throws Exception {
        fake.trouble(List.of(
                new Trouble.TooMany(7),
                new Trouble.TooMany(30),
                new Trouble.TooMany(1),
                new Trouble.ServerError(500),
                new Trouble.ServerError(503),
                new Trouble.Malformed(),
                new Trouble.CutOff(),
                new Trouble.Slow(200),
                new Trouble.TooMany(2),
                new Trouble.Malformed()));

        tell(courier(), 0, 20);

        assertInOrder(came(), all.subList(0, 20));
        assertThat(clock.pauses()).contains(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(2));
        // Three came and were not known to have come.
        assertThat(fake.sent()).hasSizeLessThanOrEqualTo(23);
        assertThat(fake.sent())
                .filteredOn(sent -> sent.text().contains("this may have come before"))
                .isNotEmpty();
    }

    @Test
    void anHourAwayLosesNothingAndWhatWaitedIsASummary() throws Exception {
        Courier courier = courier();
        tell(courier, 0, 5);
        fake.down(true);
        // The clock is the test's: the hour is over after some 65 tries.
        Thread telling = Thread.ofPlatform().start(() -> {
            try {
                now = whole;
                while (courier.look()) {
                    // each in its turn
                }
            } catch (Exception e) {
                alarms.add(e.toString());
            }
        });
        while (clock.nanos() < Duration.ofHours(1).toNanos()) {
            Thread.onSpinWait();
        }
        fake.down(false);
        telling.join();

        assertThat(came().subList(0, 5)).allSatisfy(text -> assertThat(text).doesNotContain("SUMMARY"));
        String after = String.join("\n", came().subList(5, came().size())).replace("\n", " ");
        // The one that was on its way was told by itself, and then the rest in one.
        assertThat(after).contains("SUMMARY of ");
        for (Message message : all.subList(5, all.size())) {
            if (message.kind() == Kind.ENTRY || message.kind() == Kind.EXIT) {
                assertThat(after).contains(message.text().replace("\n", " "));
            }
        }
        assertThat(fake.sent()).allMatch(sent -> sent.text().length() <= TelegramApi.TEXT_CHARS_MOST);
        assertThat(alarms).hasSize(2);
    }

    @Test
    void aRevokedTokenIsSaidAndWhatWaitedIsToldWithTheNextOne() throws Exception {
        fake.revoke(true);

        Delivery refused = api.send(OWNER.id(), "text", false, List.of());
        assertThat(refused).isInstanceOf(Delivery.Refused.class);
        assertThat(refused.toString()).contains("BotFather").doesNotContain(TOKEN);

        fake.revoke(false);
        tell(courier(), 0, 3);
        assertInOrder(came(), all.subList(0, 3));
    }

    @Test
    void aWrongTokenAnUnknownChatAndNobodyThereAreSaidWithoutTokenAndNumber() throws Exception {
        String other = "99999:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";
        try (var wrong = new TelegramApi(fake.address(), secret(other));
                var nowhere = new TelegramApi(URI.create("http://127.0.0.1:1"), secret(TOKEN))) {
            List<Delivery> said = List.of(
                    wrong.send(OWNER.id(), "text", false, List.of()),
                    api.send(987_654_321, "text", false, List.of()),
                    nowhere.send(OWNER.id(), "text", false, List.of()));

            assertThat(said.get(0).toString()).contains("the token is no bot's");
            assertThat(said.get(1).toString()).contains("there is no such chat");
            assertThat(said.get(2)).isEqualTo(new Delivery.Failed("it cannot be reached"));
            assertThat(said.toString()).doesNotContain(other, TOKEN, "987654321", String.valueOf(OWNER.id()));
        }
    }

    @Test
    void aPictureArrivesByteForByteWithItsCaption() throws Exception {
        byte[] png = new byte[5_000];
        new Random(3).nextBytes(png);

        Delivery delivery = api.sendPicture(OWNER.id(), png, "Equity, 12 – 13 March", true);

        assertThat(delivery).isEqualTo(new Delivery.Delivered());
        assertThat(fake.pictures()).singleElement().isEqualTo(png);
        assertThat(fake.sent().getLast().text()).isEqualTo("Equity, 12 – 13 March");
        assertThat(fake.sent().getLast().isQuiet()).isTrue();
        fake.revoke(true);
        assertThat(api.sendPicture(OWNER.id(), png, "", false).toString())
                .contains("BotFather")
                .doesNotContain(TOKEN);
    }

    @Test
    void aBotSaysNoMoreThanOneTextASecondToAChat() throws Exception {
        tell(courier(), 0, 6);

        assertThat(clock.nanos()).isGreaterThanOrEqualTo(Duration.ofSeconds(5).toNanos());
    }

    private TelegramListener listener() throws Exception {
        Commands commands = Commands.of(
                () -> whole,
                asked::add,
                new Facts() {
                    @Override
                    public List<String> health() {
                        return List.of("healthy");
                    }

                    @Override
                    public String ask(List<String> arguments) {
                        return "asked " + arguments;
                    }
                },
                new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC),
                new Mute(),
                clock);
        return TelegramListener.of(
                api, new TelegramSender(api, clock), List.of(OWNER, PARTNER), commands, data, clock, alarms::add);
    }

    private List<Sent> awaitSent(int count) throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (fake.sent().size() < count && System.nanoTime() < untilNanos) {
            TimeUnit.MILLISECONDS.sleep(5); // Answers have a thread of their own.
        }
        return fake.sent();
    }

    @Test
    void updatesThatComeTwiceOrOutOfOrderAreObeyedOnceAndInOrder() throws Exception {
        Instant at = clock.now();
        TelegramListener listener = listener();
        var pause = FakeTelegram.update(2_001, OWNER.id(), "/pause", at);
        var reduce = FakeTelegram.update(2_002, OWNER.id(), "/reduce SOLUSD", at);
        var halt = FakeTelegram.update(2_003, OWNER.id(), "/halt account-b", at);
        fake.script(List.of(reduce, pause, pause));
        fake.script(List.of(pause, reduce));
        fake.script(List.of(halt, reduce));

        listener.look(0);
        listener.look(0);
        listener.look(0);

        assertThat(asked).extracting(request -> request.action().name()).containsExactly("PAUSE", "REDUCE", "HALT");
        assertThat(asked).extracting(ControlRequest::who).containsOnly("telegram owner");
        assertThat(asked.get(1).instrumentId()).isZero();
        assertThat(asked.get(2).accountId()).isEqualTo(1);
        assertThat(awaitSent(3)).hasSize(3);
        listener.close();
    }

    @Test
    void howFarItHeardIsKeptOnlyAfterWhatWasAskedIsInTheJournal() throws Exception {
        fake.write(OWNER.id(), "/pause", clock.now());
        List<Boolean> kept = new ArrayList<>();
        Path file = data.resolve("outbox/telegram-heard.json");
        Commands commands = Commands.of(
                () -> whole,
                request -> kept.add(Files.exists(file)),
                null,
                new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC),
                new Mute(),
                clock);
        TelegramListener listener = TelegramListener.of(
                api, new TelegramSender(api, clock), List.of(OWNER), commands, data, clock, alarms::add);

        listener.look(0);

        assertThat(kept).containsExactly(false);
        assertThat(file).content().contains("1001");
        listener.close();
        // The next one asks for what came after it.
        TelegramListener next = listener();
        next.look(0);
        assertThat(asked).isEmpty();
        next.close();
    }

    @Test
    void strangersGetNothingAndAreCounted() throws Exception {
        fake.addChat(STRANGER);
        TelegramListener listener = listener();
        fake.write(STRANGER, "/kill", clock.now());
        fake.write(STRANGER, "/status", clock.now());
        fake.write(OWNER.id(), "/help", clock.now());

        listener.look(0);

        assertThat(awaitSent(1)).extracting(Sent::chatId).containsExactly(OWNER.id());
        assertThat(listener.strangers()).isEqualTo(2);
        assertThat(asked).isEmpty();
        listener.close();
    }

    @Test
    void whatWaitedForMoreThanAMinuteIsNotObeyedAndThatIsSaid() throws Exception {
        TelegramListener listener = listener();
        fake.write(OWNER.id(), "/pause", clock.now().minusSeconds(61));
        fake.write(OWNER.id(), "/halt", clock.now().minusSeconds(59));

        listener.look(0);

        assertThat(asked).extracting(request -> request.action().name()).containsExactly("HALT");
        assertThat(awaitSent(2).getFirst().text()).contains("/pause", "was not obeyed");
        listener.close();
    }

    @Test
    void aListenerThatCannotHearSaysSoOnceAndGoesOn() throws Exception {
        TelegramListener listener = listener();
        fake.down(true);
        listener.look(0);
        listener.look(0);
        fake.down(false);
        fake.write(OWNER.id(), "/pause", clock.now());
        listener.look(0);

        assertThat(alarms).hasSize(1);
        assertThat(asked).hasSize(1);
        listener.close();
    }

    @Test
    void anAnswerThatDoesNotGetThroughHoldsUpNoCommand() throws Exception {
        TelegramListener listener = listener();
        fake.trouble(List.of(new Trouble.Slow(3_000)));
        fake.write(OWNER.id(), "/status", clock.now());
        fake.write(OWNER.id(), "/halt", clock.now());

        listener.look(0);

        assertThat(asked).hasSize(1);
        listener.close();
    }

    @Test
    void anAnswerLongerThanATextIsSplitAndNothingOfItIsLost() throws Exception {
        String line = "a line of some length ";
        String text = line.repeat(500);
        Commands commands = Commands.of(
                () -> whole,
                asked::add,
                new Facts() {
                    @Override
                    public List<String> health() {
                        return List.of(text);
                    }

                    @Override
                    public String ask(List<String> arguments) {
                        return "";
                    }
                },
                new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC),
                new Mute(),
                clock);
        TelegramListener listener = TelegramListener.of(
                api, new TelegramSender(api, clock), List.of(OWNER), commands, data, clock, alarms::add);
        fake.write(OWNER.id(), "/health", clock.now());

        listener.look(0);

        List<Sent> sent = awaitSent(3);
        assertThat(String.join("", sent.stream().map(Sent::text).toList())).isEqualTo(text);
        listener.close();
    }
}
