package smc.engine.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * A reader's snapshot on disk: one JSON object, whose last member is the SHA-256 of all bytes before it.
 *
 * <pre>
 * {
 * "readerSnapshot": {"version": 1, "sequence": ..., "frameSha256": "...", ...},
 * "view": {...},
 * "sha256": "..."
 * }
 * </pre>
 */
public final class ViewFile {
    private static final String NAME = "readerSnapshot";
    private static final int VERSION = 1;

    private ViewFile() {}

    /**
     * Writes it whole or not at all: aside, synced, renamed, and the folder synced.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, ViewSnapshot snapshot) throws IOException {
        SealedFile.write(file, SealedFile.seal(header(snapshot.header()), snapshot.view()));
    }

    private static String header(ViewSnapshot.Header header) {
        return "\"%s\": {\"version\": %d, \"sequence\": %d, \"atNanos\": %d, \"frameSha256\": \"%s\", \"build\": %d, \"schema\": %d, \"program\": \"%016x\", \"configuration\": \"%016x\", \"epoch\": %d, \"file\": \"%s\", \"at\": %d, \"afterSequence\": %d}"
                .formatted(
                        NAME,
                        VERSION,
                        header.sequence(),
                        header.atNanos(),
                        header.frameSha256(),
                        header.maker().build(),
                        header.maker().schemaVersion(),
                        header.maker().fingerprint(),
                        header.configuration(),
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
    public static ViewSnapshot.Header header(Path file) throws IOException {
        return header(SealedFile.first(file));
    }

    /**
     * Reads all of it.
     *
     * @throws StateException if one byte is another than was written, or it is no reader's snapshot
     */
    public static ViewSnapshot read(Path file) throws IOException {
        List<StateCopy> members = SealedFile.read(file, 2);
        return new ViewSnapshot(header(StateTree.of(members.getFirst())), members.getLast());
    }

    private static ViewSnapshot.Header header(StateTree copy) {
        StateTree in = copy.object(NAME, VERSION);
        return new ViewSnapshot.Header(
                in.number("sequence"),
                in.number("atNanos"),
                in.word("frameSha256"),
                new ViewSnapshot.Maker(in.integer("build"), in.integer("schema"), SealedFile.hex(in, "program")),
                SealedFile.hex(in, "configuration"),
                new Journal.Place(in.integer("epoch"), in.word("file"), in.number("at"), in.number("afterSequence")));
    }
}
