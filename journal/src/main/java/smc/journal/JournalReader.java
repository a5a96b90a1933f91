package smc.journal;

/**
 * All frames from a sequence on, over all epochs, in order. Checks length, checksum and continuity of every frame, also of those it skips. One
 * owner; needs no lock, writes nothing, and may read what another process is appending to.
 */
public interface JournalReader extends AutoCloseable {
    /**
     * Hands over the frames of the next batch.
     *
     * @return how many there were; 0 if there are none now, so that calling again later follows the log as it grows
     * @throws JournalException if a frame is missing or damaged before the end that the next epoch recorded, with what was expected, what came,
     *     and the file
     */
    int poll(FrameListener listener);

    /** Sequence of the last frame read, handed over or skipped. */
    long lastSequence();

    @Override
    void close();
}
