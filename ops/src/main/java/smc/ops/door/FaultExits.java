package smc.ops.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import smc.feed.file.DataFileException;
import smc.feed.file.OutputFile;

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

    /** All of them, in order. */
    public static List<Instant> of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        var times = new ArrayList<Instant>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    times.add(Instant.parse(MAPPER.readTree(line).path("time").asText()));
                } catch (JsonProcessingException | DateTimeException e) {
                    throw new DataFileException(file, "expected JSON lines with a time each, was another line");
                }
            }
        }
        return times;
    }
}
