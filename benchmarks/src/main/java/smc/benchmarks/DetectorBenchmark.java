package smc.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

/**
 * One candle through the detector. The candles are a seeded walk, handed in over and over with time going on, so that the state is steady
 * and nothing grows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DetectorBenchmark {
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final int FIELDS = 4;
    private static final long SEED = 20261122;

    /** Candles of history each symbol has seen when the measuring starts, and repeats from then on. */
    @Param({"24000", "240000"})
    public int history;

    /** Detectors taking turns. The blocks alive in all of them together grow with it. */
    @Param({"1", "100", "1000"})
    public int symbols;

    private long[] candles;
    private OrderBlockDetector[] detectors;
    private CountingListener events;
    private long openTimeNanos;
    private int candle;
    private int symbol;

    @Setup
    public void prepare() {
        List<Candle> walk = RandomCandles.walk(SEED, history);
        candles = new long[walk.size() * FIELDS];
        for (int i = 0; i < walk.size(); i++) {
            candles[i * FIELDS] = walk.get(i).openE8();
            candles[i * FIELDS + 1] = walk.get(i).highE8();
            candles[i * FIELDS + 2] = walk.get(i).lowE8();
            candles[i * FIELDS + 3] = walk.get(i).closeE8();
        }
        events = new CountingListener();
        var first = new OrderBlockDetector(events);
        for (candle = 0; candle < walk.size(); candle++) {
            step(first);
        }
        // All symbols start from the same past, as copies, since only the size of the state matters here.
        OrderBlockDetector.Snapshot past = first.snapshot();
        detectors = new OrderBlockDetector[symbols];
        for (int i = 0; i < symbols; i++) {
            detectors[i] = new OrderBlockDetector(past, events);
        }
        candle = 0;
        System.out.printf(
                "%n# %,d symbols, %,d candles each, %,d blocks alive in each%n", symbols, history, first.liveBlocks());
    }

    @Benchmark
    public long candle() {
        step(detectors[symbol]);
        if (++symbol == symbols) {
            symbol = 0;
            if (++candle == history) {
                candle = 0;
            }
        }
        return events.count;
    }

    private void step(OrderBlockDetector detector) {
        int at = candle * FIELDS;
        openTimeNanos += INTERVAL_NANOS;
        detector.onCandle(openTimeNanos, candles[at], candles[at + 1], candles[at + 2], candles[at + 3]);
    }
}
