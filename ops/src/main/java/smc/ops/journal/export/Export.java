package smc.ops.journal.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import smc.ops.journal.Moment;

/** Rows of a journal as CSV (docs/formats.md, section 14). */
public final class Export {
    private final Part part;
    private final Rows rows;

    /** What can be had; {@link #FRAMES} also of one message alone. */
    public enum What {
        TRADES,
        ORDERS,
        DECISIONS,
        CANDLES,
        EQUITY,
        FRAMES
    }

    /** Rows that were written, and what must be said beside them. */
    public record Written(long rows, List<String> remarks) {}

    private Export(Part part, Rows rows) {
        this.part = part;
        this.rows = rows;
    }

    /**
     * Of a part of a journal.
     *
     * @param message name of the message whose fields are to be columns; empty for all messages, a row each
     * @param from rows of frames from here on
     * @param to the first frame that no longer counts
     */
    public static Export of(Path data, What what, String message, Moment from, Moment to) {
        var part = new Part(data, from, to);
        return new Export(
                part,
                switch (what) {
                    case TRADES -> TradeRows.all();
                    case ORDERS -> OrderRows.all();
                    case DECISIONS -> EffectRows.decisions();
                    case EQUITY -> EffectRows.equity();
                    case CANDLES -> new CandleRows();
                    case FRAMES -> message.isEmpty() ? new FrameRows() : MessageRows.of(part, message);
                });
    }

    /**
     * Writes the header and all rows.
     *
     * @throws OutsideJournalException if the journal has nothing of the part
     * @throws smc.journal.JournalException if it cannot be read
     */
    public Written writeTo(Appendable out) throws IOException {
        var row = new ExportRow(out, rows.columns());
        List<String> remarks = rows.write(part, row);
        return new Written(row.rows(), remarks);
    }

    /** In the order of the file. */
    public List<Column> columns() {
        return rows.columns();
    }

    /** What DuckDB needs to make Parquet of the file, with every type given. */
    public String parquetRecipe(Path csv) {
        String name = csv.toString();
        String columns = rows.columns().stream()
                .map(column ->
                        "'%s': '%s'".formatted(column.name(), column.kind().duckdb()))
                .collect(Collectors.joining(",\n    "));
        String quoted = name.replace("'", "''");
        String parquet = quoted.replaceFirst("(\\.csv)?(\\.gz)?$", ".parquet");
        return "COPY (SELECT * FROM read_csv('" + quoted + "', header = true, auto_detect = false,\n"
                + "  delim = ',', quote = '\"', escape = '\"', columns = {\n    " + columns + "}))\n"
                + "TO '" + parquet + "' (FORMAT parquet);";
    }
}
