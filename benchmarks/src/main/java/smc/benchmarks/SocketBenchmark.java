package smc.benchmarks;

import com.sun.management.ThreadMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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
import smc.engine.core.CoreSettings;
import smc.feed.decode.Symbols;
import smc.feed.netty.MarketClient;
import smc.feed.session.MarketListener;
import smc.feed.session.MarketSession;
import smc.feed.session.SessionSettings;

/**
 * From a venue's socket to the input in the ring and to its effects at egress, beside the same bytes over the same loopback to a handler that does
 * nothing; in turn in one process. Every hundredth trade closes a candle. JMH only starts it; what it measures it prints.
 * {@code ./smc bench SocketBenchmark -p rounds=9 -p frames=4000} measures, the default only shows that it runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class SocketBenchmark {
    private static final int SYMBOLS = 2;
    private static final int SLOTS = 1 << 13;
    private static final int ROUNDS_MIN = 7;
    private static final int FRAMES_PER_CANDLE = 100;
    private static final int PARTS_PER_CANDLE = 4;
    private static final long CONTROL_P90_MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LATENCY_MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(80);

    /** That are measured; one more before warms up. Fewer than 7 show nothing. */
    @Param("1")
    public int rounds;

    /** Of a round. */
    @Param("200")
    public int frames;

    @Param("1000")
    public int perSecond;

    /** Folder of the configuration. */
    @Param("config")
    public String config;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Benchmark
    public void run() throws IOException, InterruptedException {
        CoreSettings core = EnginePipe.settings(Path.of(config), SYMBOLS);
        byte[][] stream = stream(core);
        var bare = new Latencies();
        var input = new Latencies();
        var effects = new Latencies();
        for (int round = 0; round <= rounds; round++) {
            boolean counts = round > 0;
            bareRound(stream, counts ? bare : new Latencies());
            engineRound(core, stream, counts ? input : new Latencies(), counts ? effects : new Latencies());
        }
        System.out.printf(
                Locale.ROOT,
                "%n%n## At %,d frames/s, us from the moment a frame was to be sent: median (least to most) of the rounds kept%n",
                perSecond);
        System.out.println("| way | p50 | p90 | control p90 | bytes a frame, event loop | kept | discarded |");
        System.out.println("| bare: at a handler | " + bare.text());
        System.out.println("| ours: input in the ring | " + input.text());
        System.out.println("| ours: effects at egress | " + effects.text());
        ratios("input in the ring", input, bare);
        ratios("effects at egress", effects, bare);
    }

    /** Trades of all symbols in turn, as the venue's bytes. */
    private byte[][] stream(CoreSettings core) {
        var ticks = new Ticks(SYMBOLS);
        long startMicros = TimeUnit.NANOSECONDS.toMicros(ticks.nowNanos());
        long stepMicros = TimeUnit.NANOSECONDS.toMicros(core.timeframeNanos()) / FRAMES_PER_CANDLE;
        var stream = new byte[frames][];
        for (int i = 0; i < frames; i++) {
            long priceE8 = ticks.priceE8(i / FRAMES_PER_CANDLE, i / SYMBOLS % PARTS_PER_CANDLE);
            long micros = startMicros + i * stepMicros;
            stream[i] = LoopbackStream.frame(
                    "{\"type\":\"trades\",\"sy\":\"S%d\",\"p\":\"%.4f\",\"s\":%d.0,\"r\":\"m\",\"t\":%d,\"ts\":%d}"
                            .formatted(i % SYMBOLS, priceE8 / 1e8, 1 + i % 7, micros, micros));
        }
        return stream;
    }

    // ---- the ways

    private void bareRound(byte[][] stream, Latencies latencies) throws IOException, InterruptedException {
        var arrived = new Schedule();
        try (var group = new Loop();
                var venue = new LoopbackStream()) {
            var _ = new Bootstrap()
                    .group(group.loop)
                    .channel(NioSocketChannel.class)
                    .handler(new FrameCounter(arrived))
                    .connect(venue.address());
            venue.awaitConnected();
            long allocatedBytes = group.allocatedBytes();
            Histogram control = send(venue, stream, List.of(arrived));
            latencies.add(arrived.found, control, (group.allocatedBytes() - allocatedBytes) / frames);
        }
    }

    private void engineRound(CoreSettings core, byte[][] stream, Latencies toInput, Latencies toEffects)
            throws IOException, InterruptedException {
        var published = new Schedule();
        var left = new Schedule();
        Path folder = Files.createTempDirectory("socket-benchmark");
        try (var group = new Loop();
                var venue = new LoopbackStream();
                var engine = new EnginePipe(SLOTS, core, new Ticks(SYMBOLS), left, folder)) {
            var client = new MarketClient(
                    group.loop,
                    venue.uri(),
                    new Symbols(core.instruments().stream()
                            .map(each -> each.symbol())
                            .toList()),
                    SessionSettings.DELTA,
                    MarketSession.NOTHING_KNOWN,
                    1,
                    new ToRing(engine, published));
            client.start();
            venue.awaitSubscribed();
            long allocatedBytes = group.allocatedBytes();
            Histogram control = send(venue, stream, List.of(published, left));
            long perFrameBytes = (group.allocatedBytes() - allocatedBytes) / frames;
            toInput.add(published.found, control, perFrameBytes);
            toEffects.add(left.found, control, perFrameBytes);
            client.stop();
        } finally {
            RingBenchmark.delete(folder);
        }
    }

    /** How late the sender itself was. */
    @SuppressWarnings("ThreadPriorityCheck") // The other threads may need this one's processor.
    private Histogram send(LoopbackStream venue, byte[][] stream, List<Schedule> schedules) throws IOException {
        var control = new Histogram(LATENCY_MAX_NANOS, 3);
        long stepNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        schedules.forEach(each -> each.begin(began, stepNanos));
        for (int i = 0; i < stream.length; i++) {
            long intended = began + i * stepNanos;
            long now = System.nanoTime();
            while (now < intended) {
                if (intended - now > SPIN_NANOS) {
                    LockSupport.parkNanos(intended - now - SPIN_NANOS);
                }
                now = System.nanoTime();
            }
            control.recordValue(Math.min(now - intended, LATENCY_MAX_NANOS));
            venue.write(stream[i]);
        }
        for (Schedule each : schedules) {
            while (each.through.get() < stream.length) {
                Thread.yield();
            }
        }
        return control;
    }

    /** The event loop of a round. */
    private final class Loop implements AutoCloseable {
        private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final EventLoop loop = group.next();
        private final long threadId = loop.submit(() -> Thread.currentThread().threadId())
                .syncUninterruptibly()
                .getNow();

        private long allocatedBytes() {
            return threads.getThreadAllocatedBytes(threadId);
        }

        @Override
        public void close() {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** When each frame was to be sent, and so how long it took. */
    private static final class Schedule implements Pipe.Through {
        private final AtomicLong through = new AtomicLong();
        private final Histogram found = new Histogram(LATENCY_MAX_NANOS, 3);
        private volatile long beganNanos;
        private long stepNanos;

        private void begin(long atNanos, long everyNanos) {
            stepNanos = everyNanos;
            beganNanos = atNanos;
        }

        @Override
        public void onThrough() {
            long number = through.getPlain();
            long tookNanos = System.nanoTime() - (beganNanos + number * stepNanos);
            found.recordValue(Math.clamp(tookNanos, 0, LATENCY_MAX_NANOS));
            through.lazySet(number + 1);
        }
    }

    /** Counts frames by their lengths, and does no more. */
    private static final class FrameCounter extends ChannelInboundHandlerAdapter {
        private final Schedule arrived;
        private int headerBytes;
        private int missingBytes;

        private FrameCounter(Schedule arrived) {
            this.arrived = arrived;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            while (bytes.isReadable()) {
                if (missingBytes == 0) {
                    int next = bytes.readUnsignedByte();
                    if (++headerBytes == 2) {
                        headerBytes = 0;
                        missingBytes = next;
                    }
                } else {
                    int taken = Math.min(missingBytes, bytes.readableBytes());
                    bytes.skipBytes(taken);
                    missingBytes -= taken;
                    if (missingBytes == 0) {
                        arrived.onThrough();
                    }
                }
            }
            bytes.release();
        }
    }

    /** The live engine's way into the ring. */
    private record ToRing(EnginePipe engine, Schedule published) implements MarketListener {
        @Override
        public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
            engine.trade(symbolIndex, venueNanos, priceE8, contracts);
            published.onThrough();
        }

        @Override
        public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {}

        @Override
        public void onGap(int symbolIndex, long fromNanos, long toNanos) {}

        @Override
        public void onResumed(int symbolIndex) {}

        @Override
        public void onConnected() {}

        @Override
        public void onDisconnected(String reason) {}

        @Override
        public void onOutage(long outageMillis, String reason) {}

        @Override
        public void onSilent(int symbolIndex, boolean hasSpoken) {}

        @Override
        public void onRefused(String what) {
            throw new IllegalStateException("refused: " + what);
        }

        @Override
        public boolean canTake() {
            return true;
        }
    }

    // ---- what came of it

    private static final class Latencies {
        private final Rounds p50 = new Rounds();
        private final Rounds p90 = new Rounds();
        private final Rounds controlP90 = new Rounds();
        private final Rounds bytes = new Rounds();
        private int discarded;

        /** A sender that is late itself measures the machine, not the way. */
        void add(Histogram found, Histogram control, long perFrameBytes) {
            controlP90.add(control.getValueAtPercentile(90) / 1e3);
            if (control.getValueAtPercentile(90) > CONTROL_P90_MAX_NANOS) {
                discarded++;
                return;
            }
            p50.add(found.getValueAtPercentile(50) / 1e3);
            p90.add(found.getValueAtPercentile(90) / 1e3);
            bytes.add((double) perFrameBytes);
        }

        String text() {
            return p50.text("%.0f") + " | " + p90.text("%.0f") + " | " + controlP90.text("%.0f") + " | "
                    + bytes.text("%.0f") + " | " + p50.count() + " | " + discarded + " |";
        }
    }

    private static void ratios(String what, Latencies ours, Latencies bare) {
        if (Math.min(ours.p50.count(), bare.p50.count()) < ROUNDS_MIN) {
            System.out.println(what + " to bare: not measurable here");
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%s to bare: p50 %.2f, p90 %.2f times%n",
                what,
                ours.p50.median() / bare.p50.median(),
                ours.p90.median() / bare.p90.median());
    }
}
