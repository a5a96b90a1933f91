package smc.engine.live;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import smc.engine.core.CoreSettings;
import smc.engine.record.DataFolder;
import smc.engine.snapshot.SnapshotFolder;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalFolder;

/**
 * A data folder that is an engine's: locked, its journal replayed, and the next epoch begun.
 *
 * @param lock closed with the engine if it owns it
 * @param recovery the core as the journal left it
 * @param journal in the epoch that begins, behind the cut; closed with the engine
 * @param failure ends exceptionally if the journal cannot go on
 */
record LiveFolder(
        DataLock lock,
        boolean ownsLock,
        Recovery recovery,
        Journal journal,
        int epoch,
        Cut cut,
        CompletableFuture<Void> failure) {
    /** @throws JournalException if the replay ended elsewhere than the journal; it is closed then */
    LiveFolder {
        long sequence = recovery.view().sequence();
        if (cut.lastSequence() != sequence) {
            journal.close();
            throw new JournalException("expected the journal to end at sequence " + sequence
                    + ", where its replay ended, it was cut at " + cut);
        }
    }

    /** See {@link LiveEngine#open}, which holds the lock. */
    static LiveFolder open(LiveSettings settings, DataLock lock, boolean ownsLock, LongConsumer progress)
            throws IOException {
        CoreSettings core = LiveEngine.coreSettings(settings.configuration());
        Recovery recovery = Recovery.of(settings.data(), settings.configuration(), core, settings.journal(), progress);
        new DataFolder(settings.data()).keep(settings.configuration());
        var failure = new CompletableFuture<Void>();
        ChronicleJournal journal = ChronicleJournal.open(
                lock,
                settings.journal().knownUpTo(SnapshotFolder.of(settings.data()).newestPlace()),
                DiskSpace.of(settings.data()),
                (what, cause) -> failure.completeExceptionally(new JournalException(what, cause)));
        return new LiveFolder(lock, ownsLock, recovery, journal, journal.epoch(), journal.cut(), failure);
    }

    /** Sequence of the journal's first frame, or of the first that will be. */
    long firstSequence() {
        return JournalFolder.firstSequence(lock.dataFolder());
    }

    /** Whoever is at work in it is done. */
    void release() {
        if (ownsLock) {
            lock.close();
        }
    }
}
