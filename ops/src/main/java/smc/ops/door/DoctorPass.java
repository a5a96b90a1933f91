package smc.ops.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import smc.feed.file.OutputFile;

/**
 * That nothing spoke against a start, as the doctor found it.
 *
 * @param configuration hash of what was looked at
 * @param venue its name, and the address of its REST
 */
public record DoctorPass(Instant at, String configuration, String venue) {
    /** Its name in the data folder. */
    public static final String FILE = "doctor.json";

    /** How long it is good for. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Keeps it; one before is replaced. */
    public void keep(Path data) throws IOException {
        Files.createDirectories(data);
        OutputFile.write(
                data.resolve(FILE),
                out -> out.append(MAPPER.createObjectNode()
                                .put("at", at.toString())
                                .put("configuration", configuration)
                                .put("venue", venue)
                                .toPrettyString())
                        .append('\n'));
    }

    /** What failed is no pass: one before is not good any more. */
    public static void withdraw(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /**
     * Why a start must not rely on the pass in its folder.
     *
     * @param configuration hash of the start's own
     * @param venue of the start
     * @return empty if it may
     */
    public static Optional<String> objection(Path data, String configuration, String venue, Instant now)
            throws IOException {
        Optional<DoctorPass> kept = of(data);
        if (kept.isEmpty()) {
            return Optional.of("there is none in " + data);
        }
        DoctorPass pass = kept.get();
        Duration age = Duration.between(pass.at, now);
        if (age.isNegative() || age.compareTo(LIFE) > 0) {
            return Optional.of(
                    "the one in %s is of %s, and good for %d minutes".formatted(data, pass.at, LIFE.toMinutes()));
        }
        if (!pass.venue.equals(venue)) {
            return Optional.of("the one in %s is of %s".formatted(data, pass.venue));
        }
        return pass.configuration.equals(configuration)
                ? Optional.empty()
                : Optional.of("the one in %s is of another configuration".formatted(data));
    }

    private static Optional<DoctorPass> of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            return Optional.of(new DoctorPass(
                    Instant.parse(json.path("at").asText()),
                    json.path("configuration").asText(),
                    json.path("venue").asText()));
        } catch (JsonProcessingException | DateTimeException _) {
            return Optional.empty(); // Then there is none that can be relied on.
        }
    }
}
