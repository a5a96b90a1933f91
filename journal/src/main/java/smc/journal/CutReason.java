package smc.journal;

import java.util.Optional;
import java.util.stream.Stream;

/** Why nothing more of an epoch is trusted. */
public enum CutReason {
    /** It was closed. Of an epoch that was written before closing left a mark: it ends after a whole batch with nothing behind. */
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
    SEQUENCE_GAP(7),
    /** It ends after a whole batch with nothing behind, and was never closed: killed, or the power went. */
    UNCLOSED(8),
    /** Sound frames lay behind the cut that a power cut had torn off the rest before they were synced. */
    POWER_CUT(9),
    /** Somebody gave up by hand what lay behind damage. */
    ACCEPTED_LOSS(10);

    private final int code;

    CutReason(int code) {
        this.code = code;
    }

    /** Of a {@link #code}; empty for one of a newer build. */
    public static Optional<CutReason> of(int code) {
        return Stream.of(values()).filter(reason -> reason.code == code).findFirst();
    }

    /** Whether something that is no whole batch stood at the end. */
    public boolean isTorn() {
        return switch (this) {
            case CLEAN, FIRST_START, UNCLOSED, POWER_CUT, ACCEPTED_LOSS -> false;
            case INCOMPLETE, TRUNCATED, HOLE, BAD_LENGTH, BAD_CRC, SEQUENCE_GAP -> true;
        };
    }

    /** As it stands in the journal; never given to another reason. */
    public int code() {
        return code;
    }
}
