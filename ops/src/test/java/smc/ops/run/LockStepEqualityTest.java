package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.BacktestRecord;
import smc.engine.backtest.Driven;
import smc.engine.backtest.OrderRecord;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.execution.executor.Mode;
import smc.execution.order.OrderState;
import smc.execution.simulator.VenueSettings;
import smc.execution.simulator.wire.MarketFeed.Row;
import smc.feed.file.TradeSource;
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

    private static final long ID_MASK = (1L << 40) - 1;
    private static final int HISTORY_DAYS = 60;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config"));
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

    private void assertSame(BacktestRecord overSockets, BacktestRecord overCalls) {
        long lastNanos = feed.trades.getLast().timeNanos();
        long cutNanos = lastNanos - Math.floorMod(lastNanos, CANDLE_NANOS) - CANDLE_NANOS;

        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            assertThat(traded(cutNanos, overSockets.closedCandles(i), Candle::openTimeNanos))
                    .hasSizeGreaterThan(25)
                    .isEqualTo(traded(cutNanos, overCalls.closedCandles(i), Candle::openTimeNanos));
            assertThat(traded(cutNanos, overSockets.blockEvents(i), event -> event.timeNanos()))
                    .isEqualTo(traded(cutNanos, overCalls.blockEvents(i), event -> event.timeNanos()));
        }
        assertThat(decisions(overSockets, cutNanos))
                .anyMatch(line -> line.contains(" TRADE "))
                .isEqualTo(decisions(overCalls, cutNanos));
        assertThat(trades(overSockets, cutNanos)).isNotEmpty().isEqualTo(trades(overCalls, cutNanos));
        assertThat(orders(overSockets, cutNanos)).isNotEmpty().isEqualTo(orders(overCalls, cutNanos));
        assertThat(traded(cutNanos, overSockets.equity(), point -> point.candleNanos()))
                .isEqualTo(traded(cutNanos, overCalls.equity(), point -> point.candleNanos()));
    }

    // ---- (a)

    private BacktestRecord overSockets(boolean isPaper) throws Exception {
        try (var exchange = new TestExchange(configuration, feed, 1)) {
            try (var engine = exchange.startEngine(data, isPaper, RingSettings.Idle.BACKOFF)) {
                awaitEnd(exchange.exchange().restUri(), engine);
                engine.stopTrading(Duration.ofSeconds(3));
            }
            exchange.assertNoAlarm("alarms");
        }
        TestExchange.describeMarket(data);
        return JournalResult.of(data, "test", Moment.END).result().record();
    }

    private static void awaitEnd(URI rest, RunningEngine engine) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            while (true) {
                assertThat(engine.failure().isCompletedExceptionally())
                        .as("%s", engine.failure())
                        .isFalse();
                String place = http.send(
                                HttpRequest.newBuilder(rest.resolve("/sim"))
                                        .header("User-Agent", "test")
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                if (place.contains("\"has_ended\":true")) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50); // asks again now and then: how long it takes is no rule
            }
        }
    }

    private void assertReplays() {
        CoreSettings core = CoreSettings.of(configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), 0);
        var replay = new Replay(effects -> new TradingCore(core, effects));
        try (var journal = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(journal, _ -> {})).isEmpty();
        }
        assertThat(replay.frames()).isGreaterThan(10_000);
    }

    // ---- (b)

    private Backtest backtest() {
        return Backtest.of(
                configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), VenueSettings.DEFAULTS, 0, Long.MAX_VALUE);
    }

    private BacktestRecord overCalls(Backtest backtest) throws IOException {
        var record = new BacktestRecord[1];
        Function<VenuePort, Driven> engine = port -> {
            record[0] = new BacktestRecord(backtest, port);
            return new Warmed(new TradingCore(backtest.core(), record[0]), history());
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

    /** A core that has had the history, and of whose first candle trades were missed, as it is with a stream that is joined in the middle. */
    private final class Warmed implements Driven {
        private final TradingCore core;
        private final List<CandleSeries> history;
        private long sequence;

        private Warmed(TradingCore core, List<CandleSeries> history) {
            this.core = core;
            this.history = history;
        }

        @Override
        public Inputs next(long nowNanos) {
            if (sequence == 0) {
                for (int i = 0; i < history.size(); i++) {
                    for (Candle candle : history.get(i).candles()) {
                        core.at(++sequence, feed.startNanos());
                        core.onCandle(
                                i,
                                candle.openTimeNanos(),
                                candle.openE8(),
                                candle.highE8(),
                                candle.lowE8(),
                                candle.closeE8(),
                                candle.contracts(),
                                false);
                    }
                    core.onTradesMissed(i, feed.boundaryNanos(), feed.startNanos());
                }
            }
            core.at(++sequence, nowNanos);
            return core;
        }

        @Override
        public void done() {
            // It was, when the method returned.
        }
    }

    // ---- rows

    private static <T> List<T> traded(long cutNanos, List<T> rows, java.util.function.ToLongFunction<T> timeNanos) {
        Predicate<T> isBetween =
                row -> timeNanos.applyAsLong(row) >= FIRST_WHOLE_CANDLE_NANOS && timeNanos.applyAsLong(row) < cutNanos;
        return rows.stream().filter(isBetween).toList();
    }

    private static List<String> decisions(BacktestRecord record, long cutNanos) {
        return traded(cutNanos, record.decisions(), decision -> decision.candleNanos()).stream()
                .map(decision -> String.join(
                        " ",
                        "account " + decision.accountId(),
                        MadeFeed.SYMBOLS.get(decision.instrumentId()),
                        Instant.ofEpochSecond(0, decision.candleNanos()).toString(),
                        decision.blockSide().name(),
                        decision.state().name(),
                        Long.toString(decision.originNanos()),
                        Long.toString(decision.entryLevelE8()),
                        decision.verdict().name(),
                        Long.toString(decision.value1() & ID_MASK),
                        Long.toString(decision.value2()),
                        Long.toString(decision.value3())))
                .toList();
    }

    private static List<String> trades(BacktestRecord record, long cutNanos) {
        return traded(cutNanos, record.trades(), trade -> trade.exitNanos()).stream()
                .map(trade -> (trade.id() & ID_MASK) + trade.toString().replaceFirst("id=\\d+", ""))
                .toList();
    }

    private static List<String> orders(BacktestRecord record, long cutNanos) {
        return traded(cutNanos, List.copyOf(record.orders()), order -> order.atNanos()).stream()
                .map(order -> String.join(
                        " ",
                        Long.toString(order.id() & ID_MASK),
                        "account " + order.accountId(),
                        MadeFeed.SYMBOLS.get(order.instrumentId()),
                        Instant.ofEpochSecond(0, order.atNanos()).toString(),
                        order.purpose().name(),
                        order.type().name(),
                        order.direction().name(),
                        Long.toString(order.priceE8()),
                        Long.toString(order.contracts()),
                        ended(order),
                        Long.toString(order.filledContracts()),
                        Long.toString(order.averagePriceE8()),
                        Long.toString(order.tradeId() & ID_MASK)))
                .toList();
    }

    /** What has not filled at the end works on in one and is cancelled by the stop of the other. */
    private static String ended(OrderRecord order) {
        boolean isUnfilled = order.filledContracts() == 0 && order.state() != OrderState.REJECTED;
        return isUnfilled ? "UNFILLED" : order.state().name();
    }
}
