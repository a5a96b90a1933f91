package smc.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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

/**
 * Ring to egress beside what it is made of, in turn in one process. JMH only starts it; what it measures it prints: the time of the one shot
 * says nothing. {@code ./smc bench RingBenchmark -p rounds=9} measures, the default only shows that it runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class RingBenchmark {
    private static final int SLOTS = 1 << 13;
    private static final int SYMBOLS = 2;
    private static final int ROUNDS_MIN = 7;
    /** Of a paced round before what is measured: a new journal's first pages and its roll file are no steady state. */
    private static final int SETTLE_MILLIS = 500;

    /** Rounds before those that count, where something is measured: each way's code is compiled anew when the other's has been seen. */
    private static final int WARMUPS = 3;

    private static final long CONTROL_P99_MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LATENCY_MAX_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** That are measured, after some that warm up. Fewer than 7 show nothing. */
    @Param("1")
    public int rounds;

    /** Of a round as fast as it goes. */
    @Param("20000")
    public int trades;

    /** Of a paced round. */
    @Param("20")
    public int pacedMillis;

    /** Folder of the configuration. */
    @Param("config")
    public String config;

    private enum Way {
        RING("bare ring"),
        FILE("bare ring + flat file, a write a batch"),
        QUEUE("bare ring + Chronicle, an excerpt a trade"),
        ENGINE("ours: full logic, journaled");

        final String says;

        Way(String says) {
            this.says = says;
        }
    }

    @Benchmark
    public void run() throws IOException {
        CoreSettings core = EnginePipe.settings(Path.of(config), SYMBOLS);
        throughput(core);
        paced(core, 100_000);
        paced(core, 500_000);
    }

    // ---- as fast as it goes

    private void throughput(CoreSettings core) throws IOException {
        var perSecond = new EnumMap<Way, Rounds>(Way.class);
        for (int round = 0; round <= rounds; round++) {
            for (Way way : Way.values()) {
                double measured = tradesPerSecond(way, core);
                if (round > 0) {
                    perSecond.computeIfAbsent(way, _ -> new Rounds()).add(measured / 1e6);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "%n%n## Throughput, million trades/s: median (least to most) of %d rounds%n", rounds);
        for (Way way : Way.values()) {
            System.out.printf(
                    Locale.ROOT, "| %s | %s |%n", way.says, perSecond.get(way).text("%.2f"));
        }
        goal(
                "ours to single appends, times, at least 0.8",
                perSecond.get(Way.ENGINE).median() / perSecond.get(Way.QUEUE).median(),
                rounds);
    }

    private double tradesPerSecond(Way way, CoreSettings core) throws IOException {
        Path folder = Files.createTempDirectory("ring-benchmark");
        var through = new AtomicLong();
        var ticks = new Ticks(SYMBOLS);
        try (Pipe pipe = open(way, core, ticks, () -> through.lazySet(through.getPlain() + 1), folder)) {
            long began = System.nanoTime();
            for (int i = 0; i < trades; i++) {
                while (!pipe.offer(ticks)) {
                    Thread.onSpinWait();
                }
            }
            awaitAll(through, trades);
            return trades * 1e9 / (System.nanoTime() - began);
        } finally {
            delete(folder);
        }
    }

    // ---- at a fixed rate, measured from when a trade was to be sent

    private void paced(CoreSettings core, int perSecond) throws IOException {
        Map<Way, Latencies> latencies = new EnumMap<>(Way.class);
        List<Way> ways = List.of(Way.QUEUE, Way.ENGINE);
        ways.forEach(way -> latencies.put(way, new Latencies()));
        for (int round = rounds < ROUNDS_MIN ? 0 : -WARMUPS; round < rounds; round++) {
            for (Way way : ways) {
                var found = new Histogram(LATENCY_MAX_NANOS, 3);
                Histogram control = pacedRound(way, core, perSecond, found);
                if (round >= 0) {
                    latencies.get(way).add(found, control);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n## At %,d trades/s, us from the intended moment: median (least to most) of the rounds kept%n",
                perSecond);
        System.out.printf(
                Locale.ROOT, "| way | p50 | p99 | p99.9 | max | control p50 | control p99 | kept | discarded |%n");
        ways.forEach(way -> System.out.printf(
                Locale.ROOT, "| %s %s%n", way.says, latencies.get(way).text()));
        int kept = Math.min(
                latencies.get(Way.QUEUE).p50.count(),
                latencies.get(Way.ENGINE).p50.count());
        goal(
                "p50, ours to bare, times, at most 1.5 (set for 100,000/s)",
                latencies.get(Way.ENGINE).p50.median()
                        / latencies.get(Way.QUEUE).p50.median(),
                kept);
        goal(
                "p99, bare to ours, times, at least 20 (set for 500,000/s)",
                latencies.get(Way.QUEUE).p99.median()
                        / latencies.get(Way.ENGINE).p99.median(),
                kept);
    }

    /** Fills {@code found}; how late the feeder itself was. */
    private Histogram pacedRound(Way way, CoreSettings core, int perSecond, Histogram found) throws IOException {
        long stepNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        int unmeasured = Math.toIntExact(SETTLE_MILLIS * (long) perSecond / 1000);
        int count = unmeasured + Math.toIntExact(pacedMillis * (long) perSecond / 1000);
        Path folder = Files.createTempDirectory("ring-benchmark");
        var ticks = new Ticks(SYMBOLS);
        var control = new Histogram(LATENCY_MAX_NANOS, 3);
        var schedule = new Schedule(stepNanos, unmeasured, found);
        try (Pipe pipe = open(way, core, ticks, schedule, folder)) {
            System.gc(); // what came before is not to be collected while it is measured
            long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
            schedule.beganNanos = began;
            for (int i = 0; i < count; i++) {
                long intended = began + i * stepNanos;
                long now = System.nanoTime();
                while (now < intended) {
                    Thread.onSpinWait();
                    now = System.nanoTime();
                }
                if (i >= unmeasured) {
                    control.recordValue(Math.min(now - intended, LATENCY_MAX_NANOS));
                }
                while (!pipe.offer(ticks)) {
                    Thread.onSpinWait();
                }
            }
            awaitAll(schedule.through, count);
        } finally {
            delete(folder);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // the system frees the files behind our back
        }
        return control;
    }

    /** When each trade was to be sent, and so how long it took. */
    private static final class Schedule implements Pipe.Through {
        final AtomicLong through = new AtomicLong();
        private final long stepNanos;
        private final long unmeasured;
        private final Histogram found;

        /** Set before the first trade is. */
        long beganNanos;

        Schedule(long stepNanos, long unmeasured, Histogram found) {
            this.stepNanos = stepNanos;
            this.unmeasured = unmeasured;
            this.found = found;
        }

        @Override
        public void onThrough() {
            long number = through.getPlain();
            long tookNanos = System.nanoTime() - (beganNanos + number * stepNanos);
            if (number >= unmeasured) {
                found.recordValue(Math.clamp(tookNanos, 0, LATENCY_MAX_NANOS));
            }
            through.lazySet(number + 1);
        }
    }

    private static final class Latencies {
        final Rounds p50 = new Rounds();
        final Rounds p99 = new Rounds();
        private final Rounds p999 = new Rounds();
        private final Rounds max = new Rounds();
        private final Rounds controlP50 = new Rounds();
        private final Rounds controlP99 = new Rounds();
        private int discarded;

        /** A feeder that is late itself measures the machine, not the way. */
        void add(Histogram found, Histogram control) {
            controlP50.add(control.getValueAtPercentile(50) / 1e3);
            controlP99.add(control.getValueAtPercentile(99) / 1e3);
            if (control.getValueAtPercentile(99) > CONTROL_P99_MAX_NANOS) {
                discarded++;
                return;
            }
            p50.add(found.getValueAtPercentile(50) / 1e3);
            p99.add(found.getValueAtPercentile(99) / 1e3);
            p999.add(found.getValueAtPercentile(99.9) / 1e3);
            max.add(found.getMaxValue() / 1e3);
        }

        String text() {
            String format = "%.1f";
            return "| " + p50.text(format) + " | " + p99.text(format) + " | " + p999.text(format) + " | "
                    + max.text(format) + " | " + controlP50.text(format) + " | " + controlP99.text(format) + " | "
                    + p50.count() + " | " + discarded + " |";
        }
    }

    // ----

    private static Pipe open(Way way, CoreSettings core, Ticks ticks, Pipe.Through through, Path folder) {
        return switch (way) {
            case RING -> BarePipe.nowhere(SLOTS, through);
            case FILE -> BarePipe.toFile(SLOTS, through, folder);
            case QUEUE -> BarePipe.toQueue(SLOTS, through, folder);
            case ENGINE -> new EnginePipe(SLOTS, core, ticks, through, folder);
        };
    }

    @SuppressWarnings("ThreadPriorityCheck") // The other thread may need this one's processor.
    private static void awaitAll(AtomicLong through, long count) {
        while (through.get() < count) {
            Thread.yield();
        }
    }

    private static void goal(String what, double measured, int kept) {
        System.out.printf(
                Locale.ROOT,
                "goal: %s: %s%n",
                what,
                kept < ROUNDS_MIN ? "not measurable here" : String.format(Locale.ROOT, "%.2f", measured));
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
