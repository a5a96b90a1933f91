package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.notify.Message;
import smc.ops.notify.Place;
import smc.ops.notify.Telling;
import smc.ops.notify.telegram.fake.FakeTelegram;

/**
 * A whole engine that tells a bot's API over HTTP is killed ({@code kill -9}) at random moments of a lively market, and started again: each trade's opening
 * and end came, and none more than twice. {@code -Dsmc.telling.kills=100} kills more often.
 */
class KilledTellingEngineTest {
    private static final int KILLS = Integer.getInteger("smc.telling.kills", 3);
    private static final long SEED = Long.getLong("smc.seed", 20261201);
    private static final int HISTORY_DAYS = 120;
    private static final String TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789";
    private static final long OWNER = 77;
    private static final String REPEATED = "\n(this may have come before)";
    private static final Telling TELLING = new Telling(Optional.empty());

    /** A text a second is told: so many come between two deaths at most. */
    private static final int TEXTS_BETWEEN = 12;

    /** Of trades, that the market must have had. */
    private static final int OPENINGS_AND_ENDS = 2;

    private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void eachTradesOpeningAndEndComesAndNoneMoreThanTwice() throws Exception {
        MarketFolder market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        Path config = market.path().resolve("config");
        Path data = folder.resolve("data");
        Path engine = config.resolve("engine.json");
        Files.writeString(
                engine, Files.readString(engine).replace("\"historyDays\": 180", "\"historyDays\": " + HISTORY_DAYS));
        try (FakeTelegram fake = FakeTelegram.start(TOKEN, _ -> {});
                var engines = new KilledProcesses(config, data, List.of("SOLUSD", "AAVEUSD"), SEED)) {
            fake.addChat(OWNER);
            tell(config, fake);
            for (int kill = 0; kill < KILLS; kill++) {
                engines.start("--speed", "3600", "--history-days", Integer.toString(HISTORY_DAYS));
                if (kill > 0 && random.nextInt(5) == 0) { // somewhere in its start
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
                } else {
                    engines.awaitTradingOn();
                    awaitTexts(fake, 2 + random.nextInt(TEXTS_BETWEEN));
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
                }
                engines.kill();
            }

            engines.start("--speed", "3600", "--history-days", Integer.toString(HISTORY_DAYS));
            engines.awaitTradingOn();
            awaitTrades(data);
            try (var hold = new MarketHold(URI.create("ws://127.0.0.1:" + engines.publicPort()))) {
                hold.hold();
                assertToldOnceOrTwice(data, fake);
            }
            engines.kill();
        }
    }

    private static void tell(Path config, FakeTelegram fake) throws Exception {
        Path token = config.resolveSibling("token");
        Files.writeString(token, TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(config.resolve("notify.json"), """
                {
                  "telegram": {
                    "baseUrl": "%s", "tokenFile": "%s", "commands": false,
                    "chats": [{ "name": "owner", "id": %d }]
                  }
                }
                """.formatted(fake.address(), token, OWNER));
    }

    /** Until so many more came, or a life is over. */
    private static void awaitTexts(FakeTelegram fake, int texts) throws InterruptedException {
        long untilNanos = System.nanoTime() + LIFE_NANOS;
        int until = fake.sent().size() + texts;
        while (fake.sent().size() < until && System.nanoTime() < untilNanos) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** On a slow machine the market has not come far so far. */
    private static void awaitTrades(Path data) throws InterruptedException {
        long untilNanos = System.nanoTime() + PATIENCE_NANOS;
        while (expected(data).size() <= OPENINGS_AND_ENDS && System.nanoTime() < untilNanos) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static void assertToldOnceOrTwice(Path data, FakeTelegram fake) throws Exception {
        long untilNanos = System.nanoTime() + PATIENCE_NANOS;
        List<String> expected = expected(data);
        while (!missing(expected, fake).isEmpty() && System.nanoTime() < untilNanos) {
            TimeUnit.MILLISECONDS.sleep(500); // it is another process that tells
            expected = expected(data);
        }

        assertThat(missing(expected, fake)).as("seed %d", SEED).isEmpty();
        assertThat(expected).as("openings and ends, seed %d", SEED).hasSizeGreaterThan(OPENINGS_AND_ENDS);
        String all = told(fake);
        int twice = 0;
        for (String text : expected) {
            int times = all.split(Pattern.quote(text), -1).length - 1;
            assertThat(times).as("%s, seed %d", text, SEED).isBetween(1, 2);
            twice += times - 1;
        }
        System.out.printf(
                "killed %d times, %d openings and ends of trades, %d of them came twice, %d texts%n",
                KILLS, expected.size(), twice, fake.sent().size());
    }

    private static String told(FakeTelegram fake) {
        return fake.sent().stream()
                .map(sent -> sent.text().replace(REPEATED, ""))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> missing(List<String> expected, FakeTelegram fake) {
        String all = told(fake);
        return expected.stream().filter(text -> !all.contains(text)).toList();
    }

    /** By the journal: what is told of each trade's opening and end. */
    private static List<String> expected(Path data) {
        Reading reading = ReadingFold.read(data, Long.MAX_VALUE);
        return TELLING.after(Place.behind(0), reading).stream()
                .map(Message::text)
                .filter(text -> text.startsWith("OPENED") || text.startsWith("CLOSED"))
                .toList();
    }
}
