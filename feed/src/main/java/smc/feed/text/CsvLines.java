package smc.feed.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The lines of a text file, plain, gzip, or the only one of a zip archive (told by its first bytes, not by its name), with a bound on their length. One
 * thread.
 */
public final class CsvLines implements AutoCloseable {
    /** No line of the formats read here comes near; a longer one is not such a file. */
    public static final int LINE_LENGTH_MAX = 4096;

    private static final int BUFFER_SIZE = 1 << 16;

    private final Path file;
    private final InputStream in;
    /** As errors name what is packed. */
    private final String packing;

    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int at;
    private int filled;
    private final byte[] line = new byte[LINE_LENGTH_MAX];
    private int lineNumber;

    /** @throws DataFileException if there is no such file, it is a folder, or it cannot be opened */
    public CsvLines(Path file) throws DataFileException {
        this(file, null);
    }

    /**
     * @param hash takes every byte of the file as it is read, compressed as it is; null does without. It has all of them when {@link #next} has
     *     returned null
     * @throws DataFileException likewise
     */
    public CsvLines(Path file, ContentHash hash) throws DataFileException {
        this.file = file;
        if (Files.isDirectory(file)) {
            throw new DataFileException(file, "expected a file, is a folder");
        }
        try {
            in = open(file, hash);
            packing = in instanceof ZipContent ? "zip archive" : "gzip stream";
        } catch (NoSuchFileException _) {
            throw new DataFileException(file, "no such file");
        } catch (IOException e) {
            throw new DataFileException(file, "cannot be read: " + e);
        }
    }

    /**
     * The next line without its end ({@code \n} or {@code \r\n}); null after the last.
     *
     * @throws DataFileException if reading fails, the compressed stream is cut or corrupt, a line exceeds
     *     {@link #LINE_LENGTH_MAX}, or a control character shows that this is no text
     */
    public String next() throws DataFileException {
        int length = 0;
        while (true) {
            if (at == filled && !fill()) {
                if (length == 0) {
                    return null;
                }
                break;
            }
            byte next = buffer[at++];
            if (next == '\n') {
                break;
            }
            if (length == LINE_LENGTH_MAX) {
                throw new DataFileException(
                        file,
                        lineNumber + 1,
                        "expected a line of at most " + LINE_LENGTH_MAX + " bytes; is this a text file?");
            }
            line[length++] = next;
        }
        lineNumber++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        for (int i = 0; i < length; i++) {
            // Higher bytes are left to whoever reads the line.
            if (line[i] >= 0 && line[i] < ' ' && line[i] != '\t') {
                throw new DataFileException(
                        file, lineNumber, "expected text, found the byte 0x%02x".formatted(line[i]));
            }
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Number of the line last returned, counted from 1. */
    public int lineNumber() {
        return lineNumber;
    }

    private boolean fill() throws DataFileException {
        try {
            filled = Math.max(in.read(buffer), 0);
            at = 0;
            return filled > 0;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static InputStream open(Path file, ContentHash hash) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        var raw = new BufferedInputStream(hash == null ? bytes : hash.over(bytes), BUFFER_SIZE);
        try {
            raw.mark(2);
            int first = raw.read();
            int second = raw.read();
            raw.reset();
            if (first == ZipContent.MAGIC_FIRST && second == ZipContent.MAGIC_SECOND) {
                return new ZipContent(raw);
            }
            return first == GzipMembers.MAGIC_FIRST && second == GzipMembers.MAGIC_SECOND ? new GzipMembers(raw) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private DataFileException failed(IOException e) {
        return switch (e) {
            // Only what unpacks throws it: a plain file simply ends.
            case EOFException _ ->
                new DataFileException(
                        file,
                        lineNumber + 1,
                        "the " + packing + " ends in the middle: the file is truncated" + e.getMessage());
            case ZipException _ ->
                new DataFileException(
                        file,
                        lineNumber + 1,
                        "the " + packing + (in instanceof ZipContent ? " cannot be used: " : " is corrupt: ")
                                + e.getMessage());
            default -> new DataFileException(file, lineNumber + 1, "cannot be read: " + e);
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
