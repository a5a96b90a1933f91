package smc.journal.chronicle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.DirectBuffer;
import smc.journal.Batch;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskFullException;
import smc.journal.DiskLevel;
import smc.journal.DiskSpace;
import smc.journal.FatalListener;
import smc.journal.Journal;
import smc.journal.JournalException;

/**
 * Appends to a queue of its own, one excerpt a batch. Engine thread.
 *
 * <p>Syncing is ours, by forcing the roll file: Chronicle's own covers only the chunk mapped last (64 MiB), nothing of a file rolled meanwhile, and
 * merely logs a failure. Both took 140 to 170 us for 1 KiB (ext4, 2026-11-22), and on macOS the JDK's force reaches the platter (F_FULLFSYNC;
 * untested here), which msync does not. Interrupting the thread would close the file under it.
 */
public final class ChronicleJournal implements Journal {
    static final String FOLDER = "journal";

    static {
        // Read when Chronicle's classes are loaded. The disk is watched by us; a file that is shrunk at its end would
        // look cut off.
        System.setProperty("chronicle.disk.monitor.disable", "true");
        System.setProperty("chronicle.queue.disableFileShrinking", "true");
    }

    private final JournalSettings settings;
    private final Cut cut;
    private final int epoch;
    private final Path folder;
    private final FatalListener fatal;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<?> excerpt = Bytes.allocateElasticDirect();
    private final TouchAhead touchAhead;

    private long lastSequence;
    private int cycle = Integer.MIN_VALUE;
    private FileChannel file;
    private String fileName = "";

    // Where the batch appended last begins, and where the next will.
    private long batchAt;
    private long batchAfter;
    private long nextAt;

    /** Of a file that was rolled since the last sync. */
    private FileChannel rolledFile;

    private long latestMillis;
    private boolean isDirectorySynced = true;
    private boolean hasFailed;

    private ChronicleJournal(
            int epoch, Cut cut, Path folder, JournalSettings settings, DiskSpace diskSpace, FatalListener fatal)
            throws IOException {
        this.settings = settings;
        this.cut = cut;
        this.epoch = epoch;
        this.folder = folder;
        this.fatal = fatal;
        this.lastSequence = cut.lastSequence();
        RollCycle rollCycle = switch (settings.roll()) {
            case DAILY -> RollCycles.FAST_DAILY;
            case HOURLY -> RollCycles.FAST_HOURLY;
        };
        queue = SingleChronicleQueueBuilder.single(folder.toFile())
                .rollCycle(rollCycle)
                .timeProvider(this::millisNeverBack)
                .syncMode(SyncMode.NONE)
                .build();
        appender = queue.createAppender();
        touchAhead = new TouchAhead(folder, rollCycle, settings, diskSpace, fatal);
    }

    /** Loads what registers itself with the end of the process, which it cannot do once that has begun. The first {@link #open} does it otherwise. */
    public static void load() {
        BackgroundResourceReleaser.releasePendingResources();
    }

    /**
     * Cuts the last epoch where it ends and begins the next. Nothing of an earlier start is changed; what is kept of it is on disk before anything
     * builds on it.
     *
     * @param lock of the data folder, which must be held as long as the journal is open
     * @param fatal told of a failed sync, or of a failure of the thread that works ahead
     * @throws DiskFullException if there is too little room; nothing was made
     * @throws smc.journal.DamageException if the last epoch is damaged, not only torn, and nobody has given up what lies behind
     * @throws JournalException if the folders cannot be read or made
     */
    public static ChronicleJournal open(
            DataLock lock, JournalSettings settings, DiskSpace diskSpace, FatalListener fatal) {
        Path journalFolder = lock.dataFolder().resolve(FOLDER);
        try {
            settings.diskLimits().requireRoomToBegin(diskSpace, lock.dataFolder());
            List<Epoch> epochs = Epoch.list(journalFolder);
            Cut cut = JournalEnd.of(Epoch.trusted(epochs), settings);
            int number = epochs.isEmpty() ? 1 : epochs.getLast().number() + 1;
            if (!epochs.isEmpty()) {
                force(journalFolder.resolve(Epoch.folderName(cut.epoch())));
            }
            Path folder =
                    makeFolder(journalFolder, number, cut, new Writer(settings.boot(), settings.syncsWhenAsked()));
            var journal = new ChronicleJournal(number, cut, folder, settings, diskSpace, fatal);
            journal.touchAhead.start();
            return journal;
        } catch (IOException e) {
            throw new JournalException("cannot begin an epoch in " + journalFolder + ": " + e, e);
        }
    }

    /** A clock set back over midnight would send Chronicle to a file that it has ended. */
    private long millisNeverBack() {
        latestMillis = Math.max(latestMillis, settings.clock().millis());
        return latestMillis;
    }

