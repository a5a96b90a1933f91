package smc.engine.ring;

/**
 * How the ring is made.
 *
 * @param slots a power of two
 * @param idle what the engine thread does while there is nothing to do
 * @param sync which batches are synced
 * @param build number of the program, for the frames
 */
public record RingSettings(int slots, Idle idle, Sync sync, int build) {
    /** From patient to greedy. */
    public enum Idle {
        /** Until it is woken. */
        BLOCKING,
        /** Ever longer pauses. */
        SLEEPING,
        /** Spins, yields, then sleeps until it is woken. */
        BACKOFF,
        /** Takes a whole processor. */
        BUSY_SPIN
    }

    /** Which batches must be on disk before anything of them leaves. */
    public enum Sync {
        /** Those with a frame that asks for it ({@link smc.engine.event.codec.SyncRule}). */
        REQUESTS,
        ALWAYS,
        /** None: a power cut may take what was already acted on. */
        NONE
    }
}
