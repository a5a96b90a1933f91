package smc.ops.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;

/** When an engine of a data folder stopped because it could not go on: a journal may close in order all the same. */
public final class FaultExits {
    /** Its name in the data folder: JSON lines. */
    public static final String FILE = "faults.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FaultExits() {}

    /** Adds one. */
    public static void note(Path data, Instant at, String what) throws IOException {
        Path file = data.resolve(FILE);
        String before = Files.exists(file) ? Files.readString(file) : "";
        String line = MAPPER.createObjectNode()
                .put("time", at.toString())
                .put("what", what)
                .toString();
        OutputFile.write(file, out -> out.append(before).append(line).append('\n'));
    }

    /** Why the last engine could not go on; empty if none failed since a start has halted for it. */
    public static Optional<String> unanswered(Path data) throws IOException {
        Optional<String> last = Optional.empty();
        for (JsonNode line : lines(data)) {
            last = line.path("answered").asBoolean()
                    ? Optional.empty()
                    : Optional.of(line.path("what").asText());
        }
        return last;
    }

    /** An engine has started, and has halted for what ended the last one: the next need not. */
    public static void answer(Path data) throws IOException {
        if (unanswered(data).isPresent()) {
            List<JsonNode> lines = lines(data);
            OutputFile.write(data.resolve(FILE), out -> {
                for (JsonNode line : lines) {
                    out.append(((ObjectNode) line).put("answered", true).toString())
                            .append('\n');
                }
            });
        }
    }

    /** All of them, in order. */
    public static List<Instant> of(Path data) throws IOException {
        return lines(data).stream()
                .map(line -> Instant.parse(line.path("time").asText()))
                .toList();
    }

    private static List<JsonNode> lines(Path data) throws IOException {
        Path file = data.resolve(FILE);
        var lines = new ArrayList<JsonNode>();
        if (Files.exists(file)) {
            for (String text : Files.readAllLines(file)) {
                try {
                    JsonNode line = MAPPER.readTree(text);
                    Instant.parse(line.path("time").asText());
                    lines.add(line);
                } catch (JsonProcessingException | DateTimeException e) {
                    throw new DataFileException(file, "expected JSON lines with a time each, was another line");
                }
            }
        }
        return lines;
    }
}
