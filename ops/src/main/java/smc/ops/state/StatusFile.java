package smc.ops.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.live.LiveStatus;
import smc.engine.live.watch.Delays;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;

/**
 * How a running engine stands, written whole once a second: {@code state/status.json} of its data folder, for {@code ./smc status} and for other
 * programs. Prices and money are decimal text, times ISO 8601, ids text.
 */
public final class StatusFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final String venue;
    private final Instant startedAt;

    private volatile Optional<Written> last = Optional.empty();

    /** How it stood, and the same as written. */
    public record Written(LiveStatus status, JsonNode json) {}

    /** @param venue its name */
    public StatusFile(Path data, String venue, Instant startedAt) {
        file = of(data);
        this.venue = venue;
        this.startedAt = startedAt;
    }

    private static Path of(Path data) {
        return data.resolve("state").resolve("status.json");
    }

    /** Replaces what was there. */
    public void write(LiveStatus status, Instant now) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("pid", ProcessHandle.current().pid())
                .put("written", now.toString())
                .put("started", startedAt.toString())
                .put("venue", venue)
                .put("marketTime", utc(status.marketNanos()))
                .put("epoch", status.engine().epoch())
                .put("sequence", Long.toString(status.engine().sequence()))
                .put("connected", status.isConnected())
                .put("trades", status.trades())
                .put("gaps", status.gaps())
                .put("disconnects", status.disconnects())
                .put("disk", status.disk().name());
        ObjectNode delays = json.putObject("delays");
        put(delays.putObject("closeToBlocks"), status.blocks());
        put(delays.putObject("closeToOrder"), status.orders());
        EngineImageJson.put(status.engine(), json);
        last = Optional.of(new Written(status, json)); // whoever asks here needs no disk
        Files.createDirectories(file.getParent());
        OutputFile.write(
                file, out -> out.append(MAPPER.writeValueAsString(json)).append('\n'));
    }

    /** What was to be written last, whether or not it could be; empty before the first time and at the end. Any thread. */
    public Optional<Written> last() {
        return last;
    }

    /** It has stopped, and says so. */
    public void remove() throws IOException {
        last = Optional.empty();
        Files.deleteIfExists(file);
    }

    /**
     * What the engine of a data folder wrote last.
     *
     * @return empty if there is none
     * @throws DataFileException if it is not what an engine writes
     */
    public static Optional<JsonNode> read(Path data) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(of(data)));
            Instant.parse(json.path("written").asText());
            if (!json.path("pid").canConvertToLong()) {
                throw new DataFileException(of(data), "expected the id of a process, was " + json.path("pid"));
            }
            return Optional.of(json);
        } catch (DateTimeParseException e) {
            throw new DataFileException(
                    of(data), "expected the time at which an engine wrote it, was \"" + e.getParsedString() + "\"");
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DataFileException(of(data), "expected JSON: " + e.getOriginalMessage());
        }
    }

    private static void put(ObjectNode json, Delays delays) {
        json.put("count", delays.count())
                .put("lastMillis", TimeUnit.NANOSECONDS.toMillis(delays.lastNanos()))
                .put("greatestMillis", TimeUnit.NANOSECONDS.toMillis(delays.greatestNanos()))
                .put("limitMillis", TimeUnit.NANOSECONDS.toMillis(delays.limitNanos()))
                .put("over", delays.over());
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
