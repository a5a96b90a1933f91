package smc.journal.chronicle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.JournalReader;

/** Reads the roll files of all epochs, those archived too. Of an epoch only what the next one trusts; of the last, what is there. */
public final class ChronicleReader implements JournalReader {
    private final Path journalFolder;
    private final long fromSequence;
    private List<Epoch> epochs = List.of();
    private int epochIndex;
    private EpochReader reader;
    private long lastSequence;

    private ChronicleReader(Path journalFolder, long fromSequence) {
        this.journalFolder = journalFolder;
        this.fromSequence = fromSequence;
    }

    /**
     * Opens the journal in {@code dataFolder}, which may not exist yet.
     *
     * @param fromSequence the first frame to hand over; 1 for all
     * @throws JournalException if that frame's epoch was taken away, or the journal cannot be read
     */
    public static ChronicleReader open(Path dataFolder, long fromSequence) {
        var opened = new ChronicleReader(dataFolder.resolve(ChronicleJournal.FOLDER), Math.max(fromSequence, 1));
        opened.lookAgain();
        return opened;
    }

    @Override
    public int poll(FrameListener listener) {
        try {
            while (reader != null || lookAgain()) {
                if (reader.next()) {
                    int frames = handOver(listener);
                    if (frames > 0) {
                        return frames;
                    }
                } else if (isLastEpoch()) {
                    if (!lookAgain()) {
                        return 0;
                    }
                } else if (reader.lastSequence() >= end()) {
                    reader.close();
                    epochIndex++;
                    reader = new EpochReader(epochs.get(epochIndex), 0, end(epochIndex - 1));
                } else if (!reader.searchOn()) {
                    throw new JournalException(
                            "expected sequence " + (reader.lastSequence() + 1) + " of an epoch that ends with " + end()
                                    + ", found " + reader.why() + " in " + reader.place());
                }
            }
            return 0;
        } catch (IOException e) {
            throw new JournalException("cannot read " + journalFolder + ": " + e, e);
        }
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
        long end = isLastEpoch() ? Long.MAX_VALUE : end();
        int frames = 0;
        int offset = reader.framesOffset();
        int stop = offset + reader.framesLength();
        while (offset < stop) {
            long sequence = Frame.sequence(reader.buffer(), offset);
            if (sequence > end) {
                break;
            }
            int length = Frame.length(reader.buffer(), offset);
            if (sequence >= fromSequence) {
                listener.onFrame(reader.buffer(), offset, length);
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

    /** The last sequence of the epoch being read, as the next one recorded it. */
    private long end() {
        return end(epochIndex);
    }

    private long end(int index) {
        return epochs.get(index + 1).before().lastSequence();
    }

    /** Whether there is more than when last looked: a roll file, or an epoch that ended the one being read. */
    private boolean lookAgain() {
        try {
            var listed = Epoch.list(journalFolder);
            if (listed.equals(epochs)) {
                return false;
            }
            int current = reader == null ? 0 : epochs.get(epochIndex).number();
            epochs = listed;
            if (reader == null) {
                start();
            } else {
                epochIndex = current - epochs.getFirst().number();
                reader.epoch(epochs.get(epochIndex));
            }
            return true;
        } catch (IOException e) {
            throw new JournalException("cannot list " + journalFolder + ": " + e, e);
        }
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
