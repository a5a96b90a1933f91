package smc.ops.notify.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.live.kill.KillReport;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlSocket;
import smc.ops.notify.Courier;
import smc.ops.notify.Cursor;
import smc.ops.notify.CursorFile;
import smc.ops.notify.CutReading;
import smc.ops.notify.DailySummary;
import smc.ops.notify.HandClock;
import smc.ops.notify.Kind;
import smc.ops.notify.Manner;
import smc.ops.notify.Message;
import smc.ops.notify.Mute;
import smc.ops.notify.Place;
import smc.ops.notify.QuietHours;
import smc.ops.notify.Telling;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.Secret;
import smc.ops.notify.telegram.TelegramApi;
import smc.ops.notify.telegram.TelegramChannel;
import smc.ops.notify.telegram.TelegramSender;
import smc.ops.notify.telegram.fake.FakeTelegram;
import smc.ops.run.SeededSession;
import smc.ops.run.SideProcess;

/** docs/telegram.md is what a phone shows of a session, told over real HTTP. With {@code -Dsmc.transcript.write=true} it is written. */
class TranscriptTest {
    private static final String TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789";
    private static final Chat OWNER = new Chat("owner", 1);
    private static final int LINES_SHOWN = 14;
    private static final int LINE_CHARS = 150;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path data;

    private static Reading whole;

