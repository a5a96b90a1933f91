package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.file.CandleFile;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

/** Reads the page of a backtest of two symbols, and holds every number in it against the files beside it. */
class ReportPageTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static Path out;
    private static String page;
    private static JsonNode report;

    @BeforeAll
    static void trade() throws IOException {
        MarketFolder market = MarketFolder.in(folder);
        var arguments = new ArrayList<Object>();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            Path candles = market.candles(SYMBOLS.get(i) + ".csv", RandomCandles.walk(10 + i, 1_500));
            arguments.addAll(List.of("--candles", SYMBOLS.get(i) + "=" + candles));
        }
        out = folder.resolve("out");
        arguments.addAll(List.of("--out", out));
        CommandRun run = market.backtest(arguments.toArray());
        assertThat(run.err()).isEmpty();
        page = Files.readString(out.resolve("report.html"));
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        report = MAPPER.readTree(data.group(1));
    }

    @Test
    void theSummaryIsTheFileWordForWord() throws IOException {
        assertThat(report.get("summary"))
                .isEqualTo(MAPPER.readTree(out.resolve("summary.json").toFile()));
    }

    @Test
    void theCandlesAreThoseOfTheFiles() throws IOException {
        for (JsonNode market : report.get("markets")) {
            List<Candle> expected = CandleFile.read(
                            out.resolve("candles-" + market.get("symbol").asText() + ".csv.gz"))
                    .candles();
            long unitE8 = market.get("unitE8").asLong();
            JsonNode columns = market.get("candles");
            long seconds = 0;
            long close = 0;
            assertThat(columns.get("open")).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                seconds += columns.get("seconds").get(i).asLong();
                long open = close + columns.get("open").get(i).asLong();
                close = open + columns.get("close").get(i).asLong();
                long high = Math.max(open, close) + columns.get("high").get(i).asLong();
                long low = Math.min(open, close) - columns.get("low").get(i).asLong();
                assertThat(new Candle(
                                seconds * 1_000_000_000L,
                                open * unitE8,
                                high * unitE8,
                                low * unitE8,
                                close * unitE8,
                                expected.get(i).contracts()))
                        .isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void everyBlockAndEveryBreakOfStructureIsThere() {
        CsvTable blocks = CsvTable.read(out.resolve("blocks.csv"));
        for (JsonNode market : report.get("markets")) {
            CsvTable ofSymbol = blocks.where("symbol", market.get("symbol").asText());
            assertThat(market.at("/blocks/born"))
                    .hasSize(ofSymbol.where("event", "OB_CREATED").rows().size())
                    .isNotEmpty();
            assertThat(reached(market.at("/blocks/broken")))
                    .isEqualTo(ofSymbol.where("event", "OB_BREAKER").rows().size());
            assertThat(reached(market.at("/blocks/dead")))
                    .isEqualTo(ofSymbol.where("event", "OB_INVALIDATED").rows().size());
            assertThat(market.at("/marks/at"))
                    .hasSize(ofSymbol.where("event", "BOS").rows().size()
                            + ofSymbol.where("event", "CHOCH").rows().size());
        }
    }

    @Test
    void theTradesAreThoseOfTheFile() {
        List<Map<String, String>> expected =
                CsvTable.read(out.resolve("trades.csv")).rows();
        assertThat(report.get("trades")).hasSize(expected.size()).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            JsonNode trade = report.get("trades").get(i);
            Map<String, String> row = expected.get(i);
            for (String same : List.of("account", "mode", "symbol", "direction", "state")) {
                assertThat(trade.get(same).asText()).isEqualTo(row.get(same));
            }
            assertThat(trade.get("id").asText()).isEqualTo(row.get("id"));
            assertThat(trade.get("entrySeconds").asText()).isEqualTo(row.get("entry_time"));
            assertThat(trade.get("exitSeconds").asText()).isEqualTo(row.get("exit_time"));
            assertThat(trade.get("contracts").asText()).isEqualTo(row.get("contracts"));
            assertThat(trade.get("entry").decimalValue()).isEqualByComparingTo(row.get("entry_price"));
            assertThat(trade.get("target").decimalValue()).isEqualByComparingTo(row.get("target"));
            assertThat(trade.get("gain").decimalValue()).isEqualByComparingTo(row.get("gain"));
            assertThat(trade.get("net").decimalValue()).isEqualByComparingTo(row.get("net"));
            assertThat(trade.get("gain")
                            .decimalValue()
                            .subtract(trade.get("costs").decimalValue()))
                    .isEqualByComparingTo(row.get("net"));
            assertThat(trade.get("reason").asText()).isEqualTo(row.get("exit_reason"));
        }
    }

    @Test
    void theStopOfATradeIsAnOrderOfIt() {
        CsvTable stops = CsvTable.read(out.resolve("orders.csv")).where("reason", "stop");
        for (JsonNode trade : report.get("trades")) {
            assertThat(stops.where("trade_id", trade.get("id").asText()).numbers("price"))
                    .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .contains(trade.get("stop").decimalValue());
        }
    }

    @Test
    void theLastEquityOfEachAccountIsTheFilesSumOverSymbols() {
        CsvTable equity = CsvTable.read(out.resolve("equity.csv"));
        for (JsonNode curve : report.at("/equity/accounts")) {
            long lastE8 = 0;
            for (JsonNode difference : curve.get("equityE8")) {
                lastE8 += difference.asLong();
            }
            BigDecimal expected = SYMBOLS.stream()
                    .map(symbol -> equity.where("account", curve.get("account").asText(), "symbol", symbol)
                            .numbers("equity")
                            .getLast())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(BigDecimal.valueOf(lastE8, 8)).isEqualByComparingTo(expected);
        }
    }

    @Test
    void theMonthsSumToTheNet() {
        BigDecimal sum = BigDecimal.ZERO;
        var accounts = new TreeMap<String, BigDecimal>();
        for (JsonNode month : report.get("months")) {
            sum = sum.add(month.get("total").decimalValue());
            month.get("net")
                    .properties()
                    .forEach(net -> accounts.merge(net.getKey(), net.getValue().decimalValue(), BigDecimal::add));
        }

        assertThat(sum).isEqualByComparingTo(report.at("/summary/total/net").decimalValue());
        for (JsonNode account : report.at("/summary/accounts")) {
            assertThat(accounts.get(account.get("account").asText()))
                    .isEqualByComparingTo(account.get("net").decimalValue());
        }
    }

    @Test
    void theVariantsAreThoseOfTheFile() {
        List<Map<String, String>> expected =
                CsvTable.read(out.resolve("variants.csv")).rows();
        assertThat(report.get("variants")).hasSize(expected.size()).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            JsonNode variant = report.get("variants").get(i);
            expected.get(i).forEach((column, cell) -> {
                JsonNode shown = variant.get(column);
                if (shown.isNumber()) {
                    assertThat(shown.decimalValue()).as(column).isEqualByComparingTo(cell);
                } else {
                    assertThat(shown.isNull() ? "" : shown.asText()).as(column).isEqualTo(cell);
                }
            });
        }
    }

    @Test
    void theSoloTradesMakeTheSignalsOfBothModes() {
        CsvTable solo = CsvTable.read(out.resolve("solo-trades.csv"));
        JsonNode same = report.get("sameSignals");

        assertThat(same.get("both").asLong() + same.get("onlyA").asLong())
                .isEqualTo(solo.where("mode", "A").rows().size());
        assertThat(same.get("both").asLong() + same.get("onlyB").asLong())
                .isEqualTo(solo.where("mode", "B").rows().size());
        assertThat(same.get("bothNetA").decimalValue().add(same.get("onlyNetA").decimalValue()))
                .isEqualByComparingTo(sum(solo.where("mode", "A").numbers("net")));
        assertThat(same.get("bothNetB").decimalValue().add(same.get("onlyNetB").decimalValue()))
                .isEqualByComparingTo(sum(solo.where("mode", "B").numbers("net")));
    }

    @Test
    void theHeadlineSaysWhetherItMadeOrLost() {
        boolean isGain = report.at("/summary/total/net").decimalValue().signum() > 0;

        assertThat(report.get("headline").asText())
                .contains((isGain ? "made " : "lost "))
                .contains("after costs");
    }

    @Test
    void nothingInThePageIsLoadedFromAnywhere() {
        String withoutScripts = page.replaceAll("(?s)<script.*?</script>", "");

        assertThat(withoutScripts)
                .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link")
                .contains("default-src 'none'");
        assertThat(page).doesNotContain("import {", "sourceMappingURL=http");
    }

    /** Places are positions; -1 is never. */
    private static long reached(JsonNode places) {
        long count = 0;
        for (JsonNode place : places) {
            count += place.asLong() >= 0 ? 1 : 0;
        }
        return count;
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
