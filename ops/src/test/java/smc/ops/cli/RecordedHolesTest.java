package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Driven;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.core.TradingCore;
import smc.engine.outcome.RunRecord;
import smc.engine.ring.RingSettings;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.file.CandleFile;
import smc.feed.history.CandleClient;
import smc.feed.history.CandleHistory;
import smc.feed.history.Resolution;
import smc.feed.market.MarketFiles;
import smc.feed.market.RowTrades;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.ops.blocks.RecordedBlocks;
import smc.ops.exchange.RecordedFeed;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.run.RunningEngine;
import smc.ops.run.SameRecords;
import smc.ops.run.TestExchange;
import smc.ops.run.WarmedCore;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * One recording with holes of minutes, of hours and of a day, in its history, across the start and while it is played, is one series of candles on
 * every way it can go: as a file, through both drivers of the backtest, as the history of an exchange, and through its sockets and the engine.
 */
class RecordedHolesTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long ROW_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long FIRST_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-02T00:00:00Z").getEpochSecond());
    private static final int DAYS = Integer.getInteger("smc.holes.days", 8);

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();

    @TempDir
    private Path folder;

    private List<MarketFiles> files;
    private List<CandleSeries> rows;
    private RecordedFeed feed;

    /** Of each symbol its own, some of them at the same time. */
    private static final List<List<Predicate<Instant>>> HOLES = List.of(
            List.of(
                    between("2025-06-02T05:00:00Z", "2025-06-02T08:05:00Z"), // history
                    between("2025-06-03T11:10:00Z", "2025-06-03T11:15:00Z"),
                    between("2025-06-04T03:20:00Z", "2025-06-04T08:40:00Z"), // across the start
                    between("2025-06-04T12:05:00Z", "2025-06-04T12:10:00Z"),
                    between("2025-06-04T14:00:00Z", "2025-06-04T14:15:00Z"),
                    between("2025-06-04T20:30:00Z", "2025-06-04T23:15:00Z"),
                    between("2025-06-05T12:00:00Z", "2025-06-06T12:00:00Z"),
                    between("2025-06-07T00:10:00Z", "2025-06-07T00:50:00Z")),
            List.of(
                    between("2025-06-02T06:00:00Z", "2025-06-02T07:00:00Z"),
                    between("2025-06-05T12:00:00Z", "2025-06-05T12:30:00Z"),
                    between("2025-06-06T02:20:00Z", "2025-06-06T04:25:00Z")));

    private static Predicate<Instant> between(String from, String to) {
        return time -> !time.isBefore(Instant.parse(from)) && time.isBefore(Instant.parse(to));
    }

    @BeforeEach
    void writeTheRecording() throws IOException {
        var market = new SyntheticMarket(Preset.LIVELY, 8);
        files = IntStream.range(0, SYMBOLS.size())
                .mapToObj(i -> new MarketFiles(SYMBOLS.get(i), folder.resolve(SYMBOLS.get(i) + ".csv")))
                .toList();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            List<Predicate<Instant>> holes = HOLES.get(i);
            List<Candle> known = market
                    .candles(
                            SyntheticInstrument.named(SYMBOLS.get(i)),
                            ROW_NANOS,
                            FIRST_NANOS,
                            FIRST_NANOS + TimeUnit.DAYS.toNanos(DAYS))
                    .candles()
                    .stream()
                    .filter(candle -> holes.stream()
                            .noneMatch(hole -> hole.test(Instant.ofEpochSecond(0, candle.openTimeNanos()))))
                    .toList();
            var text = new StringBuilder();
            CandleFile.write(text, i == 0 ? known : withQuietRows(known));
            Files.writeString(files.get(i).path(), text);
        }
        rows = List.of(files.get(0).readCandles(), files.get(1).readCandles());
        feed = feed();
    }

    /** In every fifth hour nothing trades for twenty-five minutes, some of which a hole has taken. */
    private static List<Candle> withQuietRows(List<Candle> candles) {
        var quieted = new ArrayList<Candle>();
        for (Candle candle : candles) {
            long minute = TimeUnit.NANOSECONDS.toMinutes(candle.openTimeNanos());
            if (minute / 60 % 5 == 2 && minute % 60 >= 20 && minute % 60 < 45 && !quieted.isEmpty()) {
                long closeE8 = quieted.getLast().closeE8();
                quieted.add(new Candle(candle.openTimeNanos(), closeE8, closeE8, closeE8, closeE8, 0));
            } else {
                quieted.add(candle);
            }
        }
        return quieted;
    }

    private RecordedFeed feed() throws IOException {
        return RecordedFeed.ofCandles(
                files,
                TestExchange.instruments(configuration, SYMBOLS),
                new RecordedFeed.History(RecordedFeed.History.ENOUGH, CANDLE_NANOS));
    }

    private List<Candle> candles(int instrumentId) {
        return rows.get(instrumentId).aggregate(CANDLE_NANOS).candles();
    }

    @Test
    void bothDriversOfTheBacktestHaveTheCandlesOfTheFileAndTheSameBlocks() throws IOException {
        Backtest backtest = backtest();
        var overRows = new RunRecord[1];
        backtest.overRows(rows, port -> overRows[0] = new RunRecord(backtest, port), _ -> {});
        var asTrades = new RunRecord[1];
        backtest.overRowsAsTrades(rows, port -> asTrades[0] = new RunRecord(backtest, port), _ -> {});

        for (int i = 0; i < SYMBOLS.size(); i++) {
            assertThat(overRows[0].closedCandles(i)).isEqualTo(candles(i));
            assertThat(asTrades[0].closedCandles(i)).isEqualTo(candles(i));
            assertThat(asTrades[0].blockEvents(i))
                    .isNotEmpty()
                    .isEqualTo(overRows[0].blockEvents(i))
                    .isEqualTo(RecordedBlocks.of(rows.get(i).aggregate(CANDLE_NANOS))
                            .events());
        }
    }

    @Test
    void theEngineAtAnExchangeThatPlaysItComesToTheSameAsTheBacktest() throws Exception {
        RunRecord overSockets;
        List<CandleSeries> served;
        long boundaryNanos = feed.startNanos();
        long endNanos = FIRST_NANOS + TimeUnit.DAYS.toNanos(DAYS);
        Path data = folder.resolve("data");
        try (var exchange = new TestExchange(configuration, feed, 1)) {
            try (RunningEngine engine = exchange.startEngine(data, false, RingSettings.Idle.BACKOFF)) {
                exchange.awaitEnd(engine);
                engine.stopTrading(Duration.ofSeconds(3));
            }
            exchange.assertNoAlarm("alarms");
            served = List.of(fetched(exchange, 0), fetched(exchange, 1));
        }
        TestExchange.describeMarket(data);
        overSockets = JournalResult.of(data, "test", Moment.END).result().record();

        for (int i = 0; i < SYMBOLS.size(); i++) {
            // The last one forms for ever, since the market ends within it.
            List<Candle> expected = candles(i).subList(0, candles(i).size() - 1);
            assertThat(served.get(i).candles()).isEqualTo(expected);
            assertThat(overSockets.closedCandles(i)).isEqualTo(expected);
        }
        new SameRecords(SYMBOLS, boundaryNanos + CANDLE_NANOS, endNanos - CANDLE_NANOS)
                .assertSame(overSockets, overCalls(boundaryNanos));
    }

    private static CandleSeries fetched(TestExchange exchange, int instrumentId) throws Exception {
        try (var client = new CandleClient(exchange.exchange().restUri(), Duration.ofSeconds(10), Thread::sleep)) {
            return new CandleHistory(client, _ -> {})
                    .fetch(SYMBOLS.get(instrumentId), Resolution.FIFTEEN_MINUTES, DAYS + 1);
        }
    }

    private Backtest backtest() {
        return Backtest.of(configuration, SYMBOLS, EnumSet.allOf(Mode.class), VenueSettings.ON_TICK, 0, Long.MAX_VALUE);
    }

    private RunRecord overCalls(long startNanos) throws IOException {
        Backtest backtest = backtest().overWire();
        var record = new RunRecord[1];
        Function<VenuePort, Driven> engine = port -> {
            record[0] = new RunRecord(backtest, port);
            return new WarmedCore(
                    new TradingCore(backtest.core(), record[0]),
                    rows.stream()
                            .map(series -> series.before(startNanos).aggregate(CANDLE_NANOS))
                            .toList(),
                    startNanos,
                    startNanos + TimeUnit.SECONDS.toNanos(1)); // the first trade
        };
        backtest.driveOverTrades(
                rows.stream()
                        .map(series -> RowTrades.ofTraded(
                                CandleSeries.of(
                                        ROW_NANOS,
                                        series.candles().stream()
                                                .filter(candle -> candle.openTimeNanos() >= startNanos)
                                                .toList()),
                                CANDLE_NANOS))
                        .toList(),
                engine,
                _ -> {});
        return record[0];
    }
}
