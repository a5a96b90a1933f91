package smc.journal.chronicle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.Journal;

/**
 * Looks for frames where reading cannot go on, without trusting a byte of what is around them: a good checksum around a sequence to come cannot be a
 * mistake. One use.
 */
final class FrameSearch {
    /** So far ahead no epoch comes; a number beyond is no sequence. */
    private static final long SEQUENCES_AHEAD_MAX = 1L << 32;

    /** The very next frame, and those that follow it byte by byte. */
    record Next(int fileIndex, long at, int length) {}

    /**
     * What was found.
     *
     * @param next empty if the very next frame is nowhere
     * @param frames sound ones behind, from the first sequence to the last; without a next
     * @param isOfSynced whether they prove that the place where reading ended had been synced: a batch stands behind one that asked for a sync, and
     *     none is appended before the sync has returned
     * @param onlyZeros whether nothing but zeros was behind the place in its file
     */
    record Behind(
            Optional<Next> next,
            long frames,
            long firstSequence,
            long lastSequence,
            boolean isOfSynced,
            boolean onlyZeros) {
        static final Behind NOTHING = new Behind(Optional.empty(), 0, 0, 0, false, true);
    }

    private final List<EpochFile> files;
    private final Place reached;
    private final long lastSequence;
    private final FrameChecksum checksum = new FrameChecksum();
    private long frames;
    private long firstFound;
    private long lastFound;
    private boolean isSyncAsked;
    private boolean isOfSynced;
    private boolean onlyZeros = true;

    private FrameSearch(List<EpochFile> files, Place reached, long lastSequence, boolean isSyncAsked) {
        this.files = files;
        this.reached = reached;
        this.lastSequence = lastSequence;
        this.isSyncAsked = isSyncAsked;
    }

    /**
     * A byte of a file.
     *
     * @param fileIndex among those of the epoch
     */
    record Place(int fileIndex, long position) {}

    /**
     * Looks from a place on, to the end of the last file.
     *
     * @param from where the last sound frame ends
     * @param reached where reading ended, there or behind
     * @param lastSequence the next one is wanted
     * @param isSyncAsked whether a frame before, of the batch in which reading ended, asked for a sync
     */
    static Behind from(List<EpochFile> files, Place from, Place reached, long lastSequence, boolean isSyncAsked)
            throws IOException {
        Behind found = new FrameSearch(files, reached, lastSequence, isSyncAsked).search(from);
        // A live writer may have gone on while we looked: what it wrote first is there by now.
        return found.frames == 0 ? found : new FrameSearch(files, reached, lastSequence, isSyncAsked).search(from);
    }

    private Behind search(Place from) throws IOException {
        for (int file = from.fileIndex; file < files.size(); file++) {
            try (var window = new Window(files.get(file))) {
                Optional<Next> next = search(window, file, file == from.fileIndex ? from.position : 0);
                if (next.isPresent()) {
                    return new Behind(next, 0, 0, 0, false, false);
                }
            }
        }
        return new Behind(Optional.empty(), frames, firstFound, lastFound, isOfSynced, onlyZeros);
    }

    private Optional<Next> search(Window window, int file, long fromPosition) throws IOException {
        long position = Documents.aligned(fromPosition);
        while (true) {
            position = behindZeros(window, position);
            int available = window.fill(position);
            if (available == 0) {
                return Optional.empty();
            }
            onlyZeros &= file != reached.fileIndex || position < reached.position;
            if (isFrame(window, position)) {
                if (sequence(window, position) == lastSequence + 1) {
                    return Optional.of(new Next(file, position, run(window, position, Journal.BATCH_LENGTH_MAX)));
                }
                position += take(window, position);
            } else {
                int batch = wholeBatch(window, position);
                if (batch > 0 && sequence(window, position + Documents.HEADER_LENGTH) == lastSequence + 1) {
                    return Optional.of(new Next(file, position + Documents.HEADER_LENGTH, batch));
                }
                if (batch > 0) {
                    isOfSynced |= isSyncAsked;
                    long end = position + Documents.HEADER_LENGTH + batch;
                    for (position += Documents.HEADER_LENGTH; position < end; ) {
                        position += take(window, position);
                    }
                } else {
                    position += Documents.HEADER_LENGTH;
                }
            }
        }
    }

