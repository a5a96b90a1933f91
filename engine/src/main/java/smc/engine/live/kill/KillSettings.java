package smc.engine.live.kill;

import java.time.Duration;

/**
 * How a kill waits. All of it is time that really passes, in nanoseconds.
 *
 * @param pollNanos between two readings of an account in which something is still there
 * @param recheckNanos between the two readings that must both show nothing
 * @param ownNanos how long the engine is left to close and cancel by itself what it knows
 * @param answerNanos a reading that is not answered for so long is given up, and made again
 * @param ghostNanos for so long the venue must have shown nothing before what the engine's own book still has counts for nothing; longer than a request
 *     may be carried out after it was signed
 * @param saidNanos between two lines of how it stands while nothing changes
 * @param patienceNanos what is not flat by then is named
 */
public record KillSettings(
        long pollNanos,
        long recheckNanos,
        long ownNanos,
        long answerNanos,
        long ghostNanos,
        long saidNanos,
        long patienceNanos) {
    /** The two readings are two seconds apart; a venue whose quota is used up is outlasted, which takes five minutes at most. */
    public static final KillSettings DEFAULTS = ofMillis(300, 2_000, 3_000, 15_000, 15_000, 5_000, 320_000);

    /** @throws IllegalArgumentException if a time is not positive */
    public KillSettings {
        if (pollNanos < 1
                || recheckNanos < 1
                || ownNanos < 1
                || answerNanos < 1
                || ghostNanos < 1
                || saidNanos < 1
                || patienceNanos < 1) {
            throw new IllegalArgumentException("expected positive times, was " + pollNanos + " " + recheckNanos + " "
                    + ownNanos + " " + answerNanos + " " + ghostNanos + " " + saidNanos + " " + patienceNanos);
        }
    }

    /** As the record, in milliseconds. */
    public static KillSettings ofMillis(
            long poll, long recheck, long own, long answer, long ghost, long said, long patience) {
        return new KillSettings(
                nanos(poll), nanos(recheck), nanos(own), nanos(answer), nanos(ghost), nanos(said), nanos(patience));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
