package smc.engine.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.record.DataFolder;
import smc.engine.ring.EngineFaultException;
import smc.engine.ring.EngineRing;
import smc.engine.ring.Fault;
import smc.engine.ring.StallWatch;
import smc.engine.ring.TimeJump;
import smc.engine.view.EngineView;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderRequest;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;
import smc.feed.session.MarketListener;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskLevel;
import smc.journal.DiskSpace;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * The engine at a venue, from the lock of its data folder to its release. The steps of a start are called in the order in which they stand here, by
 * a thread that may wait; everything between the start and the stop happens on the event loop.
 */
public final class LiveEngine implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    /** A jump of the clock that is no correction: the machine slept. */
    private static final long JUMP_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How far the venue's time may lie before that of the journal's last frame. */
    private static final long BACKWARDS_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** The limits of block found and order sent, from the close of the candle. */
    private static final long BLOCK_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ORDER_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long FAULT_MILLIS = 3_000;

    private final LiveSettings settings;
    private final CoreSettings core;
    private final ScheduledExecutorService loop;
    private final LiveListener listener;
    private final DataLock lock;
    private final boolean ownsLock;
    private final long replayedFrames;
    private final long replayedToNanos;

    private final int epoch;
    private final Cut cut;
    private final EngineView view;

    private final EngineRing ring;
    private final Thread stallWatch;
    private final LiveEgress egress;
    private final LiveClock clock;
    private final LiveInputs inputs;
    private final LiveMarket market;
    private final Reconciliation reconciliation;
    private final CompletableFuture<Void> failure;
    private final CompletableFuture<Void> marketHeard = new CompletableFuture<>();
    private final TimeJump timeJump = new TimeJump(JUMP_NANOS);
    private final DelayWatch blockDelays;
    private final DelayWatch orderDelays;

    private MarketStream stream;
    private Venue venue;
    private CandleRepair repair;
    private Stepper stepper;
    private FundingClock funding;
    private boolean isVenueReady;
    private boolean hasHaltedEntries;
    private int differencesSaid;
    private ScheduledFuture<?> ticks;
    private final long[] closedNanos;

    /**
     * Takes the lock, replays the journal and begins the next epoch.
     *
     * @param loop one thread, which must never be kept waiting by anybody else
     * @param progress told now and then the time the replay has reached, epoch nanoseconds
     * @throws smc.journal.DiskFullException if there is too little room; nothing was made
     * @throws smc.journal.DamageException if frames of the journal cannot be read any more
     * @throws JournalException if somebody is at work in the folder, the journal cannot be read, does not replay, or is of another configuration
     */
    public static LiveEngine open(
            LiveSettings settings, ScheduledExecutorService loop, LiveListener listener, LongConsumer progress)
            throws IOException {
        settings.journal().diskLimits().requireRoomToBegin(DiskSpace.of(settings.data()), settings.data());
        DataLock lock = DataLock.take(settings.data());
        try {
            return opened(settings, lock, true, loop, listener, progress);
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Likewise, with a lock that the caller has taken and will release after the engine is closed: whoever starts something else on the folder, such as
     * its exchange, must hold it before.
     */
    public static LiveEngine open(
            LiveSettings settings,
            DataLock lock,
            ScheduledExecutorService loop,
            LiveListener listener,
            LongConsumer progress)
            throws IOException {
        return opened(settings, lock, false, loop, listener, progress);
    }

    private static LiveEngine opened(
            LiveSettings settings,
            DataLock lock,
            boolean ownsLock,
            ScheduledExecutorService loop,
            LiveListener listener,
            LongConsumer progress)
            throws IOException {
        CoreSettings core = coreSettings(settings.configuration());
        Recovery recovery = Recovery.of(settings.data(), settings.configuration(), core, settings.journal(), progress);
        new DataFolder(settings.data()).keep(settings.configuration());
        var failure = new CompletableFuture<Void>();
        ChronicleJournal journal = ChronicleJournal.open(
                lock,
                settings.journal(),
                DiskSpace.of(settings.data()),
                (what, cause) -> failure.completeExceptionally(new JournalException(what, cause)));
        return new LiveEngine(
                settings, lock, ownsLock, recovery, journal, journal.epoch(), journal.cut(), failure, loop, listener);
    }

    static CoreSettings coreSettings(Configuration configuration) {
        return CoreSettings.of(configuration, configuration.engine().symbols(), EnumSet.allOf(Mode.class), 0);
    }

    /**
     * @param lock closed with the engine if it owns it
     * @param journal in the epoch that begins, behind the cut; closed with the engine
     * @param failure ends exceptionally if the journal cannot go on
     */
    LiveEngine(
            LiveSettings settings,
            DataLock lock,
            boolean ownsLock,
            Recovery recovery,
            Journal journal,
            int epoch,
            Cut cut,
            CompletableFuture<Void> failure,
            ScheduledExecutorService loop,
            LiveListener listener) {
        this.settings = settings;
        this.lock = lock;
        this.ownsLock = ownsLock;
        this.epoch = epoch;
        this.cut = cut;
        this.failure = failure;
        this.loop = loop;
        this.listener = listener;
        core = coreSettings(settings.configuration());
        replayedFrames = recovery.frames();
        view = recovery.view();
        replayedToNanos = view.atNanos();
        if (cut.lastSequence() != view.sequence()) {
            journal.close();
            throw new JournalException("expected the journal to end at sequence " + view.sequence()
                    + ", where its replay ended, it was cut at " + cut);
        }
        if (cut.isLoss()) {
            listener.alarm(cut.story());
        }
        egress = new LiveEgress(
                view,
                () -> loop.execute(this::drainRequests),
                () -> loop.execute(this::onClosed),
                () -> loop.execute(this::onPositionsDiffer));
        ring = new EngineRing(settings.ring(), journal, recovery.core(), egress, this::onEngineFault);
        stallWatch = new StallWatch(ring, lock.dataFolder().resolve("logs"), listener::alarm).start();
        clock = new LiveClock(LiveEngine::wallNanos, settings.isStepped());
        blockDelays = new DelayWatch("blocks", BLOCK_LIMIT_NANOS, listener);
        orderDelays = new DelayWatch("entry", ORDER_LIMIT_NANOS, listener);
        inputs = new LiveInputs(ring, clock, listener, this::onEntrySent, this::fail);
        reconciliation = new Reconciliation(epoch, view, egress, inputs, listener, loop);
        closedNanos = new long[core.instruments().size()];
        market = new LiveMarket(core, inputs, clock, listener, settings.isStepped());
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private static long wallNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private List<String> symbols() {
        return core.instruments().stream().map(Instrument::symbol).toList();
    }

    // ---- what the connections need

    /** Takes the market. */
    public MarketListener marketListener() {
        return market;
    }

    /** Takes what the venue reports. */
    public VenueReports venueReports() {
        return inputs;
    }

    /** Takes a step of the lock-step. Event loop. */
    public void onStep(long place, long marketNanos, long toldPrivately) {
        marketHeard.complete(null);
        watchDisk();
        stepper.onStep(place, marketNanos, toldPrivately).exceptionally(e -> {
            fail(e);
            return null;
        });
    }

    /** What is traded, by id. */
    public List<Instrument> instruments() {
        return core.instruments();
    }

    /** Who trades, by account id. */
    public List<DeskSettings> accounts() {
        return core.accounts();
    }

    /** How the engine stands. */
    public EngineView view() {
        return view;
    }

    // ---- the start

    /** Frames that were replayed. */
    public long replayedFrames() {
        return replayedFrames;
    }

    /** Number of this start. */
    public int epoch() {
        return epoch;
    }

    /** Where the epoch before was cut. */
    public Cut cut() {
        return cut;
    }

    /**
     * Says that the engine was started, at the venue's time.
     *
     * @param installationId of the very first start; an older one, from the journal, goes before it
     * @return the installation's number
     * @throws JournalException if the journal's last frame is later: it is of another market
     */
    public long begin(long marketNanos, long installationId) throws InterruptedException {
        if (marketNanos < replayedToNanos - BACKWARDS_NANOS) {
            throw new JournalException(
                    "expected a venue whose time is not before the journal's last frame, %s, was %s: is it another market?"
                            .formatted(utc(replayedToNanos), utc(marketNanos)));
        }
        long id = view.installationId() == 0 ? installationId : view.installationId();
        onLoop(() -> {
            clock.start(marketNanos);
            inputs.send(input -> input.onEngineStarted(
                    epoch,
                    DataFolder.number(settings.configuration()),
                    cut.lastSequence(),
                    cut.why().code()));
            inputs.send(input -> input.onLiveStarted(id));
            awaitInputs();
            return null;
        });
        return id;
    }

    /** The venue that orders go to; the engine's from here on. */
    public void owns(Venue venue) throws InterruptedException {
        onLoop(() -> this.venue = venue);
    }

    /** Hands in the history of an instrument, from its anchor on. */
    public void takeHistory(int instrumentId, CandleSeries history) throws InterruptedException {
        List<Candle> candles = history.candles();
        onLoop(() -> {
            for (Candle candle : candles) {
                inputs.send(input -> input.onHistoryCandle(instrumentId, candle));
                if (!inputs.canTake()) {
                    awaitInputs();
                }
            }
            inputs.send(input ->
                    input.onHistoryEnded(instrumentId, candles.getFirst().openTimeNanos(), candles.size()));
            awaitInputs();
            return null;
        });
    }

    /** Waits for the engine thread to be done with everything so far; a start does not go on with an engine that has failed. */
    private void awaitInputs() {
        inputs.await();
        requireSound();
    }

    private void requireSound() {
        Fault fault = ring.fault();
        if (fault != null) {
            throw new EngineFaultException(fault);
        }
        if (failure.isCompletedExceptionally()) {
            throw new EngineFaultException(failure.exceptionNow());
        }
    }

    /** Connects the market; from here on trades come in. */
    public void connect(MarketStream stream, CandleSource candles) throws InterruptedException {
        this.stream = stream;
        onLoop(() -> {
            repair = new CandleRepair(
                    candles, symbols(), core.timeframeNanos(), inputs, listener, loop, view::lastCandleNanos);
            for (Instrument instrument : core.instruments()) {
                long endNanos = view.lastCandleNanos(instrument.id()) + core.timeframeNanos();
                repair.known(instrument.id(), endNanos);
                market.knownUntil(instrument.id(), endNanos);
            }
            // What was booked while nobody listened is asked for too.
            funding = new FundingClock(replayedToNanos == 0 ? clock.nowNanos() : replayedToNanos, listener);
            stepper = new Stepper(
                    core, inputs, market, clock, repair, stream, this::heard, this::settled, this::bookFunding, loop);
            stream.start();
            if (!settings.isStepped()) {
                ticks = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return null;
        });
    }

    /**
     * Waits for the market to be heard.
     *
     * @throws TimeoutException if that takes too long
     * @throws EngineFaultException if the engine fails meanwhile
     */
    public void awaitMarket(Duration patience) throws InterruptedException, TimeoutException {
        try {
            CompletableFuture.anyOf(marketHeard, failure).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException _) {
            requireSound();
        }
    }

    /**
     * Makes the engine's picture that of the venue, then lets entries be made: of every account whose positions are the same on both sides, if the disk
     * has room.
     *
     * @return how many accounts may trade
     * @throws EngineFaultException if the engine has failed, or fails meanwhile
     */
    public int reconcile() throws InterruptedException {
        CompletableFuture<Integer> done = onLoop(() -> {
            requireSound();
            return reconciliation.run(venue).thenApply(this::letTrade);
        });
        // What fails on the engine thread need not end what the venue is asked.
        var _ = failure.whenComplete((_, cause) -> done.completeExceptionally(new EngineFaultException(cause)));
        int trading = await(done);
        requireSound();
        return trading;
    }

    private int letTrade(List<VenuePosition> positions) {
        isVenueReady = true;
        drainRequests();
        int trading = 0;
        for (int account = 0; account < core.accounts().size(); account++) {
            int before = view.positionDifferences();
            for (VenuePosition position : positions) {
                if (position.accountId() == account) {
                    inputs.send(input -> input.onPositionRead(
                            position.accountId(),
                            position.instrumentId(),
                            position.contracts(),
                            position.entryPriceE8()));
                }
            }
            awaitInputs();
            if (view.positionDifferences() != before) {
                listener.alarm("account " + core.accounts().get(account).mode()
                        + ": the venue holds another position than the engine knows of, so nothing is traded there");
            } else if (!hasHaltedEntries) {
                int accountId = account;
                inputs.send(input -> input.onTradingSwitched(accountId, true));
                trading++;
            }
        }
        awaitInputs();
        differencesSaid = view.positionDifferences();
        stepper.go();
        return trading;
    }

    // ---- while it runs

    /** Every 100 ms, unless the market is stepped. */
    private void tick() {
        try {
            long jumpNanos = timeJump.onTick(wallNanos(), System.nanoTime());
            if (jumpNanos != 0) {
                listener.alarm(
                        "the clock jumped by %,d ms: the machine slept, or was set".formatted(jumpNanos / 1_000_000));
            }
            if (market.isConnected()) {
                marketHeard.complete(null);
            }
            market.beforeClock();
            // Before the clock, so that no frame of a later time is kept of an engine that dies without having booked.
            var _ = bookFunding();
            inputs.clock();
            watchDisk();
            var _ = repair.onTime(clock.nowNanos());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void watchDisk() {
        DiskLevel level = ring.diskLevel();
        if (level == DiskLevel.STOP) {
            fail(new JournalException("expected room on the disk for the journal, there is too little to go on"));
        } else if (level == DiskLevel.HALT_ENTRIES && !hasHaltedEntries) {
            hasHaltedEntries = true;
            listener.alarm("little room on the disk: no new entries");
            switchTradingOff();
        }
    }

    private void switchTradingOff() {
        for (int account = 0; account < core.accounts().size(); account++) {
            int accountId = account;
            inputs.send(input -> input.onTradingSwitched(accountId, false));
        }
    }

    private CompletableFuture<Void> bookFunding() {
        if (!isVenueReady) {
            return CompletableFuture.completedFuture(null);
        }
        venue.onTime(clock.nowNanos());
        return funding.onTime(clock.nowNanos(), venue);
    }

    /** In lock-step: ends when the engine thread has nothing to do and, if answers take no market time, the venue has answered everything. */
    private CompletableFuture<Void> settled() {
        return settled(false);
    }

    /** @param hasAsked whether the venue has answered since it was last heard out */
    private CompletableFuture<Void> settled(boolean hasAsked) {
        inputs.await();
        drainRequests();
        // While the market stands, the venue says nothing that it was not asked for.
        boolean isAsking = isVenueReady && settings.waitsForAnswers() && venue.isBusy();
        return isAsking || hasAsked
                ? venue.flush().thenCompose(_ -> settled(isAsking))
                : CompletableFuture.completedFuture(null);
    }

    /** In lock-step: ends when what the venue has to say of the step is in. */
    private CompletableFuture<Void> heard() {
        boolean canHaveSpoken = isVenueReady && (venue.isBusy() || view.isExposed());
        return canHaveSpoken ? venue.flush() : CompletableFuture.completedFuture(null);
    }

    private void onClosed() {
        if (!isVenueReady) {
            return;
        }
        for (Instrument instrument : core.instruments()) {
            long candleNanos = view.lastCandleNanos(instrument.id());
            if (candleNanos > closedNanos[instrument.id()]) {
                closedNanos[instrument.id()] = candleNanos;
                if (!view.isTrusted(instrument.id())) { // It came late, and is not traded on.
                    continue;
                }
                blockDelays.took(clock.nowNanos() - candleNanos - core.timeframeNanos(), instrument.symbol());
            }
        }
    }

    /** As at the start: where the venue has another position than the engine knows of, nothing new is begun. What protects stays. */
    private void onPositionsDiffer() {
        if (!isVenueReady) {
            return; // The start holds positions against each other itself.
        }
        int soFar = view.positionDifferences();
        List<EngineView.Difference> differences = view.positionDifferencesAfter(differencesSaid);
        differencesSaid = soFar;
        for (EngineView.Difference difference : differences) {
            int accountId = difference.accountId();
            listener.alarm(
                    "account %s, %s: the venue holds another position than the engine knows of%s, so nothing new is traded there until the next start"
                            .formatted(
                                    core.accounts().get(accountId).mode(),
                                    core.instruments()
                                            .get(difference.instrumentId())
                                            .symbol(),
                                    difference.ownContracts() == difference.venueContracts()
                                            ? ", by an order that nobody here knows"
                                            : ", %,d contracts instead of %,d"
                                                    .formatted(
                                                            difference.venueContracts(), difference.ownContracts())));
            inputs.send(input -> input.onTradingSwitched(accountId, false));
        }
    }

    private void onEntrySent(int instrumentId, long orderId) {
        if (!view.isEntry(orderId)) {
            return;
        }
        long candleNanos = view.lastCandleNanos(instrumentId);
        orderDelays.took(
                clock.nowNanos() - candleNanos - core.timeframeNanos(),
                core.instruments().get(instrumentId).symbol());
    }

    private void drainRequests() {
        if (!isVenueReady) {
            return;
        }
        try {
            for (OrderRequest request = egress.poll(); request != null; request = egress.poll()) {
                venue.request(request);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    // ---- the end

    /** Ends exceptionally if the engine cannot go on. */
    public CompletableFuture<Void> failure() {
        return failure.copy();
    }

    private void onEngineFault(Fault fault) {
        fail(new IllegalStateException(fault.toString(), fault.cause()));
    }

    private void fail(Throwable cause) {
        failure.completeExceptionally(cause);
    }

    /** Room for what a caller on another thread wants done on the loop. */
    private <T> T onLoop(Callable<T> action) throws InterruptedException {
        try {
            return loop.submit(action).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Lets no new position be opened: no new entries, and what rests is cancelled. Protective stops stay.
     *
     * @param patience how long to wait for what the venue says of it
     * @return whether the venue has said that nothing rests any more
     */
    public boolean stopTrading(Duration patience) throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        long untilNanos = System.nanoTime() + patience.toNanos();
        onLoop(() -> {
            switchTradingOff();
            inputs.await();
            awaitNoEntries(untilNanos, done);
            return null;
        });
        return await(done);
    }

    private void awaitNoEntries(long untilNanos, CompletableFuture<Boolean> done) {
        drainRequests();
        inputs.releaseReports(); // A market that is over steps no more.
        boolean isDone = venue == null || !(view.hasWorkingEntry() || venue.isBusy());
        if (isDone || System.nanoTime() > untilNanos || ring.fault() != null) {
            done.complete(isDone);
        } else {
            var _ = loop.schedule(() -> awaitNoEntries(untilNanos, done), 20, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * What is left to do when the engine cannot go on: resting entries are cancelled, protective stops stay.
     *
     * @return whether the venue has confirmed it in time
     */
    public boolean runFaultProcedure() throws InterruptedException {
        if (venue == null) {
            return true;
        }
        try {
            await(onLoop(() -> venue.cancelEntries()).orTimeout(FAULT_MILLIS, TimeUnit.MILLISECONDS));
            return true;
        } catch (RuntimeException e) {
            listener.alarm("resting entries could not be cancelled: " + e.getMessage());
            return false;
        }
    }

    /** What it has come to, for people. */
    public LiveStatus status() throws InterruptedException {
        return onLoop(() -> new LiveStatus(
                view.image(),
                clock.nowNanos(),
                market.isConnected(),
                market.trades(),
                market.gaps(),
                market.disconnects(),
                ring.diskLevel(),
                blockDelays.read(),
                orderDelays.read()));
    }

    /** Everything taken is on disk when it returns. */
    @Override
    public void close() {
        try {
            onLoop(() -> {
                if (ticks != null) {
                    ticks.cancel(false);
                }
                if (stream != null) {
                    stream.stop();
                }
                if (venue != null) {
                    venue.close();
                }
                inputs.close();
                return null;
            });
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stallWatch.interrupt();
            ring.close();
            if (ownsLock) {
                lock.close();
            }
        }
    }
}
