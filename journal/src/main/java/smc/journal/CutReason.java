package smc.journal;

/** Why nothing more of an epoch is trusted. */
public enum CutReason {
    /** It ends after a whole batch with nothing behind: closed, or killed between two batches. */
    CLEAN(0),
    /** There was no earlier epoch. */
    FIRST_START(1),
    /** A batch was begun and not completed. */
    INCOMPLETE(2),
    /** The file ends where none ends by itself. */
    TRUNCATED(3),
    /** Bytes that are zero where a batch should be, and others behind. */
    HOLE(4),
    /** A batch or frame has a length that none can have. */
    BAD_LENGTH(5),
    /** A frame's checksum does not fit its bytes. */
    BAD_CRC(6),
    /** A good frame, but not the next one. */
    SEQUENCE_GAP(7);

    private final int code;

    CutReason(int code) {
        this.code = code;
    }

    /** As it stands in the journal; never given to another reason. */
    public int code() {
        return code;
    }
}
