package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.SharedData;
import smc.engine.event.Effects;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.feed.file.CandleFile;
import smc.feed.file.TradeFile;
import smc.feed.market.TradeSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/**
 * No event is ever taken back: whatever is said of the first rows or trades of a market, candles, blocks, verdicts, requests and money, is said in the
 * same order of all of them. So nothing is decided on a candle that is not over.
 *
 * <p>Prefixes are those about the boundaries of candles late in the market, and seeded others. {@code -Dsmc.prefixes=N} takes so many of each market;
 * {@code -Dsmc.prefixes=all} every one.
 */
class NothingTakenBackTest {
    private static final String PREFIXES = System.getProperty("smc.prefixes", "24");
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int CANDLES = 420;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void overMinutes(long seed) {
        CandleSeries market = finer(MarketRun.walk(seed, CANDLES), 15, seed);

        assertNothingTakenBack("minutes of seed " + seed, market, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void overFiveMinutes(long seed) {
        CandleSeries market = finer(MarketRun.walk(seed, CANDLES), 3, seed);

        assertNothingTakenBack("five minutes of seed " + seed, market, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void overRowsAsTrades(long seed) {
        CandleSeries market = finer(MarketRun.walk(seed, CANDLES), 3, seed);

        assertNothingTakenBack("five minutes as trades of seed " + seed, market, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void overTrades(long seed) {
        assertNothingTakenBack(
                "trades of seed " + seed, trades(MarketRun.walk(seed, CANDLES), seed), MarketRun.TIMEFRAME_NANOS);
    }

    static Stream<String> recordedRows() {
        return Stream.of(
                "data/candles/SOLUSDT-perp-binance-1m-20230719-20230816.csv.gz",
                "data/candles/AAVEUSDT-spot-binance-1m-20210516-20210614.csv.gz",
                "data/candles/SOLUSDT-perp-binance-5m-20250407-20250630.csv.gz");
    }

    @ParameterizedTest
    @MethodSource("recordedRows")
    void overRecordedRows(String name) throws IOException {
        CandleFile file = CandleFile.read(SharedData.file(name));
        CandleSeries market =
                CandleSeries.of(file.intervalNanos(), file.candles().subList(0, (int)
                        (CANDLES * MarketRun.TIMEFRAME_NANOS / file.intervalNanos())));

        assertNothingTakenBack(name, market, false);
    }

    /** In candles of a minute, so that a day has blocks. */
    @Test
    void overRecordedTrades() throws IOException {
        String name = "data/trades/APEUSDT-perp-binance-aggtrades-20241018.csv.gz";
        List<Trade> trades = read(SharedData.file(name));

        assertNothingTakenBack(name, trades.subList(0, Math.min(trades.size(), 20_000)), MINUTE_NANOS);
    }

    /** What the end of the data says of the last candle is the same over rows and over their trades, wherever it lies. */
    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void rowsAndTheirTradesCloseTheSameCandles(long seed) {
        CandleSeries market = finer(MarketRun.walk(seed, 230), 15, seed);
        int all = market.candles().size();
        for (int rows = all - 40; rows <= all; rows++) {
            CandleSeries prefix =
                    CandleSeries.of(market.intervalNanos(), market.candles().subList(0, rows));
            long toNanos = market.candles().get(rows - 1).openTimeNanos() + market.intervalNanos();

            List<Long> closed = closed(MarketRun.A.overRows(prefix).log());
            assertThat(closed(MarketRun.A.overTrades(prefix).log()))
                    .as("seed %d, %d rows as trades", seed, rows)
                    .isEqualTo(closed);
            assertThat(closed(run(MarketRun.A.backtest(MarketRun.TIMEFRAME_NANOS, 0, toNanos), market, false)))
                    .as("seed %d, to %d", seed, toNanos)
                    .isEqualTo(closed);
            assertThat(closed(run(MarketRun.A.backtest(MarketRun.TIMEFRAME_NANOS, 0, toNanos), market, true)))
                    .as("seed %d, to %d as trades", seed, toNanos)
                    .isEqualTo(closed);
        }
    }

    /** One market's recording may end while another's goes on, whose clock must not close the candle that is not over. */
    @Test
    void aRecordingThatEndsBeforeAnotherLeavesItsLastCandleOpen() throws IOException {
        List<Trade> first = trades(MarketRun.walk(12, 40), 12);
        List<Trade> second = trades(MarketRun.walk(13, 60), 13);
        long endNanos = first.getLast().timeNanos;
        Backtest backtest = MarketRun.A.symbols(2).backtest(MarketRun.TIMEFRAME_NANOS, 0, Long.MAX_VALUE);
        var logs = new ArrayList<EffectLog>();

        backtest.overTrades(
                List.of(new ListedTrades(first), new ListedTrades(second)),
                port -> {
                    logs.add(new EffectLog(backtest, port));
                    return logs.getFirst().asEffects();
                },
                _ -> {});

        assertThat(logs.getFirst().named("candleClosed").filter(effect -> effect.index(0) == 0))
                .isNotEmpty()
                .allMatch(effect -> effect.number(1) + MarketRun.TIMEFRAME_NANOS <= endNanos);
        assertThat(logs.getFirst().named("candleClosed").filter(effect -> effect.index(0) == 1))
                .hasSizeGreaterThan(50);
    }

    // ---- the property

    private static void assertNothingTakenBack(String name, CandleSeries market, boolean isAsTrades) {
        Backtest backtest = MarketRun.BOTH_APART.backtest(MarketRun.TIMEFRAME_NANOS, 0, Long.MAX_VALUE);
        List<EffectLog.Effect> whole = said(run(backtest, market, isAsTrades));
        var lengths = prefixes(
                market.candles().stream().mapToLong(Candle::openTimeNanos).toArray(), MarketRun.TIMEFRAME_NANOS);
        for (int rows : lengths) {
            CandleSeries prefix =
                    CandleSeries.of(market.intervalNanos(), market.candles().subList(0, rows));
            assertIsBeginning(name + ", the first " + rows, said(run(backtest, prefix, isAsTrades)), whole);
        }
        assertSaidSomething(name, whole, lengths.size());
    }

    private static void assertNothingTakenBack(String name, List<Trade> trades, long timeframeNanos) {
        Backtest backtest = MarketRun.BOTH_APART.tick(10_000).backtest(timeframeNanos, 0, Long.MAX_VALUE);
        List<EffectLog.Effect> whole = said(run(backtest, new ListedTrades(trades)));
        var lengths = prefixes(trades.stream().mapToLong(Trade::timeNanos).toArray(), timeframeNanos);
        for (int length : lengths) {
            assertIsBeginning(
                    name + ", the first " + length,
                    said(run(backtest, new ListedTrades(trades.subList(0, length)))),
                    whole);
        }
        assertSaidSomething(name, whole, lengths.size());
    }

    /** All but the hash of the state, which knows how long the hole is that a recording is in. */
    private static List<EffectLog.Effect> said(EffectLog log) {
        return log.effects().stream()
                .filter(effect -> !effect.is("stateHashed"))
                .toList();
    }

    private static void assertIsBeginning(String name, List<EffectLog.Effect> prefix, List<EffectLog.Effect> whole) {
        int same = 0;
        while (same < prefix.size() && same < whole.size() && prefix.get(same).equals(whole.get(same))) {
            same++;
        }
        if (same < prefix.size()) {
            assertThat(prefix.get(same))
                    .as("%s, effect %d", name, same)
                    .isEqualTo(same < whole.size() ? whole.get(same) : null);
        }
    }

    private static void assertSaidSomething(String name, List<EffectLog.Effect> whole, int prefixes) {
        assertThat(whole)
                .as(name)
                .filteredOn(effect -> effect.said() instanceof TradeClosed)
                .isNotEmpty();
        assertThat(whole).as(name).filteredOn(effect -> effect.is("blockBorn")).hasSizeGreaterThan(2);
        if (!PREFIXES.equals("24")) {
            System.out.printf("%s: %,d prefixes, %,d effects%n", name, prefixes, whole.size());
        }
    }

    /** How many rows or trades: those at the last boundaries, and others from the end of the warm-up on. */
    private static Set<Integer> prefixes(long[] timesNanos, long timeframeNanos) {
        var lengths = new TreeSet<Integer>();
        if (PREFIXES.equals("all")) {
            for (int length = 1; length < timesNanos.length; length++) {
                lengths.add(length);
            }
            return lengths;
        }
        int count = Integer.parseInt(PREFIXES);
        for (int i = timesNanos.length - 1; i > 1 && lengths.size() < count / 2; i--) {
            boolean isFirstOfCandle = timesNanos[i] / timeframeNanos != timesNanos[i - 1] / timeframeNanos;
            if (isFirstOfCandle) {
                lengths.addAll(List.of(i - 1, i, i + 1)); // up to one before the boundary, to it, and one behind it
            }
        }
        var random = new SplittableRandom(timesNanos.length);
        while (lengths.size() < Math.min(count, timesNanos.length / 3)) {
            lengths.add(random.nextInt(timesNanos.length / 2, timesNanos.length));
        }
        return lengths;
    }

    private static List<Long> closed(EffectLog log) {
        return log.named("candleClosed").map(effect -> effect.number(1)).toList();
    }

    private static EffectLog run(Backtest backtest, CandleSeries market, boolean isAsTrades) {
        var logs = new ArrayList<EffectLog>();
        try {
            if (isAsTrades) {
                backtest.overRowsAsTrades(List.of(market), port -> logged(backtest, port, logs), _ -> {});
            } else {
                backtest.overRows(List.of(market), port -> logged(backtest, port, logs), _ -> {});
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return logs.getFirst();
    }

    private static EffectLog run(Backtest backtest, TradeSource trades) {
        var logs = new ArrayList<EffectLog>();
        try {
            backtest.overTrades(List.of(trades), port -> logged(backtest, port, logs), _ -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return logs.getFirst();
    }

    private static Effects logged(Backtest backtest, VenuePort port, List<EffectLog> logs) {
        logs.add(new EffectLog(backtest, port));
        return logs.getFirst().asEffects();
    }

    // ---- markets

    /** Each row in so many parts, on a way from its open over both extremes to its close; one in forty is missing. */
    private static CandleSeries finer(CandleSeries market, int parts, long seed) {
        var random = new SplittableRandom(seed);
        long intervalNanos = market.intervalNanos() / parts;
        var rows = new ArrayList<Candle>();
        for (Candle row : market.candles()) {
            int highPart = random.nextInt(parts);
            int lowPart = random.nextInt(parts);
            long openE8 = row.openE8();
            for (int part = 0; part < parts; part++) {
                long closeE8 = part == parts - 1
                        ? row.closeE8()
                        : row.lowE8() + 1_000_000 * random.nextLong((row.highE8() - row.lowE8()) / 1_000_000 + 1);
                long highE8 = part == highPart ? row.highE8() : Math.max(openE8, closeE8);
                long lowE8 = part == lowPart ? row.lowE8() : Math.min(openE8, closeE8);
                if (random.nextInt(40) != 0) {
                    rows.add(new Candle(
                            row.openTimeNanos() + part * intervalNanos, openE8, highE8, lowE8, closeE8, 100));
                }
                openE8 = closeE8;
            }
        }
        return CandleSeries.of(intervalNanos, rows);
    }

    private record Trade(long timeNanos, long priceE8, long contracts) {}

    /** Open, extremes and close of each row among others, many of them about the boundary and the grace after it. */
    private static List<Trade> trades(CandleSeries market, long seed) {
        var random = new SplittableRandom(seed);
        long graceNanos = MarketRun.CLOSE_GRACE_NANOS;
        long[] early = {0, 1, graceNanos / 2, graceNanos - 1, graceNanos, graceNanos + 1, 2 * graceNanos};
        var trades = new ArrayList<Trade>();
        for (Candle row : market.candles()) {
            var times = new TreeSet<Long>();
            times.add(early[random.nextInt(early.length)]);
            times.add(early[random.nextInt(early.length)]);
            while (times.size() < 8) {
                times.add(random.nextLong(RandomCandles.INTERVAL_NANOS));
            }
            long[] prices = {row.openE8(), row.closeE8(), row.lowE8(), row.highE8()};
            int number = 0;
            for (long offsetNanos : times) {
                long priceE8 = number == 0 ? prices[0] : number == 7 ? prices[1] : prices[random.nextInt(4)];
                trades.add(new Trade(row.openTimeNanos() + offsetNanos, priceE8, 100));
                number++;
            }
        }
        return trades;
    }

    private static List<Trade> read(Path file) throws IOException {
        var trades = new ArrayList<Trade>();
        try (var source = new TradeFile(file, 100_000_000)) {
            while (source.advance()) {
                trades.add(new Trade(source.timeNanos(), source.priceE8(), source.contracts()));
            }
        }
        return trades;
    }

    /** As a file: what comes after its last trade, it does not say. */
    private static final class ListedTrades implements TradeSource {
        private final List<Trade> trades;
        private int current = -1;

        private ListedTrades(List<Trade> trades) {
            this.trades = trades;
        }

        @Override
        public boolean advance() {
            if (current + 1 == trades.size()) {
                return false;
            }
            current++;
            return true;
        }

        @Override
        public long timeNanos() {
            return trades.get(current).timeNanos;
        }

        @Override
        public long priceE8() {
            return trades.get(current).priceE8;
        }

        @Override
        public long contracts() {
            return trades.get(current).contracts;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
