package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import smc.ops.blocks.BlockEventFile;
import smc.ops.blocks.RecordedBlocks;
import smc.ops.story.RecordedDecision;
import smc.ops.story.RecordedOrder;
import smc.ops.story.RecordedRun;
import smc.ops.story.RecordedTrade;
import smc.ops.story.ResultFiles;
import smc.ops.story.TradeStory;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/** Trades two made-up markets and reads the files back: what they say must fit together, and all of it must be told. */
@ParameterizedClass(name = "seed {0}")
@ValueSource(longs = {1, 2})
class BacktestFilesTest {
    private static final int CANDLES = 1_500;
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final List<String> ACCOUNTS = List.of("account-a", "account-b");
    private static final Map<String, String> MODES = Map.of("account-a", "A", "account-b", "B");
    private static final BigDecimal CAPITAL_PER_SYMBOL = new BigDecimal(100);

    /** Half of the last decimal kept. */
    private static final BigDecimal HALF_UNIT = new BigDecimal("0.000000005");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    private static Path folder;

    private static MarketFolder market;
    private static CommandRun run;
    private static Path out;
    private static CsvTable trades;
    private static CsvTable decisions;
    private static CsvTable orders;
    private static CsvTable equity;
    private static JsonNode summary;

    private final long seed;

    BacktestFilesTest(long seed) {
        this.seed = seed;
    }

    @BeforeParameterizedClassInvocation
    static void trade(long seed) throws IOException {
        market = MarketFolder.in(folder.resolve("seed-" + seed));
        for (int i = 0; i < SYMBOLS.size(); i++) {
            market.candles(SYMBOLS.get(i) + ".csv", walk(seed, i));
        }
        out = market.path().resolve("out");
        run = market.backtest(arguments(out));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        trades = CsvTable.read(out.resolve("trades.csv"));
        decisions = CsvTable.read(out.resolve("decisions.csv"));
        orders = CsvTable.read(out.resolve("orders.csv"));
        equity = CsvTable.read(out.resolve("equity.csv"));
        summary = MAPPER.readTree(out.resolve("summary.json").toFile());
    }

    @Test
    void bothModesTradeBothSymbols() {
        for (String account : ACCOUNTS) {
            for (String symbol : SYMBOLS) {
                assertThat(trades.where("account", account, "symbol", symbol).size())
                        .isGreaterThan(5);
            }
        }
    }

    @Test
    void theNetOfATradeIsItsGainLessAllCosts() {
        for (Map<String, String> trade : trades.rows()) {
            BigDecimal costs = number(trade, "fees").add(number(trade, "gst")).add(number(trade, "funding"));
            assertThat(number(trade, "gain").subtract(costs))
                    .as("trade %s", trade)
                    .isEqualByComparingTo(number(trade, "net"));
        }
    }

    @Test
    void theCapitalOfASymbolGoesFromTradeToTrade() {
        for (String account : ACCOUNTS) {
            for (String symbol : SYMBOLS) {
                BigDecimal capital = CAPITAL_PER_SYMBOL;
                for (Map<String, String> trade :
                        trades.where("account", account, "symbol", symbol).rows()) {
                    assertThat(number(trade, "capital_before"))
                            .as("trade %s", trade)
                            .isEqualByComparingTo(capital);
                    capital = capital.add(number(trade, "net"));
                    assertThat(number(trade, "capital_after"))
                            .as("trade %s", trade)
                            .isEqualByComparingTo(capital);
                }
            }
        }
    }

    @Test
    void theTaxIsItsShareOfTheCommissionOfEachFill() {
        BigDecimal share = new BigDecimal(18).divide(new BigDecimal(118), 30, RoundingMode.HALF_EVEN);
        for (Map<String, String> trade : trades.rows()) {
            int fills = 1 + trade.get("exits").split(";", -1).length;
            BigDecimal commission = number(trade, "fees").add(number(trade, "gst"));

            assertThat(number(trade, "gst").subtract(commission.multiply(share)).abs())
                    .as("trade %s", trade)
                    .isLessThanOrEqualTo(HALF_UNIT.multiply(BigDecimal.valueOf(fills)));
        }
    }

