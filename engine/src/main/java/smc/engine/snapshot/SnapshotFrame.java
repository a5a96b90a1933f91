package smc.engine.snapshot;

import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalReader;
import smc.strategy.state.StateException;

/**
 * Holds a snapshot against its frame in the journal, the first that it is handed, and hands on those behind it. No snapshot is used that its frame
 * does not confirm. One use.
 */
public final class SnapshotFrame implements FrameListener {
    private final Snapshot.Header header;
    private final FrameListener onward;
    private boolean isPassed;

    /** @param onward takes the frames behind that of the snapshot */
    public SnapshotFrame(Snapshot.Header header, FrameListener onward) {
        this.header = header;
        this.onward = onward;
    }

    /**
     * Reads the batch of the frame.
     *
     * @param journal opened at the snapshot's sequence
     * @param onward takes those behind it in its batch
     * @throws StateException if there is no such frame, or it does not say what the snapshot says
     */
    public static void require(Snapshot.Header header, JournalReader journal, FrameListener onward) {
        if (journal.poll(new SnapshotFrame(header, onward)) == 0) {
            throw new StateException("expected its frame in the journal, which ends before it");
        }
    }

    /** @throws StateException if the first frame does not say that such a state was copied */
    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        if (isPassed) {
            onward.onFrame(buffer, offset, length);
            return;
        }
        isPassed = true;
        var told = new Told();
        new FrameReader().readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told);
        long sequence = Frame.sequence(buffer, offset);
        if (sequence != header.sequence()
                || Frame.atNanos(buffer, offset) != header.atNanos()
                || !told.hash.equals(OptionalLong.of(header.hash()))) {
            throw new StateException(
                    "expected sequence %d of the journal to say that a state of hash %016x was copied, %s says %s"
                            .formatted(
                                    header.sequence(),
                                    header.hash(),
                                    sequence == header.sequence() ? "it" : "sequence " + sequence,
                                    told.hash.isEmpty() ? "nothing of it" : "%016x".formatted(told.hash.getAsLong())));
        }
    }

    private static final class Told extends NoEffects {
        private OptionalLong hash = OptionalLong.empty();

        @Override
        public void snapshotTaken(long taken) {
            hash = OptionalLong.of(taken);
        }
    }
}
