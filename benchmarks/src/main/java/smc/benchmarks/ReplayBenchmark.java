package smc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
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
import smc.engine.core.TradingCore;
import smc.engine.replay.Replay;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;

/**
 * A journal replayed: read with its checksums, decoded, decided anew and compared. As {@link RingBenchmark}, JMH only starts it: {@code ./smc
 * bench ReplayBenchmark -p rounds=9 -p trades=2000000 -p growth=30000000} measures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class ReplayBenchmark {
    private static final int SLOTS = 1 << 13;
    private static final int[] SYMBOLS = {2, 1_000};
    private static final int PARTS = 10;

    /** That are measured; one more before warms up. */
    @Param("1")
    public int rounds;

    /** Of each journal. */
    @Param("20000")
    public int trades;

    /** Trades of the journal whose growth is watched. */
    @Param("50000")
    public int growth;

    /** Folder of the configuration. */
    @Param("config")
    public String config;

    @Benchmark
    public void run() throws IOException {
        var perSecond = new Rounds[] {new Rounds(), new Rounds()};
        var folders = new Path[SYMBOLS.length];
        var cores = new CoreSettings[SYMBOLS.length];
        var histories = new long[SYMBOLS.length];
        for (int i = 0; i < SYMBOLS.length; i++) {
            folders[i] = Files.createTempDirectory("replay-benchmark");
            cores[i] = EnginePipe.settings(Path.of(config), SYMBOLS[i]);
            histories[i] = record(folders[i], cores[i], new Ticks(SYMBOLS[i]), trades, null);
        }
        var bare = new Rounds();
        for (int round = 0; round <= rounds; round++) {
            double read = readPerSecond(folders[0], histories[0]);
            if (round > 0) {
                bare.add(read / 1e6);
            }
            for (int i = 0; i < SYMBOLS.length; i++) {
                double measured = replayedPerSecond(folders[i], cores[i], histories[i]);
                if (round > 0) {
                    perSecond[i].add(measured / 1e6);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "%n%n## Replay, million inputs/s: median (least to most) of %d rounds%n", rounds);
        for (int i = 0; i < SYMBOLS.length; i++) {
            System.out.printf(Locale.ROOT, "| %,d symbols | %s |%n", SYMBOLS[i], perSecond[i].text("%.2f"));
            RingBenchmark.delete(folders[i]);
        }
        System.out.printf(Locale.ROOT, "| 2 symbols, read with checksums and no more | %s |%n", bare.text("%.2f"));
        System.out.printf(Locale.ROOT, "goal: 2 symbols, at least 3: %.2f%n", perSecond[0].median());
        System.out.printf(
                Locale.ROOT,
                "goal: replay to bare read, 2 symbols, at least 0.7: %.2f%n",
                perSecond[0].median() / bare.median());
        System.out.printf(
                Locale.ROOT,
                "goal: time an input, 1,000 symbols to 2, at most 2: %.2f%n",
                perSecond[0].median() / perSecond[1].median());
        growth(cores[0]);
    }

    /** The same trades a second over all symbols; the frames before the first of them. */
    private static long record(Path folder, CoreSettings core, Ticks ticks, int trades, Rounds partsPerSecond) {
        var through = new AtomicLong();
        try (var pipe = new EnginePipe(SLOTS, core, ticks, () -> through.lazySet(through.getPlain() + 1), folder)) {
            int partTrades = trades / PARTS;
            for (int part = 1; part <= PARTS; part++) {
                long began = System.nanoTime();
                for (int i = 0; i < partTrades; i++) {
                    while (!pipe.offer(ticks)) {
                        Thread.onSpinWait();
                    }
                }
                while (through.get() < (long) part * partTrades) {
                    Thread.onSpinWait();
                }
                if (partsPerSecond != null) {
                    partsPerSecond.add(partTrades * 1e9 / (System.nanoTime() - began) / 1e6);
                }
            }
            return pipe.historyFrames();
        }
    }

    /** Only the trades count: what the history takes depends on how many symbols have one. */
    private static double replayedPerSecond(Path folder, CoreSettings core, long history) {
        var replay = new Replay(effects -> new TradingCore(core, effects));
        try (var reader = ChronicleReader.open(folder, 1)) {
            while (reader.lastSequence() < history) {
                reader.poll(replay);
            }
            long before = replay.frames();
            long began = System.nanoTime();
            boolean isDifferent = replay.run(reader, _ -> {}).isPresent();
            double perSecond = (replay.frames() - before) * 1e9 / (System.nanoTime() - began);
            if (isDifferent) {
                throw new IllegalStateException("expected a replay without a difference");
            }
            return perSecond;
        }
    }

    private static double readPerSecond(Path folder, long history) {
        FrameListener nobody = (_, _, _) -> {};
        try (var reader = ChronicleReader.open(folder, 1)) {
            while (reader.lastSequence() < history) {
                reader.poll(nobody);
            }
            long frames = 0;
            long began = System.nanoTime();
            for (int polled = reader.poll(nobody); polled > 0; polled = reader.poll(nobody)) {
                frames += polled;
            }
            return frames * 1e9 / (System.nanoTime() - began);
        }
    }

    private void growth(CoreSettings core) throws IOException {
        Path folder = Files.createTempDirectory("replay-benchmark");
        var parts = new Rounds();
        record(folder, core, new Ticks(SYMBOLS[0]), growth, parts);
        System.out.printf(Locale.ROOT, "%n## Growth: million trades/s journaled, by tenth of %,d%n", growth);
        System.out.printf(Locale.ROOT, "| %s | %s |%n", parts.inOrder("%.2f"), parts.text("%.2f"));
        RingBenchmark.delete(folder);
    }
}
