package smc.ops.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** Tells of every touch of a symbol's zones that did not become a trade. */
public final class UntradedTouches {
    /** Lines are about the last ones, since they are asked for the next morning. */
    private static final int SHOWN = 40;

    private final String symbol;
    private final int traded;
    private final List<RecordedDecision> untraded;
    private final long undecided;

    private UntradedTouches(String symbol, List<RecordedDecision> touches, long undecided) {
        this.symbol = symbol;
        this.undecided = undecided;
        untraded = touches.stream()
                .filter(touch -> touch.verdict() != Verdict.TRADE)
                .toList();
        traded = touches.size() - untraded.size();
    }

    /**
     * Reads the touches of a symbol.
     *
     * @param modes whose touches to tell
     * @param fromNanos open time of the first candle to tell of, epoch nanoseconds
     * @param toNanos open time of the first candle to leave out
     * @throws IOException if the record cannot be read
     */
    public static UntradedTouches of(
            RecordedRun run, String symbol, Collection<Mode> modes, long fromNanos, long toNanos) throws IOException {
        List<RecordedDecision> touches = run.decisions().stream()
                .filter(touch -> touch.symbol().equals(symbol)
                        && modes.contains(touch.mode())
                        && touch.candleNanos() >= fromNanos
                        && touch.candleNanos() < toNanos)
                .toList();
        long undecided = !modes.contains(Mode.CANDLE_CLOSE)
                ? 0
                : run.orders().stream()
                        .filter(order -> order.symbol().equals(symbol)
                                && order.isUndecided()
                                // A decision comes with the close of its candle, which is the open of the next.
                                && order.atNanos() > fromNanos
                                && order.atNanos() <= toNanos)
                        .count();
        return new UntradedTouches(symbol, touches, undecided);
    }

    /** @param isAll whether to tell of each, not only of the last ones */
    public void print(PrintWriter out, boolean isAll) {
        out.printf(
                "%s: %,d touches, %,d became a trade, %,d did not.%n",
                symbol, traded + untraded.size(), traded, untraded.size());
        if (undecided > 0) {
            out.printf("%,d more, at the end of the data: the order had no candle left to fill in.%n", undecided);
        }
        if (untraded.isEmpty()) {
            return;
        }
        out.println();
        printCounts(out);
        out.println();
        int first = isAll ? 0 : Math.max(0, untraded.size() - SHOWN);
        if (first > 0) {
            out.printf("The last %d; --all shows the %,d before them too.%n", SHOWN, first);
        }
        out.println("Times are UTC; a candle has the time of its open.");
        TouchTable.ofAnyZone(untraded.subList(first, untraded.size())).print(out, "");
    }

    /** Of each all that is known, oldest first. Prices and money are decimal text, times ISO 8601. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("symbol", symbol)
                .put("touches", traded + untraded.size())
                .put("traded", traded)
                .put("undecided", undecided);
        ArrayNode touches = json.putArray("untraded");
        for (RecordedDecision touch : untraded) {
            ObjectNode one = touches.addObject();
            one.put("candle", utc(touch.candleNanos()))
                    .put("mode", String.valueOf(touch.mode().letter()))
                    .put("side", touch.blockSide().name())
                    .put("state", touch.state().name())
                    .put("origin", utc(touch.originNanos()))
                    .put("level", FixedPoint.formatE8(touch.entryLevelE8()))
                    .put("open", FixedPoint.formatE8(touch.openE8()))
                    .put("high", FixedPoint.formatE8(touch.highE8()))
                    .put("low", FixedPoint.formatE8(touch.lowE8()))
                    .put("close", FixedPoint.formatE8(touch.closeE8()))
                    .put("verdict", touch.verdict().name())
                    .put("meaning", VerdictSentence.of(touch.verdict()))
                    .put("why", VerdictSentence.of(touch));
        }
        return json;
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private void printCounts(PrintWriter out) {
        Map<Mode, Map<Verdict, Long>> counts = untraded.stream()
                .collect(Collectors.groupingBy(
                        RecordedDecision::mode,
                        () -> new EnumMap<>(Mode.class),
                        Collectors.groupingBy(RecordedDecision::verdict, Collectors.counting())));
        var header = new ArrayList<String>(List.of("verdict"));
        counts.keySet().forEach(mode -> header.add(String.valueOf(mode.letter())));
        header.add("meaning");
        var table = new TextTable(header.toArray(String[]::new)).alignLeft(header.size() - 1);
        for (Verdict verdict : Verdict.values()) {
            if (counts.values().stream().anyMatch(count -> count.containsKey(verdict))) {
                addRow(
                        table,
                        verdict.name(),
                        counts.values().stream().map(count -> count.getOrDefault(verdict, 0L)),
                        VerdictSentence.of(verdict));
            }
        }
        addRow(
                table,
                "all",
                counts.values().stream()
                        .map(count -> count.values().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                "");
        table.print(out);
    }

    private static void addRow(TextTable table, String name, Stream<Long> counts, String meaning) {
        table.add(Stream.of(Stream.of(name), counts, Stream.of(meaning))
                .flatMap(cells -> cells)
                .toArray());
    }
}
