package smc.engine.live;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.config.change.ChangedStart;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.LiveListener;
import smc.engine.record.DataFolder;
import smc.engine.record.KeptConfigurations;
import smc.engine.recovery.Recovery;
import smc.engine.ring.EngineFaultException;
import smc.engine.ring.Fault;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineView;
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
    /** How far the venue's time may lie before that of the journal's last frame. */
    private static final long BACKWARDS_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** @throws JournalException if the replay ended elsewhere than the journal; it is closed then */
    LiveFolder {
        long sequence = recovery.view().sequence();
        if (cut.lastSequence() != sequence) {
            journal.close();
            throw new JournalException("expected the journal to end at sequence " + sequence
                    + ", where its replay ended, it was cut at " + cut);
        }
    }

    /**
     * See {@link LiveEngine#open}, which holds the lock.
     *
     * @throws smc.engine.config.ConfigException if the configuration is one that the folder cannot go on by
     */
    static LiveFolder open(
            LiveSettings settings, DataLock lock, boolean ownsLock, LiveListener listener, LongConsumer progress)
            throws IOException {
        Configuration configuration = settings.configuration();
        KeptConfigurations kept = KeptConfigurations.in(settings.data()).and(configuration);
        CoreSettings core = KeptConfigurations.settings(configuration);
        Recovery recovery = Recovery.of(
                settings.data(), core, kept, settings.journal(), settings.ring().build(), progress);
        EngineView view = recovery.view();
        if (view.configHash() != 0) { // else no start has come so far
            ChangedStart start = ChangedStart.of(kept.configuration(view.configHash()), configuration, view);
            start.requireAllowed();
            start.changes()
                    .forEach(change -> listener.note("%s: %s: %s -> %s, %s"
                            .formatted(
                                    change.file(),
                                    change.key(),
                                    change.before(),
                                    change.after(),
                                    change.kind().text())));
        }
        var folder = new DataFolder(settings.data());
        int unfinished = folder.removeUnfinished();
        if (unfinished > 0) {
            listener.note("%d files were taken away that a process had begun when it was killed".formatted(unfinished));
        }
        folder.keep(configuration);
        var failure = new CompletableFuture<Void>();
        ChronicleJournal journal = ChronicleJournal.open(
                lock,
                settings.journal().knownUpTo(SnapshotFolder.of(settings.data()).newestPlace()),
                DiskSpace.of(settings.data()),
                (what, cause) -> failure.completeExceptionally(new JournalException(what, cause)));
        return new LiveFolder(lock, ownsLock, recovery, journal, journal.epoch(), journal.cut(), failure);
    }

    /**
     * Nothing goes on with an engine, or a journal, that has failed.
     *
     * @param fault of the engine; null for none
     * @throws EngineFaultException if one of them has
     */
    void requireSound(Fault fault) {
        if (fault != null) {
            throw new EngineFaultException(fault);
        }
        if (failure.isCompletedExceptionally()) {
            throw new EngineFaultException(failure.exceptionNow());
        }
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

    /**
     * Of what the journal said when it was opened.
     *
     * @throws JournalException if its last frame is later than a venue's time: it is of another market
     */
    void requireNotBefore(long marketNanos) {
        long replayedToNanos = recovery.view().atNanos();
        if (marketNanos < replayedToNanos - BACKWARDS_NANOS) {
            throw new JournalException(
                    "expected a venue whose time is not before the journal's last frame, %s, was %s: is it another market?"
                            .formatted(
                                    Instant.ofEpochSecond(0, replayedToNanos), Instant.ofEpochSecond(0, marketNanos)));
        }
    }
}
