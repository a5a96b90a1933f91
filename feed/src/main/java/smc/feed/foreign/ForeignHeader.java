package smc.feed.foreign;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import smc.feed.text.DataFileException;

/**
 * Where in the rows of a foreign file is what: by the names of its first row, by what a user has said, or, of a file without names, by a shape that only
 * one export has.
 *
 * @param isCandles otherwise trades
 * @param isFirstRow whether the first line is a row itself
 * @param places of columns, from 0 on
 * @param otherTimes places of further columns that are named like a time; they must say the same
 * @param columns in a row
 * @param names of the first row; empty if it is a row itself
 */
record ForeignHeader(
        boolean isCandles,
        boolean isFirstRow,
        Map<Column, Integer> places,
        List<Integer> otherTimes,
        int columns,
        List<String> names) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false");

    /** Of a candle as Binance publishes it. */
    private static final int KLINE_COLUMNS = 12;

    private static final int KLINE_CLOSE_TIME = 6;

    /**
     * Finds them.
     *
     * @param first fields of the first line
     * @throws DataFileException if something is not found, or found twice: with the choice to make
     */
    static ForeignHeader of(Path path, List<String> first, ColumnNames said) throws DataFileException {
        boolean hasNames = first.stream()
                .map(String::strip)
                .anyMatch(field -> !field.isEmpty()
                        && !NUMBER.matcher(field).matches()
                        && !TRUTH.matcher(field).matches());
        if (hasNames && !isRowOfTimes(first)) {
            return named(path, first, said);
        }
        return unnamed(path, first, said);
    }

    /** A row that begins with a written date has letters too. */
    private static boolean isRowOfTimes(List<String> first) {
        return Pattern.matches("\\d{4}-\\d{2}-\\d{2}.*", first.getFirst().strip());
    }

    private static ForeignHeader named(Path path, List<String> names, ColumnNames said) throws DataFileException {
        boolean isCandles = hasAll(names, said, List.of(Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE));
        if (!isCandles && !hasAll(names, said, List.of(Column.PRICE, Column.SIZE))) {
            throw new DataFileException(
                    path,
                    1,
                    "expected columns of candles (%s) or of trades (%s), were %s: name them, as --columns time=%s,..."
                            .formatted(
                                    labels(Column.CANDLE),
                                    labels(Column.TRADE),
                                    quoted(names),
                                    names.getFirst().isBlank() ? "1" : names.getFirst()));
        }
        var places = new EnumMap<Column, Integer>(Column.class);
        List<Integer> otherTimes = List.of();
        for (Column column : isCandles ? Column.CANDLE : Column.TRADE) {
            List<Integer> found = places(path, names, said, column);
            if (column == Column.TIME && !said.names().containsKey(column) && found.size() > 1) {
                otherTimes = found.subList(1, found.size());
                found = found.subList(0, 1);
            }
            if (found.size() > 1) {
                throw new DataFileException(
                        path,
                        1,
                        "expected one column of %s, were %s: say which, as --columns %s=%s"
                                .formatted(
                                        column.label(),
                                        quoted(found.stream().map(names::get).toList()),
                                        column.label(),
                                        names.get(found.getFirst())));
            }
            if (found.isEmpty() && column != Column.SIDE) {
                throw new DataFileException(
                        path,
                        1,
                        "expected a column of %s, were %s: say which, as --columns %s=%s"
                                .formatted(column.label(), quoted(names), column.label(), names.getLast()));
            }
            if (!found.isEmpty()) {
                places.put(column, found.getFirst());
            }
        }
        return new ForeignHeader(isCandles, false, places, otherTimes, names.size(), names);
    }

    private static boolean hasAll(List<String> names, ColumnNames said, List<Column> columns) {
        return columns.stream()
                .allMatch(column ->
                        said.names().containsKey(column) || names.stream().anyMatch(column::isNamed));
    }

    private static List<Integer> places(Path path, List<String> names, ColumnNames said, Column column)
            throws DataFileException {
        Optional<String> wanted = Optional.ofNullable(said.names().get(column));
        var found = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (wanted.isEmpty() ? column.isNamed(name) : wanted.get().equalsIgnoreCase(name.strip())) {
                found.add(i);
            }
        }
        if (wanted.isPresent() && found.isEmpty()) {
            return List.of(place(path, wanted.get(), column, names.size(), quoted(names)));
        }
        return found;
    }

    /** From 0 on; said from 1 on. */
    private static int place(Path path, String said, Column column, int columns, String were) throws DataFileException {
        if (said.matches("\\d{1,4}")) {
            int place = Integer.parseInt(said);
            if (place >= 1 && place <= columns) {
                return place - 1;
            }
        }
        throw new DataFileException(
                path,
                1,
                "expected %s to be one of the columns or a place from 1 to %d, was %s; there is %s"
                        .formatted(column.label(), columns, said, were));
    }

    private static ForeignHeader unnamed(Path path, List<String> row, ColumnNames said) throws DataFileException {
        if (!said.names().isEmpty()) {
            boolean isCandles = said.names().containsKey(Column.OPEN);
            var places = new EnumMap<Column, Integer>(Column.class);
            for (Column column : isCandles ? Column.CANDLE : Column.TRADE) {
                String name = said.names().get(column);
                if (name != null) {
                    places.put(column, place(path, name, column, row.size(), "no line of names"));
                } else if (column != Column.SIDE) {
                    throw new DataFileException(
                            path, 1, "expected a place of " + column.label() + " too, as --columns time=1,...");
                }
            }
            return new ForeignHeader(isCandles, true, places, List.of(), row.size(), List.of());
        }
        return known(row)
                .orElseThrow(() -> new DataFileException(
                        path,
                        1,
                        "expected a line of names, was %s: say what is where, as --columns time=1,open=2,high=3,low=4,close=5,volume=6"
                                .formatted(quoted(row))));
    }

    /**
     * The files without a line of names that Binance publishes (data.binance.vision): a candle of twelve columns whose seventh is the last unit of time
     * before the next one opens; trades that end in whether the buyer was the maker, and at spot in whether it was the best match.
     */
    private static Optional<ForeignHeader> known(List<String> row) {
        int truths = 0;
        for (int i = row.size() - 1; i >= 0 && TRUTH.matcher(row.get(i).strip()).matches(); i--) {
            truths++;
        }
        if (row.size() == KLINE_COLUMNS && truths == 0 && isKline(row)) {
            return Optional.of(unnamed(true, row, Column.CANDLE, List.of(0, 1, 2, 3, 4, 5)));
        }
        return switch (row.size() * 10 + truths) {
            case 82 -> Optional.of(unnamed(false, row, Column.TRADE, List.of(5, 1, 2, 6))); // sums of trades, spot
            case 71 -> Optional.of(unnamed(false, row, Column.TRADE, List.of(5, 1, 2, 6))); // sums of trades, futures
            case 72 -> Optional.of(unnamed(false, row, Column.TRADE, List.of(4, 1, 2, 5))); // trades, spot
            case 61 -> Optional.of(unnamed(false, row, Column.TRADE, List.of(4, 1, 2, 5))); // trades, futures
            default -> Optional.empty();
        };
    }

    private static boolean isKline(List<String> row) {
        try {
            long openNanos = new FileTime(Optional.empty()).nanos(row.getFirst());
            long closeNanos = new FileTime(Optional.empty()).nanos(row.get(KLINE_CLOSE_TIME));
            long toNextSecond = Math.floorMod(-closeNanos, 1_000_000_000L);
            return closeNanos > openNanos && toNextSecond > 0 && toNextSecond <= 1_000_000;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static ForeignHeader unnamed(boolean isCandles, List<String> row, List<Column> columns, List<Integer> at) {
        var places = new EnumMap<Column, Integer>(Column.class);
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i), at.get(i));
        }
        return new ForeignHeader(isCandles, true, places, List.of(), row.size(), List.of());
    }

    /** Of times that name none: what was said, or UTC where the column's name has it. */
    Optional<ZoneId> zone(int place, ColumnNames said) {
        return said.zone()
                .or(() -> !isFirstRow && Column.bare(names.get(place)).endsWith("utc")
                        ? Optional.of(ZoneOffset.UTC)
                        : Optional.empty());
    }

    /** What was found, for people: {@code time from open_time, volume from 6}. */
    String told(String timeLabel) {
        String found = places.entrySet().stream()
                .map(entry -> "%s from %s%s"
                        .formatted(
                                entry.getKey().label(),
                                name(entry.getValue()),
                                entry.getKey() == Column.TIME && !timeLabel.isEmpty() ? " (" + timeLabel + ")" : ""))
                .collect(Collectors.joining(", "));
        int others = columns - places.size();
        return "read as %s: %s%s"
                .formatted(
                        isCandles ? "candles" : "trades",
                        found,
                        others == 0
                                ? ""
                                : "; %d further %s left aside".formatted(others, others == 1 ? "column" : "columns"));
    }

    private String name(int place) {
        return isFirstRow || names.get(place).isBlank()
                ? "column " + (place + 1)
                : names.get(place).strip();
    }

    private static String labels(List<Column> columns) {
        return columns.stream().map(Column::label).collect(Collectors.joining(", "));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }
}
