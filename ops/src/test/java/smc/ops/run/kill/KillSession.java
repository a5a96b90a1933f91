package smc.ops.run.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.engine.live.LiveSettings;
import smc.engine.live.compare.ComparePace;
import smc.engine.live.kill.KillReport;
import smc.engine.live.kill.KillSettings;
import smc.engine.live.watch.LiveListener;
import smc.engine.ring.RingSettings;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.delta.DeltaAccount;
import smc.feed.market.MadeMarket;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.journal.chronicle.JournalSettings;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.run.RunningEngine;
import smc.ops.run.TestExchange;
import smc.ops.run.VenueAddress;

/**
 * An engine and the exchange it trades at, over sockets and in one process: its market stands until a test steps it, both can be ended and started again
 * on their folders, and what the exchange holds is read from its own books.
 */
final class KillSession implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    /** As shipped but quicker: what is waited for here is no more than the way to the exchange. */
    static final KillSettings QUICK = KillSettings.ofMillis(30, 150, 700, 2_000, 3_000, 1_000, 20_000);

    private static final int HISTORY_DAYS = 15;
    private static final long WINDOW_MILLIS = 300_000;
    private static final long QUOTA_BACK_MILLIS = 400;

    final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    final List<ExchangeAccount> accounts = List.of(
            new ExchangeAccount(1, "A", "key-a", "secret-a", true, 100_000_000_000L),
            new ExchangeAccount(2, "B", "key-b", "secret-b", true, 100_000_000_000L));
    private final Path folder;
    private final long seed;
    private final int port = FreePorts.threeInARow();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> said = new ArrayList<>();

    /** By how much the exchange's clock is ahead of ours: so a test has the end of a quota's window come soon. */
    private final AtomicLong aheadMillis = new AtomicLong();

    EmbeddedExchange exchange;
    MarketSteps market;
    RunningEngine engine;

    KillSession(Path folder, long seed) throws IOException, InterruptedException {
        this.folder = folder;
        this.seed = seed;
        startExchange();
    }

    void startExchange() throws IOException, InterruptedException {
        List<ExchangeInstrument> instruments = TestExchange.instruments(configuration, SYMBOLS);
        var feed = new SyntheticFeed(
                new SyntheticMarket(Preset.LIVELY, seed),
                SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(HISTORY_DAYS),
                HISTORY_DAYS,
                false);
        var settings = new ExchangeSettings(
                        port,
                        ExchangeSettings.SPEED_MAX,
                        1,
                        VenueSettings.ON_TICK,
                        Optional.of(folder.resolve("exchange")),
                        Optional.empty(),
                        () -> System.currentTimeMillis() + aheadMillis.get(),
                        1_000_000_000,
                        1_000_000)
                .strict(true);
        exchange = EmbeddedExchange.start(settings, instruments, accounts, feed);
        market = new MarketSteps(exchange.privateSocketUri());
    }

    void stopExchange() throws IOException {
        market.close();
        exchange.close();
    }

    void startEngine() throws Exception {
        engine = RunningEngine.start(settings(), address(), new Said(), (_, _) -> {});
    }

    LiveSettings settings() {
        return new LiveSettings(
                data(),
                configuration,
                new RingSettings(1024, RingSettings.Idle.SLEEPING, RingSettings.Sync.NONE, 1),
                JournalSettings.DEFAULT,
                true,
                true,
                0,
                "",
                ComparePace.SHIPPED,
                QUICK);
    }

    VenueAddress address() {
        return new VenueAddress(
                "test",
                exchange.restUri(),
                exchange.publicSocketUri(),
                exchange.privateSocketUri(),
                List.of(new DeltaAccount(0, "key-a", "secret-a"), new DeltaAccount(1, "key-b", "secret-b")),
                true,
                true,
                false);
    }

    Path data() {
        return folder.resolve("data");
    }

    LiveListener listener() {
        return new Said();
    }

    /** Since it was asked last. */
    String said() {
        synchronized (said) {
            String all = String.join("\n", said);
            said.clear();
            return all;
        }
    }

    CompletableFuture<KillReport> kill() throws InterruptedException {
        return engine.kill("test", "as the seed says", new Said()::note);
    }

    /** As somebody would who has seen that all is well: entries may be made again, also where a position was found to be another. */
    void resume() throws InterruptedException {
        engine.tell(inputs -> inputs.onStateAsked(
                Inputs.ALL, Inputs.ALL, TradingState.ACTIVE, RiskReason.OPERATOR, "test", "on with it"));
        for (int account = 0; account < accounts.size(); account++) {
            int accountId = account;
            if (!engine.view().isTradingOn(accountId)) {
                engine.tell(inputs -> inputs.onTradingSwitched(accountId, true));
            }
        }
    }

    /** From here on nothing goes wrong any more, and the market stands. */
    void mend() throws IOException, InterruptedException {
        control("DELETE", "/sim/faults", "");
        control("POST", "/sim/faults", "{\"kind\":\"maintenance\",\"on\":false}");
        market.join();
    }

    void fault(String json) throws IOException, InterruptedException {
        control("POST", "/sim/faults", json);
    }

    /** On a connection of its own: one that a restart of the exchange has left may not be answered. */
    private void control(String method, String path, String body) throws IOException, InterruptedException {
        try (var once = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = once.send(
                    HttpRequest.newBuilder(exchange.restUri().resolve(path))
                            .header("User-Agent", "test")
                            .timeout(Duration.ofSeconds(20))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    /** The window of the quotas ends soon, so that who is told to wait waits for 0.4 s. */
    void endTheWindowSoon() {
        long nowMillis = System.currentTimeMillis() + aheadMillis.get();
        aheadMillis.addAndGet(WINDOW_MILLIS - nowMillis % WINDOW_MILLIS - QUOTA_BACK_MILLIS);
    }

    /** An order of somebody who has the account's key; the answer. */
    String order(int accountId, String json) throws Exception {
        ExchangeAccount of = accounts.get(accountId);
        String seconds = Long.toString((System.currentTimeMillis() + aheadMillis.get()) / 1_000);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(of.apiSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String path = "/v2/orders";
        String signature = HexFormat.of()
                .formatHex(mac.doFinal(("POST" + seconds + path + json).getBytes(StandardCharsets.UTF_8)));
        return http.send(
                        HttpRequest.newBuilder(exchange.restUri().resolve(path))
                                .timeout(Duration.ofSeconds(20))
                                .header("User-Agent", "test")
                                .header("Content-Type", "application/json")
                                .header("api-key", of.apiKey())
                                .header("timestamp", seconds)
                                .header("signature", signature)
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Until the engine hears the market and its requests are answered. */
    void awaitSound() throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!engine.status().isConnected()) {
            assertThat(engine.failure()).isNotCompletedExceptionally();
            assertThat(System.nanoTime())
                    .as("the engine is connected again: %s", said())
                    .isLessThan(untilNanos);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (engine != null) {
                engine.close();
            }
        } finally {
            stopExchange();
            http.close();
        }
    }

    private final class Said implements LiveListener {
        @Override
        public void note(String what) {
            synchronized (said) {
                said.add(what);
            }
        }

        @Override
        public void alarm(String what) {
            note("ALARM " + what);
        }
    }
}
