package smc.benchmarks;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.engine.view.NoInputs;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.DeltaVenue;
import smc.journal.DataLock;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;

/**
 * From a decision in the core to its request's bytes at the venue's port: journal, sync, egress, event loop, signature, HTTP client, loopback. Beside it
 * a request of the same size, written to a socket by an event loop that has nothing else to do. One order at a time, cancelled before the next; the
 * effects are not decoded again on their way. JMH only starts it; what it measures it prints. {@code ./smc bench RequestBenchmark -p rounds=9 -p orders=200}
 * measures, the default only shows that it runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class RequestBenchmark {
    private static final int SLOTS = 64;
    private static final int ROUNDS_MIN = 7;
    private static final int REQUEST_BYTES = 600;
    private static final String BEGINNING = "POST /v2/orders ";
    private static final long E8 = 100_000_000L;
    private static final long PATIENCE_SECONDS = 20;
    private static final long LATENCY_MAX_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A bare write that takes longer at its p90 says that the machine is busy. */
    private static final long CONTROL_P90_MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** That are measured; one more before warms up. Fewer than 7 show nothing. */
    @Param("1")
    public int rounds;

    /** Of a round. */
    @Param("10")
    public int orders;

    private enum Way {
        BARE("bare: bytes written to a socket"),
        UNSYNCED("ours, without the sync"),
        SYNCED("ours, as shipped");

        private final String says;

        Way(String says) {
            this.says = says;
        }
    }

    private final Semaphore done = new Semaphore(0);
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    /** When the order under way was decided, and found its way out. */
    private volatile long decidedNanos;

    private volatile long arrivedNanos;
    private long orderId = 1L << 40;

    @Benchmark
    public void run() throws Exception {
        var p50 = new EnumMap<Way, Rounds>(Way.class);
        var p90 = new EnumMap<Way, Rounds>(Way.class);
        int discarded = 0;
        try (var venue = new VenueAtTap()) {
            for (int round = 0; round <= rounds; round++) {
                Map<Way, Histogram> found = new EnumMap<>(Way.class);
                found.put(Way.BARE, bareRound());
                found.put(Way.UNSYNCED, engineRound(venue, RingSettings.Sync.NONE));
                found.put(Way.SYNCED, engineRound(venue, RingSettings.Sync.REQUESTS));
                if (round == 0) {
                    continue;
                }
                if (found.get(Way.BARE).getValueAtPercentile(90) > CONTROL_P90_MAX_NANOS) {
                    discarded++;
                    continue;
                }
                found.forEach((way, each) -> {
                    p50.computeIfAbsent(way, _ -> new Rounds()).add(each.getValueAtPercentile(50) / 1e3);
                    p90.computeIfAbsent(way, _ -> new Rounds()).add(each.getValueAtPercentile(90) / 1e3);
                });
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
        print(p50, p90, discarded);
    }

    private void print(Map<Way, Rounds> p50, Map<Way, Rounds> p90, int discarded) {
        System.out.printf(
                Locale.ROOT,
                "%n%n## Decision to request at the port, us: median (least to most) of %d rounds kept, %d discarded%n",
                rounds - discarded,
                discarded);
        for (Way way : p50.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s |%n",
                    way.says,
                    p50.get(way).text("%.0f"),
                    p90.get(way).text("%.0f"));
        }
        for (Way way : List.of(Way.UNSYNCED, Way.SYNCED)) {
            System.out.println(
                    rounds - discarded < ROUNDS_MIN
                            ? way.says + " to bare: not measurable here"
                            : String.format(
                                    Locale.ROOT,
                                    "%s to bare: p50 %.1f, p90 %.1f times",
                                    way.says,
                                    p50.get(way).median() / p50.get(Way.BARE).median(),
                                    p90.get(way).median() / p90.get(Way.BARE).median()));
        }
    }

    // ---- the ways

    private Histogram bareRound() throws IOException {
        var found = new Histogram(LATENCY_MAX_NANOS, 3);
        byte[] request =
                (BEGINNING + "x".repeat(REQUEST_BYTES - BEGINNING.length())).getBytes(StandardCharsets.US_ASCII);
        try (var tap = new TappedPort(Optional.empty(), BEGINNING, this::arrived);
                var socket = new Socket(InetAddress.getLoopbackAddress(), tap.port())) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            for (int i = 0; i < orders; i++) {
                loop.execute(() -> {
                    decidedNanos = System.nanoTime();
                    try {
                        socket.getOutputStream().write(request);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                await();
                found.recordValue(Math.clamp(arrivedNanos - decidedNanos, 0, LATENCY_MAX_NANOS));
            }
        }
        return found;
    }

    private Histogram engineRound(VenueAtTap venue, RingSettings.Sync sync) throws IOException {
        var found = new Histogram(LATENCY_MAX_NANOS, 3);
        Path folder = Files.createTempDirectory("request-benchmark");
        try (var lock = DataLock.take(folder)) {
            var journal = ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
                throw new JournalException(what, cause);
            });
            try (var ring = new EngineRing(
                    new RingSettings(SLOTS, RingSettings.Idle.BACKOFF, sync, 1),
                    journal,
                    this::decidesAtEachTrade,
                    (_, _, _) -> loop.execute(venue::submit),
                    fault -> fault.cause().printStackTrace())) {
                for (int i = 0; i < orders; i++) {
                    orderId += 2;
                    ring.tryNext(i + 1).onTrade(0, i + 1, 150 * E8, 1);
                    ring.publish();
                    await(); // at the port
                    await(); // accepted
                    found.recordValue(Math.clamp(arrivedNanos - decidedNanos, 0, LATENCY_MAX_NANOS));
                    loop.execute(venue::cancel);
                    await(); // cancelled
                }
            }
        } finally {
            RingBenchmark.delete(folder);
        }
        return found;
    }

    private Inputs decidesAtEachTrade(Effects effects) {
        return new NoInputs() {
            @Override
            public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
                decidedNanos = System.nanoTime();
                effects.wanted(entry());
            }
        };
    }

    private Submit entry() {
        return new Submit(
                orderId,
                0,
                0,
                OrderPurpose.ENTRY,
                OrderType.LIMIT,
                Direction.LONG,
                100 * E8,
                1,
                20,
                orderId + 1,
                90 * E8,
                0);
    }

    private void arrived(long nanos) {
        arrivedNanos = nanos;
        done.release();
    }

    private void await() {
        try {
            if (!done.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected an answer within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The product's client, its requests through a tap to an exchange in the box. */
    private final class VenueAtTap implements AutoCloseable {
        private static final int PRODUCT = 14_823;

        private final EmbeddedExchange exchange;
        private final TappedPort tap;
        private final DeltaVenue venue;

        VenueAtTap() throws Exception {
            var product = new ExchangeInstrument(
                    new InstrumentTerms(PRODUCT, 10_000, E8, 500_000, 50_000, 20_000, 18_000_000, 10_000),
                    "SOLUSD",
                    100,
                    100_000,
                    "10");
            var settings = new ExchangeSettings(
                            0,
                            0,
                            0,
                            VenueSettings.ON_TICK,
                            Optional.empty(),
                            Optional.empty(),
                            System::currentTimeMillis,
                            1_000_000_000,
                            1_000_000)
                    .strict(true);
            exchange = EmbeddedExchange.start(
                    settings,
                    List.of(product),
                    List.of(new ExchangeAccount(1, "first", "key", "secret", true, 1_000 * E8)),
                    new StandingMarket());
            tap = new TappedPort(Optional.of(exchange.restUri().getPort()), BEGINNING, RequestBenchmark.this::arrived);
            venue = new DeltaVenue(
                    loop,
                    URI.create("http://127.0.0.1:" + tap.port()),
                    exchange.privateSocketUri(),
                    List.of(new DeltaAccount(0, "key", "secret")),
                    List.of(new Instrument(0, "SOLUSD", 10_000, E8, 500_000, 100_000)),
                    1,
                    DeltaSettings.DEFAULTS.withoutQuota(),
                    System::currentTimeMillis,
                    new Answers());
            venue.start().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            venue.reconcile(List.of(), StandingMarket.START_NANOS).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private final class Answers implements VenueReports {
            @Override
            public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
                switch (report) {
                    case Accepted _ -> done.release();
                    case Cancelled _ -> {
                        if (report.orderId() == orderId) { // not its stop, which goes with it
                            done.release();
                        }
                    }
                    case Rejected _, Unanswered _ -> System.err.println(report);
                    case Sent _, Edited _, EditRejected _, Filled _ -> {
                        // Nobody waits for it.
                    }
                }
            }

            @Override
            public void onFunding(int accountId, int instrumentId, long moneyE8) {
                // Nothing is held.
            }

            @Override
            public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
                // As above.
            }

            @Override
            public void onPositionMoved(
                    int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
                // As above.
            }

            @Override
            public void onAlarm(int accountId, String what) {
                // Of no order that is timed.
            }

            @Override
            public void onFault(Throwable cause) {
                System.err.println(cause);
            }
        }

        void submit() {
            venue.request(entry());
        }

        void cancel() {
            venue.request(new Cancel(orderId, 0, 0));
        }

        @Override
        public void close() throws IOException {
            venue.close();
            tap.close();
            exchange.close();
        }
    }
}
