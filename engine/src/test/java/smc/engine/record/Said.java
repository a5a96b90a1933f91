package smc.engine.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.codec.FrameReader;
import smc.journal.Frame;
import smc.journal.JournalReader;

/** Effects as lines of text, in order: {@code name argument argument ...}. */
public final class Said {
    private final List<String> lines = new ArrayList<>();

    /** Takes effects. */
    public Effects effects() {
        return keeping(_ -> {});
    }

    /** Takes effects and hands them on. */
    public Effects handingOnTo(Effects other) {
        return keeping(again -> again.accept(other));
    }

    private Effects keeping(Consumer<Consumer<Effects>> next) {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                lines.add(call.toString());
                next.accept(again);
            }
        };
    }

    /** All effects of a journal; the reader is not closed. */
    public static List<String> inJournal(JournalReader journal) {
        var said = new Said();
        var frames = new FrameReader();
        Effects effects = said.effects();
        while (journal.poll((DirectBuffer buffer, int offset, int length) ->
                        frames.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, effects))
                > 0) {
            // each was heard as it came
        }
        return said.lines;
    }

    public List<String> lines() {
        return lines;
    }
}
