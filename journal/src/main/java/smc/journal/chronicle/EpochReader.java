package smc.journal.chronicle;

import java.io.IOException;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DamageException;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.Journal;

/** The frames of one epoch, in order and each checked, until one is not there. */
final class EpochReader implements AutoCloseable {
    private final FrameChecksum checksum = new FrameChecksum();
    private Epoch epoch;
    private int fileIndex;
    private Documents documents;
    private long lastSequence;

    /** Bytes of the batch at the reading position that were handed out already. */
    private int handedOut;

    /** Whether one of those asked for a sync. */
    private boolean isSyncAsked;

    /** Where the last sound frame ends; what is searched for lies behind. */
    private int soundFileIndex;

    private long soundTo;

    private int framesOffset;
    private int framesLength;

    /** Of the frame before the first of the batch at the reading position. */
    private long batchAfter;

    private CutReason why = CutReason.CLEAN;
    private FrameSearch.Behind behind = FrameSearch.Behind.NOTHING;

    /** @param lastSequence of the frame before the first one of that file */
    EpochReader(Epoch epoch, int fileIndex, long lastSequence) {
        this.epoch = epoch;
        this.fileIndex = fileIndex;
        this.soundFileIndex = fileIndex;
        this.lastSequence = lastSequence;
    }

    /** The same from a place that {@link #isAt} has found sound. */
    EpochReader(Epoch epoch, Journal.Place place) throws IOException {
        this(epoch, fileIndex(epoch, place), place.afterSequence());
        documents = new Documents(epoch.files().get(fileIndex)).startAt(place.at());
        soundTo = place.at();
    }

