package smc.engine.config;

/** How an account enters (order-blocks.md, sections 18 and 19). */
public enum Mode {
    /** A market order when a candle closes favourably. */
    CANDLE_CLOSE('A'),
    /** A limit order resting in the block. */
    LIMIT('B');

    private final char letter;

    Mode(char letter) {
        this.letter = letter;
    }

    /** {@code A} or {@code B}, as tables and CSV files have it. */
    public char letter() {
        return letter;
    }
}
