package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.view.EngineImage;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.state.StateFiles;

/** The files of {@code state/} that are for people and other programs, written of moments of a recording. */
class StateFilesTest {
    private static final List<String> NAMES = List.of("blocks", "positions", "orders", "capital");

    @TempDir
    private static Path folder;

    private static Recording recording;
    private static long opened;

    @TempDir
    private Path data;

    private StateFiles files;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
        opened = Recording.sequence(recording.dump("--type", "tradeOpened").getLast());
    }

    @BeforeEach
    void begin() {
        files = new StateFiles(data, moment(1).configuration());
    }

    @Test
    void theySayWhatAtSaysOfTheSameMoment() throws IOException {
        files.write(image(opened));
        JsonNode at = new ObjectMapper()
                .readTree(
                        smc("at", opened, "--json", "--data", recording.data()).out());

        for (String name : NAMES) {
            JsonNode file = read(name);
            assertThat(file.get("asOf")).isEqualTo(at.get("time"));
            assertThat(file.get("sequence")).isEqualTo(at.get("sequence"));
            assertThat(file.get("epoch")).isEqualTo(at.get("epoch"));
        }
        assertThat(read("orders").get("orders")).isEqualTo(at.get("orders")).isNotEmpty();
        assertThat(read("positions").get("openTrades"))
                .hasSameSizeAs(at.get("openTrades"))
                .isNotEmpty();
        assertParts(read("positions").get("openTrades"), at.get("openTrades"));
        assertParts(read("positions").get("desks"), at.get("desks"));
        assertParts(read("capital").get("desks"), at.get("desks"));
        for (int i = 0; i < at.get("symbols").size(); i++) {
            assertThat(read("blocks").at("/symbols/" + i + "/blocks"))
                    .hasSameSizeAs(at.at("/symbols/" + i + "/nearestBlocks"));
        }
    }

    @Test
    void theyAreAsTheirSchemasSay() throws IOException {
        for (long sequence : new long[] {1, opened, opened + 1}) {
            files.write(image(sequence));
            for (String name : NAMES) {
                assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(Files.readString(
                                        MarketFolder.repository().resolve("docs/schema/" + name + ".schema.json")))
                                .validate(Files.readString(file(name)), InputFormat.JSON))
                        .as("%s at %d", name, sequence)
                        .isEmpty();
            }
        }
    }

    @Test
    void aBlockIsNamedAsWhyKnowsIt() throws IOException {
        files.write(image(opened));
        List<String> names = StreamSupport.stream(read("blocks").get("symbols").spliterator(), false)
                .flatMap(symbol -> StreamSupport.stream(symbol.get("blocks").spliterator(), false))
                .map(block -> block.get("name").textValue())
                .toList();

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
        assertThat(smc("why", names.getFirst(), "--data", recording.data()).exitCode())
                .isZero();
    }

    @Test
    void aTickAloneReplacesNoFile() throws IOException {
        long tick = quietTick();
        files.write(image(tick - 1));
        List<Object> before = keys();

        files.write(image(tick));

        assertThat(keys()).isEqualTo(before);
        assertThat(read("blocks").get("sequence").textValue()).isEqualTo(Long.toString(tick - 1));
    }

    @Test
    void onlyWhatChangedIsReplaced() throws IOException {
        String born = recording.dump("--type", "blockBorn").getFirst(); // Long before the first order.
        long sequence = Recording.sequence(born);
        files.write(image(sequence - 1));
        List<Object> before = keys();

        files.write(image(sequence));

        assertThat(keys().getFirst()).isNotEqualTo(before.getFirst());
        assertThat(keys().subList(1, 4)).isEqualTo(before.subList(1, 4));
        assertThat(read("blocks").get("sequence").textValue()).isEqualTo(Long.toString(sequence));
        assertThat(read("orders").get("sequence").textValue()).isEqualTo(Long.toString(sequence - 1));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() throws IOException {
        Path state = Files.createFile(data.resolve("state"));
        assertThatThrownBy(() -> files.write(image(opened))).isInstanceOf(IOException.class);

        Files.delete(state);
        files.write(image(opened));

        assertThat(NAMES).allMatch(name -> Files.exists(file(name)));
        try (Stream<Path> all = Files.list(data.resolve("state"))) {
            assertThat(all).hasSize(NAMES.size());
        }
    }

    /** The sequence of a tick behind the opening of the first trade that caused nothing. */
    private static long quietTick() {
        return recording.dump("--from", opened).stream()
                .filter(line -> line.contains(" onTrade "))
                .mapToLong(Recording::sequence)
                .filter(sequence ->
                        recording.dump("--from", sequence, "--to", sequence + 1).size() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static void assertParts(JsonNode parts, JsonNode whole) {
        assertThat(parts).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            int index = i;
            assertThat(parts.get(i).properties())
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(field.getValue())
                            .isEqualTo(whole.get(index).get(field.getKey())));
        }
    }

    /** What tells one file from another that has its name; a replaced file is another. */
    private List<Object> keys() throws IOException {
        var keys = new ArrayList<Object>();
        for (String name : NAMES) {
            keys.add(Files.readAttributes(file(name), BasicFileAttributes.class).fileKey());
        }
        return keys;
    }

    private JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file(name)));
    }

    private Path file(String name) {
        return data.resolve("state").resolve(name + ".json");
    }

    private static EngineImage image(long sequence) {
        return moment(sequence).image();
    }

    private static EngineAtMoment moment(long sequence) {
        return EngineAtMoment.of(recording.data(), new Moment.AtSequence(sequence + 1), Folding.SILENT);
    }
}
