package smc.engine.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.live.watch.LiveListener;
import smc.engine.record.DataFolder;
import smc.engine.recovery.Recovery;
import smc.engine.ring.RingSettings;
import smc.engine.ring.WiredCore;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.CrashingStore;
import smc.journal.DataLock;
import smc.journal.Journal;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/**
 * A live engine between a venue, a market and candles of the test's making, as shipped but without sockets. The market stands until the test steps it,
 * so what happens does not hang on how quick anything is. {@link LastFrames} prints the end of its journal where a test fails.
 */
final class LiveRig implements AutoCloseable {
    static final long CANDLE_NANOS = RandomCandles.INTERVAL_NANOS;
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    static final int SOL = 0;
    private static final long PATIENCE_SECONDS = 60;
    private static final int SYMBOLS = 2;
    private static final int SEED = 11;

    /** More than the 180 days of history that an engine is shipped with. */
    private static final int CANDLES = 17_500;

    private static final List<List<Candle>> MARKET =
            List.of(RandomCandles.walk(SEED, CANDLES), RandomCandles.walk(SEED + 1, CANDLES));

    final LiveEngine engine;
    final FakeVenue venue;
    final List<String> alarms = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    /** What repair has asked for: {@code instrument from-candle}. */
    final List<String> candlesAsked = new CopyOnWriteArrayList<>();

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final LinkedBlockingQueue<Long> acks = new LinkedBlockingQueue<>();
    private long place;
    private int next;

    /** Opens the folder as {@code ./smc run} does; in lock-step. */
    static LiveRig open(Path data) throws IOException {
        return open(data, shipped(), JournalSettings.DEFAULT);
    }

    static LiveRig open(Path data, Configuration configuration, JournalSettings journal) throws IOException {
        LiveSettings settings = settings(data, configuration, journal);
        LastFrames.areOf(() -> ChronicleReader.open(data, 1));
        return new LiveRig((loop, listener) -> LiveEngine.open(settings, loop, listener, _ -> {}));
    }

    /**
     * With a journal in memory, and a folder for the lock alone: for many starts.
     *
     * @param core wraps the core; as it is, or one that fails where a test wants
     */
    static LiveRig open(Path data, CrashingStore store, UnaryOperator<Inputs> core) throws IOException {
        return open(data, shipped(), List.of(), store, (inputs, _) -> core.apply(inputs));
    }

    /** @param core likewise, with where the core says what it says */
    static LiveRig open(Path data, CrashingStore store, BiFunction<Inputs, Effects, Inputs> core) throws IOException {
        return open(data, shipped(), List.of(), store, core);
    }

    /** @param before other configurations that earlier starts ran by */
    static LiveRig open(
            Path data,
            Configuration configuration,
            List<Configuration> before,
            CrashingStore store,
            BiFunction<Inputs, Effects, Inputs> core)
            throws IOException {
        return open(settings(data, configuration, JournalSettings.DEFAULT), before, store, core);
    }

    /** @param firstStageE8 how much may be traded with from the very first start on */
    static LiveRig openAtStage(Path data, CrashingStore store, long firstStageE8) throws IOException {
        LiveSettings all = settings(data, shipped(), JournalSettings.DEFAULT);
        return open(
                new LiveSettings(
                        all.data(),
                        all.configuration(),
                        all.ring(),
                        all.journal(),
                        all.isStepped(),
                        all.waitsForAnswers(),
                        firstStageE8),
                List.of(),
                store,
                (inputs, _) -> inputs);
    }

    /** @param fault why the last engine could not go on */
    static LiveRig openAfter(String fault, Path data) throws IOException {
        LiveSettings all = settings(data, shipped(), JournalSettings.DEFAULT);
        var settings = new LiveSettings(
                all.data(),
                all.configuration(),
                all.ring(),
                all.journal(),
                all.isStepped(),
                all.waitsForAnswers(),
                all.firstStageE8(),
                fault,
                all.comparing(),
                all.kill());
        return new LiveRig((loop, listener) -> LiveEngine.open(settings, loop, listener, _ -> {}));
    }

    private static LiveRig open(
            LiveSettings settings,
            List<Configuration> before,
            CrashingStore store,
            BiFunction<Inputs, Effects, Inputs> core)
            throws IOException {
        Path data = settings.data();
        Configuration configuration = settings.configuration();
        LastFrames.areOf(() -> store.reader(1));
        return new LiveRig((loop, listener) -> {
            DataLock lock = DataLock.take(data);
            Recovery recovered = Recovery.of(
                    store.reader(1),
                    data,
                    LiveEngine.coreSettings(settings.configuration()),
                    settingsOf(configuration, before),
                    settings.ring().build(),
                    _ -> {});
            var recovery = new Recovery(
                    recovered.trading(),
                    new WiredCore(
                            core.apply(
                                    recovered.core().core(),
                                    new EffectEncoder(recovered.core().effects())),
                            recovered.core().effects(),
                            recovered.core().lastNanos()),
                    recovered.view(),
                    recovered.frames(),
                    recovered.snapshot(),
                    recovered.remarks());
            Journal journal = store.open();
            var folder = new LiveFolder(
                    lock, true, recovery, journal, store.epoch(), store.cut(), new CompletableFuture<>());
            return new LiveEngine(settings, folder, loop, listener);
        });
    }

