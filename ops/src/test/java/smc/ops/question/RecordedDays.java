package smc.ops.question;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.engine.record.Recorder;
import smc.engine.ring.RingSettings;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.market.MadeMarket;
import smc.feed.market.MarketOrigin;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.RecordedMarket;
import smc.ops.result.BacktestResult.Fills;
import smc.strategy.candle.CandleSeries;

/** Some days of a lively market, recorded as {@code ./smc record} does. */
final class RecordedDays {
    static final Configuration CONFIGURATION =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    private static final int DAYS = 12;

    private RecordedDays() {}

    /** Records them into a folder without a journal. */
    static void record(Path data, VenueSettings venue) throws IOException {
        record(data, CONFIGURATION, venue, venue);
    }

    /** @param described how the venue is said to have treated orders */
    static void record(Path data, Configuration configuration, VenueSettings venue, VenueSettings described)
            throws IOException {
        Backtest backtest = Backtest.of(configuration, SYMBOLS, EnumSet.allOf(Mode.class), venue, 0, Long.MAX_VALUE);
        var settings = new RingSettings(16, RingSettings.Idle.BACKOFF, RingSettings.Sync.NONE, 1);
        long fromNanos = TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond());
        var series = new ArrayList<CandleSeries>();
        var origins = new ArrayList<MarketOrigin>();
        for (String symbol : SYMBOLS) {
            var market = new MadeMarket(
                    SyntheticInstrument.named(symbol),
                    new SyntheticMarket(Preset.LIVELY, 1),
                    backtest.core().timeframeNanos(),
                    fromNanos,
                    fromNanos + TimeUnit.DAYS.toNanos(DAYS));
            series.add(market.readCandles());
            origins.add(market.describe());
        }
        try (var recorder = Recorder.open(data, configuration, settings, JournalSettings.DEFAULT)) {
            new RecordedMarket(origins, Fills.ROWS_AS_TRADES, described).writeInto(data);
            backtest.driveOverRowsAsTrades(
                    series, recorder.engine(backtest, port -> new RunRecord(backtest, port), _ -> {}), _ -> {});
        }
    }
}
