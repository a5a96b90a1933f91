package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.run.TestExchange;
import smc.strategy.number.FixedPoint;

/**
 * An engine that is killed at any moment, with orders and positions open, and started again: its picture is the exchange's, nothing is doubled, and no
 * position is without its stop. {@code -Dsmc.kills=200} kills more often. Most of a life is its start, which keeps one processor busy: so both tests go on
 * at once.
 */
class KilledEngineTest {
    /** Of both tests together. */
    private static final int KILLS = Integer.getInteger("smc.kills", 20);

    private static final int SPEED = 2_000;
    private static final int HISTORY_DAYS = 15;
    private static final int LOOKS_MAX = 15;
    private static final int STEPS_PER_LOOK = 200;
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final long SEED = Long.getLong("smc.seed", 20260322);

    @TempDir
    private static Path folder;

    private static MarketFolder market;
    private static ExecutorService threads;
    private static Future<Void> besideItsExchange;
    private static Future<Void> withItsExchange;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void begin() throws IOException {
        market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        Path engine = config().resolve("engine.json");
        Files.writeString(
                engine, Files.readString(engine).replace("\"historyDays\": 180", "\"historyDays\": " + HISTORY_DAYS));
        threads = Executors.newFixedThreadPool(2);
        besideItsExchange = threads.submit((Callable<Void>) new KilledEngineTest()::killBesideItsExchange);
        withItsExchange = threads.submit((Callable<Void>) new KilledEngineTest()::killWithItsExchange);
    }

    @AfterAll
    static void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private static Path config() {
        return market.path().resolve("config");
    }

    @Test
    void killedWhileTheExchangeGoesOnItFindsItsWayBack() throws Exception {
        besideItsExchange.get();
    }

    @Test
    void killedTogetherWithTheExchangeInItItFindsItsWayBack() throws Exception {
        withItsExchange.get();
    }

    private static KilledProcesses engines(Path data) {
        return new KilledProcesses(config(), data, SYMBOLS, SEED);
    }

    private Void killBesideItsExchange() throws Exception {
        List<ExchangeAccount> accounts = ExchangeAccounts.made(200 * FixedPoint.ONE_E8);
        Path keys = folder.resolve("accounts.json");
        ExchangeAccounts.write(keys, accounts);
        try (var engines = engines(folder.resolve("data beside"));
                EmbeddedExchange exchange = exchange(accounts);
                var hold = new MarketHold(exchange.publicSocketUri());
                var books = new ExchangeBooks(exchange.restUri(), accounts)) {
            int withPosition = 0;
            int withOrders = 0;
            for (int kill = 0; kill < KILLS - KILLS / 2; kill++) {
                String authority = exchange.restUri().getAuthority();
                engines.start("--exchange", authority, "--keys", keys.toString());
                if (random.nextInt(4) == 0) { // somewhere in its start
                    hold.awaitSteps(random.nextInt(3_000));
                    engines.kill();
                    continue;
                }
                engines.awaitRunning();
                awaitExposure(books, hold, kill);
                hold.awaitSteps(random.nextInt(1_000));
                hold.hold();
                engines.assertSamePicture(books, "before kill " + kill);
                ExchangeBooks.Picture picture = books.read();
                withPosition += picture.positions().isEmpty() ? 0 : 1;
                withOrders += picture.orders().isEmpty() ? 0 : 1;
                hold.letGo();
                hold.awaitSteps(random.nextInt(300));
                engines.kill();
            }
            assertThat(withOrders).as("looks at open orders, seed %d", SEED).isPositive();
            assertThat(withPosition)
                    .as("looks at open positions, seed %d", SEED)
                    .isPositive();
            hold.hold();
            engines.assertReplays();
            return null;
        }
    }

    private Void killWithItsExchange() throws Exception {
        Path data = folder.resolve("data with");
        int looked = 0;
        try (var engines = engines(data)) {
            for (int kill = 0; kill < KILLS / 2; kill++) {
                engines.start("--speed", Integer.toString(SPEED), "--history-days", Integer.toString(HISTORY_DAYS));
                String address = engines.awaitRunning();
                List<ExchangeAccount> accounts = ExchangeAccounts.read(data.resolve("exchange/accounts.json"));
                URI rest = URI.create(address);
                var publicSocket = URI.create("ws://" + rest.getHost() + ":" + engines.publicPort());
                try (var hold = new MarketHold(publicSocket);
                        var books = new ExchangeBooks(rest, accounts)) {
                    awaitExposure(books, hold, kill);
                    hold.awaitSteps(random.nextInt(1_000));
                    hold.hold();
                    engines.assertSamePicture(books, "before kill " + kill);
                    looked += books.read().orders().isEmpty() ? 0 : 1;
                    hold.letGo();
                    hold.awaitSteps(random.nextInt(300));
                    engines.kill();
                }
            }
            assertThat(looked).as("looks at open orders, seed %d", SEED).isPositive();
            engines.assertReplays();
            return null;
        }
    }

    private static EmbeddedExchange exchange(List<ExchangeAccount> accounts) throws IOException {
        List<ExchangeInstrument> instruments = TestExchange.instruments(Configuration.load(config()), SYMBOLS);
        var feed = new SyntheticFeed(
                new SyntheticMarket(Preset.LIVELY, SEED),
                SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(HISTORY_DAYS),
                HISTORY_DAYS,
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
}
