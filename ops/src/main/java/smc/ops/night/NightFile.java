package smc.ops.night;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;

/**
 * {@code state/nightly.json} of a data folder, the last night's result, and {@code state/nightly/NIGHT.json} of the last {@link #KEPT} nights
 * (docs/formats.md, section 17).
 */
public final class NightFile {
    /** Nights of which a result is kept. */
    static final int KEPT = 30;

    private static final JsonMapper MAPPER = new JsonMapper();

    private NightFile() {}

    private static Path of(Path data) {
        return data.resolve("state").resolve("nightly.json");
    }

    /** Where the results of nights are; who does a night's work locks it, so that never two do. */
    public static Path folder(Path data) {
        return data.resolve("state").resolve("nightly");
    }

    /** Writes a night's result, and deletes those that are too old to be kept. */
    public static void write(Path data, ObjectNode result) throws IOException {
        String text = result.toPrettyString() + "\n";
        Path folder = Files.createDirectories(folder(data));
        OutputFile.write(folder.resolve(result.get("night").asText() + ".json"), out -> out.append(text));
        OutputFile.write(of(data), out -> out.append(text));
        List<Path> nights;
        try (Stream<Path> files = Files.list(folder)) {
            nights = files.filter(file -> file.getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d\\.json"))
                    .sorted()
                    .toList();
        }
        for (Path old : nights.subList(0, Math.max(0, nights.size() - KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * The last night's result.
     *
     * @return empty if there is none
     * @throws DataFileException if it is none that was written
     */
    public static Optional<JsonNode> read(Path data) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(of(data)));
            LocalDate.parse(json.path("night").asText());
            return Optional.of(json);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DataFileException(of(data), "expected JSON: " + e.getOriginalMessage());
        } catch (DateTimeException e) {
            throw new DataFileException(of(data), "expected the day of a night: " + e.getMessage());
        }
    }

    /** What {@code ./smc status} tells of it: {@code night}, {@code day}, {@code good}, {@code wrong}. */
    public static Optional<ObjectNode> brief(Path data) throws IOException {
        ObjectNode brief = MAPPER.createObjectNode();
        try {
            Optional<JsonNode> last = read(data);
            last.ifPresent(result ->
                    List.of("night", "day", "good", "wrong").forEach(key -> brief.set(key, result.path(key))));
            return last.map(_ -> brief);
        } catch (DataFileException e) {
            brief.put("night", "unknown")
                    .putNull("day")
                    .put("good", false)
                    .putArray("wrong")
                    .add(e.getMessage());
            return Optional.of(brief);
        }
    }

    /** Which night that is of; a file that cannot be read is of none. */
    static Optional<LocalDate> done(Path data) {
        try {
            return read(data).map(json -> LocalDate.parse(json.get("night").asText()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
