package smc.feed.decode;

/** What became of a frame. */
public enum Outcome {
    /** Handed to the listener. */
    DELIVERED(false),
    /** A documented frame that says nothing we use: another channel, or a candle in which nothing traded yet. */
    IGNORED(false),
    /** Longer than {@link FrameDecoder#FRAME_BYTES_MAX}. */
    TOO_LONG(true),
    /** Ends in the middle of its JSON. */
    TRUNCATED(true),
    /** No JSON object, or a field that counts is there twice. */
    MALFORMED(true),
    /** Nested deeper than any documented frame. */
    TOO_DEEP(true),
    /** More rows than {@link FrameDecoder#ROWS_MAX}. */
    TOO_MANY_ROWS(true),
    /** No {@code type}, or none that is documented. */
    UNKNOWN_TYPE(true),
    /** About a symbol that nobody asked for. */
    UNKNOWN_SYMBOL(true),
    /** Without a field that its type needs. */
    MISSING_FIELD(true),
    /** A price that is no decimal, has more than eight decimals, or is not above 0 and below {@link FrameDecoder#PRICE_LIMIT_E8}. */
    BAD_PRICE(true),
    /** A quantity that is not in whole contracts, or beyond belief. */
    BAD_SIZE(true),
    /** A time that is not in microseconds between 2001 and 2100. */
    BAD_TIME(true),
    /** A place, or a number of frames, that is no whole number. */
    BAD_PLACE(true),
    /** Low, open, close and high contradict each other. */
    BAD_CANDLE(true);

    private final boolean isRefusal;

    Outcome(boolean isRefusal) {
        this.isRefusal = isRefusal;
    }

    /** Whether it was refused and may have been about trades of ours: they are missing then. */
    public boolean canHideTrades() {
        return isRefusal && this != UNKNOWN_TYPE && this != UNKNOWN_SYMBOL;
    }

    /** Whether the frame was refused: nothing of it was used. */
    public boolean isRefusal() {
        return isRefusal;
    }
}
