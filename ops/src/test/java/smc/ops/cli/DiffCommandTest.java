package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says, held against {@code at --json} of both moments. */
class DiffCommandTest {
    private static final long SEED = Long.getLong("smc.diff.seed", 4);
    private static final int PAIRS = Integer.getInteger("smc.diff.pairs", 5);

    private static final Map<String, List<String>> KEYS = Map.of(
            "symbols", List.of("symbol"),
            "nearestBlocks", List.of("side", "origin"),
            "desks", List.of("account", "mode", "symbol"),
            "orders", List.of("id"),
            "openTrades", List.of("id"));

    @TempDir
    private static Path folder;

    private static Recording recording;
    private static long last;
    private static long opened;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
        last = Recording.sequence(recording.dump("--type", "onClock").getLast());
        opened = Recording.sequence(recording.dump("--type", "tradeOpened").getFirst());
    }

    /** So it lacks nothing, and nothing in it is wrong. */
    @Test
    void theEarlierMomentWithTheDifferenceIsTheLaterOne() throws IOException {
        var random = new Random(SEED);
        for (int i = 0; i < PAIRS; i++) {
            long from = random.nextLong(1, last);
            long to = i % 2 == 0 ? random.nextLong(from, last + 1) : Math.min(last, from + random.nextLong(400));
            JsonNode difference = diff(from, to);
            JsonNode earlier = at(from);
            JsonNode later = at(to);

            for (String list : List.of("symbols", "desks", "orders", "openTrades")) {
                assertThat(patched(list, earlier.get(list), difference.get(list)))
                        .as("-Dsmc.diff.seed=%d: %s from %d to %d", SEED, list, from, to)
                        .isEqualTo(byName(list, later.get(list)));
            }
            assertThat(difference.at("/from/sequence")).isEqualTo(earlier.get("sequence"));
            assertThat(difference.at("/to/time")).isEqualTo(later.get("time"));
        }
    }

    @Test
    void theTextNamesTheTradeThatWasOpenedAndTheOneThatWasClosed() {
        String trade = Recording.value(recording.dump("--type", "tradeOpened").getFirst(), "trade");
        String closed = recording.dump("--type", "tradeClosed").stream()
                .filter(line -> Recording.value(line, "trade").equals(trade))
                .findFirst()
                .orElseThrow();
        CommandRun opening = smc("diff", opened - 1, opened, "--data", recording.data());
        CommandRun ending = smc("diff", opened, Recording.sequence(closed), "--data", recording.data());

        assertThat(opening.err()).isEmpty();
        assertThat(opening.exitCode()).isZero();
        assertThat(opening.outWithoutLayout()).containsPattern("\n" + trade + " account-\\S \\S+ opened: direction ");
        assertThat(ending.outWithoutLayout()).containsPattern("\n" + trade + " account-\\S \\S+ closed\n");
        assertThat(ending.out())
                .contains("capital %s -> %s"
                        .formatted(Recording.value(closed, "capitalBefore"), Recording.value(closed, "capitalAfter")));
    }

    @Test
    void theTextNamesTheBlockThatWasBorn() {
        String born = recording.dump("--type", "blockBorn").getLast();
        long sequence = Recording.sequence(born);

        assertThat(smc("diff", sequence - 1, sequence, "--data", recording.data())
                        .outWithoutLayout())
                .contains(" %s %s born %s\n"
                        .formatted(
                                Recording.value(born, "bottom"),
                                Recording.value(born, "top"),
                                Instant.parse(Recording.value(born, "origin"))));
    }

    @Test
    void ofOneMomentNothingChanged() throws IOException {
        assertThat(smc("diff", opened, "#" + opened, "--data", recording.data()).out())
                .isEqualTo("nothing changed: both moments are after sequence %d%n".formatted(opened));
        JsonNode difference = diff(opened, opened);
        assertThat(Stream.of("symbols", "desks", "orders", "openTrades").map(difference::get))
                .allMatch(JsonNode::isEmpty);
    }

    @Test
    void aTimeAndASequenceGoTogether() throws IOException {
        assertThat(diff("2025-01-02", last).at("/from"))
                .isEqualTo(diff("1735776000", last).at("/from"));
    }

    @Test
    void theLaterMomentFirstIsAUsageError() {
        assertUsage(
                smc("diff", opened, opened - 1, "--data", recording.data()),
                "expected the earlier moment first: sequence %d is at sequence %d, sequence %d at %d"
                        .formatted(opened, opened, opened - 1, opened - 1));
    }

    @Test
    void aMomentOutsideOfTheJournalIsAUsageError() {
        assertUsage(
                smc("diff", "2024-12-31", opened, "--data", recording.data()),
                "2024-12-31T00:00:00Z is before the first frame, of 2025-01-01T00:00:01Z");
        assertUsage(smc("diff", opened, "#99999999999", "--data", recording.data()), "expected a sequence up to ");
        assertUsage(smc("diff", opened, "--data", recording.data()), "Missing required parameter");
        assertUsage(smc("diff", 1, 2, "--data", folder.resolve("none")), "no such folder");
    }

    private static Map<String, JsonNode> patched(String list, JsonNode earlier, JsonNode difference) {
        Map<String, JsonNode> entries = byName(list, earlier);
        for (JsonNode one : difference) {
            String name = name(list, one);
            switch (one.get("change").textValue()) {
                case "gone" -> assertThat(entries.remove(name)).isNotNull();
                case "new" -> {
                    ObjectNode added = one.deepCopy();
                    added.remove("change");
                    assertThat(entries.put(name, plain(added))).isNull();
                }
                case "changed" -> entries.compute(name, (_, entry) -> patched((ObjectNode) entry, one));
                default -> throw new AssertionError(one);
            }
        }
        return entries;
    }

    private static JsonNode patched(ObjectNode entry, JsonNode changes) {
        for (Map.Entry<String, JsonNode> field : changes.properties()) {
            JsonNode change = field.getValue();
            if (KEYS.containsKey(field.getKey())) {
                // As text: the lists of an entry are compared by their names too.
                ObjectNode blocks = new ObjectMapper().createObjectNode();
                patched(field.getKey(), listOf(entry.get(field.getKey())), change)
                        .forEach(blocks::set);
                entry.set(field.getKey(), blocks);
            } else if (change.isObject()) {
                assertThat(entry.get(field.getKey())).isEqualTo(change.get("from"));
                entry.set(field.getKey(), change.get("to"));
            }
        }
        return entry;
    }

    private static JsonNode listOf(JsonNode named) {
        var list = new ObjectMapper().createArrayNode();
        named.forEach(list::add);
        return list;
    }

    /** The entries without their order, which follows the price. */
    private static Map<String, JsonNode> byName(String list, JsonNode entries) {
        var named = new TreeMap<String, JsonNode>();
        for (JsonNode entry : entries) {
            named.put(name(list, entry), plain(entry.deepCopy()));
        }
        return named;
    }

    private static JsonNode plain(ObjectNode entry) {
        if (entry.has("nearestBlocks")) {
            ObjectNode blocks = new ObjectMapper().createObjectNode();
            byName("nearestBlocks", entry.get("nearestBlocks")).forEach(blocks::set);
            entry.set("nearestBlocks", blocks);
        }
        return entry;
    }

    private static String name(String list, JsonNode entry) {
        return KEYS.get(list).stream().map(key -> entry.path(key).asText()).collect(Collectors.joining(" "));
    }

    private static JsonNode diff(Object from, Object to) throws IOException {
        return json("diff", from, to, "--json", "--data", recording.data());
    }

    private static JsonNode at(long sequence) throws IOException {
        return json("at", sequence, "--json", "--data", recording.data());
    }

    private static JsonNode json(Object... arguments) throws IOException {
        CommandRun run = smc(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc diff").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }
}
