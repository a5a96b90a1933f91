package smc.ops.journal.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import smc.strategy.number.FixedPoint;

/** Writes rows, cell by cell from the left, each by the kind of its column. */
final class ExportRow {
    private final Appendable out;
    private final List<Column> columns;
    private final StringBuilder row = new StringBuilder();
    private int cells;
    private long rows;

    /** Writes the header. */
    ExportRow(Appendable out, List<Column> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        out.append(columns.stream().map(Column::name).collect(Collectors.joining(",")))
                .append('\n');
    }

    ExportRow text(String text) {
        next(Column.Kind.TEXT);
        boolean isQuoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        row.append(isQuoted ? quoted(text) : text);
        return this;
    }

    /** In lower case, as results have it. */
    ExportRow name(Enum<?> name) {
        return text(name.name().toLowerCase(Locale.ROOT));
    }

    /** An empty cell if it is 0: there is none. */
    ExportRow id(long id) {
        next(Column.Kind.ID);
        row.append(id == 0 ? "" : quoted(Long.toString(id)));
        return this;
    }

    /** The open of a candle. */
    ExportRow candle(long nanos) {
        next(Column.Kind.TIME);
        row.append(Instant.ofEpochSecond(0, nanos));
        return this;
    }

    /** A moment, to the nanosecond. */
    ExportRow time(long nanos) {
        next(Column.Kind.TIME);
        row.append(nanoTime(nanos));
        return this;
    }

    /** A moment that is written so already. */
    ExportRow instant(String written) {
        next(Column.Kind.TIME);
        row.append(written);
        return this;
    }

    ExportRow decimal(long valueE8) {
        next(Column.Kind.DECIMAL);
        row.append(fixed(valueE8));
        return this;
    }

    ExportRow count(long number) {
        next(Column.Kind.COUNT);
        row.append(number);
        return this;
    }

    ExportRow flag(boolean flag) {
        next(Column.Kind.BOOLEAN);
        row.append(flag);
        return this;
    }

    /** Nothing, whatever the kind. */
    ExportRow none() {
        next(columns.get(cells).kind());
        return this;
    }

    /** @throws UncheckedIOException if it cannot be written */
    void end() {
        if (cells != columns.size()) {
            throw new IllegalStateException("expected " + columns.size() + " cells, were " + cells);
        }
        try {
            out.append(row).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.setLength(0);
        cells = 0;
        rows++;
    }

    /** Written so far. */
    long rows() {
        return rows;
    }

    /** Always with the point and eight decimals: a column without is one of whole numbers to many a reader. */
    static String fixed(long valueE8) {
        return BigDecimal.valueOf(valueE8, FixedPoint.SCALE).toPlainString();
    }

    private static String nanoTime(long nanos) {
        Instant second = Instant.ofEpochSecond(Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
        String text = second.toString();
        return text.substring(0, text.length() - 1)
                + ".%09dZ".formatted(Math.floorMod(nanos, TimeUnit.SECONDS.toNanos(1)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void next(Column.Kind kind) {
        Column column = columns.get(cells);
        if (column.kind() != kind) {
            throw new IllegalStateException("expected " + column.kind() + " in " + column.name() + ", was " + kind);
        }
        row.append(cells == 0 ? "" : ",");
        cells++;
    }
}
