package smc.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an epoch ends for good. Found when the next one starts, and an input of it: what lies behind the cut is never read.
 *
 * @param epoch that was cut; 0 for none
 * @param lastSequence the last good frame's, in that epoch or before it; 0 for none
 * @param place file and byte where reading ended, for people; empty if no file was there
 */
public record Cut(int epoch, long lastSequence, CutReason why, String place) {
    public static final Cut FIRST_START = new Cut(0, 0, CutReason.FIRST_START, "");

    /** One {@code key=value} a line, in the order of the components, and a checksum over them. */
    public String toText() {
        return CheckedText.seal(
                "epoch=" + epoch + "\nlastSequence=" + lastSequence + "\nwhy=" + why + "\nplace=" + place + "\n");
    }

    /** Whether frames that could still be read were given up: whoever is there must hear of it. */
    public boolean isLoss() {
        return why == CutReason.POWER_CUT || why == CutReason.ACCEPTED_LOSS;
    }

    /** What became of the epoch before, for people; empty if it was closed, or there was none. */
    public String story() {
        return switch (why) {
            case CLEAN, FIRST_START -> "";
            case UNCLOSED ->
                "epoch %d ended without a close, after sequence %d: %s".formatted(epoch, lastSequence, place);
            case INCOMPLETE, TRUNCATED, HOLE, BAD_LENGTH, BAD_CRC, SEQUENCE_GAP ->
                "epoch %d has a torn tail, cut after sequence %d: %s in %s".formatted(epoch, lastSequence, why, place);
            case POWER_CUT ->
                "epoch %d was torn by a power cut, cut after sequence %d: %s".formatted(epoch, lastSequence, place);
            case ACCEPTED_LOSS ->
                "what lay behind sequence %d of epoch %d was given up by hand: %s"
                        .formatted(lastSequence, epoch, place);
        };
    }

    /**
     * The reverse of {@link #toText}.
     *
     * @param source where the text comes from, for the message
     * @throws JournalException if it is anything else, or was changed since it was written
     */
    public static Cut parse(String text, String source) {
        if (!CheckedText.isWhole(text)) {
            throw new JournalException("expected the cut that was written, its checksum says another, found "
                    + text.strip() + " in " + source);
        }
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!values.keySet().containsAll(List.of("epoch", "lastSequence", "why", "place"))) {
            throw new JournalException(
                    "expected epoch, lastSequence, why and place, found " + values.keySet() + " in " + source);
        }
        try {
            return new Cut(
                    Integer.parseInt(values.get("epoch")),
                    Long.parseLong(values.get("lastSequence")),
                    CutReason.valueOf(values.get("why")),
                    values.get("place"));
        } catch (IllegalArgumentException e) {
            throw new JournalException("expected a cut, found " + values + " in " + source, e);
        }
    }
}
