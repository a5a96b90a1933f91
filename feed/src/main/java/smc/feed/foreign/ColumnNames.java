package smc.feed.foreign;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user says of the columns of a foreign file: by their name, or by their place from 1 on, and the zone of times that name none.
 *
 * @param names of columns that are not found by themselves
 * @param zone of times without one
 */
public record ColumnNames(Map<Column, String> names, Optional<ZoneId> zone) {
    /** Nothing: what the file itself says must do. */
    public static final ColumnNames NONE = new ColumnNames(Map.of(), Optional.empty());

    private static final String EXPECTED =
            "expected time|open|high|low|close|volume|price|size|side=NAME or zone=ZONE, separated by commas";

    /** Copies the names. */
    public ColumnNames {
        names = Map.copyOf(names);
    }

    /**
     * Reads {@code time=ts,open=o,zone=UTC}.
     *
     * @throws IllegalArgumentException if it is otherwise; the message says what was expected and what came
     */
    public static ColumnNames parse(String text) {
        var names = new EnumMap<Column, String>(Column.class);
        Optional<ZoneId> zone = Optional.empty();
        for (String part : text.split(",", -1)) {
            int at = part.indexOf('=');
            if (at < 0 || at == part.length() - 1) {
                throw new IllegalArgumentException(EXPECTED + ", was " + text);
            }
            String key = part.substring(0, at).strip();
            String value = part.substring(at + 1).strip();
            if (key.equals("zone")) {
                zone = Optional.of(zone(value));
                continue;
            }
            Column column = Column.of(key).orElseThrow(() -> new IllegalArgumentException(EXPECTED + ", was " + part));
            if (names.put(column, value) != null) {
                throw new IllegalArgumentException("expected " + key + " once, was twice: " + text);
            }
        }
        return new ColumnNames(names, zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("expected a zone as UTC, +05:30 or Asia/Kolkata, was " + text);
        }
    }

    /** Whether nothing was said. */
    public boolean isNone() {
        return names.isEmpty() && zone.isEmpty();
    }
}
