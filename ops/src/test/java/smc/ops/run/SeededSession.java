package smc.ops.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.live.LiveEngine;
import smc.engine.live.LiveSettings;
import smc.engine.live.MarketStream;
import smc.engine.live.watch.LiveListener;
import smc.engine.paper.PaperVenue;
import smc.engine.ring.RingSettings;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.market.MarketOrigin;
import smc.feed.session.MarketListener;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.RecordedMarket;
import smc.ops.result.BacktestResult.Fills;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/**
 * Some days of a live engine on paper, without sockets: the stream is lost for minutes to hours, the venue's candles cannot be had for a while, and the
 * process is killed, in its start too, or stopped, and started again later. A seed makes the same session.
 */
public final class SeededSession {
    public static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    private static final long CANDLE_NANOS = RandomCandles.INTERVAL_NANOS;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int HISTORY = 420;
    private static final int CANDLES = 900;
    private static final int TRADES_PER_CANDLE = 4;
    private static final int HOLES_PER_MILLE = 3;
    private static final long PATIENCE_SECONDS = 60;
    private static final int RUNS_UNTIL_FLAT = 3;

    private final Path data;
    private final Random random;
    private Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final List<List<Candle>> market;
    private final LinkedBlockingQueue<Long> acks = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private long nowNanos = RandomCandles.START_NANOS + HISTORY * CANDLE_NANOS + MINUTE_NANOS / 2;
    private long place;
    private boolean hasCandles;

    private LiveEngine engine;
    private MarketListener stream;

    private record Trade(int instrumentId, long atNanos, long priceE8, long contracts) {}

    private SeededSession(Path data, long seed) {
        this.data = data;
        random = new Random(seed);
        market = market(seed);
    }

    /** The venue's own candles, by instrument. */
    static List<List<Candle>> market(long seed) {
        return List.of(
                RandomCandles.walk(seed, CANDLES, HOLES_PER_MILLE),
                RandomCandles.walk(-seed, CANDLES, HOLES_PER_MILLE));
    }

    /** Writes the journal of a session, and what goes with it, into a folder. */
    public static void write(Path data, long seed) throws Exception {
        write(data, seed, List.of());
    }

    /** @param configurations of the first runs, in order; the last of them stays */
    public static void write(Path data, long seed, List<Configuration> configurations) throws Exception {
        var session = new SeededSession(data, seed);
        try {
            int starts = session.random.nextInt(2, 5);
            for (int i = 0; i < starts; i++) {
                if (i < configurations.size()) {
                    session.configuration = configurations.get(i);
                }
                if (session.random.nextInt(4) == 0) {
                    session.killInTheStart();
                }
                session.runOnce();
            }
        } finally {
            session.loop.shutdown();
        }
        session.describe(seed);
    }

    private void describe(long seed) throws IOException {
        List<MarketOrigin> symbols = SYMBOLS.stream()
                .map(symbol -> new MarketOrigin(symbol, "walk of seed " + seed, "", true))
                .toList();
        new RecordedMarket(symbols, Fills.TRADES, VenueSettings.DEFAULTS).writeInto(data);
    }

    /**
     * Writes the journal of a session that goes on by another configuration as soon as a start finds the engine flat, and ends with a run by it.
     *
     * @throws ConfigException if it was not flat in time
     */
    public static void writeChangedWhenFlat(Path data, long seed, Configuration before, Configuration after)
            throws Exception {
        var session = new SeededSession(data, seed);
        try {
            session.configuration = before;
            session.runOnce();
            boolean isTaken = false;
            for (int run = 0; !isTaken && run < RUNS_UNTIL_FLAT; run++) {
                try {
                    session.configuration = after;
                    session.runOnce();
                    isTaken = true;
                } catch (ConfigException e) {
                    if (run == RUNS_UNTIL_FLAT - 1) {
                        throw e;
                    }
                    session.configuration = before;
                    session.runOnce();
                }
            }
        } finally {
            session.loop.shutdown();
        }
        session.describe(seed);
    }

    /** Writes the journal of an engine whose first start was never done. */
    public static void writeKilledInItsStart(Path data, long seed) throws Exception {
        var session = new SeededSession(data, seed);
        try {
            session.killInTheStart();
        } finally {
            session.loop.shutdown();
        }
    }

    private void killInTheStart() throws Exception {
        open();
        try {
            engine.begin(nowNanos, 7);
            if (random.nextBoolean()) {
                engine.takeHistory(0, history(0));
            }
        } finally {
            engine.close();
        }
        nowNanos += random.nextInt(3) * CANDLE_NANOS;
    }

    private void open() throws IOException {
        var settings = new LiveSettings(
                data,
                configuration,
                new RingSettings(1024, RingSettings.Idle.BLOCKING, RingSettings.Sync.NONE, 1),
                JournalSettings.DEFAULT,
                true,
                true);
        var silent = new LiveListener() {
            @Override
            public void note(String what) {
                // For people.
            }

            @Override
            public void alarm(String what) {
                // What is lost here is lost on purpose.
            }
        };
        engine = LiveEngine.open(settings, loop, silent, _ -> {});
    }

    private void runOnce() throws Exception {
        open();
        try {
            start();
            int parts = random.nextInt(2, 6);
            for (int i = 0; i < parts; i++) {
                tradeUntil(nowNanos + random.nextLong(CANDLE_NANOS, 30 * CANDLE_NANOS));
                if (random.nextInt(3) > 0) {
                    loseTheStream(
                            random.nextInt(2) == 0
                                    ? random.nextLong(MINUTE_NANOS, CANDLE_NANOS)
                                    : random.nextLong(CANDLE_NANOS, 7 * CANDLE_NANOS));
                }
            }
            if (random.nextBoolean()) {
                engine.stopTrading(Duration.ofSeconds(PATIENCE_SECONDS));
            }
        } finally {
            engine.close(); // without a stop: it was killed
        }
        nowNanos += random.nextLong(1, 12 * CANDLE_NANOS);
    }

