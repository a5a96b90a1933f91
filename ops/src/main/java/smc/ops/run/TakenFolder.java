package smc.ops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import smc.engine.snapshot.SnapshotFolder;
import smc.journal.DamageException;
import smc.journal.DataLock;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;

/**
 * A data folder that is an engine's from before anything of it, or of an exchange in it, is written. What a start made that failed before it could
 * trade is taken away again before the folder is let go. One thread.
 */
public final class TakenFolder implements AutoCloseable {
    private final DataLock lock;
    private final UnusedStart unused;
    private boolean isUsed;

    private TakenFolder(DataLock lock, UnusedStart unused) {
        this.lock = lock;
        this.unused = unused;
    }

    /**
     * Takes it.
     *
     * @throws RefusedStartException if its journal is damaged; the message says what to do
     * @throws smc.journal.JournalException if somebody is at work there
     */
    public static TakenFolder take(Path folder, JournalSettings journal) throws IOException {
        boolean isNew = !Files.exists(folder);
        DataLock lock = DataLock.take(folder);
        try {
            JournalFolder.requireUsable(
                    folder, journal.knownUpTo(SnapshotFolder.of(folder).newestPlace()));
            return new TakenFolder(lock, UnusedStart.in(folder, isNew));
        } catch (DamageException e) {
            lock.close();
            throw new RefusedStartException(
                    "%s; restore %s from a copy, or give up what lies behind by hand with --accept-loss-after %d"
                            .formatted(e.getMessage(), folder, e.lastSoundSequence()));
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw e;
        }
    }

    public DataLock lock() {
        return lock;
    }

    /** It has come so far that it may have traded, or has journaled why it could not: what is there stays. */
    public void keep() {
        isUsed = true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (!isUsed) {
                unused.undo();
            }
        }
    }
}