    private static int fileIndex(Epoch epoch, Journal.Place place) {
        for (int i = 0; i < epoch.files().size(); i++) {
            if (epoch.files().get(i) instanceof EpochFile.Plain plain
                    && plain.fileName().equals(place.file())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a batch that follows the sequence of a place begins there; what is archived is read from its beginning. */
    static boolean isAt(Epoch epoch, Journal.Place place) throws IOException {
        int index = epoch.number() == place.epoch() ? fileIndex(epoch, place) : -1;
        return index >= 0 && firstSequence(epoch.files().get(index), place.at()) == place.afterSequence() + 1;
    }

    /** Sequence of the first frame of a file, or -1 if it cannot be read without looking around. */
    static long firstSequence(EpochFile file) throws IOException {
        return firstSequence(file, 0);
    }

    private static long firstSequence(EpochFile file, long at) throws IOException {
        try (var documents = new Documents(file).startAt(at)) {
            if (documents.find() != Documents.Found.BATCH) {
                return -1;
            }
            var buffer = documents.buffer();
            int offset = documents.batchOffset();
            boolean good =
                    new FrameChecksum().check(buffer, offset, documents.batchLength()) == FrameChecksum.Result.OK;
            return good ? Frame.sequence(buffer, offset) : -1;
        } catch (UnpackException _) { // Said by whoever comes to it.
            return -1;
        }
    }

    /**
     * Where an epoch that no other follows ends: found by reading all of it.
     *
     * @param boot which start of the machine this is
     * @throws DamageException if frames that were written cannot be read any more
     */
    static Cut cut(Epoch epoch, String boot) throws IOException {
        return cut(new EpochReader(epoch, 0, epoch.before().lastSequence()), boot);
    }

    /** The same, of an epoch that is known up to a place, if that is in it. */
    static Cut cut(Epoch epoch, String boot, Optional<Journal.Place> known) throws IOException {
        return known.isPresent() && isAt(epoch, known.get())
                ? cut(new EpochReader(epoch, known.get()), boot)
                : cut(epoch, boot);
    }

    private static Cut cut(EpochReader opened, String boot) throws IOException {
        try (var reader = opened) {
            while (reader.next() || reader.searchOn()) {
                // only the end is wanted
            }
            return reader.end(boot);
        }
    }

    /**
     * Judges the end that {@link #next} and {@link #searchOn} have come to, of an epoch that no other follows. A process that was killed leaves a tail
     * that nothing sound follows. So sound frames behind are damage; unless the machine was started anew since, which takes any page that was not
     * synced and leaves others, and nothing shows that the place had been synced.
     *
     * @param boot which start of the machine this is
     * @throws DamageException if frames that were written cannot be read any more
     */
    Cut end(String boot) {
        boolean isClosed = epoch.closedAfter().isPresent();
        if (isClosed && lastSequence < epoch.closedAfter().getAsLong()) {
            throw damage("%d of epoch %d, which was closed after sequence %d"
                    .formatted(
                            lastSequence + 1,
                            epoch.number(),
                            epoch.closedAfter().getAsLong()));
        }
        boolean isRestarted = epoch.writer().isPresent() && epoch.writer().get().isOfEarlierBoot(boot);
        if (behind.frames() > 0) {
            boolean isSynced = behind.isOfSynced()
                    && epoch.writer().isPresent()
                    && epoch.writer().get().syncsWhenAsked();
            if (!isRestarted || isSynced) {
                throw damage("%d or the end of epoch %d".formatted(lastSequence + 1, epoch.number()));
            }
            return cut(
                    CutReason.POWER_CUT,
                    "%s in %s; %s, given up since the machine was restarted while it was written and nothing shows that they were synced"
                            .formatted(why, place(), framesBehind()));
        }
        if (isClosed) {
            return cut(CutReason.CLEAN, place());
        }
        if (why != CutReason.CLEAN || epoch.writer().isEmpty()) {
            return cut(why, place());
        }
        return cut(
                CutReason.UNCLOSED,
                isRestarted
                        ? place() + "; the machine was restarted since, so the last moments before may be missing"
                        : place());
    }

    private Cut cut(CutReason reason, String where) {
        return new Cut(epoch.number(), lastSequence, reason, where);
    }

    /** The place where reading ended, of an epoch that goes on to where the next one has cut it. */
    DamageException damage(Cut end) {
        return damage("%d of an epoch that ends with %d".formatted(lastSequence + 1, end.lastSequence()));
    }

    /** @param expected there: a sequence, and what would have been right too */
    private DamageException damage(String expected) {
        return new DamageException(
                lastSequence,
                "expected sequence %s, found %s in %s; %s"
                        .formatted(
                                expected,
                                why == CutReason.CLEAN ? "nothing more" : why,
                                placeOrNone(),
                                framesBehind()));
    }

    private String placeOrNone() {
        return documents == null ? "epoch " + epoch.number() + ", which has no files" : documents.place();
    }

    /** What {@link #searchOn} found, for people. */
    String framesBehind() {
        return switch ((int) Math.min(behind.frames(), 2)) {
            case 0 -> "nothing sound lies behind it";
            case 1 -> "1 sound frame lies behind it, %d".formatted(behind.firstSequence());
            default ->
                "%,d sound frames lie behind it, %d to %d"
                        .formatted(behind.frames(), behind.firstSequence(), behind.lastSequence());
        };
    }

    /** Goes on to the next good frames, all of one batch. False if there are none now; asking again reads the place again. */
    boolean next() throws IOException {
        try {
            return findNext();
        } catch (UnpackException e) {
            throw damage(e);
        }
    }

    private DamageException damage(UnpackException e) {
        return new DamageException(
                lastSequence,
                "expected sequence %d in %s: %s".formatted(lastSequence + 1, placeOrNone(), e.getMessage()),
                e);
    }

    private boolean findNext() throws IOException {
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
     * After {@link #next} found nothing: looks for the very next frame behind the place, in this file and in those after it. Power loss can garble a page
     * of a file's own bookkeeping and leave the batches behind it whole.
     *
     * @return whether it was found, and {@link #next} will have it
     */
    boolean searchOn() throws IOException {
        if (documents == null) {
            return false;
        }
        try {
            behind = FrameSearch.from(
                    epoch.files(),
                    new FrameSearch.Place(soundFileIndex, soundTo),
                    new FrameSearch.Place(fileIndex, documents.reached()),
                    lastSequence,
                    isSyncAsked);
        } catch (UnpackException e) {
            throw damage(e);
        }
        if (behind.next().isPresent()) {
            goTo(behind.next().get());
            return true;
        }
        if (why == CutReason.CLEAN && !behind.onlyZeros()) {
            why = CutReason.HOLE;
        }
        return false;
    }

    private void goTo(FrameSearch.Next next) throws IOException {
        if (next.fileIndex() != fileIndex) {
            documents.close();
            fileIndex = next.fileIndex();
            documents = new Documents(epoch.files().get(fileIndex));
        }
        documents.goTo(next.at(), next.length());
        handedOut = 0;
        isSyncAsked = false;
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

    /** Where the batch of the frames found begins; empty if it was found without the help of what is before it. */
    Optional<Journal.Place> batch() {
        if (documents == null || framesLength == 0 || documents.documentAt().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Journal.Place(
                epoch.number(),
                epoch.files().get(fileIndex).fileName(),
                documents.documentAt().getAsLong(),
                batchAfter));
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
        if (handedOut == 0) {
            batchAfter = lastSequence;
        }
        why = CutReason.CLEAN;
        while (offset < end && why == CutReason.CLEAN) {
            why = reasonAgainst(buffer, offset, end - offset);
            if (why == CutReason.CLEAN) {
                lastSequence++;
                isSyncAsked |= Frame.asksForSync(buffer, offset);
                offset += Frame.length(buffer, offset);
            }
        }
        framesLength = offset - framesOffset;
        handedOut += framesLength;
        if (framesLength > 0) {
            soundFileIndex = fileIndex;
            soundTo = documents.batchAt() + handedOut;
        }
        if (offset == end && framesLength == 0) {
            documents.pass();
            handedOut = 0;
            isSyncAsked = false;
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
