package smc.engine.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    private static final String NAME = "snapshot";
    private static final int VERSION = 1;

    private SnapshotFile() {}

    /**
     * Writes it whole or not at all: aside, synced, renamed, and the folder synced.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Snapshot snapshot) throws IOException {
        SealedFile.write(file, text(snapshot));
    }

    /** As it stands in a file. */
    public static String text(Snapshot snapshot) {
        return SealedFile.seal(header(snapshot.header()), snapshot.core(), snapshot.view());
    }

    private static String header(Snapshot.Header header) {
        return "\"%s\": {\"version\": %d, \"sequence\": %d, \"atNanos\": %d, \"build\": %d, \"schema\": %d, \"configuration\": \"%016x\", \"hash\": \"%016x\", \"epoch\": %d, \"file\": \"%s\", \"at\": %d, \"afterSequence\": %d}"
                .formatted(
                        NAME,
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
                        header.place().afterSequence());
    }

    /**
     * Reads what it is of, and nothing else of it.
     *
     * @throws StateException if that is not what {@link #write} writes
     */
    public static Snapshot.Header header(Path file) throws IOException {
        return header(SealedFile.first(file));
    }

    /**
     * Reads all of it.
     *
     * @throws StateException if one byte is another than was written, or it is no snapshot
     */
    public static Snapshot read(Path file) throws IOException {
        List<StateCopy> members = SealedFile.read(file, 3);
        return new Snapshot(header(StateTree.of(members.getFirst())), members.get(1), members.get(2));
    }

    private static Snapshot.Header header(StateTree copy) {
        StateTree in = copy.object(NAME, VERSION);
        return new Snapshot.Header(
                in.number("sequence"),
                in.number("atNanos"),
                in.integer("build"),
                in.integer("schema"),
                SealedFile.hex(in, "configuration"),
                SealedFile.hex(in, "hash"),
                new Journal.Place(in.integer("epoch"), in.word("file"), in.number("at"), in.number("afterSequence")));
    }
}
