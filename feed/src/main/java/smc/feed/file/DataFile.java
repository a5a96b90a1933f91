package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import smc.feed.foreign.ColumnNames;
import smc.feed.foreign.LineSource;
import smc.feed.text.DataFileException;

/** A file of market data, checked whole. Which kind it is, its header says. */
public sealed interface DataFile permits CandleFile, TradeCheck {
    Path path();

    /**
     * Reads and checks a whole file, in one reading.
     *
     * @param said of the columns of a file that another program has written
     * @param findings takes each, in the order of their lines
     * @throws DataFileException if it cannot be read to its end, is empty, or has neither candles nor trades
     */
    static DataFile check(Path path, DataTerms terms, ColumnNames said, Consumer<Finding> findings) throws IOException {
        var ofCandles = new ArrayList<Finding>(); // said in the order of lines, when all are known
        var notes = new AtomicReference<Consumer<Finding>>(ofCandles::add);
        DataRows opened = DataRows.open(path, null, said, finding -> notes.get().accept(finding));
        try (LineSource rows = opened.rows()) {
            if (!opened.isCandles()) {
                notes.set(findings);
                return TradeCheck.of(path, terms, rows, findings);
            }
            CandleFile file = CandleFile.readRows(path, rows, ofCandles);
            file.findings().forEach(findings);
            if (terms.tickE8() > 0) {
                file.offTick(terms.tickE8()).ifPresent(findings);
            }
            file.future(terms.nowNanos()).ifPresent(findings);
            return file;
        }
    }
}
