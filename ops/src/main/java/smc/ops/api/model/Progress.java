package smc.ops.api.model;

import java.util.Optional;

/**
 * How far a journal is folded.
 *
 * @param folded sequence of the last frame that counts; 0 before the first
 * @param target last sequence of the journal when folding began; 0 of an empty one
 * @param isComplete whether all that was there then is folded: from then on a reading is as old as the newest frame
 * @param problem why it does not go on
 */
public record Progress(long folded, long target, boolean isComplete, Optional<String> problem) {
    /** Before the first frame. */
    static final Progress NONE = new Progress(0, 0, false, Optional.empty());

    /** 0 to 100. */
    public int donePct() {
        return isComplete ? 100 : target == 0 ? 0 : (int) Math.min(folded * 100 / target, 99);
    }
}
