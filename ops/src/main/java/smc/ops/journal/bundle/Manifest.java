package smc.ops.journal.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is in a bundle.
 *
 * @param origin of whoever made it
 * @param moment as it was asked for
 * @param asOfNanos the moment as {@code ./smc at} tells it, epoch nanoseconds: prices are as old as they were then
 * @param snapshot sequence of the one that the replay goes on from, which is its first frame too; empty if it begins with the journal's first frame
 * @param first frame of those in it
 * @param last frame of those in it
 * @param frames how many
 * @param entries all others of the file but the one that seals this
 */
public record Manifest(
        Origin origin,
        String moment,
        long asOfNanos,
        OptionalLong snapshot,
        Point first,
        Point last,
        long frames,
        List<Entry> entries) {
    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * The program that made it.
     *
     * @param version for people
     * @param build number as frames carry it
     * @param schemaVersion of the messages that it writes
     * @param java version of the JVM
     */
    public record Origin(String version, int build, int schemaVersion, String java) {}

    /** A frame, and its time in epoch nanoseconds. */
    public record Point(long sequence, long atNanos) {}

    /**
     * One of the file.
     *
     * @param bytes unpacked
     * @param sha256 of them, 64 hexadecimal digits
     */
    public record Entry(String name, long bytes, String sha256) {}

    byte[] toJson() {
        ObjectNode json = JSON.createObjectNode().put("bundle", VERSION);
        json.put("version", origin.version())
                .put("build", origin.build())
                .put("schema", origin.schemaVersion())
                .put("java", origin.java())
                .put("moment", moment)
                .put("asOfNanos", asOfNanos);
        snapshot.ifPresent(sequence -> json.put("snapshot", sequence));
        put(json.putObject("first"), first);
        put(json.putObject("last"), last);
        json.put("frames", frames);
        var list = json.putArray("entries");
        for (Entry entry : entries) {
            list.addObject()
                    .put("name", entry.name())
                    .put("bytes", entry.bytes())
                    .put("sha256", entry.sha256());
        }
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, Point point) {
        json.put("sequence", point.sequence()).put("atNanos", point.atNanos());
    }

    /**
     * Refuses what this build cannot know, before anything else of it is looked at.
     *
     * @throws BundleException if it is no manifest, or of a newer version
     */
    static void requireKnown(byte[] json) {
        JsonNode version = tree(json).path("bundle");
        if (!version.canConvertToInt() || version.intValue() < 1) {
            throw new BundleException("manifest.json: expected {\"bundle\": " + VERSION + ", ...}, was "
                    + (version.isMissingNode() ? "something else" : "version " + version));
        }
        if (version.intValue() > VERSION) {
            throw new BundleException("manifest.json: expected a bundle of version " + VERSION + ", was "
                    + version.intValue() + ": a newer build made it");
        }
    }

    /** @throws BundleException if it is not what {@link #toJson} writes */
    static Manifest parse(byte[] json) {
        JsonNode tree = tree(json);
        var entries = new ArrayList<Entry>();
        for (JsonNode entry : tree.path("entries")) {
            entries.add(new Entry(word(entry, "name"), number(entry, "bytes"), word(entry, "sha256")));
        }
        return new Manifest(
                new Origin(
                        word(tree, "version"),
                        Math.toIntExact(number(tree, "build")),
                        Math.toIntExact(number(tree, "schema")),
                        word(tree, "java")),
                word(tree, "moment"),
                number(tree, "asOfNanos"),
                tree.has("snapshot") ? OptionalLong.of(number(tree, "snapshot")) : OptionalLong.empty(),
                point(tree.path("first")),
                point(tree.path("last")),
                number(tree, "frames"),
                List.copyOf(entries));
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BundleException("manifest.json: expected a JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BundleException("manifest.json: cannot be read: " + e.getMessage(), e);
        }
    }

    private static Point point(JsonNode json) {
        return new Point(number(json, "sequence"), number(json, "atNanos"));
    }

    private static long number(JsonNode json, String name) {
        JsonNode number = json.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new BundleException("manifest.json: expected a whole number as " + name + ", was " + number);
        }
        return number.longValue();
    }

    private static String word(JsonNode json, String name) {
        JsonNode word = json.path(name);
        if (!word.isTextual()) {
            throw new BundleException("manifest.json: expected a word as " + name + ", was " + word);
        }
        return word.textValue();
    }
}
