package smc.journal.chronicle;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.Frame;
import smc.journal.FrameCheck;
import smc.journal.FrameChecksum;

/** The frames of one epoch, in order and each checked, until one is not there. */
final class EpochReader implements AutoCloseable {
    private final FrameChecksum checksum = new FrameChecksum();
    private Epoch epoch;
    private int fileIndex;
    private Documents documents;
    private long lastSequence;

    /** Bytes of the batch at the reading position that were handed out already. */
    private int handedOut;

    private int framesOffset;
    private int framesLength;
    private CutReason why = CutReason.CLEAN;

    /** @param lastSequence of the frame before the first one of that file */
    EpochReader(Epoch epoch, int fileIndex, long lastSequence) {
        this.epoch = epoch;
        this.fileIndex = fileIndex;
        this.lastSequence = lastSequence;
    }

    /** Sequence of the first frame of a file, or -1 if it cannot be read without looking around. */
    static long firstSequence(EpochFile file) throws IOException {
        try (var documents = new Documents(file)) {
            if (documents.find() != Documents.Found.BATCH) {
                return -1;
            }
            var buffer = documents.buffer();
            int offset = documents.batchOffset();
            boolean good = new FrameChecksum().check(buffer, offset, documents.batchLength()) == FrameCheck.OK;
            return good ? Frame.sequence(buffer, offset) : -1;
        }
    }

    /** Where nothing more can be read of an epoch: found by reading all of it. */
    static Cut cut(Epoch epoch) throws IOException {
        try (var reader = new EpochReader(epoch, 0, epoch.before().lastSequence())) {
            while (reader.next() || reader.searchOn()) {
                // only the end is wanted
            }
            return new Cut(epoch.number(), reader.lastSequence, reader.why, reader.place());
        }
    }

    /** Goes on to the next good frames, all of one batch. False if there are none now; asking again reads the place again. */
    boolean next() throws IOException {
        while (documents != null || openFile()) {
            switch (documents.find()) {
                case BATCH -> {
                    if (takeFrames()) {
                        return true;
                    }
                    if (why != CutReason.CLEAN) {
                        documents.forget();
                        return false;
                    }
                }
                case END_OF_FILE -> {
                    why = CutReason.CLEAN;
                    if (fileIndex + 1 == epoch.files().size()) {
                        return false;
                    }
                    documents.close();
                    documents = null;
                    fileIndex++;
                }
                case NOTHING_YET -> {
                    why = CutReason.CLEAN;
                    return false;
                }
                case INCOMPLETE -> {
                    why = CutReason.INCOMPLETE;
                    return false;
                }
                case TRUNCATED -> {
                    why = CutReason.TRUNCATED;
                    return false;
                }
                case BAD_LENGTH -> {
                    why = CutReason.BAD_LENGTH;
                    return false;
                }
            }
        }
        return false;
    }

    /**
     * After {@link #next} found nothing, and when nothing more is being written: looks for the very next frame behind the damage, in this file and
     * at the beginning of the next one.
     *
     * @return whether it was found, and {@link #next} will have it
     */
    boolean searchOn() throws IOException {
        if (documents == null) {
            return false;
        }
        CutReason behind = documents.search(lastSequence + 1);
        if (behind == null) {
            handedOut = 0;
            return true;
        }
        if (why == CutReason.CLEAN) {
            why = behind;
        }
        if (fileIndex + 1 < epoch.files().size()) {
            var following = new Documents(epoch.files().get(fileIndex + 1));
            if (following.search(lastSequence + 1) == null) {
                documents.close();
                documents = following;
                handedOut = 0;
                fileIndex++;
                return true;
            }
            following.close();
        }
        return false;
    }

    /** The files grew in number. */
    void epoch(Epoch listedAgain) {
        epoch = listedAgain;
    }

    /** Over an array; the frames found are at {@link #framesOffset}, {@link #framesLength} bytes of them. */
    UnsafeBuffer buffer() {
        return documents.buffer();
    }

    int framesOffset() {
        return framesOffset;
    }

    int framesLength() {
        return framesLength;
    }

    /** Of the last frame found. */
    long lastSequence() {
        return lastSequence;
    }

    /** Why the last {@link #next} or {@link #searchOn} found nothing. */
    CutReason why() {
        return why;
    }

    String place() {
        return documents == null ? "" : documents.place();
    }

    @Override
    public void close() throws IOException {
        if (documents != null) {
            documents.close();
        }
    }

    private boolean openFile() throws IOException {
        if (fileIndex >= epoch.files().size()) {
            return false;
        }
        documents = new Documents(epoch.files().get(fileIndex));
        return true;
    }

    /** Takes the good frames at the front of what is left of the batch. At its end or at a bad frame there are none, and {@link #why} says which. */
    private boolean takeFrames() {
        UnsafeBuffer buffer = documents.buffer();
        int end = documents.batchOffset() + documents.batchLength();
        int offset = documents.batchOffset() + handedOut;
        framesOffset = offset;
        why = CutReason.CLEAN;
        while (offset < end && why == CutReason.CLEAN) {
            why = reasonAgainst(buffer, offset, end - offset);
            if (why == CutReason.CLEAN) {
                lastSequence++;
                offset += Frame.length(buffer, offset);
            }
        }
        framesLength = offset - framesOffset;
        handedOut += framesLength;
        if (offset == end && framesLength == 0) {
            documents.pass();
            handedOut = 0;
        }
        return framesLength > 0;
    }

    private CutReason reasonAgainst(UnsafeBuffer buffer, int offset, int available) {
        return switch (checksum.check(buffer, offset, available)) {
            case OK -> Frame.sequence(buffer, offset) == lastSequence + 1 ? CutReason.CLEAN : CutReason.SEQUENCE_GAP;
            case TOO_SHORT, BAD_LENGTH -> CutReason.BAD_LENGTH;
            case BAD_CRC -> CutReason.BAD_CRC;
        };
    }
}
