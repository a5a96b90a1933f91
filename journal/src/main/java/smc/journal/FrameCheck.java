package smc.journal;

/** Whether bytes are a whole frame, and if not, why. */
public enum FrameCheck {
    OK,
    /** Fewer bytes than a header, or than the length says. */
    TOO_SHORT,
    /** Less than a header, more than {@link Frame#LENGTH_MAX}, or no multiple of 8. */
    BAD_LENGTH,
    BAD_CRC
}
