package smc.engine.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.live.compare.VenueComparison;
import smc.engine.live.kill.KillReport;
import smc.engine.live.kill.KillSwitch;
import smc.engine.live.watch.FundingClock;
import smc.engine.live.watch.LiveClock;
import smc.engine.live.watch.LiveListener;
import smc.engine.live.watch.LoopCall;
import smc.engine.record.KeptConfigurations;
import smc.engine.ring.EngineFaultException;
import smc.engine.ring.EngineRing;
import smc.engine.ring.FaultListener;
import smc.engine.ring.StallWatch;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotKeeper;
import smc.engine.view.EngineView;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.instrument.Instrument;
import smc.execution.venue.Venue;
import smc.execution.venue.VenueReports;
import smc.feed.session.MarketListener;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.JournalException;
import smc.strategy.candle.CandleSeries;

/**
 * The engine at a venue, from the lock of its data folder to its release. The steps of a start are called in the order in which they stand here, by
 * a thread that may wait; everything between the start and the stop happens on the event loop.
 */
public final class LiveEngine implements AutoCloseable {
    private final LiveSettings settings;
    private final CoreSettings core;
    private final ScheduledExecutorService loop;
    private final LiveListener listener;
    private final LiveFolder folder;
    private final long replayedToNanos;
    private final EngineView view;

    private final EngineRing ring;
    private final Thread stallWatch;
    private final LiveEgress egress;
    private final LiveClock clock;
    private final LiveInputs inputs;
    private final LiveMarket market;
    private final LiveSnapshots snapshots;
    private final Reconciliation reconciliation;
    private final LiveVenue venue;
    final LiveWatch watch;
    private final LiveStart start;
    final VenueComparison comparison;
    private final LiveTime time;
    private final LiveEnd end;

