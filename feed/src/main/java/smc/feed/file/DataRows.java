package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import smc.feed.foreign.ColumnNames;
import smc.feed.foreign.ForeignRows;
import smc.feed.foreign.LineSource;
import smc.feed.text.ContentHash;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;

/**
 * A file of market data, opened: which kind it is, and its rows in the words of that kind.
 *
 * @param isCandles otherwise trades
 */
record DataRows(boolean isCandles, LineSource rows) {
    /**
     * Opens a file and looks at its first line.
     *
     * @param hash takes every byte of the file, as it is read; null does without
     * @param said of the columns
     * @param notes takes how a foreign file is read
     * @throws DataFileException if it cannot be opened, is empty, or has neither candles nor trades
     */
    static DataRows open(Path path, ContentHash hash, ColumnNames said, Consumer<Finding> notes) throws IOException {
        var lines = new CsvLines(path, hash);
        try {
            String first = lines.next();
            if (first == null) {
                throw new DataFileException(
                        path,
                        "expected the header %s or %s, or candles or trades of another program; the file is empty"
                                .formatted(CandleFile.HEADER, TradeFile.HEADER));
            }
            boolean isCandles = first.equals(CandleFile.HEADER);
            if (said.isNone() && (isCandles || first.equals(TradeFile.HEADER))) {
                return new DataRows(isCandles, new OwnRows(lines));
            }
            ForeignRows rows = ForeignRows.of(
                    path, lines, first, said, remark -> notes.accept(new Finding(1, Finding.Kind.READ_AS, remark)));
            return new DataRows(rows.isCandles(), rows);
        } catch (DataFileException e) {
            lines.close();
            throw e;
        }
    }

    /** @throws DataFileException if they are of the other kind; they are closed then */
    LineSource require(Path path, boolean wantsCandles) throws IOException {
        if (isCandles != wantsCandles) {
            rows.close();
            throw new DataFileException(
                    path,
                    1,
                    wantsCandles
                            ? "expected candles, as " + CandleFile.HEADER + ", has trades"
                            : "expected trades, as " + TradeFile.HEADER + ", has candles");
        }
        return rows;
    }
}
