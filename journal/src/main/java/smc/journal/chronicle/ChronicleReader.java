package smc.journal.chronicle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.journal.Boot;
import smc.journal.Cut;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.JournalReader;

/**
 * Reads the roll files of all epochs, those archived too. Of an epoch only what the next one trusts; of the last, what is there. Where reading cannot go
 * on, it looks at what lies behind before it takes the place for the end.
 */
public final class ChronicleReader implements JournalReader {
    /** Of somebody who follows: so often in vain before the rest of the file, which may be long, is looked through once more. */
    private static final int POLLS_BEFORE_LOOKING = 50;

    private final Path journalFolder;
    private final long fromSequence;
    private final String boot;

    /** Where the journal is given up by hand; null if it is not. */
    private final Cut givenUp;

    private final boolean isFollowing;

    /** Where reading may begin if what is wanted lies behind it. */
    private final Optional<Journal.Place> known;

    private List<Epoch> epochs = List.of();
    private int epochIndex;
    private EpochReader reader;
    private long lastSequence;

    /** Sequence of the last frame before the place that was last looked behind; -1 for none. */
    private long endedAfter = -1;

    private int pollsInVain;
    private Cut end;

    private ChronicleReader(
            Path journalFolder,
            long fromSequence,
            String boot,
            Optional<Journal.Place> known,
            Cut givenUp,
            boolean isFollowing) {
        this.known = known;
        this.journalFolder = journalFolder;
        this.fromSequence = Math.max(fromSequence, 1);
        this.boot = boot;
        this.givenUp = givenUp;
        this.isFollowing = isFollowing;
    }

    /**
     * Opens the journal in {@code dataFolder}, which may not exist yet.
     *
     * @param fromSequence the first frame to hand over; 1 for all
     * @throws JournalException if that frame's epoch was taken away, or the journal cannot be read
     */
    public static ChronicleReader open(Path dataFolder, long fromSequence) {
        return opened(
                new ChronicleReader(folder(dataFolder), fromSequence, Boot.UNKNOWN, Optional.empty(), null, false));
    }

    /** Likewise, for somebody who asks again and again as the journal grows. */
    public static ChronicleReader follow(Path dataFolder, long fromSequence) {
        return opened(
                new ChronicleReader(folder(dataFolder), fromSequence, Boot.UNKNOWN, Optional.empty(), null, true));
    }

    /** Likewise, from a place on that lies before that frame, if it is sound: else from where its file begins. */
    public static ChronicleReader open(Path dataFolder, long fromSequence, Journal.Place known) {
        return opened(
                new ChronicleReader(folder(dataFolder), fromSequence, Boot.UNKNOWN, Optional.of(known), null, false));
    }

    /**
     * Likewise, for a start by these settings: reads to where {@link ChronicleJournal#open} will cut.
     *
     * @throws JournalException also if something else is given up than what is damaged
     */
    public static ChronicleReader open(Path dataFolder, long fromSequence, JournalSettings settings) {
        Path journalFolder = folder(dataFolder);
        try {
            Cut givenUp = settings.lossAcceptedAfter().isEmpty()
                    ? null
                    : JournalEnd.of(Epoch.trusted(Epoch.list(journalFolder)), settings);
            return opened(new ChronicleReader(
                    journalFolder, fromSequence, settings.boot(), settings.known(), givenUp, false));
        } catch (IOException e) {
            throw new JournalException("cannot read " + journalFolder + ": " + e, e);
        }
    }

    private static Path folder(Path dataFolder) {
        return dataFolder.resolve(ChronicleJournal.FOLDER);
    }

    private static ChronicleReader opened(ChronicleReader reader) {
        reader.lookAgain();
        return reader;
    }