    /** The first word from there on that is not zero, or a rest that is no word; the end if there is none. */
    private static long behindZeros(Window window, long from) throws IOException {
        long position = from;
        while (window.holds(position, Documents.HEADER_LENGTH)) {
            int available = window.fill(position);
            UnsafeBuffer buffer = window.buffer();
            int start = window.at(position);
            int end = start + (available & -Documents.HEADER_LENGTH);
            int at = start;
            while (at + Long.BYTES <= end && buffer.getLong(at) == 0) {
                at += Long.BYTES;
            }
            while (at < end && buffer.getInt(at) == 0) {
                at += Documents.HEADER_LENGTH;
            }
            position += at - start;
            if (at < end) {
                return position;
            }
        }
        int rest = window.fill(position);
        for (int i = 0; i < rest; i++) {
            if (window.buffer().getByte(window.at(position) + i) != 0) {
                return position;
            }
        }
        return position + rest;
    }

    /** Whether a sound frame begins there whose sequence is still to come; all of it is in the window then. */
    private boolean isFrame(Window window, long position) throws IOException {
        if (!window.holds(position, Frame.HEADER_LENGTH)) {
            return false;
        }
        long ahead = sequence(window, position) - lastSequence;
        int length = Frame.length(window.buffer(), window.at(position));
        return ahead > 0
                && ahead <= SEQUENCES_AHEAD_MAX
                && FrameChecksum.isLength(length)
                && window.holds(position, length)
                && checksum.check(window.buffer(), window.at(position), length) == FrameChecksum.Result.OK;
    }

    /** Length in bytes of the batch whose header is there, if sound frames fill it to the last byte, one after the other; else 0. */
    private int wholeBatch(Window window, long position) throws IOException {
        if (!window.holds(position, Documents.HEADER_LENGTH)) {
            return 0;
        }
        int length = window.buffer().getInt(window.at(position), LITTLE_ENDIAN);
        if (length < Frame.HEADER_LENGTH
                || length > Journal.BATCH_LENGTH_MAX
                || !isFrame(window, position + Documents.HEADER_LENGTH)
                || !window.holds(position, Documents.HEADER_LENGTH + length)) {
            return 0;
        }
        return run(window, position + Documents.HEADER_LENGTH, length) == length ? length : 0;
    }

    /** How many bytes of sound frames follow one another from there on, in sequence, of the bytes that may belong to them. */
    private int run(Window window, long position, int lengthMax) throws IOException {
        long expected = sequence(window, position);
        int length = 0;
        while (length < lengthMax && isFrame(window, position + length)) {
            if (sequence(window, position + length) != expected) {
                break;
            }
            int frame = Frame.length(window.buffer(), window.at(position + length));
            if (frame > lengthMax - length) {
                break;
            }
            length += frame;
            expected++;
        }
        return length;
    }

    /** Counts the frame that is there; its length in bytes. */
    private int take(Window window, long position) throws IOException {
        window.holds(position, Frame.HEADER_LENGTH);
        int length = Frame.length(window.buffer(), window.at(position));
        window.holds(position, length);
        long sequence = sequence(window, position);
        frames++;
        firstFound = firstFound == 0 ? sequence : Math.min(firstFound, sequence);
        lastFound = Math.max(lastFound, sequence);
        isSyncAsked |= Frame.asksForSync(window.buffer(), window.at(position));
        return length;
    }

    /** Of the frame that begins there, whose header the file has. */
    private static long sequence(Window window, long position) throws IOException {
        window.holds(position, Frame.HEADER_LENGTH);
        return Frame.sequence(window.buffer(), window.at(position));
    }
}