    /** Those of a start by one of these, by its number. */
    static LongFunction<CoreSettings> settingsOf(Configuration one, List<Configuration> more) {
        return number -> Stream.concat(Stream.of(one), more.stream())
                .filter(each -> DataFolder.number(each) == number)
                .map(LiveEngine::coreSettings)
                .findFirst()
                .orElseThrow();
    }

    /** As shipped but for one place in one of the files. */
    static Configuration shippedBut(Path empty, String file, String before, String after) throws IOException {
        Files.createDirectories(empty);
        try (Stream<Path> files = Files.list(SharedData.root().resolve("config"))) {
            for (Path each : files.toList()) {
                String text = Files.readString(each);
                if (each.getFileName().toString().matches(file)) {
                    if (!text.contains(before)) {
                        throw new AssertionError("expected " + before + " in " + each);
                    }
                    text = text.replace(before, after);
                }
                Files.writeString(empty.resolve(each.getFileName()), text);
            }
        }
        return Configuration.load(empty);
    }

    /** As shipped, but that the accounts have each other's mode. */
    static Configuration shippedWithModesSwapped(Path empty) throws IOException {
        Map<String, String> otherMode = Map.of("account-a.json", "limit", "account-b.json", "candle_close");
        Files.createDirectories(empty);
        try (Stream<Path> files = Files.list(SharedData.root().resolve("config"))) {
            for (Path each : files.toList()) {
                String name = each.getFileName().toString();
                String text = Files.readString(each);
                Files.writeString(
                        empty.resolve(name),
                        otherMode.containsKey(name)
                                ? text.replaceFirst(
                                        "\"mode\": \"[a-z_]+\"", "\"mode\": \"" + otherMode.get(name) + "\"")
                                : text);
            }
        }
        return Configuration.load(empty);
    }

    static LiveSettings settings(Path data, Configuration configuration, JournalSettings journal) {
        return new LiveSettings(
                data,
                configuration,
                new RingSettings(1024, RingSettings.Idle.BLOCKING, RingSettings.Sync.NONE, 1),
                journal,
                true,
                true);
    }

    private interface Opening {
        LiveEngine open(ScheduledExecutorService loop, LiveListener listener) throws IOException;
    }

    static Configuration shipped() {
        return Configuration.load(SharedData.root().resolve("config"));
    }

    private LiveRig(Opening opening) throws IOException {
        var listener = new LiveListener() {
            @Override
            public void note(String what) {
                notes.add(what);
            }

            @Override
            public void alarm(String what) {
                alarms.add(what);
            }
        };
        try {
            engine = opening.open(loop, listener);
        } catch (RuntimeException | IOException e) {
            loop.shutdown();
            throw e;
        }
        venue = new FakeVenue(loop, engine.venueReports(), engine.accounts().size(), SYMBOLS);
    }

    static Candle candle(int instrumentId, int number) {
        return MARKET.get(instrumentId).get(number);
    }

    /** Where a candle begins. */
    static long openNanos(int number) {
        return RandomCandles.START_NANOS + number * CANDLE_NANOS;
    }

    /** Goes through the start up to where the engine asks the venue; the market stands ten seconds after the last candle of the history. */
    LiveRig start(int historyCandles) throws InterruptedException {
        return start(historyCandles, (_, candle) -> candle);
    }

    /** The same with a history that is another one. */
    LiveRig start(int historyCandles, BiFunction<Integer, Candle, Candle> changed) throws InterruptedException {
        return start(0, historyCandles, changed);
    }

