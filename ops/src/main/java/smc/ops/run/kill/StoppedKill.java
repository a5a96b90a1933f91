package smc.ops.run.kill;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.live.LiveEngine;
import smc.engine.live.LiveSettings;
import smc.engine.live.kill.KillReport;
import smc.engine.live.watch.LiveListener;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.DeltaVenue;
import smc.feed.history.CandleClient;
import smc.feed.history.HistoryException;
import smc.feed.history.VenueSilentException;
import smc.journal.DataLock;
import smc.ops.run.FirstConnection;
import smc.ops.run.FirstConnection.SilentException;
import smc.ops.run.RunningEngine;
import smc.ops.run.VenueAddress;
import smc.ops.run.VenueRefusalException;

/**
 * Starts as much of an engine as can close and cancel, kills, and ends it. No history is read and no market is heard, so that neither can hold it up; an
 * engine that fills its orders itself, on paper, needs both, and starts as a whole.
 */
public final class StoppedKill {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** A venue that does not answer for so long is not waited for any more: the folder is halted. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LiveSettings settings;
    private final DataLock lock;
    private final VenueAddress address;
    private final LiveListener listener;

    /** @param lock of the data folder; stays the caller's */
    public StoppedKill(LiveSettings settings, DataLock lock, VenueAddress address, LiveListener listener) {
        this.settings = settings;
        this.lock = lock;
        this.address = address;
        this.listener = listener;
    }

    /**
     * Kills.
     *
     * @param told hears how it goes on
     * @throws smc.journal.JournalException if the journal cannot be gone on with
     * @throws VenueRefusalException if the venue will not have us
     * @throws IOException if the venue does not answer
     * @throws UncheckedIOException likewise, for minutes
     */
    public KillReport run(String who, String why, Consumer<String> told) throws IOException, InterruptedException {
        if (address.isPaper()) {
            try (var engine = RunningEngine.start(settings, lock, address, listener, (_, _) -> {})) {
                return await(engine.kill(who, why, told));
            }
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            EventLoop loop = group.next();
            try (var engine = LiveEngine.open(settings, lock, loop, listener, _ -> {})) {
                connect(engine, loop);
                return await(engine.kill(who, why, told));
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void connect(LiveEngine engine, EventLoop loop) throws IOException, InterruptedException {
        List<Instrument> instruments = engine.instruments();
        FirstConnection first = connection(listener, "nothing was closed, the folder is halted");
        long marketNanos;
        try (var candles = new CandleClient(address.rest(), DEADLINE, Thread::sleep)) {
            marketNanos = first.await("the venue at " + address.rest(), () -> marketNanos(candles, instruments));
        }
        long installationId = engine.view().installationId();
        var venue = new DeltaVenue(
                loop,
                address.rest(),
                address.privateSocket(),
                address.accounts(),
                instruments,
                installationId,
                DeltaSettings.DEFAULTS,
                System::currentTimeMillis,
                engine.venueReports());
        engine.owns(venue);
        engine.begin(marketNanos, installationId);
        first.await("the products of " + address.rest(), () -> FirstConnection.within(venue.start()));
    }

    /**
     * One that gives up.
     *
     * @param standing how it stands then, as it goes on after why
     */
    static FirstConnection connection(LiveListener listener, String standing) {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        return new FirstConnection(listener::note, millis -> {
            if (System.nanoTime() > untilNanos) {
                throw new UncheckedIOException(new IOException(
                        "the venue has not answered for %d minutes: %s".formatted(PATIENCE.toMinutes(), standing)));
            }
            Thread.sleep(millis);
        });
    }

    private static long marketNanos(CandleClient candles, List<Instrument> instruments)
            throws IOException, InterruptedException {
        try {
            return candles.firstMarketNanos(instruments.getFirst().symbol());
        } catch (VenueSilentException e) {
            throw new SilentException(e.getMessage(), e);
        } catch (HistoryException e) {
            throw new VenueRefusalException(e.getMessage(), e);
        }
    }

    static KillReport await(CompletableFuture<KillReport> end) throws IOException, InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the kill did not come to its end: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