    /**
     * Takes the lock, replays the journal and begins the next epoch.
     *
     * @param loop one thread, which must never be kept waiting by anybody else
     * @param progress told now and then the time the replay has reached, epoch nanoseconds
     * @throws smc.journal.DiskFullException if there is too little room; nothing was made
     * @throws smc.journal.DamageException if frames of the journal cannot be read any more
     * @throws smc.engine.config.ConfigException if the configuration is one that the folder cannot go on by
     * @throws JournalException if somebody is at work in the folder, or the journal cannot be read or does not replay
     */
    public static LiveEngine open(
            LiveSettings settings, ScheduledExecutorService loop, LiveListener listener, LongConsumer progress)
            throws IOException {
        settings.journal().diskLimits().requireRoomToBegin(DiskSpace.of(settings.data()), settings.data());
        DataLock lock = DataLock.take(settings.data());
        try {
            return new LiveEngine(settings, LiveFolder.open(settings, lock, true, listener, progress), loop, listener);
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Likewise, with a lock that the caller has taken, since an exchange on the folder needs it before, and releases. */
    public static LiveEngine open(
            LiveSettings settings,
            DataLock lock,
            ScheduledExecutorService loop,
            LiveListener listener,
            LongConsumer progress)
            throws IOException {
        return new LiveEngine(settings, LiveFolder.open(settings, lock, false, listener, progress), loop, listener);
    }

    static CoreSettings coreSettings(Configuration configuration) {
        return KeptConfigurations.settings(configuration);
    }

    LiveEngine(LiveSettings settings, LiveFolder folder, ScheduledExecutorService loop, LiveListener listener) {
        this.settings = settings;
        this.folder = folder;
        this.loop = loop;
        this.listener = listener;
        core = coreSettings(settings.configuration());
        view = folder.recovery().view();
        replayedToNanos = view.atNanos();
        if (folder.cut().isLoss()) {
            listener.alarm(folder.cut().story());
        }
        egress = new LiveEgress(
                view,
                () -> loop.execute(this::onWanted),
                () -> loop.execute(this::onClosed),
                () -> loop.execute(() -> watch().onPositionsDiffer()),
                this::onSnapshotTaken,
                event -> loop.execute(() -> onConcluded(event)));
        FaultListener failing = fault -> fail(new IllegalStateException(fault.toString(), fault.cause()));
        ring = new EngineRing(
                settings.ring(), folder.journal(), folder.recovery().core(), egress, failing);
        stallWatch = new StallWatch(ring, folder.lock().dataFolder().resolve("logs"), listener::alarm).start();
        clock = new LiveClock(LiveClock::wallNanos, settings.isStepped());
        inputs = new LiveInputs(ring, clock, listener, (id, orderId) -> watch().onEntrySent(id, orderId), this::fail);
        folder.recovery().remarks().forEach(listener::alarm);
        snapshots = new LiveSnapshots(
                folder.recovery().trading(),
                view,
                folder.journal(),
                new SnapshotKeeper(SnapshotFolder.of(settings.data()), folder.firstSequence(), listener::alarm),
                inputs,
                settings.ring().build(),
                System::nanoTime);
        reconciliation = new Reconciliation(folder.epoch(), view, egress, inputs, listener, loop);
        market = new LiveMarket(core, inputs, clock, listener, settings.isStepped());
        venue = new LiveVenue(egress, inputs, view, settings.waitsForAnswers(), this::fail);
        watch = new LiveWatch(core, view, ring, clock, inputs, venue, listener, this::fail);
        start = new LiveStart(core, view, inputs, market, venue, watch, listener, this::requireSound);
        comparison = new VenueComparison(
                settings.comparing(), core, view, inputs::send, listener, () -> venue.isReady() && !inputs.hasHeld());
        time = new LiveTime(
                settings.isStepped(), core, inputs, market, clock, venue, watch, comparison, loop, this::fail);
        end = new LiveEnd(core, settings.kill(), view, ring, inputs, venue, snapshots, reconciliation, listener, loop);
    }

    private void onWanted() {
        venue.drain();
    }

    private void onClosed() {
        watch.onClosed();
        if (start.hasEnded()) {
            snapshots.onClosed(clock.nowNanos());
        }
    }

    private void onSnapshotTaken(long sequence, long atNanos, long hash) {
        snapshots.onTaken(sequence, atNanos, hash);
    }

    private LiveWatch watch() {
        return watch;
    }

    private void onConcluded(DeskEvent event) {
        end.killSwitch().on(event);
        if (event instanceof StateChanged changed) {
            watch.onStateChanged(changed);
        }
    }

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
        time.onStep(place, marketNanos, toldPrivately);
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

    /** Frames that were replayed. */
    public long replayedFrames() {
        return folder.recovery().frames();
    }

    /** Sequence of the snapshot that the replay went on from; empty if it began with the first frame. */
    public OptionalLong snapshot() {
        return folder.recovery().snapshot();
    }

    /** Number of this start. */
    public int epoch() {
        return folder.epoch();
    }

    /** Where the epoch before was cut. */
    public Cut cut() {
        return folder.cut();
    }

    /**
     * Says that the engine was started, at the venue's time.
     *
     * @param installationId of the very first start; an older one, from the journal, goes before it
     * @return the installation's number
     * @throws JournalException if the journal's last frame is later: it is of another market
     */
    public long begin(long marketNanos, long installationId) throws InterruptedException {
        folder.requireNotBefore(marketNanos);
        long id = view.installationId() == 0 ? installationId : view.installationId();
        return onLoop(() -> {
            clock.start(marketNanos);
            start.begin(folder.epoch(), settings, folder.cut(), id);
            return id;
        });
    }

    /** The venue that orders go to; the engine's from here on. */
    public void owns(Venue venue) throws InterruptedException {
        onLoop(Executors.callable(() -> this.venue.own(venue)));
    }

    /**
     * Hands in the history of an instrument, from its anchor on.
     *
     * @param history at least one candle
     * @return how many of them were new to the engine
     */
    public int takeHistory(int instrumentId, CandleSeries history) throws InterruptedException {
        LiveStart.Taken taken = onLoop(() -> start.takeHistory(instrumentId, history));
        taken.firstOther(settings.data(), folder.cut()).ifPresent(first -> loop.execute(() -> listener.note(first)));
        return taken.told();
    }

    private void requireSound() {
        folder.requireSound(ring.fault());
    }

    /** Connects the market; from here on trades come in. */
    public void connect(MarketStream stream, CandleSource candles) throws InterruptedException {
        onLoop(Executors.callable(() -> {
            var repair = CandleRepair.of(candles, core, inputs, listener, loop, view::lastCandleNanos);
            start.connect(repair);
            // What was booked while nobody listened is asked for too.
            var funding = new FundingClock(replayedToNanos == 0 ? clock.nowNanos() : replayedToNanos, listener);
            time.connect(stream, repair, funding);
        }));
    }

    /**
     * Waits for the market to be heard.
     *
     * @throws TimeoutException if that takes too long
     * @throws EngineFaultException if the engine fails meanwhile
     */
    public void awaitMarket(Duration patience) throws InterruptedException, TimeoutException {
        try {
            CompletableFuture.anyOf(time.marketHeard(), folder.failure())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException _) {
            requireSound();
        }
    }

    /**
     * Where something is held, learns what became of it, before candles that were missed are closed: nothing is to be decided for a position that is gone.
     *
     * @return whether something was held
     */
    public boolean hearOfPositions() throws InterruptedException {
        return unlessItFails(onLoop(() -> reconciliation.hearOfPositions(venue.get())));
    }

    /**
     * Makes the engine's picture that of the venue, then lets entries be made: of every account whose positions are the same on both sides and in which no
     * order of somebody else works, if the disk has room.
     *
     * @return how many accounts may trade
     * @throws EngineFaultException if the engine has failed, or fails meanwhile
     */
    public int reconcile() throws InterruptedException {
        return unlessItFails(onLoop(() -> {
            requireSound();
            return reconciliation
                    .run(venue.get())
                    .thenApply(start::letTrade)
                    .thenCompose(trading -> time.goOn(start.placed(), trading));
        }));
    }

    /** What fails on the engine thread need not end what the venue is asked. */
    private <T> T unlessItFails(CompletableFuture<T> asked) throws InterruptedException {
        var _ = folder.failure()
                .whenComplete((_, cause) -> asked.completeExceptionally(new EngineFaultException(cause)));
        T answer = LoopCall.await(asked);
        requireSound();
        return answer;
    }

    /** Ends exceptionally if the engine cannot go on. */
    public CompletableFuture<Void> failure() {
        return folder.failure().copy();
    }

    private void fail(Throwable cause) {
        folder.failure().completeExceptionally(cause);
    }

    private <T> T onLoop(Callable<T> action) throws InterruptedException {
        return LoopCall.on(loop, action);
    }

    /**
     * Lets no new position be opened: no new entries, and what rests is cancelled. Protective stops stay.
     *
     * @param patience how long to wait for what the venue says of it
     * @return whether the venue has said that nothing rests any more
     */
    public boolean stopTrading(Duration patience) throws InterruptedException {
        return end.stopTrading(patience);
    }

    /** What is left to do when the engine cannot go on: entries are cancelled, stops stay. Says whether the venue has confirmed it in time. */
    public boolean runFaultProcedure() throws InterruptedException {
        return end.runFaultProcedure();
    }

    /** An operator's input, in its order; on disk, with what it led to, when it returns. Refused, by an exception, by an engine that is ending. */
    public void tell(Consumer<Inputs> input) throws InterruptedException {
        onLoop(Executors.callable(() -> {
            inputs.tell(input);
            start.awaitInputs();
        }));
    }

    /** See {@link KillSwitch}: everything is closed, and proven to be. The engine stays up, halted. */
    public CompletableFuture<KillReport> kill(String who, String why, Consumer<String> told)
            throws InterruptedException {
        return onLoop(() -> end.killSwitch().begin(who, why, told));
    }

    /** What it has come to, for people. */
    public LiveStatus status() throws InterruptedException {
        return onLoop(() -> LiveStatus.of(view, clock, market, ring, watch));
    }

    /** Everything taken is on disk when it returns. */
    @Override
    public void close() {
        try {
            onLoop(Executors.callable(() -> {
                time.stop();
                end.killSwitch().fail(new IllegalStateException("the engine is ending"));
                venue.owned().ifPresent(Venue::close);
                inputs.close();
            }));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stallWatch.interrupt();
            ring.close();
            snapshots.close();
            folder.release();
        }
    }
}
