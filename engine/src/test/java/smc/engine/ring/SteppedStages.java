package smc.engine.ring;

import java.util.List;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.engine.record.RecordedInput;
import smc.journal.Frame;
import smc.journal.Journal;

/** What the engine thread does, by the test's own: so a batch is what the test says. */
public final class SteppedStages {
    private final Stages stages;
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder encoder = new InputEncoder(writer);
    private long slots;

    public SteppedStages(RingSettings settings, Journal journal, WiredCore core, Egress egress) {
        stages = new Stages(settings, journal, core, egress, fault -> {
            throw new AssertionError(fault.toString(), fault.cause());
        });
    }

    /** Takes inputs as one batch: decides on each, journals all, hands them to egress. */
    public void batch(List<RecordedInput> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            var slot = new Slot();
            slot.atNanos = inputs.get(i).nowNanos();
            writer.start(slot.buffer, Frame.HEADER_LENGTH);
            inputs.get(i).call().accept(encoder);
            slot.inputEnd = writer.position();
            stages.onEvent(slot, slots++, i == inputs.size() - 1);
        }
    }
}
