package smc.feed.foreign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a foreign file may hold, and the names that programs give it; letters and digits alone count, in any case. */
public enum Column {
    TIME(
            "time",
            "timestamp",
            "ts",
            "t",
            "date",
            "datetime",
            "unix",
            "unixtime",
            "unixtimestamp",
            "opentime",
            "starttime",
            "startat",
            "createdtime",
            "createdat",
            "transacttime",
            "tradetime",
            "times",
            "timems",
            "timeus",
            "timens",
            "timeutc",
            "dateutc",
            "datetimeutc",
            "opentimeutc"),
    OPEN("open", "o", "openprice"),
    HIGH("high", "h", "highprice"),
    LOW("low", "l", "lowprice"),
    CLOSE("close", "c", "closeprice"),
    VOLUME("volume", "vol", "v"),
    PRICE("price", "p"),
    SIZE("size", "quantity", "qty", "amount", "volume", "q"),
    SIDE("side", "takerside", "direction", "isbuyermaker", "buyermaker", "m");

    static final List<Column> CANDLE = List.of(TIME, OPEN, HIGH, LOW, CLOSE, VOLUME);
    static final List<Column> TRADE = List.of(TIME, PRICE, SIZE, SIDE);

    /** Between blanks. */
    private final String names;

    Column(String... names) {
        this.names = " " + String.join(" ", names) + " ";
    }

    boolean isNamed(String header) {
        String bare = bare(header);
        return !bare.isEmpty() && names.contains(" " + bare + " ");
    }

    /** As in {@code --columns}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Column> of(String label) {
        for (Column column : values()) {
            if (column.label().equals(label)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** A name without what programs write it differently by. */
    static String bare(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
