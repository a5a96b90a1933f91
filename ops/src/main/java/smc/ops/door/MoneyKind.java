package smc.ops.door;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Of which money the orders are that an engine sends. A data folder is of one kind for good. */
public enum MoneyKind {
    /** Of none: an exchange in the box, or orders filled on paper at a real market. */
    PAPER("paper money", ""),
    /** Orders are sent to Delta's testnet, whose money is worth nothing. */
    TESTNET("TESTNET", "TESTNET "),
    /** Orders are sent to Delta, and cost what they cost. */
    LIVE("REAL MONEY", "REAL MONEY ");

    private final String words;
    private final String prefix;

    MoneyKind(String words, String prefix) {
        this.words = words;
        this.prefix = prefix;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Before the name of a venue, wherever it is said; empty on paper. */
    public String prefix() {
        return prefix;
    }

    /** Whether orders leave this machine's own exchange. */
    public boolean needsKeys() {
        return this != PAPER;
    }

    /** As the files of a data folder write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MoneyKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.toString().equals(text)).findFirst();
    }
}