    private final HandClock clock = new HandClock();

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(data, 7);
        whole = ReadingFold.read(data, Long.MAX_VALUE);
    }

    private static String smc(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(arguments);
        command.addAll(List.of("--data", data.toString()));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        SideProcess.run("smc.ops.cli.Main", command, out, out);
        return said.toString().strip();
    }

    private static final class Engine implements ControlSocket.Handler {
        @Override
        public void take(ControlRequest request) {
            // It is in the journal.
        }

        @Override
        public CompletableFuture<KillReport> kill(ControlRequest request, Consumer<String> told) {
            return CompletableFuture.completedFuture(
                    new KillReport(List.of(), List.of(), new KillReport.Cost(0, 0, 0, 0), 1));
        }
    }

    /** The first text of each kind, as the bot's API got it. */
    private Map<Kind, String> messages() throws Exception {
        var telling = new Telling(Optional.of(new DailySummary(LocalTime.of(8, 30), ZoneOffset.ofHoursMinutes(5, 30))));
        Map<Kind, Message> first = new EnumMap<>(Kind.class);
        telling.after(Place.behind(0), whole).forEach(message -> first.putIfAbsent(message.kind(), message));
        Map<Kind, String> texts = new EnumMap<>(Kind.class);
        try (FakeTelegram fake = FakeTelegram.start(TOKEN, _ -> {});
                var api = new TelegramApi(
                        fake.address(), Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, TOKEN), Optional.empty()))) {
            fake.addChat(OWNER.id());
            var channel = new TelegramChannel(new TelegramSender(api, clock), OWNER);
            CursorFile file = CursorFile.of(data, channel.name());
            for (Message message : first.values()) {
                file.write(new Cursor(
                        message.place().index() == 0
                                ? Place.behind(message.place().sequence() - 1)
                                : new Place(
                                        message.place().sequence(),
                                        message.place().index() - 1),
                        whole.image().epoch(),
                        Optional.empty()));
                Courier courier = new Courier(
                        channel,
                        file,
                        telling,
                        new Manner(
                                EnumSet.allOf(Kind.class),
                                QuietHours.NONE,
                                Map.of("account-a", "A: ", "account-b", "B: ")),
                        new Mute(),
                        () -> CutReading.until(whole, message.place().sequence()),
                        clock,
                        _ -> {});
                courier.look();
                texts.put(message.kind(), fake.sent().getLast().text());
            }
        }
        return texts;
    }

    private Map<String, List<String>> answers() throws Exception {
        var replies = new LinkedBlockingQueue<String>();
        int[] code = {123_456};
        var commands = new Commands(
                () -> whole,
                new Engine(),
                new Facts() {
                    @Override
                    public List<String> health() {
                        return List.of(
                                "healthy",
                                "feed connected, 0 holes, 0 times disconnected",
                                "disk OK",
                                "entry sent 12 ms after the close, 31 ms at most so far",
                                "telegram-owner: 42 texts delivered, 0 messages wait",
                                "0 messages of strangers");
                    }

                    @Override
                    public String ask(List<String> arguments) throws IOException, InterruptedException {
                        return smc(arguments);
                    }
                },
                new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC),
                new Mute(),
                clock,
                () -> code[0]++);
        long trade = whole.history().closed().getFirst().id();
        var answers = new LinkedHashMap<String, List<String>>();
        for (String text : List.of(
                "/status",
                "/positions",
                "/orders",
                "/blocks",
                "/trades",
                "/performance",
                "/balance",
                "/daily",
                "/why " + trade,
                "/whynot SOLUSD",
                "/health",
                "/mute 30",
                "/pause",
                "/reduce account-a",
                "/halt SOLUSD",
                "/resume",
                "123456",
                "/flatten SOLUSD",
                "123457",
                "/kill",
                "123458",
                "/dance",
                "/help")) {
            commands.obey(OWNER, text, clock.now(), replies::add);
            List<String> got = new ArrayList<>();
            got.add(replies.poll(240, TimeUnit.SECONDS));
            if (text.equals("123458")) {
                got.add(replies.poll(240, TimeUnit.SECONDS)); // What the kill came to.
            }
            answers.put(text, got);
        }
        return answers;
    }

    @Test
    void thePageShowsWhatAPhoneShowsAndItsFiguresAreThoseOfTheJournal() throws Exception {
        Map<Kind, String> messages = messages();
        Map<String, List<String>> answers = answers();
        List<String> page = new ArrayList<>(List.of(
                "# What a phone shows",
                "",
                "Made by `TranscriptTest` of some days of an engine on paper, over real HTTP to a bot API of ours. What each is for:",
                "[docs/notifications.md](docs/notifications.md). Times are the market's. `/health` and `/kill` are answered by a stand-in here."
                        .replace("docs/", ""), // the page is beside it
                "",
                "## Messages"));
        for (Kind kind : Kind.values()) {
            page.addAll(List.of("", "### " + kind.key(), ""));
            page.addAll(messages.containsKey(kind) ? block(messages.get(kind)) : List.of("None came in this session."));
        }
        page.addAll(List.of("", "## Commands"));
        answers.forEach((text, replies) -> {
            page.addAll(List.of("", "### " + text, ""));
            replies.forEach(reply -> page.addAll(block(reply)));
        });
        String made = String.join("\n", page) + "\n";
        Path file = SharedData.root().resolve("docs/telegram.md");
        if (Boolean.getBoolean("smc.transcript.write")) {
            Files.writeString(file, made);
        }

        assertFiguresAreThoseOfTheJournal(answers);
        assertThat(messages.keySet())
                .contains(Kind.ENTRY, Kind.EXIT, Kind.STOP, Kind.BLOCK_BIRTH, Kind.DAILY, Kind.RECOVERY);
        assertThat(file).content().isEqualTo(made);
    }

    private static List<String> block(String text) {
        List<String> lines = new ArrayList<>(List.of("```"));
        List<String> all = text.lines().toList();
        for (String line : all.subList(0, Math.min(LINES_SHOWN, all.size()))) {
            String rest = line.stripTrailing();
            while (rest.length() > LINE_CHARS) {
                int space = Math.max(rest.lastIndexOf(' ', LINE_CHARS), 1);
                lines.add(rest.substring(0, space));
                rest = "    " + rest.substring(space + 1);
            }
            lines.add(rest);
        }
        if (all.size() > LINES_SHOWN) {
            lines.add("(and %d lines more)".formatted(all.size() - LINES_SHOWN));
        }
        lines.add("```");
        return lines;
    }

    private static void assertFiguresAreThoseOfTheJournal(Map<String, List<String>> answers) throws Exception {
        String said = smc(List.of("at", Long.toString(whole.sequence()), "--json"));
        JsonNode status = MAPPER.readTree(said.substring(said.indexOf('{')));
        String balance = answers.get("/balance").getFirst();
        String stands = answers.get("/status").getFirst();

        assertThat(status.path("desks")).isNotEmpty();
        for (JsonNode desk : status.path("desks")) {
            assertThat(balance)
                    .contains("%s: capital %s, equity %s"
                            .formatted(desk.path("symbol").asText(), cents(desk, "capital"), cents(desk, "equity")));
        }
        for (JsonNode symbol : status.path("symbols")) {
            assertThat(stands)
                    .contains("%s %s, "
                            .formatted(
                                    symbol.path("symbol").asText(),
                                    symbol.path("price").asText()));
        }
        assertThat(stands).contains("frame " + status.path("sequence").asText());
        for (JsonNode order : status.path("orders")) {
            assertThat(answers.get("/orders").getFirst())
                    .contains(order.path("id").asText());
        }
    }

    private static String cents(JsonNode desk, String key) {
        return new BigDecimal(desk.path(key).asText())
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
