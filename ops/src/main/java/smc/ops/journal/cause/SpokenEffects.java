package smc.ops.journal.cause;

import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.config.Configuration;
import smc.engine.event.Effects;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;

/** Effects in the words of {@code ./smc why}, for who has kept them and not the frames they came from. Any thread. */
public final class SpokenEffects {
    /** Of all: to make one takes 10 ms (2026-11-30), and to use it microseconds. */
    private static final Scratch SCRATCH = new Scratch();

    private final Wording wording;

    /** Where a frame is written to be read again; under its own lock. */
    private static final class Scratch {
        private final FrameText text = new FrameText();
        private final UnsafeBuffer slot = FrameWriter.newSlot();
        private final FrameWriter frame = new FrameWriter();
        private final EffectEncoder encoder = new EffectEncoder(frame);

        synchronized List<MessageText> messages(Consumer<Effects> effects) {
            frame.start(slot, 0);
            effects.accept(encoder);
            return text.messages(slot, 0, frame.position());
        }
    }

    /** By the names of a configuration. */
    public SpokenEffects(Configuration configuration) {
        wording = Wording.of(configuration);
    }

    /** A sentence for each effect that is said. */
    public List<String> of(Consumer<Effects> effects) {
        return SCRATCH.messages(effects).stream().map(wording::of).toList();
    }
}
