package smc.ops.run;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.engine.live.LiveEngine;
import smc.engine.live.LiveSettings;
import smc.engine.live.LiveStatus;
import smc.engine.live.kill.KillReport;
import smc.engine.live.watch.LiveListener;
import smc.engine.paper.PaperVenue;
import smc.engine.ring.EngineFaultException;
import smc.engine.view.EngineView;
import smc.exchange.matching.VenueSettings;
import smc.execution.instrument.Instrument;
import smc.execution.venue.VenueRefusedException;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.DeltaVenue;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.feed.decode.Symbols;
import smc.feed.history.CandleClient;
import smc.feed.history.CandleHistory;
import smc.feed.history.HistoryException;
import smc.feed.history.Resolution;
import smc.feed.history.VenueSilentException;
import smc.feed.netty.MarketClient;
import smc.feed.session.MarketListener;
import smc.feed.session.SessionSettings;
import smc.journal.DataLock;
import smc.ops.run.FirstConnection.SilentException;
import smc.strategy.candle.CandleSeries;

/** An engine at work at a venue. Started and stopped by one thread; safe to ask from any. */
public final class RunningEngine implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(30);

    private static final Resolution RESOLUTION = Resolution.of("15m").orElseThrow();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final VenueAddress address;
    private final CandleClient candles;
    private LiveEngine engine;
    /** Null before it is known which installation's. */
    private DeltaVenue delta;

    private boolean isVenueStarted;
    /** Null unless orders are filled on paper. */
    private PaperVenue paper;

    private final FirstConnection first;
    private final LiveListener listener;

    private RunningEngine(VenueAddress address, LiveListener listener) {
        this.address = address;
        this.listener = listener;
        first = new FirstConnection(listener::note, Thread::sleep);
        candles = new CandleClient(address.rest(), DEADLINE, this::pauseAloud);
    }

    /** A pause of the client's is said if it is long: meanwhile a candle is missing. */
    private void pauseAloud(long millis) throws InterruptedException {
        if (millis >= LONG_PAUSE.toMillis()) {
            listener.alarm("the venue's quota is used up: candles are asked for again in " + millis / 1_000 + " s");
        }
        Thread.sleep(millis);
    }

    /**
     * Goes through the whole start; trading is on when it returns.
     *
     * @throws smc.journal.JournalException if the data folder is in use, or its journal cannot be gone on with
     * @throws EngineFaultException if the engine has failed; {@link #runFaultProcedure} was run
     * @throws VenueRefusalException if the venue will not have us, or is none
     * @throws IOException if the venue is not what is configured, or has not said within minutes how things stand. One that does not answer is waited for
     */
    public static RunningEngine start(
            LiveSettings settings, VenueAddress address, LiveListener listener, StartListener steps)
            throws IOException, InterruptedException {
        return start(settings, Optional.empty(), address, listener, steps);
    }

    /** Likewise, with a lock of the data folder that is taken already, and stays the caller's. */
    public static RunningEngine start(
            LiveSettings settings, DataLock lock, VenueAddress address, LiveListener listener, StartListener steps)
            throws IOException, InterruptedException {
        return start(settings, Optional.of(lock), address, listener, steps);
    }

    private static RunningEngine start(
            LiveSettings settings,
            Optional<DataLock> lock,
            VenueAddress address,
            LiveListener listener,
            StartListener steps)
            throws IOException, InterruptedException {
        var running = new RunningEngine(address, listener);
        try {
            running.open(settings, lock, listener, steps);
            return running;
        } catch (RuntimeException | IOException | InterruptedException e) {
            running.endStart(e, listener);
            throw e;
        }
    }

    /** Whatever ends a start: what an earlier process has left resting is not left to itself. */
    private void endStart(Exception cause, LiveListener listener) throws InterruptedException {
        var _ = Thread.interrupted(); // it is what ended the start, and has no more to say
        try {
            if (cause instanceof EngineFaultException) {
                listener.alarm("the engine failed in its start: " + cause.getMessage());
            }
            if (isVenueStarted || cause instanceof EngineFaultException) {
                boolean isDone = runFaultProcedure();
                listener.note(
                        isDone
                                ? "resting entries were cancelled, protective stops stand"
                                : "look at the venue: resting entries may be left");
                if (!isDone && cause instanceof InterruptedException) {
                    throw new IllegalStateException("the venue did not confirm that nothing rests", cause);
                }
            }
        } finally {
            close();
        }
    }

    private void open(LiveSettings settings, Optional<DataLock> lock, LiveListener listener, StartListener steps)
            throws IOException, InterruptedException {
        var time = new StepTime(steps);
        Configuration configuration = settings.configuration();
        engine = lock.isPresent()
                ? LiveEngine.open(settings, lock.get(), loop, listener, steps::replayed)
                : LiveEngine.open(settings, loop, listener, steps::replayed);
        time.done(
                engine.view().sequence() == 0
                        ? "data folder %s, new".formatted(settings.data())
                        : "data folder %s, %s%,d frames replayed to the same bytes%s"
                                .formatted(
                                        settings.data(),
                                        engine.snapshot().isEmpty()
                                                ? ""
                                                : "snapshot of sequence %d, "
                                                        .formatted(engine.snapshot()
                                                                .getAsLong()),
                                        engine.replayedFrames(),
                                        engine.cut().story().isEmpty()
                                                ? ""
                                                : "; " + engine.cut().story()));

        List<Instrument> instruments = engine.instruments();
        long marketNanos = first.await("the venue at " + address.rest(), () -> marketNanos(instruments));
        long known = engine.view().installationId();
        long installationId = known == 0 ? new SecureRandom().nextLong() & Long.MAX_VALUE : known;
        delta = new DeltaVenue(
                loop,
                address.rest(),
                address.privateSocket(),
                address.isPaper() ? List.of() : address.accounts(),
                instruments,
                installationId,
                address.isStepped() ? DeltaSettings.DEFAULTS.withoutQuota() : DeltaSettings.DEFAULTS,
                System::currentTimeMillis,
                engine.venueReports());
        if (address.isPaper()) {
            engine.begin(marketNanos, installationId);
            try {
                VenueAgreement.require(configuration, instruments, startVenue());
            } finally {
                delta.close();
            }
            paper = paperVenue(configuration, instruments);
            engine.owns(paper);
        } else {
            engine.owns(delta); // first: it is needed if the engine fails as it begins
            engine.begin(marketNanos, installationId);
            VenueAgreement.require(configuration, instruments, startVenue());
            asked(engine::hearOfPositions);
        }
        time.done("venue %s, its time is %s".formatted(address.name(), utc(marketNanos)));

        long knownUntilNanos = readHistory(settings, instruments, listener, time);
        connect(instruments, knownUntilNanos);
        time.done("market stream");

        int trading = asked(engine::reconcile);
        time.done("orders and positions read, %d of %d accounts may trade"
                .formatted(trading, engine.accounts().size()));
    }

    private long marketNanos(List<Instrument> instruments) throws IOException, InterruptedException {
        try {
            return candles.firstMarketNanos(instruments.getFirst().symbol());
        } catch (VenueSilentException e) {
            throw new SilentException(e.getMessage(), e);
        } catch (HistoryException e) {
            throw new VenueRefusalException(e.getMessage(), e);
        }
    }

    private List<ProductFacts> startVenue() throws IOException, InterruptedException {
        List<ProductFacts> facts =
                first.await("the products of " + address.rest(), () -> FirstConnection.within(delta.start()));
        isVenueStarted = true;
        return facts;
    }

    private static <T> T asked(FirstConnection.Attempt<T> question) throws IOException, InterruptedException {
        try {
            return question.ask();
        } catch (VenueRefusedException e) {
            throw new VenueRefusalException(e.getMessage(), e);
        } catch (IllegalStateException | CompletionException e) {
            throw new IOException(
                    "expected to learn of the venue what became of orders and positions, was " + e.getMessage(), e);
        }
    }

    private PaperVenue paperVenue(Configuration configuration, List<Instrument> instruments) {
        return new PaperVenue(
                engine.accounts(),
                instruments,
                VenueSettings.ON_TICK,
                instruments.stream()
                        .map(each -> configuration.symbols().get(each.symbol()).terms(each.id()))
                        .toList(),
                IntStream.range(0, engine.accounts().size())
                        .mapToObj(account -> instruments.stream()
                                .mapToLong(each -> engine.view().depositedE8(account, each.id()))
                                .reduce(0, Math::addExact))
                        .toList(),
                engine.view(),
                loop,
                engine.venueReports());
    }

    private long readHistory(LiveSettings settings, List<Instrument> instruments, LiveListener listener, StepTime time)
            throws IOException, InterruptedException {
        var history = new CandleHistory(candles, listener::note);
        int days = settings.configuration().engine().historyDays();
        long knownUntilNanos = Long.MAX_VALUE;
        for (Instrument instrument : instruments) {
            CandleSeries series = first.await("the history of " + instrument.symbol(), () -> {
                try {
                    return history.update(settings.data().resolve("history"), instrument.symbol(), RESOLUTION, days);
                } catch (VenueSilentException e) {
                    throw new SilentException(e.getMessage(), e);
                }
            });
            int told = engine.takeHistory(instrument.id(), series);
            long endNanos = series.candles().getLast().openTimeNanos() + RESOLUTION.nanos();
            knownUntilNanos = Math.min(knownUntilNanos, endNanos);
            int blocks = view().image().markets().get(instrument.id()).blocks().size();
            time.done("history of %s, %,d candles from %s, %,d of them new, %d blocks alive"
                    .formatted(
                            instrument.symbol(),
                            series.candles().size(),
                            utc(series.candles().getFirst().openTimeNanos()),
                            told,
                            blocks));
        }
        return knownUntilNanos;
    }

    private void connect(List<Instrument> instruments, long knownUntilNanos) throws IOException, InterruptedException {
        var symbols = new Symbols(instruments.stream().map(Instrument::symbol).toList());
        MarketListener listener =
                paper == null ? engine.marketListener() : new PaperMarket(paper, engine.marketListener());
        MarketClient client = address.isStepped()
                ? new MarketClient(
                        loop,
                        address.publicSocket(),
                        symbols,
                        SessionSettings.DELTA,
                        knownUntilNanos,
                        System.nanoTime(),
                        listener,
                        engine::onStep)
                : new MarketClient(
                        loop,
                        address.publicSocket(),
                        symbols,
                        SessionSettings.DELTA,
                        knownUntilNanos,
                        System.nanoTime(),
                        listener);
        for (Instrument instrument : instruments) {
            engine.view()
                    .newestTrades(instrument.id())
                    .forEach(trade ->
                            client.known(instrument.id(), trade.venueNanos(), trade.priceE8(), trade.contracts()));
        }
        engine.connect(
                new ClientStream(client),
                (instrumentId, fromNanos, toNanos, marketNanos) -> candles.closedCandles(
                        instruments.get(instrumentId).symbol(), RESOLUTION, fromNanos, toNanos, marketNanos));
        first.await("the market stream of " + address.publicSocket(), () -> {
            try {
                engine.awaitMarket(PATIENCE);
                return null;
            } catch (TimeoutException e) {
                throw new SilentException("nothing within " + PATIENCE.toSeconds() + " s", e);
            }
        });
    }

    /** An operator's input; on disk, with what it led to, when it returns. */
    public void tell(Consumer<Inputs> input) throws InterruptedException {
        engine.tell(input);
    }

    /** See {@link LiveEngine#kill}. */
    public CompletableFuture<KillReport> kill(String who, String why, Consumer<String> told)
            throws InterruptedException {
        return engine.kill(who, why, told);
    }

    /** How it stands. */
    public LiveStatus status() throws InterruptedException {
        return engine.status();
    }

    /** What it has journaled, folded; safe to ask from any thread, also when it is closed. */
    public EngineView view() {
        return engine.view();
    }

    /** Ends exceptionally if the engine cannot go on. */
    public CompletableFuture<Void> failure() {
        return engine.failure();
    }

    /**
     * Lets nothing new be opened and cancels what rests; protective stops stay.
     *
     * @return whether the venue has confirmed it in time
     */
    public boolean stopTrading(Duration patience) throws InterruptedException {
        return engine.stopTrading(patience);
    }

    /** {@link #stopTrading} for an engine that cannot go on. */
    public boolean runFaultProcedure() throws InterruptedException {
        if (!isVenueStarted && delta != null && !address.isPaper()) {
            try {
                FirstConnection.within(delta.start()); // once: a venue that does not answer now is not waited for
                isVenueStarted = true;
            } catch (IOException _) {
                return false;
            }
        }
        return engine.runFaultProcedure();
    }

    @Override
    public void close() {
        try {
            if (engine != null) {
                engine.close();
            }
        } finally {
            candles.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
