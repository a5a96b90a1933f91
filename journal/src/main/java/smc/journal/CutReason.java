package smc.journal;

/** Why nothing more of an epoch is trusted. */
public enum CutReason {
    /** There was no earlier epoch. */
    FIRST_START,
    /** It ends after a whole batch with nothing behind: closed, or killed between two batches. */
    CLEAN,
    /** A batch was begun and not completed. */
    INCOMPLETE,
    /** The file ends where none ends by itself. */
    TRUNCATED,
    /** Bytes that are zero where a batch should be, and others behind. */
    HOLE,
    /** A batch or frame has a length that none can have. */
    BAD_LENGTH,
    /** A frame's checksum does not fit its bytes. */
    BAD_CRC,
    /** A good frame, but not the next one. */
    SEQUENCE_GAP
}