    @Override
    public int poll(FrameListener listener) {
        try {
            while (reader != null || lookAgain()) {
                if (isAtEnd()) {
                    if (isLastEpoch()) {
                        return 0;
                    }
                    reader.close();
                    epochIndex++;
                    reader = new EpochReader(epochs.get(epochIndex), 0, endSequence(epochIndex - 1));
                } else if (reader.next()) {
                    int frames = handOver(listener);
                    if (frames > 0) {
                        return frames;
                    }
                } else if (!isLastEpoch()) {
                    if (!reader.searchOn()) {
                        throw reader.damage(epochs.get(epochIndex + 1).before());
                    }
                } else if (!lookAgain() && !goOnBehind()) {
                    return 0;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new JournalException("cannot read " + journalFolder + ": " + e, e);
        }
    }

    /** Whether the epoch being read has an end, and it is reached. */
    private boolean isAtEnd() {
        return (!isLastEpoch() || givenUp != null) && reader.lastSequence() >= endSequence();
    }

    /**
     * At a place of the last epoch where reading cannot go on: looks at what is behind. Once for each place; of somebody who follows, once at the
     * beginning, and then where nothing has come for a while.
     *
     * @return whether reading goes on there
     * @throws smc.journal.DamageException if the place is no end
     */
    private boolean goOnBehind() throws IOException {
        if (reader.lastSequence() != endedAfter) {
            boolean isFirst = endedAfter < 0;
            endedAfter = reader.lastSequence();
            pollsInVain = 0;
            if (isFollowing && !isFirst) {
                return false;
            }
        } else if (!isFollowing || ++pollsInVain != POLLS_BEFORE_LOOKING) {
            return false;
        }
        if (reader.searchOn()) {
            return true;
        }
        end = reader.end(boot);
        return false;
    }

    /** Where the journal ends and why, as it was when {@link #poll} came to its end; empty before that, and where a loss is accepted. */
    public Optional<Cut> end() {
        return Optional.ofNullable(end);
    }

    /**
     * Where the batch handed over last begins, for whoever wants to go on there another time; also while it is handed over. Empty before the first, and
     * where the journal's own bookkeeping before it is damaged.
     */
    public Optional<Journal.Place> lastBatch() {
        return reader == null ? Optional.empty() : reader.batch();
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close " + journalFolder + ": " + e, e);
        }
    }

    private int handOver(FrameListener listener) {
        long end = isLastEpoch() && givenUp == null ? Long.MAX_VALUE : endSequence();
        int frames = 0;
        DirectBuffer buffer = reader.buffer();
        int offset = reader.framesOffset();
        int stop = offset + reader.framesLength();
        while (offset < stop) {
            long sequence = Frame.sequence(buffer, offset);
            if (sequence > end) {
                break;
            }
            int length = Frame.length(buffer, offset);
            if (sequence >= fromSequence) {
                listener.onFrame(buffer, offset, length);
                frames++;
            }
            lastSequence = sequence;
            offset += length;
        }
        return frames;
    }

    private boolean isLastEpoch() {
        return epochIndex == epochs.size() - 1;
    }

    /** The last sequence of the epoch being read, as the next one recorded it, or a person wants it. */
    private long endSequence() {
        return endSequence(epochIndex);
    }

    private long endSequence(int index) {
        return index + 1 < epochs.size() ? epochs.get(index + 1).before().lastSequence() : givenUp.lastSequence();
    }

    private List<Epoch> listed() throws IOException {
        List<Epoch> trusted = Epoch.trusted(Epoch.list(journalFolder));
        return givenUp == null
                ? trusted
                : trusted.stream()
                        .filter(epoch -> epoch.number() <= givenUp.epoch())
                        .toList();
    }

    /** Whether there is more than when last looked: a roll file, or an epoch that ended the one being read. */
    private boolean lookAgain() {
        try {
            var listed = listed();
            if (listed.equals(epochs)) {
                return false;
            }
            int current = reader == null ? 0 : epochs.get(epochIndex).number();
            epochs = listed;
            if (reader == null) {
                start();
            } else {
                epochIndex = indexOf(current);
                reader.epoch(epochs.get(epochIndex));
            }
            return true;
        } catch (IOException e) {
            throw new JournalException("cannot list " + journalFolder + ": " + e, e);
        }
    }

    private int indexOf(int number) {
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).number() == number) {
                return i;
            }
        }
        throw new JournalException("expected epoch " + Epoch.folderName(number) + " in " + journalFolder
                + ", it was given up or taken away while it was read");
    }

    /** At the last file that begins at or before the first frame wanted. */
    private void start() throws IOException {
        long first = epochs.getFirst().before().lastSequence() + 1;
        if (fromSequence < first) {
            throw new JournalException("expected sequence " + fromSequence + ", but the journal begins with " + first
                    + " in " + journalFolder);
        }
        epochIndex = epochs.size() - 1;
        while (epochIndex > 0 && epochs.get(epochIndex).before().lastSequence() >= fromSequence) {
            epochIndex--;
        }
        Epoch epoch = epochs.get(epochIndex);
        if (givenUp == null
                && known.isPresent()
                && known.get().afterSequence() < fromSequence
                && EpochReader.isAt(epoch, known.get())) {
            lastSequence = known.get().afterSequence();
            reader = new EpochReader(epoch, known.get());
            return;
        }
        lastSequence = epoch.before().lastSequence();
        int file = epoch.files().size() - 1;
        for (; file > 0; file--) {
            long firstOfFile = EpochReader.firstSequence(epoch.files().get(file));
            if (firstOfFile > 0 && firstOfFile <= fromSequence) {
                lastSequence = firstOfFile - 1;
                break;
            }
        }
        reader = new EpochReader(epoch, Math.max(file, 0), lastSequence);
    }
}
