package smc.engine.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads one JSON file. Builds the tree itself rather than letting Jackson do it: that is how the line of each value is known, and how
 * every repeated key is found, where {@code STRICT_DUPLICATE_DETECTION} stops at the first.
 */
final class JsonReader {
    /** Far beyond any configuration; a bigger file is some other file. */
    static final int BYTES_MAX = 1 << 20;

    /** Objects and lists within each other; ours need three. */
    static final int DEPTH_MAX = 16;

    /** Exact decimals, never {@code double}, with the zeros they are written with. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String name;
    private final List<Finding> findings;
    private final Map<JsonPath, Integer> lines = new HashMap<>();

    /** Of the value being read. */
    private JsonPath path = JsonPath.ROOT;

    private JsonReader(String name, List<Finding> findings) {
        this.name = name;
        this.findings = findings;
    }

    /**
     * Reads a file that must hold one JSON value in UTF-8.
     *
     * @param findings gets what is wrong with the file as text; whether its values are right is not looked at
     * @return empty if there is nothing to go on with
     */
    static Optional<JsonFile> read(Path file, List<Finding> findings) {
        JsonReader reader = new JsonReader(file.toString(), findings);
        try {
            return Optional.of(reader.parse(decoded(bytes(file))));
        } catch (UnreadableException e) {
            findings.add(new Finding(reader.name, e.line, reader.path.text(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) throws UnreadableException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException(0, "expected a file, was a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableException(0, "expected a file, was a pipe or a device");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (NoSuchFileException _) {
            throw new UnreadableException(0, "expected a file, there is none");
        } catch (AccessDeniedException _) {
            throw new UnreadableException(0, "expected a file this user may read, access is denied");
        } catch (IOException e) {
            throw new UnreadableException(0, "expected a file that can be read, was " + e);
        }
        if (bytes.length > BYTES_MAX) {
            throw new UnreadableException(0, "expected at most " + BYTES_MAX + " bytes, was more");
        }
        return bytes;
    }

    private static String decoded(byte[] bytes) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int at = 0; at < in.position(); at++) {
                line += bytes[at] == '\n' ? 1 : 0;
            }
            String came = HexFormat.of().withUpperCase().toHexDigits(bytes[in.position()]);
            throw new UnreadableException(line, "expected UTF-8, was byte 0x" + came + " at offset " + in.position());
        }
        String text = out.flip().toString();
        if (text.startsWith("\uFEFF")) {
            throw new UnreadableException(1, "expected UTF-8 without a byte order mark, was with one");
        }
        return text;
    }

    private JsonFile parse(String text) throws UnreadableException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return parse(parser);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private JsonFile parse(JsonParser parser) throws IOException, UnreadableException {
        try {
            if (parser.nextToken() == null) {
                throw new UnreadableException(1, "expected a JSON object, was an empty file");
            }
            lines.put(path, line(parser));
            JsonNode root = value(parser);
            if (hasMore(parser)) {
                throw new UnreadableException(
                        parser.currentLocation().getLineNr(), "expected the end of the file, was more text");
            }
            return new JsonFile(name, root, lines);
        } catch (JsonProcessingException e) {
            // A limit of the parser comes without a place.
            JsonLocation at = Objects.requireNonNullElse(e.getLocation(), parser.currentLocation());
            throw new UnreadableException(
                    at.getLineNr(), "malformed JSON at column " + at.getColumnNr() + ": " + e.getOriginalMessage());
        }
    }

    private JsonNode value(JsonParser parser) throws IOException {
        JsonPath at = path;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode object = MAPPER.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                path = at.key(key);
                Integer before = lines.put(path, line(parser));
                if (object.has(key)) {
                    findings.add(new Finding(
                            name, line(parser), path.text(), "expected each key once, was also on line " + before));
                }
                parser.nextToken();
                object.set(key, value(parser));
                path = at;
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode array = MAPPER.createArrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                path = at.index(array.size());
                lines.put(path, line(parser));
                array.add(value(parser));
                path = at;
            }
            return array;
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                && parser.getText().matches(".*[eE].*")) {
            // 1e999999999 is short to write and takes gigabytes to divide.
            throw new JsonParseException(
                    parser, "a number must be written without an exponent", parser.currentTokenLocation());
        }
        return MAPPER.readTree(parser);
    }

    private static boolean hasMore(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JsonProcessingException _) {
            return true;
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The file is not what {@link #parse} can go on with; {@code line} is 0 where there is none. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        UnreadableException(int line, String message) {
            super(message);
            this.line = line;
        }
    }
}
