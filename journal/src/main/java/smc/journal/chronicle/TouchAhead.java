package smc.journal.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ClosedIllegalStateException;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.RollCycle;
import smc.journal.DiskLevel;
import smc.journal.DiskSpace;
import smc.journal.FatalListener;

/**
 * Walks ahead of the appender, so that it never makes the file system find a block, the file grow, or a chunk be mapped: the first store into a page of
 * a sparse file is what its slowest appends were. The blocks of what it touches are found first, so that a full disk is an error of ours and not the
 * end of the process. Also makes the next roll file ready a minute early, and looks at the disk. A thread of its own;
 * {@link #onWritten}, {@link #onRoll} and {@link #diskLevel} are the engine's, and allocate nothing.
 *
 * <p>Harmless by what it does: a page is touched by comparing and setting 0 to 0, which changes no byte whoever else writes there; and through the
 * appender's own chunks, which are counted by Chronicle and grown under its lock, so that nothing it touches can be unmapped or cut off under it.
 */
final class TouchAhead implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final long AHEAD = 8L << 20;

    /** Blocks that are found at once. */
    private static final long BLOCKS = 1L << 20;

    private static final long STEP_MIN = 4 * PAGE;
    private static final int STEP_PART = 32;
    private static final long IDLE_NANOS = 1_000_000;
    private static final long WALKING_NANOS = 250_000;
    private static final long DISK_EVERY_NANOS = 1_000_000_000;
    private static final long READY_BEFORE_ROLL_MILLIS = 60_000;

    private final Path folder;
    private final RollCycle rollCycle;
    private final DateTimeFormatter fileName;
    private final JournalSettings settings;
    private final DiskSpace diskSpace;
    private final FatalListener fatal;
    private final Thread thread =
            Thread.ofPlatform().name("journal-touch-ahead").daemon().unstarted(this::run);

    /** Reserved for us, and not yet seen. */
    private final AtomicReference<MappedFile> newFile = new AtomicReference<>();

    private final AtomicLong writtenTo = new AtomicLong();
    private volatile DiskLevel diskLevel = DiskLevel.OK;
    private volatile boolean isClosed;

    private final ReferenceOwner owner = ReferenceOwner.temporary("touch-ahead");
    private MappedFile touchedFile;

    /** Of that file, the one touched last; held by us. */
    private MappedBytesStore chunk;

    private DiskBlocks blocks;
    private long foundTo;
    private long touchedTo;
    private int readyCycle = Integer.MIN_VALUE;

    TouchAhead(Path folder, RollCycle rollCycle, JournalSettings settings, DiskSpace diskSpace, FatalListener fatal)
            throws IOException {
        this.folder = folder;
        this.rollCycle = rollCycle;
        this.fileName = DateTimeFormatter.ofPattern(rollCycle.format()).withZone(ZoneOffset.UTC);
        this.settings = settings;
        this.diskSpace = diskSpace;
        this.fatal = fatal;
        lookAtDisk();
    }

    void start() {
        thread.start();
    }

    /** The appender goes on in that file. */
    void onRoll(MappedFile next) {
        writtenTo.set(0);
        next.reserve(owner);
        MappedFile unseen = newFile.getAndSet(next);
        if (unseen != null) {
            unseen.release(owner);
        }
    }

    /** The appender has come to that byte of its file. */
    void onWritten(long position) {
        writtenTo.lazySet(position);
    }

    DiskLevel diskLevel() {
        return diskLevel;
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long diskAtNanos = System.nanoTime();
        try {
            while (!isClosed) {
                boolean isWalking = step();
                if (System.nanoTime() - diskAtNanos >= DISK_EVERY_NANOS) {
                    diskAtNanos = System.nanoTime();
                    lookAtDisk();
                }
                LockSupport.parkNanos(isWalking ? WALKING_NANOS : IDLE_NANOS);
            }
        } catch (IOException | RuntimeException | InternalError e) {
            // An InternalError is a page that cannot be had: the disk is full.
            fatal.onFatal("cannot work ahead of the journal in " + folder + ": " + e, e);
        } finally {
            releaseFiles();
        }
    }

    /**
     * What is to be done now. A test takes steps of its own beside the thread's.
     *
     * @return whether pages were touched, so that there will soon be more
     */
    synchronized boolean step() throws IOException {
        boolean hasTouched = touch();
        makeNextFileReady();
        return hasTouched;
    }

    /**
     * Goes towards {@link #AHEAD} bytes in front of the appender, a part of the way in each step: all at once would take the processor from the
     * engine for 10 ms, where there are few.
     */
    private boolean touch() throws IOException {
        MappedFile next = newFile.getAndSet(null);
        if (next != null) {
            releaseFile();
            touchedFile = next;
            blocks = new DiskBlocks(next.file().toPath());
            foundTo = 0;
            touchedTo = 0;
        }
        if (touchedFile == null) {
            return false;
        }
        long position = writtenTo.get();
        long from = Math.max(touchedTo, position & -PAGE);
        long missing = position + AHEAD - from;
        if (missing < STEP_MIN) {
            return false;
        }
        long to = from + Math.max(STEP_MIN, missing / STEP_PART & -PAGE);
        if (to > foundTo) {
            long firstMissing = Math.max(foundTo, from);
            foundTo = to + BLOCKS;
            blocks.allocate(firstMissing, foundTo - firstMissing);
        }
        for (long page = from; page < to; page += PAGE) {
            if ((chunk == null || !chunk.inside(page)) && !takeChunk(page)) {
                return false;
            }
            chunk.compareAndSwapLong(page, 0, 0);
        }
        touchedTo = to;
        return true;
    }

    /** @return false if the appender has left the file, and the next one is not known here yet */
    private boolean takeChunk(long position) throws IOException {
        releaseChunk();
        try {
            chunk = touchedFile.acquireByteStore(owner, position);
        } catch (ClosedIllegalStateException _) {
            return false;
        }
        // Else the kernel makes far more pages than the one that is touched: as many as the disk's read-ahead says.
        ReadAhead.off(chunk.addressForRead(chunk.start()), touchedFile.chunkSize() + touchedFile.overlapSize());
        return true;
    }

    private void releaseChunk() {
        if (chunk != null) {
            chunk.release(owner);
            chunk = null;
        }
    }

    private void releaseFile() {
        releaseChunk();
        if (blocks != null) {
            blocks.close();
            blocks = null;
        }
        if (touchedFile != null) {
            touchedFile.release(owner);
            touchedFile = null;
        }
    }

    /** Chronicle takes a file of this name over when it rolls, of whatever size, if it is all zeros (PrecreatedFiles, 2026.4). */
    private void makeNextFileReady() throws IOException {
        long soonMillis = settings.clock().millis() + READY_BEFORE_ROLL_MILLIS;
        int cycle = (int) (soonMillis / rollCycle.lengthInMillis());
        boolean isNext = settings.clock().millis() / rollCycle.lengthInMillis() < cycle;
        if (!isNext || cycle == readyCycle || touchedFile == null) {
            return;
        }
        readyCycle = cycle;
        Path next = folder.resolve(
                fileName.format(Instant.ofEpochMilli((long) cycle * rollCycle.lengthInMillis())) + ".precreated");
        Path aside = folder.resolve(next.getFileName() + ".tmp");
        // Nobody else knows of it yet.
        try {
            try (var zeros = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                for (var pages = ByteBuffer.allocate(Math.toIntExact(AHEAD)); pages.hasRemaining(); ) {
                    zeros.write(pages);
                }
            }
            Files.move(aside, next);
        } finally {
            Files.deleteIfExists(aside); // of a full disk it would take what room there is
        }
    }

    private synchronized void releaseFiles() {
        releaseFile();
        touchedFile = newFile.getAndSet(null);
        releaseFile();
    }

    private void lookAtDisk() throws IOException {
        diskLevel = settings.diskLimits().level(diskSpace.usableBytes());
    }
}
