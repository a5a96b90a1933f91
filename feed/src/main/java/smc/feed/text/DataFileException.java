package smc.feed.text;

import java.io.IOException;
import java.nio.file.Path;

/** A data file cannot be used: the message names the file, the line where there is one, what was expected and what came. */
public final class DataFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** About the whole file. */
    public DataFileException(Path file, String message) {
        super(file + ": " + message);
    }

    /** About one line, counted from 1. */
    public DataFileException(Path file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