    private void start() throws Exception {
        Backtest asConfigured = Backtest.of(
                configuration, SYMBOLS, EnumSet.allOf(Mode.class), VenueSettings.DEFAULTS, 0, Long.MAX_VALUE);
        engine.begin(nowNanos, 7);
        var paper = new PaperVenue(
                engine.accounts(),
                engine.instruments(),
                asConfigured.venue(),
                asConfigured.terms(),
                asConfigured.depositsE8(),
                engine.view(),
                loop,
                engine.venueReports());
        engine.owns(paper);
        long knownNanos = Long.MAX_VALUE;
        for (int i = 0; i < SYMBOLS.size(); i++) {
            CandleSeries history = history(i);
            engine.takeHistory(i, history);
            knownNanos = Math.min(knownNanos, history.candles().getLast().openTimeNanos() + CANDLE_NANOS);
        }
        stream = new PaperMarket(paper, engine.marketListener());
        hasCandles = true;
        engine.connect(
                new MarketStream() {
                    @Override
                    public void start() {
                        stream.onConnected();
                    }

                    @Override
                    public void stop() {
                        // Nothing more is told anyway.
                    }

                    @Override
                    public void ack(long answered, long wakeNanos) {
                        acks.add(answered);
                    }
                },
                this::closedCandles);
        gap(knownNanos, nowNanos);
        onLoop(() -> engine.onStep(++place, nowNanos, place));
        engine.reconcile();
        awaitAck();
    }

    private CandleSeries history(int instrumentId) {
        return CandleSeries.of(CANDLE_NANOS, closedBy(instrumentId, nowNanos - TimeUnit.SECONDS.toNanos(5)));
    }

    private List<Candle> closedBy(int instrumentId, long nanos) {
        return market.get(instrumentId).stream()
                .filter(candle -> candle.openTimeNanos() + CANDLE_NANOS <= nanos)
                .toList();
    }

    private CompletableFuture<List<Candle>> closedCandles(
            int instrumentId, long fromNanos, long toNanos, long marketNanos) {
        return CompletableFuture.completedFuture(
                hasCandles
                        ? closedBy(instrumentId, Math.min(toNanos, marketNanos)).stream()
                                .filter(candle -> candle.openTimeNanos() >= fromNanos)
                                .toList()
                        : List.of());
    }

    private void tradeUntil(long untilNanos) {
        for (Trade trade : trades(nowNanos, untilNanos)) {
            wakeUntil(trade.atNanos);
            onLoop(() -> stream.onTrade(trade.instrumentId, trade.atNanos, trade.priceE8, trade.contracts));
            step(trade.atNanos);
        }
        wakeUntil(untilNanos);
    }

    /** The engine is woken where a candle is closed, and where the venue's own has settled. */
    private void wakeUntil(long untilNanos) {
        while (true) {
            long openNanos = nowNanos - Math.floorMod(nowNanos, CANDLE_NANOS);
            long afterNanos = nowNanos;
            long wakeNanos = List.of(openNanos, openNanos + CANDLE_NANOS).stream()
                    .flatMap(
                            boundary -> List.of(
                                    boundary + TimeUnit.MILLISECONDS.toNanos(500),
                                    boundary + TimeUnit.SECONDS.toNanos(6))
                                    .stream())
                    .filter(wake -> wake > afterNanos)
                    .min(Long::compare)
                    .orElseThrow();
            if (wakeNanos > untilNanos) {
                return;
            }
            step(wakeNanos);
        }
    }

    private List<Trade> trades(long fromNanos, long toNanos) {
        var trades = new ArrayList<Trade>();
        for (int symbol = 0; symbol < market.size(); symbol++) {
            for (Candle candle : market.get(symbol)) {
                long[] pricesE8 = {candle.openE8(), candle.lowE8(), candle.highE8(), candle.closeE8()};
                for (int part = 0; part < TRADES_PER_CANDLE; part++) {
                    long atNanos = candle.openTimeNanos() + (1 + 4L * part) * MINUTE_NANOS + symbol;
                    if (atNanos > fromNanos && atNanos <= toNanos) {
                        trades.add(new Trade(symbol, atNanos, pricesE8[part], 1 + candle.contracts()));
                    }
                }
            }
        }
        trades.sort((one, other) -> Long.compare(one.atNanos, other.atNanos));
        return trades;
    }

    private void loseTheStream(long nanos) {
        onLoop(() -> stream.onDisconnected("as the seed says"));
        hasCandles = random.nextBoolean();
        long lostNanos = nowNanos;
        nowNanos += nanos;
        onLoop(stream::onConnected);
        gap(lostNanos, nowNanos);
        step(nowNanos);
        if (!hasCandles) {
            tradeUntil(nowNanos + random.nextLong(1, 2 * CANDLE_NANOS));
            hasCandles = random.nextInt(3) > 0;
        }
    }

    private void gap(long fromNanos, long toNanos) {
        onLoop(() -> {
            for (int symbol = 0; symbol < market.size(); symbol++) {
                stream.onGap(symbol, fromNanos, toNanos);
            }
        });
    }

    private void step(long atNanos) {
        nowNanos = Math.max(nowNanos, atNanos);
        onLoop(() -> engine.onStep(++place, nowNanos, place));
        awaitAck();
    }

    private void awaitAck() {
        try {
            Long answered = acks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answered == null || answered != place) {
                throw new AssertionError("expected step " + place + " to be answered, was " + answered + ", engine: "
                        + engine.failure());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void onLoop(Runnable action) {
        try {
            loop.submit(action).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
