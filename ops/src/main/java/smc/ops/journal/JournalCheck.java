package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.EngineStart;
import smc.engine.event.codec.FrameException;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.engine.record.KeptConfigurations;
import smc.engine.replay.Difference;
import smc.engine.replay.Replay;
import smc.journal.Cut;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;

/** Whether a journal is sound: every frame there, whole, in order and readable; and whether a fresh core concludes the same again. */
public final class JournalCheck implements FrameListener {
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer = new FrameWriter();
    private final UnsafeBuffer slot = FrameWriter.newSlot();
    /** A message that can be written again has every field the schema asks for, and only codes that it knows. */
    private final InputEncoder inputs = new InputEncoder(writer);

    private final EffectEncoder effects = new EffectEncoder(writer);
    private final List<String> remarks;
    private long frames;
    private long bytes;
    private long faultedFrames;
    private long starts;
    private long firstNanos;
    private long lastNanos;

    private JournalCheck(List<String> remarks) {
        this.remarks = remarks;
    }

    /**
     * Reads everything.
     *
     * @throws smc.journal.DamageException if frames that were written cannot be read any more
     * @throws JournalException at the first fault, with what was expected, what came, and where
     */
    public static JournalCheck of(Path data) {
        Cut end = JournalFolder.end(data);
        JournalFolder.requireWholeArchives(data);
        long first = JournalFolder.epochs(data).getFirst().before().lastSequence() + 1;
        var check = new JournalCheck(JournalRemarks.ofEnd(data, end));
        try (var journal = ChronicleReader.open(data, first)) {
            while (journal.poll(check) > 0) {
                // each frame is looked at as it comes
            }
            if (end.why().isTorn() || journal.lastSequence() < end.lastSequence()) {
                throw new JournalException("expected sequence " + (end.lastSequence() + 1) + " or the end of epoch "
                        + end.epoch() + ", found " + end.why() + " in " + end.place()
                        + "; the next start cuts there");
            }
        }
        if (check.frames == 0) {
            throw new JournalException("expected frames in the journal of " + data + ", there is none");
        }
        return check;
    }

    /** What there is to say of the journal's end; nothing if it was closed, or somebody is at work on it. */
    public List<String> remarks() {
        return remarks;
    }

    /** Frames read. */
    public long frames() {
        return frames;
    }

    /** Of all frames, headers included. */
    public long bytes() {
        return bytes;
    }

    /** Frames whose input made the core fail. */
    public long faultedFrames() {
        return faultedFrames;
    }

    /** Time of the first frame, epoch nanoseconds. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Time of the last frame, epoch nanoseconds. */
    public long lastNanos() {
        return lastNanos;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        long atNanos = Frame.atNanos(buffer, offset);
        if (frames == 0) {
            firstNanos = atNanos;
        } else if (atNanos < lastNanos) {
            throw new JournalException("expected time not to run backwards, was " + Moment.utc(atNanos) + " after "
                    + Moment.utc(lastNanos) + " at sequence " + sequence);
        }
        frames++;
        bytes += length;
        lastNanos = atNanos;
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0) {
            faultedFrames++;
        }
        writer.start(slot, 0);
        try {
            EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                    .ifPresent(_ -> starts++);
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, inputs, effects);
        } catch (FrameException e) {
            throw new JournalException(
                    "expected a frame of the schema: " + e.getMessage() + ", at sequence " + sequence, e);
        }
    }

    /** How often the engine was started. */
    public long starts() {
        return starts;
    }

    /** Messages that this build does not know. */
    public long unknownMessages() {
        return reader.unknownMessages();
    }

    /**
     * Feeds the inputs to a fresh core, which goes through every start by the configuration that it was made with.
     *
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @return the first frame in which it concludes something else
     * @throws JournalException if the journal cannot be read
     */
    public static Optional<Difference> replay(Path data, LongConsumer progress) {
        CoreSettings first = KeptConfigurations.settings(Starts.configuration(data));
        KeptConfigurations kept = KeptConfigurations.in(data);
        var replay = new Replay(out -> new TradingCore(first, kept, out));
        try (var journal = ChronicleReader.open(data, 1)) {
            return replay.run(journal, progress);
        }
    }
}
