package smc.execution.desk;

/** How a desk enters. */
public enum Mode {
    /** A: market order at a candle's close (section 18). */
    CANDLE_CLOSE('A'),
    /** B: limit order resting in the zone (section 19). */
    LIMIT('B');

    private final char letter;

    Mode(char letter) {
        this.letter = letter;
    }

    /** As in tables and files. */
    public char letter() {
        return letter;
    }
}
