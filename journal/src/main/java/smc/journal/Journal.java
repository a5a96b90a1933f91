package smc.journal;

import org.agrona.DirectBuffer;

/**
 * The log as its writer sees it. Belongs to one thread, the engine's; {@link #append} and {@link #sync} allocate nothing once warm.
 *
 * <p>After a failure nothing more is accepted: what is on disk is then found out by the next start, and only by it.
 */
public interface Journal extends AutoCloseable {
    /** In bytes; a writer ends a batch before it grows longer. */
    int BATCH_LENGTH_MAX = 8 << 20;

    /**
     * Where in a journal reading may begin: at the batch that begins at a byte of a roll file. Whoever keeps one has what came before it by another
     * way, such as a snapshot.
     *
     * @param epoch number of the start that wrote it
     * @param file name of the roll file in the epoch's folder
     * @param at byte of the file at which the batch's document begins, at least 0
     * @param afterSequence of the frame before the first one of the batch
     */
    record Place(int epoch, String file, long at, long afterSequence) {}

    /**
     * Appends sealed frames that follow one another in the buffer and in sequence. They survive the death of the process from now on, but
     * not that of the machine.
     *
     * @param batch over a byte array
     * @param length of all frames together, in bytes, at most {@link #BATCH_LENGTH_MAX}
     * @throws JournalException if the first does not follow {@link #lastSequence}, or the store failed
     */
    void append(DirectBuffer batch, int offset, int length);

    /**
     * Returns once everything appended survives a power cut.
     *
     * @throws JournalException if that cannot be had; the store's {@link FatalListener} was told before
     */
    void sync();

    /** Of the frame appended last; before the first, where the previous epoch was cut; 0 in an empty journal. */
    long lastSequence();

    /**
     * Where the batch appended last begins.
     *
     * @throws JournalException if none was
     */
    Place lastBatch();

    /** How much room is left on the disk, looked up at most a few seconds ago. Cheap enough for every batch. */
    DiskLevel diskLevel();

    /** Syncs and lets go of the files. */
    @Override
    void close();
}
