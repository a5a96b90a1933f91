package smc.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import smc.engine.backtest.Backtest;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.file.CandleFile;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/** A whole backtest over rows: two symbols, both modes, everything recorded, nothing written. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class BacktestBenchmark {
    private static final long TIMEFRAME_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final int CANDLES = 24_000;

    /** Two candle files joined by a colon, of SOLUSD and AAVEUSD; seeded walks if empty. */
    @Param("")
    public String files;

    /** Folder of the configuration. */
    @Param("config")
    public String config;

    private Backtest backtest;
    private List<CandleSeries> series;

    @Setup
    public void prepare() throws IOException {
        backtest = Backtest.of(
                Configuration.load(Path.of(config)),
                List.of("SOLUSD", "AAVEUSD"),
                EnumSet.allOf(Mode.class),
                VenueSettings.DEFAULTS,
                0,
                Long.MAX_VALUE);
        series = new ArrayList<>();
        if (files.isEmpty()) {
            series.add(CandleSeries.of(TIMEFRAME_NANOS, RandomCandles.walk(1, CANDLES)));
            series.add(CandleSeries.of(TIMEFRAME_NANOS, RandomCandles.walk(2, CANDLES)));
        } else {
            for (String file : files.split(":", -1)) {
                series.add(CandleFile.read(Path.of(file)).series(TIMEFRAME_NANOS));
            }
        }
    }

    @Benchmark
    public RunRecord run() {
        var record = new RunRecord[1];
        backtest.overRows(series, venue -> record[0] = new RunRecord(backtest, venue), _ -> {});
        return record[0];
    }
}
