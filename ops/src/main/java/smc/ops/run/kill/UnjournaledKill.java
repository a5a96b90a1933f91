package smc.ops.run.kill;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.live.kill.KillReport;
import smc.engine.live.kill.KillSettings;
import smc.engine.live.kill.KillSwitch;
import smc.engine.live.kill.Killable;
import smc.engine.live.watch.LiveListener;
import smc.engine.live.watch.LoopCall;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.EngineView;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderReport;
import smc.execution.venue.Venue;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.DeltaVenue;
import smc.ops.run.FirstConnection;
import smc.ops.run.VenueAddress;
import smc.ops.run.VenueRefusalException;

/**
 * Kills where the journal cannot be gone on with: without an engine, by what the venue shows alone. Nothing is read of the journal and nothing written to
 * it. Nobody knows which orders are the engine's, so all of them are anybody's: they are cancelled, and what is held is closed.
 */
public final class UnjournaledKill {
    private static final KillSettings SETTINGS = new KillSettings(
            KillSettings.DEFAULTS.pollNanos(),
            KillSettings.DEFAULTS.recheckNanos(),
            1, // no engine's turn
            KillSettings.DEFAULTS.answerNanos(),
            KillSettings.DEFAULTS.ghostNanos(),
            KillSettings.DEFAULTS.saidNanos(),
            KillSettings.DEFAULTS.patienceNanos());

    private final CoreSettings core;
    private final VenueAddress address;
    private final LiveListener listener;
    private final KillLog log;

    /**
     * @param data folder whose lock the caller has
     * @param configuration that says which products and accounts there are
     * @param address of a venue that keeps the accounts itself, not on paper
     */
    public UnjournaledKill(Path data, Configuration configuration, VenueAddress address, LiveListener listener) {
        core = KeptConfigurations.settings(configuration);
        this.address = address;
        this.listener = listener;
        log = new KillLog(
                data,
                Instant.now(),
                names(),
                core.instruments().stream().map(Instrument::symbol).toList(),
                listener::alarm);
    }

    private List<String> names() {
        return core.accounts().stream()
                .map(account -> "account " + account.mode().letter())
                .toList();
    }

    /** Where what it does is kept. */
    public Path log() {
        return log.file();
    }

    /**
     * Kills; once.
     *
     * @param told hears how it goes on
     * @throws VenueRefusalException if the venue will not have us
     * @throws IOException if the venue does not answer
     * @throws java.io.UncheckedIOException likewise, for minutes
     */
    public KillReport run(String who, String why, Consumer<String> told) throws IOException, InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (log) {
            EventLoop loop = group.next();
            KillReport report = StoppedKill.await(begin(loop, who, why, told));
            report.lines().forEach(log::write);
            return report;
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private CompletableFuture<KillReport> begin(EventLoop loop, String who, String why, Consumer<String> told)
            throws IOException, InterruptedException {
        var failure = new CompletableFuture<KillReport>();
        var venue = new DeltaVenue(
                loop,
                address.rest(),
                address.privateSocket(),
                address.accounts(),
                core.instruments(),
                // Of no engine: what it asks for has no name.
                new SecureRandom().nextLong(1, Long.MAX_VALUE),
                DeltaSettings.DEFAULTS,
                System::currentTimeMillis,
                new Unheard(failure));
        var killed = new Venueside(venue, loop);
        var first = StoppedKill.connection(listener, "nothing was closed");
        first.await("the products of " + address.rest(), () -> FirstConnection.within(venue.start()));
        var end = LoopCall.on(
                loop,
                () -> new KillSwitch(killed, names(), core.instruments(), SETTINGS, System::nanoTime)
                        .begin(who, why, told));
        var _ = end.whenComplete((report, cause) -> {
            venue.close();
            if (cause == null) {
                failure.complete(report);
            } else {
                failure.completeExceptionally(cause);
            }
        });
        return failure;
    }

    /** As an engine that knows nothing: what it is told is logged, and all is left to who asks. */
    private final class Venueside implements Killable {
        private final Venue venue;
        private final EventLoop loop;
        private final EngineView nothing = new EngineView(core);

        private Venueside(Venue venue, EventLoop loop) {
            this.venue = venue;
            this.loop = loop;
        }

        @Override
        public void tell(Consumer<Inputs> input) {
            input.accept(log);
        }

        @Override
        public void goOn() {
            // Nothing waits.
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public CompletableFuture<Void> makeReady() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Venue venue() {
            return venue;
        }

        @Override
        public EngineView view() {
            return nothing;
        }

        @Override
        public void after(long nanos, Runnable action) {
            var _ = loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Reports are of no use to who reads the accounts again and again. */
    private final class Unheard implements VenueReports {
        private final CompletableFuture<KillReport> failure;

        private Unheard(CompletableFuture<KillReport> failure) {
            this.failure = failure;
        }

        @Override
        public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
            // The next reading shows it.
        }

        @Override
        public void onFunding(int accountId, int instrumentId, long moneyE8) {
            // Nobody keeps a book of it here.
        }

        @Override
        public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            // The next reading shows it.
        }

        @Override
        public void onPositionMoved(
                int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
            // The next reading shows it.
        }

        @Override
        public void onAlarm(int accountId, String what) {
            listener.alarm(what);
        }

        @Override
        public void onFault(Throwable cause) {
            failure.completeExceptionally(cause);
        }
    }
}
