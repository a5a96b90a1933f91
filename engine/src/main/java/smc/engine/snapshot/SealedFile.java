package smc.engine.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import smc.feed.file.OutputFile;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * A file of states: one JSON object, whose first member says what it is of, and whose last member is the SHA-256 of all bytes before it.
 */
final class SealedFile {
    private static final String HASH_MEMBER = "\"sha256\": \"";
    private static final int HASH_LENGTH = 64;
    private static final String END = "\"\n}\n";
    private static final int TAIL_LENGTH = HASH_MEMBER.length() + HASH_LENGTH + END.length();

    private static final JsonFactory JSON = new JsonFactory();

    private SealedFile() {}

    /**
     * Writes a text that {@link #seal} has made, whole or not at all: aside, synced, renamed, and the folder synced.
     *
     * @throws IOException if it cannot be written
     */
    static void write(Path file, String sealed) throws IOException {
        Files.createDirectories(file.getParent());
        OutputFile.write(file, sealed.getBytes(StandardCharsets.UTF_8));
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /**
     * As it stands in a file.
     *
     * @param header the first member
     * @param states the others, in order
     */
    static String seal(String header, StateCopy... states) {
        var text = new StringBuilder(1 << 16).append("{\n").append(header);
        for (StateCopy state : states) {
            text.append(',');
            var members = new StateText(text);
            state.tell(members);
        }
        text.append(",\n");
        String hash = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        return text.append(HASH_MEMBER).append(hash).append(END).toString();
    }

    /**
     * Reads the first member, and nothing else of it.
     *
     * @throws StateException if there is none
     */
    static StateTree first(Path file) throws IOException {
        try (var in = Files.newInputStream(file);
                var parser = JSON.createParser(in)) {
            parser.nextToken();
            parser.nextToken();
            return StateTree.of(copy(parser));
        } catch (JsonProcessingException e) {
            throw new StateException("expected a snapshot: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads the first members of a file.
     *
     * @param count of them, the one that says what it is of among them
     * @throws StateException if one byte is another than was written, or it has fewer
     */
    static List<StateCopy> read(Path file, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        requireWhole(bytes);
        try (var parser = JSON.createParser(bytes)) {
            parser.nextToken();
            parser.nextToken();
            var members = new ArrayList<StateCopy>();
            while (members.size() < count) {
                members.add(copy(parser));
            }
            return List.copyOf(members);
        } catch (JsonProcessingException e) {
            throw new StateException("expected a snapshot: " + e.getOriginalMessage());
        }
    }

    private static void requireWhole(byte[] bytes) {
        int tail = bytes.length - TAIL_LENGTH;
        String written = tail < 0 ? "" : new String(bytes, tail, TAIL_LENGTH, StandardCharsets.UTF_8);
        if (!written.startsWith(HASH_MEMBER) || !written.endsWith(END)) {
            throw new StateException(
                    "expected a snapshot that ends with its SHA-256, found other bytes: it is cut off");
        }
        MessageDigest digest = newDigest();
        digest.update(bytes, 0, tail);
        String found = HexFormat.of().formatHex(digest.digest());
        String expected = written.substring(HASH_MEMBER.length(), HASH_MEMBER.length() + HASH_LENGTH);
        if (!found.equals(expected)) {
            throw new StateException("expected bytes of SHA-256 " + expected + ", was " + found + ": it was changed");
        }
    }

    /** The next member of the object being read; the parser is at its name. */
    private static StateCopy copy(JsonParser parser) throws IOException {
        var copy = new StateCopy();
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.FIELD_NAME) {
                token = parser.nextToken();
            }
            String name = parser.currentName() == null ? "" : parser.currentName();
            switch (token) {
                case START_OBJECT -> {
                    copy.begin(name);
                    depth++;
                }
                case START_ARRAY -> {
                    copy.beginList(name);
                    depth++;
                }
                case END_OBJECT, END_ARRAY -> {
                    copy.end();
                    depth--;
                }
                case VALUE_NUMBER_INT -> copy.put(name, parser.getLongValue());
                case VALUE_TRUE, VALUE_FALSE -> copy.put(name, parser.getBooleanValue());
                case VALUE_STRING -> copy.put(name, parser.getText());
                case null, default ->
                    throw new StateException("expected a whole number, true, false, a word, an object or a list at "
                            + parser.currentLocation().offsetDescription() + ", was " + token);
            }
            parser.nextToken();
        } while (depth > 0);
        return copy;
    }

    /**
     * A number of 16 hexadecimal digits.
     *
     * @throws StateException if it is none
     */
    static long hex(StateTree in, String name) {
        String word = in.word(name);
        try {
            return Long.parseUnsignedLong(word, 16);
        } catch (NumberFormatException _) {
            throw new StateException("expected 16 hexadecimal digits at " + in.place() + "." + name + ", was " + word);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
