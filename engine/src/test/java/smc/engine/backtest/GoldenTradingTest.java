package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.SharedData;
import smc.engine.core.CoreSettings;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.instrument.Instrument;
import smc.feed.file.CandleFile;
import smc.feed.text.CsvLines;
import smc.strategy.number.FixedPoint;

/** Every trade and every verdict of the expected runs, column by column (golden/trading/README.md). */
class GoldenTradingTest {
    private static final long TIMEFRAME_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long CAPITAL_E8 = 1_000_000 * FixedPoint.ONE_E8;
    private static final ZoneSettings FRESH = new ZoneSettings(4_000, 20, 2_000, 200, 150);
    private static final ZoneSettings BREAKER = new ZoneSettings(3_000, 10, 2_000, 150, 100);

    @ParameterizedTest
    @CsvSource({
        "SOLUSDT, A", "SOLUSDT, B", "SOLUSDT, AB-symbol", "SOLUSDT, AB-mode_symbol",
        "AAVEUSDT, A", "AAVEUSDT, B", "AAVEUSDT, AB-symbol", "AAVEUSDT, AB-mode_symbol"
    })
    void reproducesEveryTradeAndVerdict(String symbol, String run) throws IOException {
        String series = symbol + "-perp-binance-15m-20241024-20250630";
        Path candles = SharedData.file("data/candles/" + series + ".csv.gz");
        List<String> expectedTrades = rows(SharedData.file("golden/trading/" + series + "." + run + ".trades.csv.gz"));
        List<String> expectedVerdicts =
                rows(SharedData.file("golden/trading/" + series + "." + run + ".verdicts.csv.gz"));

        RunRecord record = run(candles, run);

        assertThat(record.trades().stream().map(trade -> tradeRow(trade, run)).toList())
                .isEqualTo(expectedTrades);
        assertThat(byCandle(record.decisions().stream()
                        .map(decision -> verdictRow(decision, run))
                        .toList()))
                .isEqualTo(byCandle(expectedVerdicts));
    }

    private static RunRecord run(Path candles, String run) throws IOException {
        var modes = new ArrayList<Mode>();
        if (run.startsWith("A")) {
            modes.add(Mode.CANDLE_CLOSE);
        }
        if (run.contains("B")) {
            modes.add(Mode.LIMIT);
        }
        var instrument = new Instrument(0, "TEST", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE);
        var terms = List.of(
                new InstrumentTerms(0, 1_000_000, FixedPoint.ONE_E8, 500_000, 50_000, 20_000, 18_000_000, 10_000));
        var accounts = modes.stream()
                .map(mode -> new DeskSettings(
                        mode, CAPITAL_E8, FRESH, BREAKER, 5_000, false, 3, 1, 200, 8_000, 5_000_000_000L))
                .toList();
        var core = new CoreSettings(0, TIMEFRAME_NANOS, 0, !run.endsWith("mode_symbol"), List.of(instrument), accounts);
        var backtest = new Backtest(
                core,
                VenueSettings.DEFAULTS,
                terms,
                modes.stream().map(_ -> CAPITAL_E8).toList());
        var holder = new ArrayList<RunRecord>();
        backtest.overRows(
                List.of(CandleFile.read(candles).series(TIMEFRAME_NANOS)),
                venue -> {
                    holder.add(new RunRecord(backtest, venue));
                    return holder.getFirst();
                },
                _ -> {});
        holder.getFirst().requireEveryTouchJudged();
        return holder.getFirst();
    }

    private static String letter(int accountId, String run) {
        return run.equals("B") || accountId == 1 ? "B" : "A";
    }

    private static String tradeRow(ClosedTrade trade, String run) {
        String exits = trade.exits().stream()
                .map(exit -> seconds(exit.candleNanos()) + ":" + exit.contracts() + "@"
                        + FixedPoint.formatE8(exit.priceE8()) + ":" + exit.reason())
                .collect(Collectors.joining(";"));
        return String.join(
                ",",
                letter(trade.accountId(), run),
                trade.direction().name().toLowerCase(Locale.ROOT),
                trade.state().name().toLowerCase(Locale.ROOT),
                trade.blockSide().name().toLowerCase(Locale.ROOT),
                seconds(trade.originNanos()),
                seconds(trade.entryNanos()),
                Long.toString(trade.contracts()),
                FixedPoint.formatE8(trade.entryE8()),
                FixedPoint.formatE8(trade.targetE8()),
                Long.toString(trade.targetContracts()),
                FixedPoint.formatE8(trade.entryAtrE8()),
                exits,
                FixedPoint.formatE8(trade.gainE8()),
                FixedPoint.formatE8(trade.feesE8() + trade.gstE8()),
                FixedPoint.formatE8(trade.fundingE8()),
                FixedPoint.formatE8(trade.capitalAfterE8()));
    }

    private static String verdictRow(TouchJudged decision, String run) {
        return String.join(
                ",",
                seconds(decision.candleNanos()),
                letter(decision.accountId(), run),
                decision.blockSide().name().toLowerCase(Locale.ROOT),
                seconds(decision.originNanos()),
                decision.state().name().toLowerCase(Locale.ROOT),
                FixedPoint.formatE8(decision.entryLevelE8()),
                decision.verdict().name());
    }

    /** Touches of one candle come in no particular order. */
    private static Map<String, Set<String>> byCandle(List<String> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.substring(0, row.indexOf(',')),
                        TreeMap::new,
                        Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> rows(Path file) throws IOException {
        var rows = new ArrayList<String>();
        try (var lines = new CsvLines(file)) {
            lines.next();
            for (String line = lines.next(); line != null; line = lines.next()) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static String seconds(long nanos) {
        return Long.toString(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
