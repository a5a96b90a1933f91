package smc.engine.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.outcome.RunRecord;
import smc.engine.ring.RingSettings;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/** Runs of both symbols and both modes, as shipped, recorded for tests. */
public final class RecordedRun {
    static final RingSettings SETTINGS = new RingSettings(16, RingSettings.Idle.BACKOFF, RingSettings.Sync.REQUESTS, 1);

    /** Of the first start: a backtest counts its ids in it too, so that both say the same. */
    private static final int EPOCH = 1;

    private RecordedRun() {}

    static Configuration configuration() {
        return Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    }

    /** The run, core and venue, as a backtest. */
    public static Backtest backtest() {
        Backtest backtest = Backtest.of(
                configuration(),
                List.of("SOLUSD", "AAVEUSD"),
                EnumSet.allOf(Mode.class),
                VenueSettings.DEFAULTS,
                0,
                Long.MAX_VALUE);
        CoreSettings core = backtest.core();
        return new Backtest(
                new CoreSettings(
                        EPOCH,
                        core.timeframeNanos(),
                        core.closeGraceNanos(),
                        core.sharesPosition(),
                        core.instruments(),
                        core.accounts()),
                backtest.venue(),
                backtest.terms(),
                backtest.depositsE8());
    }

    /** A market for each symbol, with rows missing here and there. */
    public static List<CandleSeries> walks(long seed, int candles) {
        return IntStream.range(0, 2)
                .mapToObj(symbol ->
                        CandleSeries.of(TimeUnit.MINUTES.toNanos(15), RandomCandles.walk(seed + symbol, candles, 2)))
                .toList();
    }

    /** Records into a folder without a journal; the last sequence. */
    public static long record(Path data, List<CandleSeries> series) throws IOException {
        Backtest backtest = backtest();
        try (var recorder = Recorder.open(data, configuration(), SETTINGS, JournalSettings.DEFAULT)) {
            backtest.driveOverRowsAsTrades(
                    series, recorder.engine(backtest, port -> new RunRecord(backtest, port), _ -> {}), _ -> {});
            return recorder.lastSequence();
        }
    }

    /** What a backtest says over the same trades. */
    public static List<String> saidByBacktest(List<CandleSeries> series) throws IOException {
        Backtest backtest = backtest();
        var said = new Said();
        backtest.overRowsAsTrades(series, port -> said.handingOnTo(new RunRecord(backtest, port)), _ -> {});
        return said.lines();
    }
}
