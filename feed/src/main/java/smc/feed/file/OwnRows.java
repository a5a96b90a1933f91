package smc.feed.file;

import java.io.IOException;
import smc.feed.foreign.LineSource;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;

/** The rows of a file in our own format. Empty lines at its end are none; elsewhere one stands for all that come together, and is no row. */
final class OwnRows implements LineSource {
    private final CsvLines lines;
    private String held;
    private int heldNumber;
    private int lineNumber;

    /** @param lines after the header */
    OwnRows(CsvLines lines) {
        this.lines = lines;
    }

    @Override
    public String next() throws DataFileException {
        String line = held;
        if (line == null) {
            line = lines.next();
            lineNumber = lines.lineNumber();
        } else {
            held = null;
            lineNumber = heldNumber;
        }
        return line != null && line.isEmpty() ? behindEmpty() : line;
    }

    private String behindEmpty() throws DataFileException {
        String line = lines.next();
        while (line != null && line.isEmpty()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        held = line;
        heldNumber = lines.lineNumber();
        return "";
    }

    @Override
    public int lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
