package smc.feed.foreign;

import java.io.IOException;
import smc.feed.text.DataFileException;

/** The rows of a file of candles or trades, each as one line in the order and the units of {@link smc.feed.file.CandleFile} or {@link smc.feed.file.TradeFile}. One thread. */
public interface LineSource extends AutoCloseable {
    /**
     * The next row; null after the last.
     *
     * @throws NumberFormatException if the row cannot be put so: what was expected and what came; the one after it can be asked for
     * @throws DataFileException if the file cannot be read on
     */
    String next() throws DataFileException;

    /** In the file, of the row last returned or refused, counted from 1. */
    int lineNumber();

    @Override
    void close() throws IOException;
}
