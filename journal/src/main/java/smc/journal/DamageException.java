package smc.journal;

/**
 * Frames that were written cannot be read any more: not an end, which a torn tail is. A start is refused for it, and whoever reads says so instead
 * of an answer.
 */
public final class DamageException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final long lastSoundSequence;

    /**
     * @param lastSoundSequence of the last frame before the damage; 0 for none
     * @param what was expected, what came, and where
     */
    public DamageException(long lastSoundSequence, String what) {
        super("damaged: " + what);
        this.lastSoundSequence = lastSoundSequence;
    }

    /** As {@link #DamageException(long, String)}, of what could not be read at all. */
    public DamageException(long lastSoundSequence, String what, Throwable cause) {
        super("damaged: " + what, cause);
        this.lastSoundSequence = lastSoundSequence;
    }

    /** Sequence of the last frame before the damage; 0 for none. */
    public long lastSoundSequence() {
        return lastSoundSequence;
    }
}
