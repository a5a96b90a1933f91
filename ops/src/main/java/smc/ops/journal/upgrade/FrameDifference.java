package smc.ops.journal.upgrade;

import java.util.List;

/**
 * A frame whose input this build answers otherwise. What both sides say alike is in neither list.
 *
 * @param atNanos time of the frame, epoch nanoseconds
 * @param input in words
 * @param recorded what the journal has and this build does not say
 * @param instead what this build says and the journal does not have
 */
record FrameDifference(long sequence, long atNanos, String input, List<Said> recorded, List<Said> instead) {
    FrameDifference {
        recorded = List.copyOf(recorded);
        instead = List.copyOf(instead);
    }

    /**
     * One effect.
     *
     * @param mode letter; empty if it is about no account, as {@code symbol} if it is about none
     */
    record Said(String symbol, String mode, String words) {
        /** Such as {@code SOLUSD, mode A}; empty if it is about neither. */
        String place() {
            String ofMode = mode.isEmpty() ? "" : "mode " + mode;
            return symbol.isEmpty() || ofMode.isEmpty() ? symbol + ofMode : symbol + ", " + ofMode;
        }
    }
}
