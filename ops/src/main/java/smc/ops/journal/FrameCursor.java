package smc.ops.journal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Cut;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;

/** A journal, frame by frame at the pace of whoever asks. Each frame is a copy, and whatever goes wrong names the data folder. */
final class FrameCursor implements AutoCloseable {
    private final Path data;
    private final ChronicleReader reader;

    /** Read, and not yet asked for: a reader hands over several at once. */
    private final Queue<DirectBuffer> ahead = new ArrayDeque<>();

    private FrameCursor(Path data, ChronicleReader reader) {
        this.data = data;
        this.reader = reader;
    }

    /**
     * Before the first frame that is still there.
     *
     * @throws JournalException if there is no epoch, or it cannot be read
     */
    static FrameCursor open(Path data) {
        try {
            var epochs = JournalFolder.epochs(data);
            if (epochs.isEmpty()) {
                throw new JournalException("expected an epoch in the journal, there is none");
            }
            return new FrameCursor(
                    data, ChronicleReader.open(data, epochs.getFirst().before().lastSequence() + 1));
        } catch (JournalException e) {
            throw named(data, e);
        }
    }

    /**
     * The next frame, header included, and nothing else; null behind the last.
     *
     * @throws JournalException if the journal is damaged here, or cannot be read
     */
    DirectBuffer next() {
        try {
            if (ahead.isEmpty()) {
                reader.poll((buffer, offset, length) -> {
                    var frame = new UnsafeBuffer(new byte[length]);
                    frame.putBytes(0, buffer, offset, length);
                    ahead.add(frame);
                });
            }
            return ahead.poll();
        } catch (JournalException e) {
            throw named(data, e);
        }
    }

    /** How the journal ends if it was not closed; empty before its end. */
    List<String> remarks() {
        return reader.end().map((Cut end) -> JournalRemarks.ofEnd(data, end)).orElse(List.of()).stream()
                .map(remark -> data + ": " + remark)
                .toList();
    }

    private static JournalException named(Path data, JournalException e) {
        return new JournalException(data + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        reader.close();
    }
}
