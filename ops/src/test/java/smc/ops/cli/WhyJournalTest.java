package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code why} tells of a journal, held against what {@code journal dump} prints of it. */
class WhyJournalTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final Duration CANDLE = Duration.ofMinutes(15);

    @TempDir
    private static Path folder;

    private static Recording recording;

    /** Every line of the journal but its ticks, of which there are many. */
    private static List<String> lines;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
        lines = recording.dump();
    }

    @Test
    void theChainOfATradeHasEveryFrameThatNamesItOrAnOrderOfIt() throws IOException {
        for (String opened : some("tradeOpened")) {
            String trade = Recording.value(opened, "trade");
            JsonNode chain = ask(trade);
            List<String> orders = new ArrayList<>(
                    List.of(Recording.value(opened, "entryOrder"), Recording.value(opened, "stopOrder")));
            of("submit").stream()
                    .filter(line -> Recording.value(line, "trade").equals(trade))
                    .forEach(line -> orders.add(Recording.value(line, "order")));
            List<Long> expected = sequences(line -> (!line.contains(" touchJudged ") && names(line, "trade", trade))
                    || orders.stream().anyMatch(order -> namesOrder(line, order)));

            assertThat(chain.at("/subject/kind").asText()).isEqualTo("trade");
            assertThat(chain.at("/subject/id").textValue()).isEqualTo(trade);
            assertThat(sequences(chain)).as("trade %s", trade).isSorted().containsAll(expected);
            assertThat(messages(chain, "tradeOpened")).hasSize(1);
            assertThat(messages(chain, "stopMoved")).hasSize((int) lines.stream()
                    .filter(line -> line.contains(" stopMoved ") && names(line, "trade", trade))
                    .count());
            assertThat(messages(chain, "tradeClosed"))
                    .allMatch(message -> message.get("trade").textValue().equals(trade));
        }
    }

    /** Its block before everything, and the verdict that names it. */
    @Test
    void theChainOfATradeBeginsWithTheBirthOfItsBlock() throws IOException {
        for (String opened : some("tradeOpened")) {
            JsonNode chain = ask(Recording.value(opened, "trade"));
            String born = of("blockBorn").stream()
                    .filter(line -> Recording.value(line, "instrument").equals(Recording.value(opened, "instrument"))
                            && Recording.value(line, "side").equals(Recording.value(opened, "blockSide"))
                            && Recording.value(line, "origin").equals(Recording.value(opened, "origin")))
                    .findFirst()
                    .orElseThrow();

            assertThat(sequences(chain).getFirst()).isEqualTo(Recording.sequence(born));
            assertThat(texts(chain.get("chain").get(0))).anyMatch(text -> text.startsWith("structure broken "));
            assertThat(messages(chain, "touchJudged"))
                    .filteredOn(message -> message.get("verdict").textValue().equals("TRADE"))
                    .extracting(message -> message.get("value1").textValue())
                    .containsOnly(Recording.value(opened, "trade"));
        }
    }

    /** Found anew among the ticks of the dump: the first of the candle at the level or through it. */
    @Test
    void theTickThatReachedTheLevelIsALinkOfItsOwn() throws IOException {
        List<String> touches = of("touchJudged").stream()
                .filter(line -> line.contains(" verdict=TRADE "))
                .toList();
        assertThat(touches).isNotEmpty();
        assertThat(some(touches))
                .extracting(touch -> Recording.value(touch, "account"))
                .contains("0", "1");
        for (String touch : some(touches)) {
            boolean isLong = Recording.value(touch, "blockSide").equals("BULL")
                    == Recording.value(touch, "state").equals("FRESH");
            Instant filled = Instant.parse(Recording.value(touch, "candle"));
            // Mode A, account 0, fills in the candle after the one that touched.
            Instant open = Recording.value(touch, "account").equals("0") ? filled.minus(CANDLE) : filled;
            var level = new BigDecimal(Recording.value(touch, "entryLevel"));
            String tick = of("onTrade").stream()
                    .filter(line -> Recording.value(line, "instrument").equals(Recording.value(touch, "instrument")))
                    .filter(line -> {
                        Instant time = Instant.parse(Recording.value(line, "venue"));
                        return !time.isBefore(open) && time.isBefore(open.plus(CANDLE));
                    })
                    .filter(line -> {
                        int beyond = new BigDecimal(Recording.value(line, "price")).compareTo(level);
                        return isLong ? beyond <= 0 : beyond >= 0;
                    })
                    .findFirst()
                    .orElseThrow();
            JsonNode chain = ask(Recording.value(touch, "value1"));

            assertThat(StreamSupport.stream(chain.get("chain").spliterator(), false))
                    .filteredOn(link -> !link.get("note").isNull())
                    .extracting(link -> Long.parseLong(link.get("sequence").textValue()))
                    .contains(Recording.sequence(tick));
        }
    }

    @Test
    void aTradeTellsItsStoryFirstAndThenTheSameChainAsItsJson() throws IOException {
        String trade = Recording.value(of("tradeClosed").getFirst(), "trade");
        CommandRun text = smc("why", trade, "--data", recording.data());
        List<String> chain = text.out()
                .lines()
                .dropWhile(line -> !line.equals("Causes of trade " + trade))
                .skip(1)
                .toList();

        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).startsWith("Trade " + trade + " ");
        assertThat(chain.stream()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("-> "))
                        .map(line -> Long.parseLong(line.split(" ", 2)[0])))
                .containsExactlyElementsOf(sequences(ask(trade)));
    }

    @Test
    void anOrderTellsEveryFrameThatNamesIt() throws IOException {
        for (String submit : some("submit")) {
            String order = Recording.value(submit, "order");
            JsonNode chain = ask("order:" + order);

            assertThat(chain.at("/subject/kind").asText()).isEqualTo("order");
            assertThat(sequences(chain))
                    .as("order %s", order)
                    .isSorted()
                    .containsAll(sequences(line -> namesOrder(line, order)));
            assertThat(messages(chain, "orderChanged"))
                    .allMatch(message -> message.get("order").textValue().equals(order));
        }
    }

    @Test
    void theStopThatCameWithAnEntryIsAnOrderToo() throws IOException {
        String opened = of("tradeOpened").getFirst();
        String stop = Recording.value(opened, "stopOrder");
        JsonNode chain = ask("order:" + stop);

        assertThat(chain.at("/subject/trade").textValue()).isEqualTo(Recording.value(opened, "trade"));
        assertThat(sequences(chain))
                .contains(sequences(line -> names(line, "stopOrder", stop)).getFirst());
        assertThat(messages(chain, "blockBorn")).isEmpty();
    }

    /** Trades and orders are counted apart, so that the first trade and the first order have one number. */
    @Test
    void aNumberThatBothHaveIsTheTrade() throws IOException {
        String trade = Recording.value(of("tradeOpened").getFirst(), "trade");
        String order = lines.stream()
                .filter(line -> line.contains(" submit "))
                .map(line -> Recording.value(line, "order"))
                .filter(id -> of("tradeOpened").stream()
                        .noneMatch(line -> Recording.value(line, "trade").equals(id)))
                .findFirst()
                .orElseThrow();

        assertThat(of("submit")).anyMatch(line -> Recording.value(line, "order").equals(trade));
        assertThat(ask(trade).at("/subject/kind").asText()).isEqualTo("trade");
        assertThat(ask(order).at("/subject/kind").asText()).isEqualTo("order");
        assertThat(ask(order)).isEqualTo(ask("order:" + order));
    }

    @Test
    void aBlockTellsItsLifeEveryTouchAndItsTrades() throws IOException {
        String opened = of("tradeOpened").getFirst();
        String instrument = Recording.value(opened, "instrument");
        String side = Recording.value(opened, "blockSide");
        String origin = Recording.value(opened, "origin");
        Predicate<String> isOfBlock = line -> names(line, "instrument", instrument) && names(line, "origin", origin);
        JsonNode chain = ask(
                "%s:%s:%s".formatted(SYMBOLS.get(Integer.parseInt(instrument)), side.toLowerCase(Locale.ROOT), origin));

        assertThat(sequences(chain))
                .containsAll(
                        sequences(isOfBlock.and(line -> names(line, "side", side) || names(line, "blockSide", side))));
        assertThat(messages(chain, "touchJudged")).hasSize((int) of("touchJudged").stream()
                .filter(isOfBlock.and(line -> names(line, "blockSide", side)))
                .count());
        assertThat(messages(chain, "tradeOpened")).isNotEmpty();
    }

    /** As {@code at} prints it, and as stories do. */
    @Test
    void aBlockIsNamedByWhatOtherCommandsPrint() throws IOException {
        String born = of("blockBorn").getLast();
        String symbol = SYMBOLS.get(Integer.parseInt(Recording.value(born, "instrument")));
        String side = Recording.value(born, "side").toLowerCase(Locale.ROOT);
        String origin = Instant.parse(Recording.value(born, "origin")).toString();
        CommandRun at = smc("at", Recording.sequence(born), "--data", recording.data());
        JsonNode chain = ask(symbol + ":" + side + ":" + origin);

        assertThat(at.outWithoutLayout()).containsPattern("\n" + symbol + " " + side + " .* " + origin + "\n");
        assertThat(ask(symbol + ":" + side + ":" + origin.replace("T", " ").replaceFirst(":00Z$", "")))
                .isEqualTo(chain);
        assertThat(ask(symbol + ":" + side + ":" + Instant.parse(origin).getEpochSecond()))
                .isEqualTo(chain);
    }

    @Test
    void aCandleTellsEveryVerdictOnItsTouches() throws IOException {
        List<String> touches = of("touchJudged");
        for (String touch : some(touches)) {
            String instrument = Recording.value(touch, "instrument");
            Instant candle = Instant.parse(Recording.value(touch, "candle"));
            JsonNode chain = ask(SYMBOLS.get(Integer.parseInt(instrument)) + "@" + candle.plusSeconds(421));

            assertThat(Instant.parse(chain.at("/subject/candle").textValue())).isEqualTo(candle);
            assertThat(messages(chain, "touchJudged")).hasSize((int) touches.stream()
                    .filter(line -> names(line, "instrument", instrument)
                            && names(line, "candle", Recording.value(touch, "candle")))
                    .count());
            assertThat(messages(chain, "candleClosed")).hasSize(1);
            assertThat(chain.get("reasons")).isEmpty();
        }
    }

    @Test
    void aCandleOfWhichNothingCameSaysWhy() throws IOException {
        String quiet = of("candleClosed").reversed().stream()
                .filter(line -> of("touchJudged").stream()
                        .noneMatch(touch -> names(touch, "instrument", Recording.value(line, "instrument"))
                                && names(touch, "candle", Recording.value(line, "candle"))))
                .findFirst()
                .orElseThrow();
        String first = of("candleClosed").getFirst();

        assertThat(ask(candle(quiet)).at("/reasons/0").asText()).startsWith("No verdict: ");
        assertThat(ask(candle(first)).at("/reasons/0").asText()).isEqualTo("No verdict: no block was alive.");
        assertThat(smc("why", candle(quiet), "--data", recording.data()).out()).contains("\nNo verdict: ");
    }

    @Test
    void aCandleThatHasNotClosedSaysThatTheJournalEnds() throws IOException {
        String last = lines.getLast().split(" +", 3)[1];
        JsonNode chain = ask("SOLUSD@" + last);

        assertThat(chain.at("/subject/closed").asBoolean()).isFalse();
        assertThat(chain.at("/reasons/0").asText()).startsWith("The candle has not closed: the journal ends at ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOLUSD@2024-12-31", "SOLUSD@2026-01-01"})
    void aCandleOutsideOfTheJournalIsAUsageError(String candle) {
        assertUsage(
                smc("why", candle, "--data", recording.data()),
                "expected a time from 2025-01-01T00:00:01Z, the first frame, to 2025-01-07T00:00:00.500Z, the last");
    }

    @Test
    void whatIsNotThereFailsAndSaysWhereToLook() {
        assertFailure(smc("why", "order:7", "--data", recording.data()), "there is no order 7; ");
        assertFailure(smc("why", "7", "--data", recording.data()), "there is no trade 7: the ");
        assertFailure(
                smc("why", "SOLUSD:bull:2025-01-01", "--data", recording.data()),
                "there never was the block SOLUSD:bull:2025-01-01T00:00:00Z; ");
    }

    @Test
    void whatMakesNoSenseIsAUsageError() {
        assertUsage(
                smc("why", "DOGEUSD@2025-01-03", "--data", recording.data()),
                "expected a symbol of the journal, SOLUSD, AAVEUSD, was DOGEUSD");
        assertUsage(smc("why", "SOLUSD:up:2025-01-03", "--data", recording.data()), ", was SOLUSD:up:2025-01-03");
        assertUsage(smc("why", "SOLUSD@noon", "--data", recording.data()), "was noon");
        assertUsage(smc("why", "SOLUSD", "--data", recording.data()), "expected the id of a trade or order, ");
    }

    @Test
    void onlyAJournalHasFrames() throws IOException {
        Path results = folder.resolve("results");
        smc("journal", "results", "--data", recording.data(), "--out", results);

        assertUsage(smc("why", "1", "--json", "--out", results), "--json: expected with --data only");
        assertUsage(
                smc("why", "SOLUSD@2025-01-03", "--out", results),
                "expected the id of a trade with --out, was SOLUSD@");
    }

    @Test
    void whyNotAsJsonHasEveryTouchThatBecameNoTrade() throws IOException {
        CommandRun run = smc("why-not", "SOLUSD", "--data", recording.data(), "--json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        List<String> touches = of("touchJudged").stream()
                .filter(line -> names(line, "instrument", "0"))
                .toList();
        List<String> untraded = touches.stream()
                .filter(line -> !names(line, "verdict", "TRADE"))
                .toList();

        assertThat(json.get("touches").asInt()).isEqualTo(touches.size());
        assertThat(json.get("traded").asInt()).isEqualTo(touches.size() - untraded.size());
        assertThat(StreamSupport.stream(json.get("untraded").spliterator(), false)
                        .map(one -> one.get("verdict").textValue() + " "
                                + Instant.parse(one.get("candle").textValue())))
                .containsExactlyElementsOf(untraded.stream()
                        .map(line ->
                                Recording.value(line, "verdict") + " " + Instant.parse(Recording.value(line, "candle")))
                        .toList());
    }

    private static String candle(String closed) {
        return SYMBOLS.get(Integer.parseInt(Recording.value(closed, "instrument"))) + "@"
                + Recording.value(closed, "candle");
    }

    private static List<String> of(String message) {
        return lines.stream().filter(line -> line.contains(" " + message + " ")).toList();
    }

    /** Seven, from the first to the last: a journal is read anew for each. */
    private static List<String> some(List<String> all) {
        return IntStream.range(0, 7)
                .mapToObj(i -> all.get(i * (all.size() - 1) / 6))
                .distinct()
                .toList();
    }

    private static List<String> some(String message) {
        return some(of(message));
    }

    private static boolean names(String line, String field, String value) {
        return (line + " ").contains(" " + field + "=" + value + " ");
    }

    private static boolean namesOrder(String line, String order) {
        return names(line, "order", order) || names(line, "stopOrder", order) || names(line, "entryOrder", order);
    }

    private static List<Long> sequences(Predicate<String> isWanted) {
        return lines.stream()
                .filter(isWanted)
                .map(Recording::sequence)
                .distinct()
                .toList();
    }

    private static List<Long> sequences(JsonNode answer) {
        return StreamSupport.stream(answer.get("chain").spliterator(), false)
                .map(link -> Long.parseLong(link.get("sequence").textValue()))
                .toList();
    }

    private static List<JsonNode> messages(JsonNode answer, String name) {
        return StreamSupport.stream(answer.get("chain").spliterator(), false)
                .flatMap(link -> StreamSupport.stream(link.get("messages").spliterator(), false))
                .filter(message -> message.get("message").textValue().equals(name))
                .toList();
    }

    private static List<String> texts(JsonNode link) {
        return StreamSupport.stream(link.get("messages").spliterator(), false)
                .map(message -> message.get("text").textValue())
                .toList();
    }

    private static JsonNode ask(String subject) throws IOException {
        CommandRun run = smc("why", subject, "--json", "--data", recording.data());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc why").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    private static void assertFailure(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("smc: " + recording.data() + ": " + message);
        assertThat(run.out()).isEmpty();
    }
}
