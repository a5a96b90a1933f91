package smc.example;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.journal.Frame;
import smc.journal.JournalReader;

/**
 * A reader of a journal, small enough to copy: counts the blocks a run saw, and its touches by verdict. Only effects are looked at; who wants the inputs
 * too extends {@link smc.engine.view.NoInputs} and asks for both with {@link FrameReader#read}.
 */
final class CountOfTouches extends NoEffects {
    private final FrameReader frames = new FrameReader();
    private final Map<Verdict, Long> touches = new EnumMap<>(Verdict.class);
    private long blocks;

    /**
     * Reads on to where the journal ends now; called again later, reads what has come since.
     *
     * @throws smc.journal.JournalException if a frame is missing or damaged
     */
    void readOn(JournalReader journal) {
        int read;
        do {
            read = journal.poll((buffer, offset, length) ->
                    frames.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, this));
        } while (read > 0);
    }

    @Override
    public void seen(MarketEvent event) {
        if (event instanceof BlockBorn) {
            blocks++;
        }
    }

    @Override
    public void concluded(DeskEvent event) {
        if (event instanceof TouchJudged touch) {
            touches.merge(touch.verdict(), 1L, Long::sum);
        }
    }

    /** Verdicts that were never given are left out. */
    Map<Verdict, Long> touches() {
        return Collections.unmodifiableMap(touches);
    }

    long blocks() {
        return blocks;
    }
}