    @Test
    void whatWentInComesOut() {
        for (Map<String, String> trade : trades.rows()) {
            long sold = Stream.of(trade.get("exits").split(";", -1))
                    .mapToLong(exit -> Long.parseLong(exit.substring(exit.indexOf(':') + 1, exit.indexOf('@'))))
                    .sum();
            assertThat(sold).as("trade %s", trade).isEqualTo(Long.parseLong(trade.get("contracts")));
            assertThat(orders.where("trade_id", trade.get("id"), "reason", "entry")
                            .sum("filled"))
                    .as("trade %s", trade)
                    .isEqualByComparingTo(trade.get("contracts"));
        }
    }

    @Test
    void everyTradeComesOfOneTouch() {
        List<String> told = decisions.where("verdict", "TRADE").column("values").stream()
                .map(values -> values.replaceFirst("trade=(\\d+);.*", "$1"))
                .toList();

        assertThat(told).doesNotHaveDuplicates().containsAll(trades.column("id"));
        // What is more is still open.
        assertThat(told).hasSizeLessThanOrEqualTo(trades.size() + ACCOUNTS.size() * SYMBOLS.size());
    }

    @Test
    void equityIsCapitalAndWhatIsNotRealisedYet() {
        for (Map<String, String> point : equity.rows()) {
            assertThat(number(point, "capital").add(number(point, "unrealised")))
                    .as("equity %s", point)
                    .isEqualByComparingTo(number(point, "equity"));
        }
    }

    @Test
    void thereIsEquityOfEachAccountAndSymbolAtEachClose() {
        assertThat(equity.size()).isEqualTo(CANDLES * ACCOUNTS.size() * SYMBOLS.size());
    }

    @Test
    void theSummaryIsThatOfItsTrades() {
        for (JsonNode account : summary.get("accounts")) {
            String name = account.get("account").asText();
            assertThat(account.get("mode").asText()).isEqualTo(MODES.get(name));
            assertFigures(account, trades.where("account", name), equity.where("account", name), 1);
        }
        assertFigures(summary.get("total"), trades, equity, ACCOUNTS.size());
    }

    @Test
    void theSummaryCountsTheVerdicts() {
        for (String account : ACCOUNTS) {
            CsvTable judged = decisions.where("mode", MODES.get(account));
            Map<String, Long> expected = judged.column("verdict").stream()
                    .collect(Collectors.groupingBy(verdict -> verdict, TreeMap::new, Collectors.counting()));
            var told = new TreeMap<String, Long>();
            summary.get("verdicts")
                    .get(account)
                    .properties()
                    .forEach(count -> told.put(count.getKey(), count.getValue().asLong()));

            long undecided = told.remove("undecided");
            assertThat(told.remove("touches")).isEqualTo(judged.size() + undecided);
            assertThat(told).isEqualTo(expected);
        }
    }

    @Test
    void theTargetsAreMeasuredOverAllAccounts() {
        JsonNode total = summary.get("total");
        for (JsonNode target : summary.get("targets")) {
            String name = target.get("name").asText();
            BigDecimal measured = total.get(name).decimalValue();

            assertThat(target.get("measured").decimalValue()).isEqualByComparingTo(measured);
            assertThat(target.get("met").asBoolean())
                    .as(name)
                    .isEqualTo(
                            switch (name) {
                                case "win_rate" -> measured.compareTo(new BigDecimal(55)) >= 0;
                                case "profit_factor_net" -> measured.compareTo(new BigDecimal("1.5")) >= 0;
                                case "max_drawdown_pct" -> measured.compareTo(new BigDecimal(20)) < 0;
                                default -> throw new AssertionError("a target nobody knows: " + name);
                            });
        }
        assertThat(summary.get("targets")).hasSize(3);
    }

