package smc.ops.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.EngineStart;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DataLock;
import smc.journal.Frame;

/** What whoever reads a journal must be told of it beside what is in it: where something was given up, and an end that is none. */
public final class JournalRemarks {
    private final List<String> remarks = new ArrayList<>();

    /** Looks at a frame: the first of an epoch says what became of the one before. */
    void onFrame(DirectBuffer buffer, int offset, int length) {
        EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                .flatMap(start -> CutReason.of(start.cutReason())
                        .flatMap(reason -> loss(reason, start, Frame.atNanos(buffer, offset))))
                .ifPresent(remarks::add);
    }

    private static Optional<String> loss(CutReason reason, EngineStart start, long atNanos) {
        return switch (reason) {
            case ACCEPTED_LOSS ->
                Optional.of(
                        "at the start of %s, epoch %d, what lay behind sequence %d was given up by hand: it was damaged"
                                .formatted(Moment.utc(atNanos), start.epoch(), start.keptSequence()));
            case POWER_CUT ->
                Optional.of(
                        "at the start of %s, epoch %d, what a power cut had torn off behind sequence %d was given up"
                                .formatted(Moment.utc(atNanos), start.epoch(), start.keptSequence()));
            case CLEAN, FIRST_START, UNCLOSED, INCOMPLETE, TRUNCATED, HOLE, BAD_LENGTH, BAD_CRC, SEQUENCE_GAP ->
                Optional.empty();
        };
    }

    /** Takes in where the journal ended when it was read. */
    void onEnd(Path data, Cut end) {
        remarks.addAll(ofEnd(data, end));
    }

    /** In the order in which they were found. */
    List<String> all() {
        return List.copyOf(remarks);
    }

    /** Of the end alone; an epoch that is being written is not closed either. */
    public static List<String> ofEnd(Path data, Cut end) {
        boolean isSaid =
                end.why() != CutReason.UNCLOSED || DataLock.holder(data).isEmpty();
        return isSaid && !end.story().isEmpty() ? List.of("the journal ends here: " + end.story()) : List.of();
    }
}
