package smc.feed.decode;

import java.util.Arrays;

/** Fields of frames by what they mean; the compact name first, then the one of the private host (docs/delta-exchange.md, sections 4.4 and 4.5). */
enum Field {
    TYPE(0, "type"),
    SYMBOL(1, "sy symbol"),
    PRICE(2, "p price"),
    SIZE(3, "s size"),
    /** When it traded. */
    TRADE_TIME(4, "t"),
    /** When it was published; of the long form, when it traded. */
    TIME(5, "ts timestamp"),
    MARK(6, "m mark_price"),
    OPEN(7, "o open"),
    HIGH(8, "h high"),
    LOW(9, "l low"),
    CLOSE(10, "c close"),
    VOLUME(11, "v volume"),
    CANDLE_START(12, "candle_start_time"),
    RESOLUTION(13, "res resolution"),
    ROWS(14, "d trades channels"),
    NAME(15, "name"),
    SYMBOLS(16, "symbols"),
    ERROR(17, "error"),
    MESSAGE(18, "message"),
    /** Trades before a step of the lock-step. */
    PLACE(19, "place"),
    /** Frames on private channels before a step of the lock-step. */
    TOLD(20, "told"),
    /** Ends of a hole in what an exchange in the box plays. */
    HOLE_FROM(21, "from"),
    HOLE_TO(22, "to"),
    ASK(23, "ap best_ask"),
    BID(24, "bp best_bid");

    static final int COUNT = values().length;

    private static final int NAME_LENGTH_MAX = 17;

    /** Names and their fields by the length of the name, so that most names that do not count cost one comparison. */
    private static final byte[][][] NAMES = new byte[NAME_LENGTH_MAX + 1][][];

    private static final Field[][] FIELDS = new Field[NAME_LENGTH_MAX + 1][];

    static {
        Arrays.fill(NAMES, new byte[0][]);
        Arrays.fill(FIELDS, new Field[0]);
        for (Field field : values()) {
            for (String name : field.names.split(" ", -1)) {
                int length = name.length();
                int at = NAMES[length].length;
                NAMES[length] = Arrays.copyOf(NAMES[length], at + 1);
                FIELDS[length] = Arrays.copyOf(FIELDS[length], at + 1);
                NAMES[length][at] = Ascii.bytes(name);
                FIELDS[length][at] = field;
            }
        }
    }

    /** Its place among the fields of a row. */
    final int index;

    /** Parted by blanks. */
    private final String names;

    Field(int index, String names) {
        this.index = index;
        this.names = names;
    }

    /** The field of this name; null if it is none that counts. */
    static Field named(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > NAME_LENGTH_MAX) {
            return null;
        }
        byte[][] candidates = NAMES[length];
        for (int i = 0; i < candidates.length; i++) {
            if (Arrays.equals(candidates[i], 0, length, bytes, from, to)) {
                return FIELDS[length][i];
            }
        }
        return null;
    }
}