    @Test
    void theSummarySaysWhatTheMarketsWere() {
        for (String symbol : SYMBOLS) {
            JsonNode data = summary.get("data").get(symbol);
            List<Candle> candles = walk(seed, SYMBOLS.indexOf(symbol));

            assertThat(data.get("file").asText()).isEqualTo(symbol + ".csv");
            assertThat(data.get("candles").asInt()).isEqualTo(CANDLES);
            assertThat(data.get("gaps").asInt()).isZero();
            assertThat(data.get("first").asLong()).isEqualTo(seconds(candles.getFirst()));
            assertThat(data.get("last").asLong()).isEqualTo(seconds(candles.getLast()));
        }
        assertThat(summary.get("seconds").asLong()).isEqualTo((CANDLES - 1) * 900L);
    }

    @Test
    void theBlocksAreThoseOfTheDetectorAlone() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            String symbol = SYMBOLS.get(i);
            RecordedBlocks.of(CandleSeries.of(RandomCandles.INTERVAL_NANOS, walk(seed, i))).events().stream()
                    .map(event -> symbol + "," + BlockEventFile.row(event))
                    .forEach(expected::add);
        }

        assertThat(Files.readAllLines(out.resolve("blocks.csv")))
                .startsWith("symbol," + BlockEventFile.HEADER)
                .endsWith(expected.toArray(String[]::new))
                .hasSize(1 + expected.size());
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        Path again = market.path().resolve("again");

        assertThat(market.backtest(arguments(again)).exitCode()).isZero();

        assertThat(MarketFolder.files(again)).isEqualTo(MarketFolder.files(out));
    }

    @Test
    void everyTradeIsTold() throws IOException {
        RecordedRun recorded = LoadedRun.of(new ResultFiles(out));

        for (RecordedTrade trade : recorded.trades()) {
            var story = new StringWriter();
            TradeStory.of(recorded, trade).print(new PrintWriter(story));

            Map<String, String> row =
                    trades.where("id", Long.toString(trade.id())).rows().getFirst();
            assertThat(story.toString())
                    .startsWith("Trade " + trade.id() + " ")
                    .contains("  capital went from %s to %s\n"
                            .formatted(row.get("capital_before"), row.get("capital_after")));
        }
        assertThat(recorded.trades()).hasSize(trades.size());
    }

    @Test
    void theCommandTellsTheSameStory() throws IOException {
        RecordedRun recorded = new ResultFiles(out);
        RecordedTrade trade = recorded.trades().getLast();
        var story = new StringWriter();
        TradeStory.of(recorded, trade).print(new PrintWriter(story));

        assertThat(smc("why", trade.id(), "--out", out)).isEqualTo(new CommandRun(0, story.toString(), ""));
    }

    @Test
    void everyTouchWithoutATradeIsTold() {
        for (String symbol : SYMBOLS) {
            CommandRun whyNot = smc("why-not", symbol, "--out", out, "--all");
            CsvTable touches = decisions.where("symbol", symbol);

            assertThat(whyNot.err()).isEmpty();
            assertThat(whyNot.exitCode()).isZero();
            int untraded = touches.size() - touches.where("verdict", "TRADE").size();
            assertThat(whyNot.out()
                            .lines()
                            .dropWhile(line -> !line.startsWith("candle "))
                            .skip(1))
                    .hasSize(untraded);
        }
    }

    @Test
    void theTerminalSaysFirstWhatItCameTo() {
        JsonNode total = summary.get("total");
        BigDecimal net = total.get("net").decimalValue();
        int tooSmall = decisions.where("verdict", "SIZE_BELOW_ONE").size();

        assertThat(run.out().lines().findFirst())
                .contains("The rules %s money: %s USD before costs, %s USD after costs, in %s trades%s."
                        .formatted(
                                net.signum() > 0 ? "made" : "lost",
                                signedCents(total.get("gross").decimalValue()),
                                signedCents(net),
                                trades.size(),
                                tooSmall == 0
                                        ? ""
                                        : "; at %d more touches the capital did not pay for one contract"
                                                .formatted(tooSmall)));
    }

    /** A run read once, for all its stories. */
    private record LoadedRun(
            List<String> symbols,
            List<RecordedTrade> trades,
            List<RecordedOrder> orders,
            List<RecordedDecision> decisions,
            Map<String, List<BlockEvent>> events)
            implements RecordedRun {

        static LoadedRun of(RecordedRun run) throws IOException {
            var events = new TreeMap<String, List<BlockEvent>>();
            for (String symbol : run.symbols()) {
                events.put(symbol, run.blockEvents(symbol));
            }
            return new LoadedRun(run.symbols(), run.trades(), run.orders(), run.decisions(), events);
        }

        @Override
        public List<BlockEvent> blockEvents(String symbol) {
            return events.get(symbol);
        }
    }

    /** Computes everything from the files with decimals, and compares. */
    private static void assertFigures(JsonNode told, CsvTable trades, CsvTable equity, int accounts) {
        BigDecimal start = CAPITAL_PER_SYMBOL.multiply(new BigDecimal(SYMBOLS.size() * accounts));
        BigDecimal net = trades.sum("net");
        long wins =
                trades.numbers("net").stream().filter(one -> one.signum() > 0).count();

        var expected = new TreeMap<String, BigDecimal>();
        expected.put("trades", BigDecimal.valueOf(trades.size()));
        expected.put("wins", BigDecimal.valueOf(wins));
        expected.put("win_rate", ratio(BigDecimal.valueOf(100 * wins), BigDecimal.valueOf(trades.size())));
        expected.put("gross", trades.sum("gain"));
        expected.put("fees", trades.sum("fees"));
        expected.put("gst", trades.sum("gst"));
        expected.put("funding", trades.sum("funding"));
        expected.put("slippage", trades.sum("slippage"));
        expected.put("net", net);
        expected.put("profit_factor_gross", profitFactor(trades.numbers("gain")));
        expected.put("profit_factor_net", profitFactor(trades.numbers("net")));
        expected.put("max_drawdown_pct", maxDrawdownPct(equity, start));
        expected.put("expectancy", net.divide(BigDecimal.valueOf(trades.size()), 8, RoundingMode.HALF_EVEN));
        expected.put("capital_start", start);
        expected.put("capital_end", start.add(net));

        expected.forEach((name, value) ->
                assertThat(told.get(name).decimalValue()).as(name).isEqualByComparingTo(value));
    }

    private static BigDecimal profitFactor(List<BigDecimal> results) {
        BigDecimal gains = BigDecimal.ZERO;
        BigDecimal losses = BigDecimal.ZERO;
        for (BigDecimal result : results) {
            gains = gains.add(result.max(BigDecimal.ZERO));
            losses = losses.subtract(result.min(BigDecimal.ZERO));
        }
        return ratio(gains, losses);
    }

    /** Deepest fall below the peak of the sum over all accounts and symbols, close by close. */
    private static BigDecimal maxDrawdownPct(CsvTable equity, BigDecimal start) {
        var closes = new TreeMap<Long, Map<String, BigDecimal>>();
        for (Map<String, String> point : equity.rows()) {
            closes.computeIfAbsent(Long.parseLong(point.get("time")), _ -> new HashMap<>())
                    .put(point.get("account") + point.get("symbol"), number(point, "equity"));
        }
        BigDecimal peak = start;
        BigDecimal deepest = BigDecimal.ZERO;
        for (Map<String, BigDecimal> close : closes.values()) {
            BigDecimal sum = close.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            peak = peak.max(sum);
            deepest = deepest.max(ratio(peak.subtract(sum).multiply(new BigDecimal(100)), peak));
        }
        return deepest;
    }

    private static BigDecimal ratio(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, 4, RoundingMode.HALF_EVEN);
    }

    private static String signedCents(BigDecimal money) {
        return (money.signum() > 0 ? "+" : "") + money.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column));
    }

    private static List<Candle> walk(long seed, int symbol) {
        return RandomCandles.walk(seed * SYMBOLS.size() + symbol, CANDLES);
    }

    private static long seconds(Candle candle) {
        return candle.openTimeNanos() / 1_000_000_000L;
    }

    private static Object[] arguments(Path out) {
        return Stream.concat(
                        SYMBOLS.stream()
                                .flatMap(symbol -> Stream.of(
                                        "--candles",
                                        symbol + "=" + market.path().resolve(symbol + ".csv"))),
                        Stream.of("--out", out))
                .toArray();
    }
}