    /** The same with a history that begins at a candle. */
    LiveRig start(int anchor, int historyCandles, BiFunction<Integer, Candle, Candle> changed)
            throws InterruptedException {
        next = historyCandles;
        engine.owns(venue);
        engine.begin(openNanos(historyCandles) + TimeUnit.SECONDS.toNanos(10), 77);
        if (venue.mayReconcile.isDone()) {
            engine.hearOfPositions();
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int instrumentId = symbol;
            engine.takeHistory(
                    symbol,
                    CandleSeries.of(
                            CANDLE_NANOS,
                            MARKET.get(symbol).subList(anchor, historyCandles).stream()
                                    .map(candle -> changed.apply(instrumentId, candle))
                                    .toList()));
        }
        engine.connect(
                new MarketStream() {
                    @Override
                    public void start() {
                        engine.marketListener().onConnected();
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
        onLoop(() -> engine.onStep(++place, openNanos(historyCandles) + TimeUnit.SECONDS.toNanos(10), 0));
        return this;
    }

    private CompletableFuture<List<Candle>> closedCandles(
            int instrumentId, long fromNanos, long toNanos, long marketNanos) {
        candlesAsked.add(instrumentId + " " + (fromNanos - RandomCandles.START_NANOS) / CANDLE_NANOS);
        return CompletableFuture.completedFuture(MARKET.get(instrumentId).stream()
                .filter(candle -> candle.openTimeNanos() >= fromNanos
                        && candle.openTimeNanos() + CANDLE_NANOS <= Math.min(toNanos, marketNanos))
                .toList());
    }

    /** The venue answers what it was asked at the start. How many accounts may trade. */
    int reconcile() throws InterruptedException {
        venue.mayReconcile.complete(null);
        int trading = engine.reconcile();
        awaitAck();
        return trading;
    }

    /** As {@link #start} and {@link #reconcile}. */
    LiveRig running(int historyCandles) throws InterruptedException {
        start(historyCandles);
        reconcile();
        return this;
    }

    /** The next candle of every symbol, trade by trade, up to where the venue's own has settled. */
    void candle() {
        for (int part = 0; part < 4; part++) {
            // The last is young enough at the close for the limit of the data's age.
            long atNanos = openNanos(next)
                    + (part == 3 ? CANDLE_NANOS - TimeUnit.SECONDS.toNanos(2) : TimeUnit.MINUTES.toNanos(1 + 4 * part));
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                trade(symbol, atNanos, priceE8(candle(symbol, next), part));
            }
            step(atNanos);
        }
        closeCandle();
    }

    private static long priceE8(Candle candle, int part) {
        return switch (part) {
            case 0 -> candle.openE8();
            case 1 -> candle.lowE8();
            case 2 -> candle.highE8();
            default -> candle.closeE8();
        };
    }

    void trade(int instrumentId, long atNanos, long priceE8) {
        long contracts = candle(instrumentId, next).contracts() / 4;
        onLoop(() -> engine.marketListener().onTrade(instrumentId, atNanos, priceE8, contracts));
    }

    /** Time goes on to where the venue's own candle of the one that ends has settled. */
    void closeCandle() {
        next++;
        step(openNanos(next) + GRACE_NANOS);
        step(openNanos(next) + TimeUnit.SECONDS.toNanos(6));
    }

    /** Candles that are over. */
    int next() {
        return next;
    }

    /** The market goes on to a time; back when the engine lets it go on again. */
    void step(long marketNanos) {
        onLoop(() -> engine.onStep(++place, marketNanos, place));
        awaitAck();
    }

    /** Steps of a millisecond, with nobody to answer them before the venue is reconciled, until something has come about elsewhere. */
    void stepUntil(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long atNanos = openNanos(next) + TimeUnit.SECONDS.toNanos(11);
                !condition.getAsBoolean();
                atNanos += 1_000_000) {
            if (System.nanoTime() > untilNanos) {
                throw new AssertionError("expected it within " + PATIENCE_SECONDS + " s");
            }
            long marketNanos = atNanos;
            onLoop(() -> engine.onStep(++place, marketNanos, 0));
        }
    }

    /** The market goes on to a time, and the engine is left to it. */
    void beginStep(long marketNanos) {
        onLoop(() -> engine.onStep(++place, marketNanos, place));
    }

    /** Whether the last step is answered. */
    boolean isAnswered() {
        Long answered = acks.peek();
        return answered != null && answered == place;
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

    /** Candles until a venue's entry rests; the newest of them. */
    Submit untilAnEntryRests() {
        while (true) {
            candle();
            List<Submit> entries = restingEntries();
            if (!entries.isEmpty()) {
                return entries.getLast();
            }
        }
    }

    List<Submit> restingEntries() {
        List<Long> working = new ArrayList<>();
        engine.view().orders().forEach(order -> working.add(order.orderId()));
        return venue.asked(Submit.class).stream()
                .filter(each -> each.isEntry() && working.contains(each.orderId()))
                .toList();
    }

    /** Every account is held against the venue, as if real time had come so far; what that asks for is taken. */
    void compare(long nanoTime) {
        onLoop(() -> engine.comparison.onTime(venue, nanoTime));
        onLoop(() -> {}); // what the venue answered
        step(openNanos(next) + TimeUnit.SECONDS.toNanos(6));
    }

    void onLoop(Runnable action) {
        onLoop(() -> {
            action.run();
            return null;
        });
    }

    private <T> T onLoop(Callable<T> action) {
        try {
            return loop.submit(action).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        engine.close();
        loop.shutdown();
    }
}
