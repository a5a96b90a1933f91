package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.config.Configuration;
import smc.engine.live.LiveSettings;
import smc.engine.live.compare.ComparePace;
import smc.engine.live.kill.KillSettings;
import smc.engine.live.watch.LiveListener;
import smc.engine.ring.RingSettings;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.execution.venue.delta.DeltaAccount;
import smc.feed.market.MarketOrigin;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.RecordedMarket;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.run.kill.FreePorts;

/** An exchange in this process, as fast as it goes, and the engines that trade there in lock-step; what they raise alarms about is kept. */
public final class TestExchange implements AutoCloseable {
    private final Configuration configuration;
    private final EmbeddedExchange exchange;
    private final List<String> alarms = new ArrayList<>();
    private final List<ExchangeAccount> accounts;

    /** @param lockStepClients the market begins when so many have joined the lock-step */
    public TestExchange(Configuration configuration, MarketFeed feed, int lockStepClients) throws IOException {
        this(configuration, feed, lockStepClients, Optional.empty(), true, 0);
    }

    /** One that tells a new connection nothing of what was traded before, so that whatever was missed is missed. */
    static TestExchange withoutLatestTrades(Configuration configuration, MarketFeed feed, int lockStepClients)
            throws IOException {
        return new TestExchange(configuration, feed, lockStepClients, Optional.empty(), false, 0);
    }

    /** One that keeps its log in a folder, and goes on from there. */
    TestExchange(Configuration configuration, MarketFeed feed, int lockStepClients, Path folder) throws IOException {
        this(configuration, feed, lockStepClients, Optional.of(folder), true, 0);
    }

    /** One that a command line finds: its private and its public sockets are where those of {@code ./smc exchange} would be. */
    public static TestExchange onPortsInARow(Configuration configuration, MarketFeed feed, int lockStepClients)
            throws IOException {
        return new TestExchange(configuration, feed, lockStepClients, Optional.empty(), true, FreePorts.threeInARow());
    }

    private TestExchange(
            Configuration configuration,
            MarketFeed feed,
            int lockStepClients,
            Optional<Path> folder,
            boolean tellsLatestTrades,
            int port)
            throws IOException {
        this.configuration = configuration;
        long depositE8 = configuration.accounts().getFirst().capitalE8() * MadeFeed.SYMBOLS.size();
        accounts = List.of(
                new ExchangeAccount(1, "A", "key-a", "secret-a", true, depositE8),
                new ExchangeAccount(2, "B", "key-b", "secret-b", true, depositE8));
        var settings = new ExchangeSettings(
                        port,
                        1_000_000,
                        lockStepClients,
                        VenueSettings.ON_TICK,
                        folder,
                        Optional.empty(),
                        System::currentTimeMillis,
                        1_000_000,
                        ExchangeSettings.CONNECTIONS_MAX)
                .strict(true);
        exchange = EmbeddedExchange.start(
                tellsLatestTrades ? settings : settings.withoutLatestTrades(),
                instruments(configuration, MadeFeed.SYMBOLS),
                accounts,
                feed);
    }

    /** On the terms of the configuration. */
    public static List<ExchangeInstrument> instruments(Configuration configuration, List<String> symbols) {
        var instruments = new ArrayList<ExchangeInstrument>();
        for (String symbol : symbols) {
            instruments.add(new ExchangeInstrument(
                    configuration.symbols().get(symbol).terms(1 + instruments.size()), symbol, 100, 100_000, "10"));
        }
        return instruments;
    }

    public EmbeddedExchange exchange() {
        return exchange;
    }

    /** @param isPaper whether its orders are filled beside the exchange, on paper */
    public RunningEngine startEngine(Path data, boolean isPaper, RingSettings.Idle idle) throws Exception {
        return startEngine(data, isPaper, idle, ComparePace.SHIPPED);
    }

    /** @param pace how often accounts are held against the exchange; real time */
    RunningEngine startEngine(Path data, boolean isPaper, RingSettings.Idle idle, ComparePace pace) throws Exception {
        return startEngine(data, isPaper, idle, pace, 0);
    }

    /** @param firstStageE8 how much may be traded with from the very first start on, as with real money; 0 for all */
    public RunningEngine startEngine(
            Path data, boolean isPaper, RingSettings.Idle idle, ComparePace pace, long firstStageE8) throws Exception {
        var address = new VenueAddress(
                "test",
                exchange.restUri(),
                exchange.publicSocketUri(),
                exchange.privateSocketUri(),
                List.of(new DeltaAccount(0, "key-a", "secret-a"), new DeltaAccount(1, "key-b", "secret-b")),
                true,
                true,
                isPaper);
        var settings = new LiveSettings(
                data,
                configuration,
                new RingSettings(1024, idle, RingSettings.Sync.NONE, 1),
                JournalSettings.DEFAULT,
                true,
                true,
                firstStageE8,
                "",
                pace,
                KillSettings.DEFAULTS);
        return RunningEngine.start(settings, address, new Alarms(), (_, _) -> {});
    }

    /** Waits for the market to be over. */
    public void awaitEnd(RunningEngine engine) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            while (true) {
                assertThat(engine.failure().isCompletedExceptionally())
                        .as("%s", engine.failure())
                        .isFalse();
                String place = http.send(
                                HttpRequest.newBuilder(exchange.restUri().resolve("/sim"))
                                        .header("User-Agent", "test")
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                if (place.contains("\"has_ended\":true")) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50); // asks again now and then: how long it takes is no rule
            }
        }
    }

    /** What reading a journal's results asks for. */
    public static void describeMarket(Path data) throws IOException {
        new RecordedMarket(
                        MadeFeed.SYMBOLS.stream()
                                .map(symbol -> new MarketOrigin(symbol, "made", "", true))
                                .toList(),
                        Fills.TRADES,
                        VenueSettings.ON_TICK)
                .writeInto(data);
    }

    /** So far. */
    List<String> alarms() {
        synchronized (alarms) {
            return List.copyOf(alarms);
        }
    }

    public List<ExchangeAccount> accounts() {
        return accounts;
    }

    /** From here on something goes wrong, as the exchange's JSON of faults has it. */
    void fault(String json) throws IOException, InterruptedException {
        faults("POST", json);
    }

    /** Nothing goes wrong any more. */
    void noFault() throws IOException, InterruptedException {
        faults("DELETE", "");
    }

    private void faults(String method, String json) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(exchange.restUri().resolve("/sim/faults"))
                    .header("User-Agent", "test")
                    .method(method, BodyPublishers.ofString(json))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    public void assertNoAlarm(String description) {
        synchronized (alarms) {
            assertThat(alarms).as(description).isEmpty();
        }
    }

    @Override
    public void close() throws IOException {
        exchange.close();
    }

    private final class Alarms implements LiveListener {
        @Override
        public void note(String what) {
            // Of no interest.
        }

        @Override
        public void alarm(String what) {
            synchronized (alarms) {
                alarms.add(what);
            }
        }
    }
}
