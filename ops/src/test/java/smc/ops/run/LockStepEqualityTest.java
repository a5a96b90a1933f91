package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Driven;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.outcome.RunRecord;
import smc.engine.record.KeptConfigurations;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.exchange.MarketFeed.Row;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.market.TradeSource;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/** The same trades through sockets, an exchange and the whole engine, and through the backtest's driver, come to the same. */
class LockStepEqualityTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);
    /** A live result begins with it; what was before is history. */
    private static final long FIRST_WHOLE_CANDLE_NANOS = MIDNIGHT_NANOS + CANDLE_NANOS;

    private static final int HISTORY_DAYS = 60;

    private Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final MadeFeed feed = new MadeFeed(
            8, MIDNIGHT_NANOS, HISTORY_DAYS, TimeUnit.HOURS.toNanos(Long.getLong("smc.lockstep.hours", 8)));

    @TempDir
    private Path data;

    @Test
    void socketsAndBacktestComeToTheSame() throws Exception {
        assertSame(overSockets(false), overCalls(backtest().overWire()));
        assertReplays();
    }

    @Test
    void ordersFilledOnPaperComeToTheSameAsTheBacktest() throws Exception {
        assertSame(overSockets(true), overCalls(backtest()));
        assertReplays();
    }

    /** Breakers that one loss, or a few orders, trip: what is held back, by what and with which numbers, is the same. */
    @Test
    void whatIsHeldBackOnPaperIsHeldBackInABacktest() throws Exception {
        configuration = Configuration.load(SharedData.root().resolve("config"))
                .with(Map.of("engine.risk.dailyLossPct", "1", "engine.risk.ordersPerDay", "12"), "test");

        RunRecord onPaper = overSockets(true);

        assertSame(
                onPaper,
                overCalls(backtest().withRisk(configuration.engine().risk().ofBacktest())));
        assertThat(onPaper.decisions())
                .anyMatch(decision -> decision.verdict()
                        .reason(decision.value1())
                        .filter(reason -> !reason.isLimit())
                        .isPresent());
        assertReplays();
    }

    private void assertSame(RunRecord overSockets, RunRecord overCalls) {
        long lastNanos = feed.trades.getLast().timeNanos();
        long cutNanos = lastNanos - Math.floorMod(lastNanos, CANDLE_NANOS) - CANDLE_NANOS;

        new SameRecords(MadeFeed.SYMBOLS, FIRST_WHOLE_CANDLE_NANOS, cutNanos).assertSame(overSockets, overCalls);
        assertThat(overSockets.closedCandles(0)).hasSizeGreaterThan(25);
    }

    // ---- (a)

    private RunRecord overSockets(boolean isPaper) throws Exception {
        try (var exchange = new TestExchange(configuration, feed, 1)) {
            try (var engine = exchange.startEngine(data, isPaper, RingSettings.Idle.BACKOFF)) {
                exchange.awaitEnd(engine);
                engine.stopTrading(Duration.ofSeconds(3));
            }
            if (!configuration.engine().risk().isOn()) { // else each breaker is one
                exchange.assertNoAlarm("alarms");
            }
        }
        TestExchange.describeMarket(data);
        return JournalResult.of(data, "test", Moment.END).result().record();
    }

    private void assertReplays() {
        CoreSettings core = KeptConfigurations.settings(configuration);
        var replay = new Replay(effects -> new TradingCore(core, effects));
        try (var journal = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(journal, _ -> {})).isEmpty();
        }
        assertThat(replay.frames()).isGreaterThan(10_000);
    }

    // ---- (b)

    private Backtest backtest() {
        return Backtest.of(
                configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), VenueSettings.ON_TICK, 0, Long.MAX_VALUE);
    }

    private RunRecord overCalls(Backtest backtest) throws IOException {
        var record = new RunRecord[1];
        Function<VenuePort, Driven> engine = port -> {
            record[0] = new RunRecord(backtest, port);
            return new WarmedCore(
                    new TradingCore(backtest.core(), record[0]), history(), feed.boundaryNanos(), feed.startNanos());
        };
        backtest.driveOverTrades(
                IntStream.range(0, MadeFeed.SYMBOLS.size())
                        .mapToObj(this::source)
                        .toList(),
                engine,
                _ -> {});
        return record[0];
    }

    /** Candles of the history, as the exchange makes them of its rows. */
    private List<CandleSeries> history() {
        return MadeFeed.SYMBOLS.stream()
                .map(symbol -> {
                    List<Row> rows = feed.history(symbol);
                    List<Candle> candles = rows.stream()
                            .map(row -> new Candle(
                                    row.openTimeNanos(),
                                    row.openE8(),
                                    row.highE8(),
                                    row.lowE8(),
                                    row.closeE8(),
                                    row.contracts()))
                            .toList();
                    return CandleSeries.of(
                                    candles.get(1).openTimeNanos()
                                            - candles.getFirst().openTimeNanos(),
                                    candles)
                            .aggregate(CANDLE_NANOS);
                })
                .toList();
    }

    private TradeSource source(int instrumentId) {
        List<MadeFeed.Trade> trades = feed.trades.stream()
                .filter(trade -> trade.instrumentId() == instrumentId)
                .toList();
        return new ListedTrades(trades);
    }
}
