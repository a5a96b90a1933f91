package smc.ops.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import smc.feed.file.OutputFile;

/**
 * Where the dashboard of a running engine is: {@code state/api.json} of its data folder (docs/formats.md, section 15). It is taken away at the end; after
 * a kill the process that it names is gone.
 *
 * @param url as a browser takes it; empty while it cannot be had
 * @param problem why it cannot be had; empty otherwise
 * @param since when that became so
 */
public record ApiFile(long pid, Optional<String> url, Optional<String> problem, Instant since) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static Path of(Path data) {
        return data.resolve("state").resolve("api.json");
    }

    /** Replaces what was there. */
    public void write(Path data) throws IOException {
        ObjectNode json = MAPPER.createObjectNode().put("pid", pid);
        json.put("url", url.orElse(null));
        json.put("problem", problem.orElse(null));
        json.put("since", since.toString());
        Files.createDirectories(of(data).getParent());
        OutputFile.write(of(data), out -> out.append(json.toPrettyString()).append('\n'));
    }

    /** There is none any more. */
    public static void remove(Path data) throws IOException {
        Files.deleteIfExists(of(data));
    }

    /** What an engine that lives has said; empty if none does, or it cannot be understood. */
    public static Optional<ApiFile> ofLiving(Path data) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(of(data)));
            long pid = json.path("pid").asLong();
            return ProcessHandle.of(pid)
                    .map(_ -> new ApiFile(
                            pid,
                            text(json, "url"),
                            text(json, "problem"),
                            Instant.parse(json.path("since").asText())));
        } catch (NoSuchFileException | JsonProcessingException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.path(key).textValue());
    }

    /** In one line. */
    public String line() {
        return url.map(at -> "dashboard " + at)
                .orElseGet(() -> "dashboard none since %s: %s; it is tried again every minute"
                        .formatted(since, problem.orElse("")));
    }
}
