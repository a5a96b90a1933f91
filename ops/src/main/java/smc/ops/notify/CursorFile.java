package smc.ops.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;

/** Keeps a {@link Cursor} on disk: {@code outbox/<channel>.json} of the data folder, written aside, synced and renamed. One thread. */
public final class CursorFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    private CursorFile(Path file) {
        this.file = file;
    }

    /** Of a channel of a data folder; the folder {@code outbox} is made if there is none. */
    public static CursorFile of(Path data, String channel) throws IOException {
        Path folder = data.resolve("outbox");
        Files.createDirectories(folder);
        return new CursorFile(folder.resolve(channel + ".json"));
    }

    /**
     * As it was written last.
     *
     * @return empty if nothing ever was told
     * @throws DataFileException if it is not what is written here
     */
    public Optional<Cursor> read() throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            JsonNode flight = json.path("flight");
            return Optional.of(new Cursor(
                    place(json),
                    number(json, "epoch"),
                    flight.isObject()
                            ? Optional.of(new Cursor.Flight(
                                    place(flight), (int) number(flight, "merged"), (int) number(flight, "part"), (int)
                                            number(flight, "tries")))
                            : Optional.empty()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DataFileException(file, "expected JSON: " + e.getOriginalMessage());
        }
    }

    private Place place(JsonNode json) throws DataFileException {
        return new Place(number(json, "sequence"), (int) Math.min(number(json, "index"), Place.ALL_OF_IT));
    }

    private long number(JsonNode json, String key) throws DataFileException {
        JsonNode value = json.path(key);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
            throw new DataFileException(file, key + ": expected a whole number, was " + value);
        }
        return value.longValue();
    }

    /** It is on disk when this returns. */
    public void write(Cursor cursor) throws IOException {
        ObjectNode json = put(MAPPER.createObjectNode(), cursor.told()).put("epoch", cursor.epoch());
        cursor.flight()
                .ifPresent(flight -> put(json.putObject("flight"), flight.until())
                        .put("merged", flight.merged())
                        .put("part", flight.part())
                        .put("tries", flight.tries()));
        OutputFile.write(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode put(ObjectNode json, Place place) {
        return json.put("sequence", place.sequence()).put("index", place.index());
    }
}
