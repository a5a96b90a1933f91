package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a recording: moments of it, and its trades. */
class AtCommandTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final List<String> ACCOUNTS = List.of("account-a", "account-b");

    @TempDir
    private static Path folder;

    private static Recording recording;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
    }

    @Test
    void aTradeIsOpenFromTheFrameThatOpensItToTheOneBeforeItsEnd() {
        String opened = recording.dump("--type", "tradeOpened").getFirst();
        String closed = recording.dump("--type", "tradeClosed").stream()
                .filter(line -> Recording.value(line, "trade").equals(Recording.value(opened, "trade")))
                .findFirst()
                .orElseThrow();
        String row = "\n%s %s %s %s "
                .formatted(
                        Recording.value(opened, "trade"),
                        ACCOUNTS.get(Integer.parseInt(Recording.value(opened, "account"))),
                        SYMBOLS.get(Integer.parseInt(Recording.value(opened, "instrument"))),
                        Recording.value(opened, "direction").toLowerCase(Locale.ROOT));

        assertThat(at(Recording.sequence(opened) - 1)).doesNotContain(row);
        assertThat(at(Recording.sequence(opened))).contains(row);
        assertThat(at(Recording.sequence(closed) - 1)).contains(row);
        assertThat(at(Recording.sequence(closed))).doesNotContain(row);
    }

    @Test
    void anOpenTradeShowsItsEntryAndTarget() {
        String entered = recording.dump("--type", "tradeEntered").getFirst();

        assertThat(at(Recording.sequence(entered)))
                .containsPattern("\n%s \\S+ \\S+ \\S+ %s %s "
                        .formatted(
                                Recording.value(entered, "trade"),
                                Recording.value(entered, "contracts"),
                                Recording.value(entered, "entry")))
                .contains(" " + Recording.value(entered, "target") + " ");
    }

    @Test
    void theCapitalIsThatOfTheTradeClosedLast() {
        for (String closed : recording.dump("--type", "tradeClosed").subList(0, 5)) {
            assertThat(at(Recording.sequence(closed)))
                    .contains("\n%s %s %s "
                            .formatted(
                                    ACCOUNTS.get(Integer.parseInt(Recording.value(closed, "account"))),
                                    SYMBOLS.get(Integer.parseInt(Recording.value(closed, "instrument"))),
                                    Recording.value(closed, "capitalAfter")));
        }
    }

    /** The core's own word for it is in the verdicts: of mode A, since mode B's were decided at the close before. */
    @Test
    void theCoolDownIsTheOneThatTheVerdictsName() {
        List<String> barred = recording.dump("--type", "touchJudged").stream()
                .filter(line -> line.contains(" account=0 ") && line.contains(" verdict=COOLDOWN "))
                .toList();

        assertThat(barred).isNotEmpty();
        for (String touch : barred.subList(0, Math.min(barred.size(), 12))) {
            boolean isLong = Recording.value(touch, "blockSide").equals("BULL")
                    == Recording.value(touch, "state").equals("FRESH");
            assertThat(at(Recording.sequence(touch)))
                    .as(touch)
                    .containsPattern("\n%s %s \\S+ .*no %s for %s candle"
                            .formatted(
                                    ACCOUNTS.get(Integer.parseInt(Recording.value(touch, "account"))),
                                    SYMBOLS.get(Integer.parseInt(Recording.value(touch, "instrument"))),
                                    isLong ? "long" : "short",
                                    Recording.value(touch, "value1")));
        }
    }

    @Test
    void aTimeCountsInWhatHappenedAtIt() {
        String closed = recording.dump("--type", "candleClosed").get(4);
        String time = closed.split(" +", 3)[1];
        String last = recording.dump("--to", "2025-01-02").stream()
                .filter(line -> line.contains("  " + time + "  "))
                .toList()
                .getLast();

        assertThat(Recording.sequence(last)).isGreaterThan(Recording.sequence(closed));
        assertThat(at(time)).startsWith(time + ", after sequence " + Recording.sequence(last) + "\n");
    }

    @Test
    void unixSecondsAreATimeAndNoSequence() {
        assertThat(at("1735776000")).isEqualTo(at("2025-01-02")).startsWith("2025-01-02T00:00:00Z, after sequence ");
        assertThat(at("1735776000000000000")).isEqualTo(at("2025-01-02"));
    }

    @Test
    void aSequenceBehindTheLastIsRefusedAndTheLastNamed() {
        long last = Recording.sequence(recording.dump().getLast());

        assertThat(at("#" + last)).isEqualTo(at(last)).startsWith("The journal ends here:\n");
        assertThat(smc("at", last + 1, "--data", recording.data()))
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "smc: %s: expected a sequence up to %d, the last, was %d%n"
                                .formatted(recording.data(), last, last + 1)));
    }

    /** Trades of a quarter of an hour, eighteen hours of which nothing is known, and one more. */
    @Test
    void aPriceOlderThanACandleIsToldWithItsAge() {
        MarketFolder market = MarketFolder.in(folder.resolve("hole"));
        var rows = new StringBuilder("time_us,price,size,side\n");
        for (int minute = 0; minute <= 15; minute++) {
            rows.append(1_735_689_600_000_000L + minute * 60_000_000L).append(",150,1,buy\n");
        }
        rows.append(1_735_689_600_000_000L + (18 * 60 + 30) * 60_000_000L).append(",151,1,buy\n");
        Path data = folder.resolve("hole/data");
        CommandRun recorded = smc(
                "record",
                "--config",
                market.path().resolve("config"),
                "--trades",
                "SOLUSD=" + market.write("trades.csv", rows.toString()),
                "--data",
                data);
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();

        String age = "the price of SOLUSD is ";
        assertThat(smc("at", "2025-01-01T00:30:00Z", "--data", data).out()).doesNotContain(age);
        assertThat(smc("at", "2025-01-01T00:31:00Z", "--data", data).out())
                .contains(age + "16m old: of its last trade, at 2025-01-01T00:15:00Z\n");
        assertThat(smc("at", "1735754400", "--data", data).out())
                .contains(age + "17h 45m old: of its last trade, at 2025-01-01T00:15:00Z\n");
        assertThat(smc("at", "2025-01-01T18:30:00Z", "--data", data).out()).doesNotContain(age);
    }

    @Test
    void beforeTheFirstFrameThereIsNothingToTell() {
        CommandRun run = smc("at", "2024-12-31", "--data", recording.data());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "smc: %s: 2024-12-31T00:00:00Z is before the first frame, of 2025-01-01T00:00:01Z%n"
                                .formatted(recording.data())));
    }

    @Test
    void behindTheLastFrameItIsTheStateAtTheEndAndSaysSo() {
        assertThat(at("2026-01-01")).startsWith("The journal ends here:\n2025-01-07T00:00:00.500Z, after sequence ");
    }

    @Test
    void aMomentThatIsNoneIsAUsageError() {
        CommandRun run = smc("at", "noon", "--data", recording.data());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("expected a sequence, a day such as 2025-01-31")
                .contains("try ./smc at --help");
    }

    /** Each row of the tables is made anew of the JSON alone: the one has nothing that the other lacks, or has otherwise. */
    @Test
    void theJsonSaysWhatTheTextSaysOfTheSameMoment() throws IOException {
        long opened = Recording.sequence(recording.dump("--type", "tradeOpened").getFirst());
        long entered =
                Recording.sequence(recording.dump("--type", "tradeEntered").getFirst());
        String barred = recording.dump("--type", "touchJudged").stream()
                .filter(line -> line.contains(" verdict=COOLDOWN "))
                .findFirst()
                .orElseThrow();

        for (Object moment : List.of(opened, entered, Recording.sequence(barred), "2025-01-03T07:07:07Z")) {
            String text = at(moment);
            JsonNode json = json(moment);

            assertThat(text)
                    .as(text)
                    .startsWith("%s, after sequence %s\n"
                            .formatted(
                                    json.get("time").asText(),
                                    json.get("sequence").asText()));
            assertThat(rows(text, "symbol price ")).isEqualTo(marketRows(json));
            assertThat(rows(text, "open trade ")).isEqualTo(tradeRows(json));
            assertThat(rows(text, "working order ")).isEqualTo(orderRows(json));
            assertThat(blockRows(json)).containsAll(rows(text, "symbol nearest blocks "));
            assertThat(text)
                    .contains("\n%,d blocks live\n".formatted(blockRows(json).size()));
            assertThat(rows(text, "account symbol capital ")).isEqualTo(capitalRows(json));
        }
        assertThat(json(entered).get("openTrades")).isNotEmpty();
        assertThat(json(opened).get("orders")).isNotEmpty();
    }

    @Test
    void idsTimesAndPricesAreTextInTheJson() throws IOException {
        String entered = recording.dump("--type", "tradeEntered").getFirst();
        JsonNode json = json(Recording.sequence(entered));
        JsonNode trade = json.at("/openTrades/0");

        assertThat(Instant.parse(json.get("time").asText())).isEqualTo(Instant.parse(entered.split(" +", 3)[1]));
        assertThat(json.get("sequence").textValue()).isEqualTo(Long.toString(Recording.sequence(entered)));
        assertThat(trade.get("id").textValue()).isEqualTo(Recording.value(entered, "trade"));
        assertThat(trade.get("entry").textValue()).isEqualTo(Recording.value(entered, "entry"));
        assertThat(trade.get("targets").get(0).textValue()).isEqualTo(Recording.value(entered, "target"));
        assertThat(json.at("/orders/0/id").isTextual()).isTrue();
        assertThat(json.at("/symbols/0/lastTrade/price").isTextual()).isTrue();
        assertThat(json.at("/desks/0/capital").isTextual()).isTrue();
    }

    @Test
    void theJsonSaysThatTheJournalEnds() throws IOException {
        JsonNode end = json("2026-01-01");

        assertThat(end.get("journalEnds").asBoolean()).isTrue();
        assertThat(end.get("asOf")).isEqualTo(end.get("time"));
        assertThat(json("2025-01-03T07:07:07Z").get("journalEnds").asBoolean()).isFalse();
        assertThat(json("2025-01-03T07:07:07Z").get("asOf").asText()).isEqualTo("2025-01-03T07:07:07Z");
    }

    @Test
    void whyTellsTheSameOfAJournalAsOfItsResults() {
        Path results = folder.resolve("results");
        smc("journal", "results", "--data", recording.data(), "--out", results);
        String trade = CsvTable.read(results.resolve("trades.csv")).column("id").getFirst();

        CommandRun why = smc("why", trade, "--data", recording.data());
        CommandRun whyNot = smc("why-not", "SOLUSD", "--data", recording.data());

        // Of a journal the chain of causes follows.
        assertThat(why.out())
                .startsWith(smc("why", trade, "--out", results).out())
                .startsWith("Trade " + trade + " ");
        assertThat(why.exitCode()).isZero();
        assertThat(whyNot).isEqualTo(smc("why-not", "SOLUSD", "--out", results));
        assertThat(whyNot.exitCode()).isZero();
    }

    @Test
    void whyNamesTheJournalThatHasNoSuchTrade() {
        CommandRun why = smc("why", 1, "--data", recording.data());

        assertThat(why.exitCode()).isEqualTo(1);
        assertThat(why.err()).startsWith("smc: " + recording.data() + ": there is no trade 1: the ");
    }

    @Test
    void aStoryIsOfAResultFolderOrOfAJournal() {
        CommandRun both = smc("why", 1, "--data", recording.data(), "--out", folder);

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--out=DIR, --data=DIR are mutually exclusive");
    }

    private static JsonNode json(Object moment) throws IOException {
        CommandRun run = smc("at", moment, "--json", "--data", recording.data());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    /** What follows a table's head, up to the line that belongs to it no more; empty if there is no such table. */
    private static List<String> rows(String text, String head) {
        return text.lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(1)
                .takeWhile(line -> !line.isBlank() && !line.startsWith("the price of ") && !line.endsWith(" live"))
                .map(String::strip)
                .toList();
    }

    private static List<String> marketRows(JsonNode json) {
        return each(json, "symbols")
                .map(market -> values(
                        market,
                        "symbol",
                        "lastTrade/price",
                        "lastCandle",
                        "candle/open",
                        "candle/high",
                        "candle/low",
                        "candle/close",
                        "candle/contracts"))
                .toList();
    }

    private static List<String> tradeRows(JsonNode json) {
        return each(json, "openTrades")
                .map(trade -> String.join(
                        " ",
                        trade.get("id").asText(),
                        json.get("accounts").get(trade.get("account").asInt()).asText(),
                        trade.get("symbol").asText(),
                        words(trade.get("direction")),
                        values(trade, "contracts", "entry"),
                        prices(trade.get("stops")),
                        prices(trade.get("targets")),
                        trade.get("unrealised").asText()))
                .toList();
    }

    private static String prices(JsonNode prices) {
        return prices.isEmpty()
                ? "none"
                : StreamSupport.stream(prices.spliterator(), false)
                        .map(JsonNode::textValue)
                        .collect(Collectors.joining(", "));
    }

    /** A stop that works for no trade yet comes with its entry. */
    private static List<String> orderRows(JsonNode json) {
        return each(json, "orders")
                .map(order -> String.join(
                        " ",
                        order.get("id").asText(),
                        json.get("accounts").get(order.get("account").asInt()).asText(),
                        order.get("symbol").asText(),
                        words(order.get("purpose")),
                        words(order.get("type")),
                        order.get("direction").asText().equals("LONG") ? "buy" : "sell",
                        values(order, "wantedPrice", "wantedContracts", "filled"),
                        order.get("purpose").asText().equals("STOP")
                                        && order.get("trade").isNull()
                                ? "comes with its entry"
                                : words(order.get("state")),
                        order.get("wantedAt").asText()))
                .toList();
    }

    private static List<String> blockRows(JsonNode json) {
        return each(json, "symbols")
                .flatMap(market -> each(market, "nearestBlocks")
                        .map(block -> String.join(
                                " ",
                                market.get("symbol").asText(),
                                words(block.get("side")),
                                words(block.get("state")),
                                values(block, "bottom", "top"),
                                place(block, market.at("/lastTrade/price")),
                                block.get("origin").asText())))
                .toList();
    }

    private static String place(JsonNode block, JsonNode lastTrade) {
        var price = new BigDecimal(lastTrade.textValue());
        BigDecimal above = new BigDecimal(block.get("bottom").textValue()).subtract(price);
        BigDecimal below = price.subtract(new BigDecimal(block.get("top").textValue()));
        BigDecimal far = above.max(below);
        return far.signum() <= 0
                ? "inside"
                : far.movePointRight(2).divide(price, 2, RoundingMode.HALF_EVEN)
                        + (above.signum() > 0 ? " % below" : " % above");
    }

    private static List<String> capitalRows(JsonNode json) {
        return each(json, "desks")
                .map(desk -> String.join(
                        " ",
                        json.get("accounts").get(desk.get("account").asInt()).asText(),
                        values(desk, "symbol", "capital"),
                        coolDown(desk)))
                .toList();
    }

    private static String coolDown(JsonNode desk) {
        String left = Stream.of("long", "short")
                .filter(side -> desk.get(side + "Cooldown").asLong() > 0)
                .map(side -> "no %s for %s candle%s"
                        .formatted(
                                side,
                                desk.get(side + "Cooldown").asText(),
                                desk.get(side + "Cooldown").asLong() == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? "none" : left;
    }

    private static Stream<JsonNode> each(JsonNode json, String array) {
        assertThat(json.get(array)).as(array).isNotNull();
        return StreamSupport.stream(json.get(array).spliterator(), false);
    }

    private static String values(JsonNode json, String... paths) {
        return Stream.of(paths)
                .map(path -> json.at("/" + path))
                .map(value -> value.isNumber() ? "%,d".formatted(value.asLong()) : value.textValue())
                .collect(Collectors.joining(" "));
    }

    private static String words(JsonNode name) {
        return name.textValue().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String at(Object moment) {
        CommandRun run = smc("at", moment, "--data", recording.data());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.outWithoutLayout();
    }
}
