package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of market data, checked whole. Which kind it is, its header says. */
public sealed interface DataFile permits CandleFile, TradeCheck {
    Path path();

    /**
     * Reads and checks a whole file, in one reading.
     *
     * @param findings takes each, in the order of their lines
     * @throws DataFileException if it cannot be read to its end, is empty, or has another header
     */
    static DataFile check(Path path, DataTerms terms, Consumer<Finding> findings) throws IOException {
        try (var lines = new CsvLines(path)) {
            String header = lines.next();
            if (TradeFile.HEADER.equals(header)) {
                return TradeCheck.of(path, terms, lines, findings);
            }
            if (CandleFile.HEADER.equals(header)) {
                CandleFile file = CandleFile.readRows(path, lines);
                file.findings().forEach(findings);
                if (terms.tickE8() > 0) {
                    file.offTick(terms.tickE8()).ifPresent(findings);
                }
                file.future(terms.nowNanos()).ifPresent(findings);
                return file;
            }
            String expected = "expected the header " + CandleFile.HEADER + " or " + TradeFile.HEADER;
            throw header == null
                    ? new DataFileException(path, expected + ", the file is empty")
                    : new DataFileException(path, 1, expected + ", was " + header);
        }
    }
}
