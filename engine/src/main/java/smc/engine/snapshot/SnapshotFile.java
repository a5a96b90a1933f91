package smc.engine.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import smc.feed.file.OutputFile;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * A snapshot on disk: one JSON object, whose last member is the SHA-256 of all bytes before it.
 *
 * <pre>
 * {
 * "snapshot": {"version": 1, "sequence": ..., "hash": "...", ...},
 * "core": {...},
 * "view": {...},
 * "sha256": "..."
 * }
 * </pre>
 */
public final class SnapshotFile {
    private static final int VERSION = 1;

    private static final String HASH_MEMBER = "\"sha256\": \"";
    private static final int HASH_LENGTH = 64;
    private static final String END = "\"\n}\n";
    private static final int TAIL_LENGTH = HASH_MEMBER.length() + HASH_LENGTH + END.length();

    private static final JsonFactory JSON = new JsonFactory();

    private SnapshotFile() {}

    /**
     * Writes it whole or not at all: aside, synced, renamed, and the folder synced.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Snapshot snapshot) throws IOException {
        Files.createDirectories(file.getParent());
        OutputFile.write(file, text(snapshot).getBytes(StandardCharsets.UTF_8));
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** As it stands in a file. */
    public static String text(Snapshot snapshot) {
        var text = new StringBuilder(1 << 16).append("{\n\"snapshot\": ");
        header(text, snapshot.header());
        text.append(',');
        members(text, snapshot.core());
        text.append(',');
        members(text, snapshot.view());
        text.append(",\n");
        String hash = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        return text.append(HASH_MEMBER).append(hash).append(END).toString();
    }

    private static void header(StringBuilder text, Snapshot.Header header) {
        text.append(
                "{\"version\": %d, \"sequence\": %d, \"atNanos\": %d, \"build\": %d, \"schema\": %d, \"configuration\": \"%016x\", \"hash\": \"%016x\", \"epoch\": %d, \"file\": \"%s\", \"at\": %d, \"afterSequence\": %d}"
                        .formatted(
                                VERSION,
                                header.sequence(),
                                header.atNanos(),
                                header.build(),
                                header.schemaVersion(),
                                header.configuration(),
                                header.hash(),
                                header.place().epoch(),
                                header.place().file(),
                                header.place().at(),
                                header.place().afterSequence()));
    }

    private static void members(StringBuilder text, StateCopy copy) {
        var members = new StateText(text);
        copy.tell(members);
    }

    /**
     * Reads what it is of, and nothing else of it.
     *
     * @throws StateException if that is not what {@link #write} writes
     */
    public static Snapshot.Header header(Path file) throws IOException {
        try (var parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            parser.nextToken();
            return header(copy(parser));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new StateException("expected a snapshot: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads all of it.
     *
     * @throws StateException if one byte is another than was written, or it is no snapshot
     */
    public static Snapshot read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        requireWhole(bytes);
        try (var parser = JSON.createParser(bytes)) {
            parser.nextToken();
            parser.nextToken();
            StateCopy header = copy(parser);
            StateCopy core = copy(parser);
            StateCopy view = copy(parser);
            return new Snapshot(header(header), core, view);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
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

    private static Snapshot.Header header(StateCopy copy) {
        StateTree in = StateTree.of(copy).object("snapshot", VERSION);
        return new Snapshot.Header(
                in.number("sequence"),
                in.number("atNanos"),
                in.integer("build"),
                in.integer("schema"),
                hex(in, "configuration"),
                hex(in, "hash"),
                new Journal.Place(in.integer("epoch"), in.word("file"), in.number("at"), in.number("afterSequence")));
    }

    private static long hex(StateTree in, String name) {
        String word = in.word(name);
        try {
            return Long.parseUnsignedLong(word, 16);
        } catch (NumberFormatException _) {
            throw new StateException("expected 16 hexadecimal digits at snapshot." + name + ", was " + word);
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