    /**
     * A process that was killed has left bytes that a power cut would still take. The next epoch says how far its predecessor goes, so that must not come
     * true only by luck.
     *
     * @param folder of an epoch; there is none if it was archived, and all of it is on disk then
     */
    private static void force(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Epoch::isRollFile).toList()) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        forceDirectory(folder);
    }

    /** With the cut in it, whole or not at all: an epoch without would leave readers to guess where the one before ends. */
    private static Path makeFolder(Path journalFolder, int number, Cut cut, Writer writer) throws IOException {
        Files.createDirectories(journalFolder);
        forceDirectory(journalFolder.getParent());
        String name = Epoch.folderName(number);
        Path aside = journalFolder.resolve(name + ".tmp");
        Files.createDirectories(aside);
        writeForced(aside.resolve(Epoch.CUT_FILE), cut.toText());
        writeForced(aside.resolve(Writer.FILE), writer.toText());
        forceDirectory(aside);
        Path folder = Files.move(aside, journalFolder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(journalFolder);
        return folder;
    }

    private static void writeForced(Path file, String text) throws IOException {
        Files.writeString(file, text);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    static void forceDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Where the epoch before this one was cut: the content of this one's first frame. */
    public Cut cut() {
        return cut;
    }

    /** Number of this start, from 1. */
    public int epoch() {
        return epoch;
    }

    @Override
    public void append(DirectBuffer batch, int offset, int length) {
        requireUsable();
        long last = Batch.lastSequence(batch, offset, length, lastSequence);
        hasFailed = true; // until it is done
        try {
            excerpt.clear();
            excerpt.write(batch.byteArray(), batch.wrapAdjustment() + offset, length);
            appender.writeBytes(excerpt);
            if (appender.cycle() != cycle) {
                onRoll();
                nextAt = 0; // its first
            }
        } catch (RuntimeException | IOException e) {
            throw failed("append after sequence " + lastSequence, e);
        }
        hasFailed = false;
        batchAt = nextAt;
        batchAfter = lastSequence;
        nextAt = appender.wire().bytes().writePosition();
        lastSequence = last;
        touchAhead.onWritten(nextAt);
    }

    @Override
    public void sync() {
        requireUsable();
        hasFailed = true; // until it is done
        try {
            if (rolledFile != null) {
                rolledFile.force(false);
                rolledFile.close();
                rolledFile = null;
            }
            if (file != null) {
                file.force(false);
            }
            if (!isDirectorySynced) {
                forceDirectory(folder);
                isDirectorySynced = true;
            }
        } catch (IOException e) {
            throw failed("sync through sequence " + lastSequence, e);
        }
        hasFailed = false;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public Journal.Place lastBatch() {
        if (fileName.isEmpty()) {
            throw new JournalException("expected a batch to be appended, none was in " + folder);
        }
        return new Journal.Place(epoch, fileName, batchAt, batchAfter);
    }

    @Override
    public DiskLevel diskLevel() {
        return touchAhead.diskLevel();
    }

    @Override
    public void close() {
        touchAhead.close();
        try {
            if (!hasFailed) {
                sync();
                markClosed();
            }
        } finally {
            appender.close();
            queue.close();
            excerpt.releaseLast();
            closeFiles();
        }
    }

    /** All is on disk now, and nothing comes any more: what is missing later was there. */
    private void markClosed() {
        Path aside = folder.resolve(Epoch.CLOSED_FILE + ".tmp");
        try {
            writeForced(aside, Epoch.closedText(lastSequence));
            Files.move(aside, folder.resolve(Epoch.CLOSED_FILE), StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(folder);
        } catch (IOException e) {
            throw failed("close after sequence " + lastSequence, e);
        }
    }

    TouchAhead touchAhead() {
        return touchAhead;
    }

    /** The file that is written to has changed: its name, and what was written to the old one, are not safe before the next sync. */
    private void onRoll() throws IOException {
        if (rolledFile != null) {
            rolledFile.force(false);
            rolledFile.close();
        }
        rolledFile = file;
        Path path = appender.currentFile().toPath();
        file = FileChannel.open(path, StandardOpenOption.WRITE);
        fileName = path.getFileName().toString();
        isDirectorySynced = false;
        cycle = appender.cycle();
        touchAhead.onRoll(((MappedBytes) appender.wire().bytes()).mappedFile());
    }

    void closeFiles() {
        try {
            if (rolledFile != null) {
                rolledFile.close();
            }
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close " + folder + ": " + e, e);
        }
    }

    private void requireUsable() {
        if (hasFailed) {
            throw new JournalException(
                    "expected no use of the journal after it failed, after sequence " + lastSequence);
        }
    }

    private JournalException failed(String what, Exception cause) {
        String message = "cannot " + what + " in " + folder + ": " + cause;
        fatal.onFatal(message, cause);
        return new JournalException(message, cause);
    }
}
