package smc.engine.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import smc.engine.core.CoreSettings;
import smc.engine.event.Effects;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.feed.market.RowTrades;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;
import smc.strategy.number.FixedPoint;

/**
 * How a test runs a backtest: the rules of docs/rules.md, section 27, on instruments of one coin with maintenance 0.5 %, fees 0.05 % and
 * 0.02 % plus 18 % GST, and funding of 0.01 %.
 *
 * @param capitalUsd of each account and symbol
 * @param symbols how many; each trades its own market
 */
record MarketRun(
        List<Mode> modes, boolean sharesPosition, long capitalUsd, long tickE8, int symbols, VenueSettings venue) {
    static final long TIMEFRAME_NANOS = TimeUnit.MINUTES.toNanos(15);
    static final long CLOSE_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    static final ZoneSettings FRESH = new ZoneSettings(4_000, 20, 2_000, 200, 150);
    static final ZoneSettings BREAKER = new ZoneSettings(3_000, 10, 2_000, 150, 100);
    static final int COOLDOWN_CANDLES = 3;

    static final MarketRun A =
            new MarketRun(List.of(Mode.CANDLE_CLOSE), true, 10_000, 1_000_000, 1, VenueSettings.DEFAULTS);
    static final MarketRun B = A.of(Mode.LIMIT);
    static final MarketRun BOTH = A.of(Mode.CANDLE_CLOSE, Mode.LIMIT);
    static final MarketRun BOTH_APART = BOTH.apart();

    MarketRun of(Mode... those) {
        return new MarketRun(List.of(those), sharesPosition, capitalUsd, tickE8, symbols, venue);
    }

    MarketRun apart() {
        return new MarketRun(modes, false, capitalUsd, tickE8, symbols, venue);
    }

    MarketRun capital(long usd) {
        return new MarketRun(modes, sharesPosition, usd, tickE8, symbols, venue);
    }

    MarketRun tick(long smallestE8) {
        return new MarketRun(modes, sharesPosition, capitalUsd, smallestE8, symbols, venue);
    }

    MarketRun symbols(int count) {
        return new MarketRun(modes, sharesPosition, capitalUsd, tickE8, count, venue);
    }

    MarketRun venue(VenueSettings settings) {
        return new MarketRun(modes, sharesPosition, capitalUsd, tickE8, symbols, settings);
    }

    /** A run, what it said, and where it left the venue. */
    record Result(MarketRun run, List<CandleSeries> markets, EffectLog log, SimulatedVenue venue) {
        RunRecord record() {
            return log.record();
        }

        /** The candles of the timeframe. */
        List<Candle> candles(int instrumentId) {
            return markets.get(instrumentId).aggregate(TIMEFRAME_NANOS).candles();
        }
    }

    Result overRows(CandleSeries... markets) {
        return run(List.of(markets), 0, false);
    }

    Result overRows(long fromNanos, CandleSeries market) {
        return run(List.of(market), fromNanos, false);
    }

    /** Over the four trades a row that {@link RowTrades} makes. */
    Result overTrades(CandleSeries... markets) {
        return run(List.of(markets), 0, true);
    }

    Backtest backtest(long timeframeNanos, long fromNanos, long toNanos) {
        return new Backtest(
                coreSettings(timeframeNanos),
                venue,
                terms(),
                modes.stream().map(_ -> capitalE8() * symbols).toList(),
                fromNanos,
                toNanos,
                false);
    }

    private Result run(List<CandleSeries> markets, long fromNanos, boolean isOverTrades) {
        Backtest backtest = backtest(TIMEFRAME_NANOS, fromNanos, Long.MAX_VALUE);
        var logs = new ArrayList<EffectLog>();
        Function<VenuePort, Effects> recorder = port -> {
            logs.add(new EffectLog(backtest, port));
            return logs.getFirst().asEffects();
        };
        try {
            Backtest.Outcome outcome = isOverTrades
                    ? backtest.overRowsAsTrades(markets, recorder, _ -> {})
                    : backtest.overRows(markets, recorder, _ -> {});
            return new Result(this, markets, logs.getFirst(), outcome.venue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long capitalE8() {
        return capitalUsd * FixedPoint.ONE_E8;
    }

    List<InstrumentTerms> terms() {
        return IntStream.range(0, symbols)
                .mapToObj(id ->
                        new InstrumentTerms(id, tickE8, FixedPoint.ONE_E8, 500_000, 50_000, 20_000, 18_000_000, 10_000))
                .toList();
    }

    private CoreSettings coreSettings(long timeframeNanos) {
        List<Instrument> instruments = IntStream.range(0, symbols)
                .mapToObj(id -> new Instrument(id, "TEST" + id, tickE8, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE))
                .toList();
        List<DeskSettings> accounts = modes.stream()
                .map(mode -> new DeskSettings(
                        mode,
                        capitalE8(),
                        FRESH,
                        BREAKER,
                        5_000,
                        false,
                        COOLDOWN_CANDLES,
                        1,
                        200,
                        8_000,
                        TimeUnit.SECONDS.toNanos(5)))
                .toList();
        return new CoreSettings(0, timeframeNanos, CLOSE_GRACE_NANOS, sharesPosition, instruments, accounts);
    }

    // ---- markets

    /** 15-minute rows around 150 USD. */
    static CandleSeries walk(long seed, int candles) {
        return CandleSeries.of(RandomCandles.INTERVAL_NANOS, RandomCandles.walk(seed, candles, 2));
    }

    /** 15-minute rows of a market with a handful of prices: ties everywhere. */
    static CandleSeries fewLevels(long seed, int candles) {
        return CandleSeries.of(RandomCandles.INTERVAL_NANOS, RandomCandles.fewLevels(seed, candles));
    }

    /** 5-minute rows, three a candle; here and there one is missing. */
    static CandleSeries fiveMinuteWalk(long seed, int candles) {
        List<Candle> rows = RandomCandles.walk(seed, candles * 3, 1).stream()
                .map(row -> new Candle(
                        RandomCandles.START_NANOS + (row.openTimeNanos() - RandomCandles.START_NANOS) / 3,
                        row.openE8(),
                        row.highE8(),
                        row.lowE8(),
                        row.closeE8(),
                        row.contracts()))
                .toList();
        return CandleSeries.of(TIMEFRAME_NANOS / 3, rows);
    }
}
