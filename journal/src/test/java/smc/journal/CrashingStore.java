package smc.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal in memory that loses what was not synced, for tests of whoever writes to it. {@link #open} is a start, the methods named after
 * crashes end it: a journal opened before refuses all further use, and the next {@link #open} begins an epoch with its cut.
 */
public final class CrashingStore {
    private final FrameChecksum checksum = new FrameChecksum();
    private final UnsafeBuffer disk = new UnsafeBuffer(new byte[1 << 16]);
    private int length;
    private int syncedLength;
    private long syncedSequence;
    private int epoch;
    private OpenJournal open;
    private Cut cut = Cut.FIRST_START;
    private DiskLevel diskLevel = DiskLevel.OK;
    private boolean isNextSyncFailing;
    private boolean isFull;

    /** Starts: reads to the last good frame and goes on behind it. */
    public Journal open() {
        if (open != null) {
            throw new IllegalStateException("expected a crash or close before the store is opened again");
        }
        cut = epoch == 0 ? Cut.FIRST_START : findCut();
        syncedLength = length;
        syncedSequence = cut.lastSequence();
        epoch++;
        isFull = false;
        open = new OpenJournal(cut.lastSequence());
        return open;
    }

    /** Another store, of a process that was killed when the frame of this sequence was the last it had appended. */
    public CrashingStore killedAfter(long lastSequence) {
        var other = new CrashingStore();
        int end = 0;
        while (end < length && Frame.sequence(disk, end) <= lastSequence) {
            end += Frame.length(disk, end);
        }
        other.disk.wrap(Arrays.copyOf(disk.byteArray(), Math.max(end, other.disk.capacity())));
        other.length = end;
        other.epoch = epoch;
        return other;
    }

    /** Number of the last {@link #open}. */
    public int epoch() {
        return epoch;
    }

    /** Where the last {@link #open} found the epoch before to end. */
    public Cut cut() {
        return cut;
    }

    /** Sequence of the last frame that {@link Journal#sync} has returned for; what leaves before its frame is here breaks the rule. */
    public long syncedSequence() {
        return syncedSequence;
    }

    /** All frames from a sequence on, synced or not. */
    public JournalReader reader(long fromSequence) {
        return new Reader(fromSequence);
    }

    /** What {@link Journal#diskLevel} says from now on. */
    public void diskLevel(DiskLevel level) {
        diskLevel = level;
    }

    /** The next sync throws; nothing of what it was for is safe. */
    public void failNextSync() {
        isNextSyncFailing = true;
    }

    /** There is no room any more: an append throws, until the store is opened again. */
    public void fill() {
        isFull = true;
    }

    /** The process dies, the machine does not: everything appended is there. */
    public void killProcess() {
        open = null;
    }

    /** Power is cut, and not one unsynced byte was written. */
    public void dropUnsynced() {
        open = null;
        length = syncedLength;
    }

    /** Power is cut, and every unsynced byte is a random one. */
    public void garbleUnsynced(Random random) {
        open = null;
        for (int at = syncedLength; at < length; at++) {
            disk.putByte(at, (byte) random.nextInt());
        }
    }

    /** Power is cut, and each unsynced byte beyond a random one is zero. */
    public void tearUnsynced(Random random) {
        open = null;
        int kept = syncedLength + random.nextInt(length - syncedLength + 1);
        disk.setMemory(kept, length - kept, (byte) 0);
    }

    private Cut findCut() {
        int offset = 0;
        long last = 0;
        CutReason why = CutReason.CLEAN;
        while (offset < length && why == CutReason.CLEAN) {
            why = switch (checksum.check(disk, offset, length - offset)) {
                case OK -> Frame.sequence(disk, offset) == last + 1 ? CutReason.CLEAN : CutReason.SEQUENCE_GAP;
                case TOO_SHORT, BAD_LENGTH -> CutReason.BAD_LENGTH;
                case BAD_CRC -> CutReason.BAD_CRC;
            };
            if (why == CutReason.CLEAN) {
                last++;
                offset += Frame.length(disk, offset);
            }
        }
        length = offset;
        return new Cut(epoch, last, why, "memory at byte " + offset);
    }

    private final class OpenJournal implements Journal {
        private long lastSequence;
        private boolean hasFailed;

        OpenJournal(long lastSequence) {
            this.lastSequence = lastSequence;
        }

        @Override
        public void append(DirectBuffer batch, int offset, int batchLength) {
            requireUsable();
            if (isFull) {
                hasFailed = true;
                throw new JournalException(
                        "cannot append after sequence " + lastSequence, new IOException("No space left on device"));
            }
            lastSequence = Batch.lastSequence(batch, offset, batchLength, lastSequence);
            if (length + batchLength > disk.capacity()) {
                disk.wrap(Arrays.copyOf(disk.byteArray(), 2 * (length + batchLength)));
            }
            disk.putBytes(length, batch, offset, batchLength);
            length += batchLength;
        }

        @Override
        public void sync() {
            requireUsable();
            if (isNextSyncFailing) {
                isNextSyncFailing = false;
                hasFailed = true;
                throw new JournalException("cannot sync through sequence " + lastSequence + ": as the test wanted");
            }
            syncedLength = length;
            syncedSequence = lastSequence;
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        /** There is one place only. */
        @Override
        public Journal.Place lastBatch() {
            return new Journal.Place(1, "memory", 0, 0);
        }

        @Override
        public DiskLevel diskLevel() {
            return diskLevel;
        }

        @Override
        public void close() {
            if (open == this) {
                if (!hasFailed) {
                    sync();
                }
                open = null;
            }
        }

        private void requireUsable() {
            if (open != this || hasFailed) {
                throw new JournalException(
                        "expected no use of the journal after it failed, after sequence " + lastSequence);
            }
        }
    }

    private final class Reader implements JournalReader {
        private final long fromSequence;
        private int offset;
        private long lastSequence;

        Reader(long fromSequence) {
            this.fromSequence = fromSequence;
        }

        @Override
        public int poll(FrameListener listener) {
            while (offset < length) {
                FrameChecksum.Result found = checksum.check(disk, offset, length - offset);
                if (found != FrameChecksum.Result.OK || Frame.sequence(disk, offset) != lastSequence + 1) {
                    throw new JournalException(
                            "expected sequence " + (lastSequence + 1) + ", found " + found + " at byte " + offset);
                }
                int frameLength = Frame.length(disk, offset);
                lastSequence++;
                offset += frameLength;
                if (lastSequence >= fromSequence) {
                    listener.onFrame(disk, offset - frameLength, frameLength);
                    return 1;
                }
            }
            return 0;
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        @Override
        public void close() {}
    }
}
