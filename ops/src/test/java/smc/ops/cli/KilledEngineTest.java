package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.feed.market.MadeMarket;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.run.TestExchange;
import smc.ops.state.StatusFile;
import smc.strategy.number.FixedPoint;

/**
 * An engine that is killed at any moment, with orders and positions open, and started again: its picture is the exchange's, nothing is doubled, and no
 * position is without its stop. {@code -Dsmc.kills=200} kills more often.
 */
class KilledEngineTest {
    private static final int KILLS = Integer.getInteger("smc.kills", 20);
    private static final int SPEED = 2_000;
    private static final long BOUND_SECONDS = 60;
    private static final int LOOKS_MAX = 30;
    private static final int STEPS_PER_LOOK = 200;
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+/");

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("smc.seed", 20260322);
    private final Random random = new Random(seed);
    private MarketFolder market;
    private Path data;
    private Process process;
    private final Object lock = new Object();
    /** By the process that runs now. */
    private List<String> printed = List.of();

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        Path engine = market.path().resolve("config/engine.json");
        Files.writeString(engine, Files.readString(engine).replace("\"historyDays\": 180", "\"historyDays\": 30"));
        data = folder.resolve("data");
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void killedWhileTheExchangeGoesOnItFindsItsWayBack() throws Exception {
        List<ExchangeAccount> accounts = ExchangeAccounts.made(200 * FixedPoint.ONE_E8);
        Path keys = folder.resolve("accounts.json");
        ExchangeAccounts.write(keys, accounts);
        try (EmbeddedExchange exchange = exchange(accounts);
                var hold = new MarketHold(exchange.publicSocketUri());
                var books = new ExchangeBooks(exchange.restUri(), accounts)) {
            int withPosition = 0;
            int withOrders = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                String authority = exchange.restUri().getAuthority();
                start("--exchange", authority, "--keys", keys.toString());
                if (random.nextInt(4) == 0) { // somewhere in its start
                    hold.awaitSteps(random.nextInt(4_000));
                    kill();
                    continue;
                }
                awaitRunning();
                awaitExposure(books, hold, kill);
                hold.awaitSteps(random.nextInt(3_000));
                hold.hold();
                assertSamePicture(books, "before kill " + kill);
                ExchangeBooks.Picture picture = books.read();
                withPosition += picture.positions().isEmpty() ? 0 : 1;
                withOrders += picture.orders().isEmpty() ? 0 : 1;
                hold.letGo();
                hold.awaitSteps(random.nextInt(500));
                kill();
            }
            assertThat(withOrders).as("looks at open orders, seed %d", seed).isPositive();
            assertThat(withPosition)
                    .as("looks at open positions, seed %d", seed)
                    .isPositive();
        }
        assertReplays();
    }

    @Test
    void killedTogetherWithTheExchangeInItItFindsItsWayBack() throws Exception {
        int looked = 0;
        for (int kill = 0; kill < KILLS / 2; kill++) {
            start("--speed", Integer.toString(SPEED), "--history-days", "30");
            String address = awaitRunning();
            List<ExchangeAccount> accounts = ExchangeAccounts.read(data.resolve("exchange/accounts.json"));
            URI rest = URI.create(address);
            var publicSocket = URI.create("ws://" + rest.getHost() + ":" + publicPort());
            try (var hold = new MarketHold(publicSocket);
                    var books = new ExchangeBooks(rest, accounts)) {
                awaitExposure(books, hold, kill);
                hold.awaitSteps(random.nextInt(1_500));
                hold.hold();
                assertSamePicture(books, "before kill " + kill);
                looked += books.read().orders().isEmpty() ? 0 : 1;
                hold.letGo();
                hold.awaitSteps(random.nextInt(500));
                kill();
            }
        }
        assertThat(looked).as("looks at open orders, seed %d", seed).isPositive();
        assertReplays();
    }

    private EmbeddedExchange exchange(List<ExchangeAccount> accounts) throws IOException {
        List<ExchangeInstrument> instruments =
                TestExchange.instruments(Configuration.load(market.path().resolve("config")), SYMBOLS);
        var feed = new SyntheticFeed(
                new SyntheticMarket(Preset.LIVELY, seed),
                SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(30),
                30,
                false);
        var settings = new ExchangeSettings(
                        freePort(),
                        SPEED,
                        1,
                        VenueSettings.ON_TICK,
                        Optional.of(folder.resolve("exchange")),
                        Optional.empty(),
                        System::currentTimeMillis,
                        1_000_000,
                        1_000_000)
                .strict(true);
        return EmbeddedExchange.start(settings, instruments, accounts, feed);
    }

    /** With two more behind it. */
    private static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tries = 0; tries < 100; tries++) {
            try (var first = new ServerSocket(0, 1, loopback)) {
                int port = first.getLocalPort();
                try (var second = new ServerSocket(port + 1, 1, loopback);
                        var third = new ServerSocket(port + 2, 1, loopback)) {
                    return Math.min(port, Math.min(second.getLocalPort(), third.getLocalPort()));
                } catch (IOException | IllegalArgumentException _) {
                    // One of them is taken.
                }
            }
        }
        throw new AssertionError("expected three free ports in a row");
    }

    private void start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.add("-XX:TieredStopAtLevel=1"); // lives for seconds, and shares two processors with the exchange
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run"));
        command.addAll(List.of("--config", market.path().resolve("config").toString(), "--data", data.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new ArrayList<String>();
        printed = lines;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> read(out, lines));
    }

    private void read(BufferedReader out, List<String> printed) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lock) {
                    printed.add(line);
                    lock.notifyAll();
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // Killed.
        } finally {
            synchronized (lock) {
                printed.add("(ended)");
                lock.notifyAll();
            }
        }
    }

    /** The address of its exchange, if that is its own. */
    private String awaitRunning() throws InterruptedException {
        synchronized (lock) {
            while (printed.stream().noneMatch(line -> line.startsWith("running"))) {
                assertThat(printed).as("seed %d", seed).doesNotContain("(ended)");
                lock.wait(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
            }
            assertThat(printed).as("seed %d", seed).noneMatch(line -> line.contains("ALARM"));
            Matcher address = ADDRESS.matcher(String.join("\n", printed));
            return address.find() ? address.group() : "";
        }
    }

    /** Until there is something to lose, every third time a position; or for some hours of the market, since not every one has an order. */
    private static void awaitExposure(ExchangeBooks books, MarketHold hold, int kill) throws Exception {
        for (int looks = 0; looks < LOOKS_MAX; looks++) {
            ExchangeBooks.Picture picture = books.read();
            if (kill % 3 == 0
                    ? !picture.positions().isEmpty()
                    : !picture.orders().isEmpty()) {
                return;
            }
            hold.awaitSteps(STEPS_PER_LOOK);
        }
    }

    private int publicPort() {
        synchronized (lock) {
            Matcher port = Pattern.compile("stream on port (\\d+)").matcher(String.join("\n", printed));
            assertThat(port.find()).as("%s", printed).isTrue();
            return Integer.parseInt(port.group(1));
        }
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** What is on its way is given some time: the market stands. */
    private void assertSamePicture(ExchangeBooks books, String when) throws Exception {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        ExchangeBooks.Picture venue = books.read();
        ExchangeBooks.Picture own = own();
        while (!own.equals(venue) && System.nanoTime() < untilNanos && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(200);
            venue = books.read();
            own = own();
        }
        synchronized (lock) {
            assertThat(own).as("%s, seed %d, it said %s", when, seed, printed).isEqualTo(venue);
        }
        assertThat(books.nakedPositions()).as("%s, seed %d", when, seed).isEmpty();
    }

    private ExchangeBooks.Picture own() throws IOException {
        var picture = new ExchangeBooks.Picture(new TreeMap<>(), new TreeSet<>());
        Optional<JsonNode> status = StatusFile.read(data);
        if (status.isEmpty()) {
            return picture;
        }
        int at = 0;
        for (JsonNode desk : status.get().path("desks")) {
            int account = at++ / SYMBOLS.size();
            if (desk.path("position").asLong() != 0) {
                picture.positions()
                        .put(
                                account + " " + desk.path("symbol").asText(),
                                desk.path("position").asLong());
            }
        }
        for (JsonNode order : status.get().path("orders")) {
            if (List.of("OPEN", "PARTLY_FILLED").contains(order.path("state").asText())) {
                picture.orders()
                        .add(ExchangeBooks.line(
                                order.path("account").asInt(),
                                order.path("symbol").asText(),
                                order.path("direction").asText().equals("LONG"),
                                order.path("price").asText()));
            }
        }
        return picture;
    }

    private void assertReplays() {
        CommandRun verified = CommandRun.smc("journal", "verify", "--replay", "--data", data);

        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(ExitCode.GOOD);
    }
}
