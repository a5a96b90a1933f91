package smc.ops.story;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;
import smc.strategy.number.FixedPoint;

/**
 * Reads the rows of a result file, cell by cell from the left, exactly as they are written: a known header, as many cells, quotes only
 * around a whole cell. What is wrong is said with file, line and column.
 */
final class CsvRows implements AutoCloseable {
    private static final long SECONDS_MAX = Long.MAX_VALUE / 1_000_000_000L;

    private final Path file;
    private final CsvLines lines;
    private final String[] columns;
    private List<String> cells = List.of();
    private int next;

    /** Makes something of a row by asking for its cells in order. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(CsvRows row) throws DataFileException;
    }

    private CsvRows(Path file, String header) throws DataFileException {
        this.file = file;
        columns = header.split(",", -1);
        lines = new CsvLines(file);
    }

    /** Whether the file can be read and begins with this header. */
    static boolean hasHeader(Path file, String header) throws IOException {
        if (!Files.isReadable(file)) {
            return false; // whoever reads it says so
        }
        try (var rows = new CsvRows(file, header)) {
            return header.equals(rows.lines.next());
        }
    }

    /** @throws DataFileException if the file cannot be read, or anything in it is not as {@code header} and {@code reader} expect */
    static <T> List<T> read(Path file, String header, RowReader<T> reader) throws IOException {
        requireWholeLines(file);
        try (var rows = new CsvRows(file, header)) {
            String first = rows.lines.next();
            if (!header.equals(first)) {
                throw new DataFileException(
                        file, 1, "expected the header " + header + ", was " + (first == null ? "nothing" : first));
            }
            var all = new ArrayList<T>();
            while (rows.advance()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** The next cell as it is; may be empty. */
    String text() {
        return cells.get(next++);
    }

    /** The next cell, a whole number of at least 0. */
    long number() throws DataFileException {
        return wholeNumber(text());
    }

    /** The next cell, a whole number; 0 if the cell is empty. */
    long numberOrNone() throws DataFileException {
        String cell = text();
        return cell.isEmpty() ? 0 : wholeNumber(cell);
    }

    /** The next cell, a price or money, in 1e-8. */
    long decimalE8() throws DataFileException {
        return decimalE8(text());
    }

    /** The next cell, a ratio as a plain decimal; null if the cell is empty. */
    BigDecimal ratioOrNone() throws DataFileException {
        String cell = text();
        try {
            return cell.isEmpty() ? null : new BigDecimal(cell);
        } catch (NumberFormatException _) {
            throw wrong("expected a decimal number or nothing, was \"" + cell + "\"");
        }
    }

    /** The next cell, a price above 0, in 1e-8. */
    long priceE8() throws DataFileException {
        long priceE8 = decimalE8();
        if (priceE8 <= 0) {
            throw wrong("expected more than 0, was " + FixedPoint.formatE8(priceE8));
        }
        return priceE8;
    }

    /** The next cell, unix seconds, as epoch nanoseconds. */
    long timeNanos() throws DataFileException {
        return timeNanos(text());
    }

    /** Passes over the next cell, which must be empty. */
    long none() throws DataFileException {
        String cell = text();
        if (!cell.isEmpty()) {
            throw wrong("expected nothing, was \"" + cell + "\"");
        }
        return 0;
    }

    /** The one of {@code all} that is written as the next cell. */
    <T> T oneOf(T[] all, Function<? super T, String> written) throws DataFileException {
        return oneOf(text(), all, written);
    }

    // ---- parts of the cell last asked for

    long wholeNumber(String text) throws DataFileException {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException _) {
            // Said below, with what has other characters.
        }
        throw wrong("expected a whole number, was \"" + text + "\"");
    }

    long decimalE8(String text) throws DataFileException {
        try {
            return FixedPoint.parseE8(text);
        } catch (NumberFormatException e) {
            throw wrong(e.getMessage());
        }
    }

    long timeNanos(String text) throws DataFileException {
        long seconds = wholeNumber(text);
        if (seconds > SECONDS_MAX) {
            throw wrong("expected unix seconds, was " + text);
        }
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    <T> T oneOf(String text, T[] all, Function<? super T, String> written) throws DataFileException {
        for (T one : all) {
            if (written.apply(one).equals(text)) {
                return one;
            }
        }
        throw wrong("expected "
                + Arrays.stream(all).map(written).collect(Collectors.joining(", "))
                + "; was \"" + text + "\"");
    }

    /** About the cell last asked for. */
    DataFileException wrong(String message) {
        return new DataFileException(file, lines.lineNumber(), columns[next - 1] + ": " + message);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** A file cut inside its last cell could pass for a whole one with another number in it. */
    private static void requireWholeLines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataFileException(file, Files.exists(file) ? "expected a file" : "no such file");
        }
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            bytes.position(Math.max(0, bytes.size() - 1)).read(last);
            if (last.get(0) != '\n') {
                throw new DataFileException(file, "expected a line end at the end, the file is truncated");
            }
        } catch (AccessDeniedException _) {
            throw new DataFileException(file, "no permission to read");
        }
    }

    private boolean advance() throws DataFileException {
        String bytes = lines.next();
        if (bytes == null) {
            return false;
        }
        String line = utf8(bytes);
        cells = split(line);
        next = 0;
        if (cells.size() != columns.length) {
            throw new DataFileException(
                    file,
                    lines.lineNumber(),
                    "expected the %d cells %s, were %d: %s"
                            .formatted(columns.length, String.join(",", columns), cells.size(), line));
        }
        return true;
    }

    private List<String> split(String line) throws DataFileException {
        var split = new ArrayList<String>(columns.length);
        int at = 0;
        while (true) {
            var cell = new StringBuilder();
            boolean isQuoted = line.startsWith("\"", at);
            at = isQuoted ? quotedCell(line, at + 1, cell) : plainCell(line, at, cell);
            split.add(cell.toString());
            if (at == line.length()) {
                return split;
            }
            if (line.charAt(at) != ',') {
                throw malformed(line);
            }
            at++;
        }
    }

    private int plainCell(String line, int from, StringBuilder cell) throws DataFileException {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        cell.append(line, from, end);
        if (cell.indexOf("\"") >= 0) {
            throw malformed(line);
        }
        return end;
    }

    private int quotedCell(String line, int from, StringBuilder cell) throws DataFileException {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) != '"') {
                cell.append(line.charAt(at));
            } else if (line.startsWith("\"", at + 1)) {
                cell.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        throw malformed(line);
    }

    /** The lines come as bytes, one a character. */
    private String utf8(String bytes) throws DataFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new DataFileException(file, lines.lineNumber(), "expected UTF-8");
        }
    }

    private DataFileException malformed(String line) {
        return new DataFileException(
                file, lines.lineNumber(), "expected quotes only around a whole cell, doubled inside: " + line);
    }
}
