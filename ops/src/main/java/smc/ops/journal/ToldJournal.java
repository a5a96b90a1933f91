package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
import smc.journal.FrameListener;

/**
 * A journal told to whoever asks: each input with its header, then what it caused. A faulted input is passed over, as it was when the engine
 * started again.
 */
public final class ToldJournal implements FrameListener {
    private final List<? extends Inputs> inputs;
    private final Effects effects;
    private final FrameReader reader = new FrameReader();
    private List<String> remarks = List.of();
    private long lastSequence;
    private long lastNanos;

    private ToldJournal(List<? extends Inputs> inputs, Effects effects) {
        this.inputs = inputs;
        this.effects = effects;
    }

    /**
     * Tells the inputs, and the effects of each after it.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static ToldJournal tell(Path data, Moment until, List<? extends Inputs> inputs, Effects effects) {
        var told = new ToldJournal(inputs, effects);
        told.remarks = FramesBefore.read(data, until, told).remarks();
        return told;
    }

    /** Tells the inputs alone, to each taker in turn. */
    public static ToldJournal tell(Path data, Moment until, List<? extends Inputs> inputs) {
        return tell(data, until, inputs, new NoEffects() {});
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        lastSequence = Frame.sequence(buffer, offset);
        lastNanos = Frame.atNanos(buffer, offset);
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0) {
            return;
        }
        int content = offset + Frame.HEADER_LENGTH;
        for (Inputs taker : inputs) {
            taker.at(lastSequence, lastNanos);
            reader.readInput(buffer, content, length - Frame.HEADER_LENGTH, taker);
        }
        reader.readEffects(buffer, content, length - Frame.HEADER_LENGTH, effects);
    }

    /** What must be said beside it: losses that were accepted, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return remarks;
    }

    /** Of the last frame told; 0 if there was none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Time of the last frame told, epoch nanoseconds; 0 if there was none. */
    public long lastNanos() {
        return lastNanos;
    }
}
