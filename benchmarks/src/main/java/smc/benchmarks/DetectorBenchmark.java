package smc.benchmarks;

import java.util.ArrayList;
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
import smc.strategy.block.BlockState;
import smc.strategy.block.OrderBlock;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;

/**
 * One candle through the detector. The candles are a window of a long seeded walk, handed in over and over, so that the state is steady: one
 * jump in 240,000 candles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DetectorBenchmark {
    private static final int FIELDS = 4;
    private static final long SEED = 20261122;

    /** Candles of the window. */
    private static final int WINDOW = 240_000;

    /** Candles each detector has seen when the window begins. */
    @Param({"24000", "240000", "2400000"})
    public int history;

    /** Detectors taking turns, a candle each. */
    @Param({"1", "112", "2000"})
    public int symbols;

    /** Blocks alive in each detector at the start, at least: more are added far from price. */
    @Param({"10", "900"})
    public int blocks;

    private long[] candles;
    private OrderBlockDetector[] detectors;
    private CountingListener events;
    private long openTimeNanos;
    private int candle;
    private int symbol;

    @Setup
    public void prepare() {
        List<Candle> walk = RandomCandles.walk(SEED, history + WINDOW);
        events = new CountingListener();
        var first = new OrderBlockDetector(events);
        candles = new long[FIELDS];
        for (Candle past : walk.subList(0, history)) {
            fill(candles, 0, past);
            step(first);
        }
        candles = new long[WINDOW * FIELDS];
        for (int i = 0; i < WINDOW; i++) {
            fill(candles, i, walk.get(history + i));
        }
        // All symbols start from the same past, as copies, since only the size of the state matters here.
        OrderBlockDetector.Snapshot past = withFarBlocks(first.snapshot());
        detectors = new OrderBlockDetector[symbols];
        for (int i = 0; i < symbols; i++) {
            detectors[i] = new OrderBlockDetector(past, events);
        }
        System.out.printf(
                "%n# %,d symbols, %,d candles of history, %,d blocks alive in each, %,d in all%n",
                symbols,
                history,
                past.blocks().size(),
                (long) symbols * past.blocks().size());
    }

    /** As many blocks of every kind below or above all prices of the window as are missing. */
    private OrderBlockDetector.Snapshot withFarBlocks(OrderBlockDetector.Snapshot snapshot) {
        long lowE8 = Long.MAX_VALUE;
        long highE8 = 0;
        for (int i = 0; i < WINDOW; i++) {
            highE8 = Math.max(highE8, candles[i * FIELDS + 1]);
            lowE8 = Math.min(lowE8, candles[i * FIELDS + 2]);
        }
        var alive = new ArrayList<>(snapshot.blocks());
        long created = snapshot.created();
        while (alive.size() < blocks) {
            boolean isBelow = alive.size() % 2 == 0;
            long topE8 = isBelow ? lowE8 - 1 - created : highE8 + 2 + created;
            boolean isFresh = alive.size() % 4 < 2;
            // Below, what waits for a falling body: a fresh bull block or a broken bear block. Above, the other way
            // round.
            Side side = isBelow == isFresh ? Side.BULL : Side.BEAR;
            BlockState state = isFresh ? BlockState.FRESH : BlockState.BREAKER;
            alive.add(new OrderBlock(side, -created, -created, topE8, topE8 - 1, created, state));
            created++;
        }
        return new OrderBlockDetector.Snapshot(
                snapshot.candles(),
                snapshot.lastCandle(),
                snapshot.trueRangesE8(),
                snapshot.structure(),
                created,
                alive);
    }

    private static void fill(long[] fields, int index, Candle candle) {
        fields[index * FIELDS] = candle.openE8();
        fields[index * FIELDS + 1] = candle.highE8();
        fields[index * FIELDS + 2] = candle.lowE8();
        fields[index * FIELDS + 3] = candle.closeE8();
    }

    @Benchmark
    public long candle() {
        step(detectors[symbol]);
        if (++symbol == symbols) {
            symbol = 0;
            if (++candle == WINDOW) {
                candle = 0;
            }
        }
        return events.count;
    }

    private void step(OrderBlockDetector detector) {
        int at = candle * FIELDS;
        // The detector only wants it to grow; real steps would leave a long within a quarter of an hour of measuring.
        openTimeNanos++;
        detector.onCandle(openTimeNanos, candles[at], candles[at + 1], candles[at + 2], candles[at + 3]);
    }
}
