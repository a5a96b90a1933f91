package smc.feed.foreign;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;

/**
 * The rows of a file as another program has exported it: columns in any order and case, quoted or not, in any unit of time, newest first or last. What
 * cannot be told for certain is refused; nothing is mended.
 */
public final class ForeignRows implements LineSource {
    /** What comes newest first is turned round in memory. */
    static final int TURNED_MAX = 5_000_000;

    private static final String MARK = "\u00ef\u00bb\u00bf"; // a byte-order mark, byte by byte

    /** Programs that count in floating point write an exponent; none of a price or a volume is long. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+\\.?\\d*([eE][+-]?\\d{1,2})?");

    private final Path path;
    private final CsvLines lines;
    private final ForeignHeader header;
    private final FileTime time;
    private final List<FileTime> otherTimes;
    private final CloseableIterator<CsvRecord> records;
    private final Consumer<String> remarks;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private boolean isOrderKnown;
    private boolean isTold;
    private int lineNumber;

    /** Of a row its line; or what is wrong with it. */
    private record Row(int number, long nanos, String line, String wrong) {}

    private ForeignRows(
            Path path,
            CsvLines lines,
            String first,
            char separator,
            ForeignHeader header,
            ColumnNames said,
            Consumer<String> remarks) {
        this.path = path;
        this.lines = lines;
        this.header = header;
        this.remarks = remarks;
        time = new FileTime(header.zone(header.places().get(Column.TIME), said));
        otherTimes = header.otherTimes().stream()
                .map(place -> new FileTime(header.zone(place, said)))
                .toList();
        records = reader(separator).ofCsvRecord(new LineReader(lines, first)).iterator();
        if (!header.isFirstRow()) {
            records.next();
        }
    }

    /**
     * Looks at the first line.
     *
     * @param first line of the file
     * @param remarks takes what is to be said of how the file is read
     * @throws DataFileException if it cannot be told what is where
     */
    public static ForeignRows of(Path path, CsvLines lines, String first, ColumnNames said, Consumer<String> remarks)
            throws DataFileException {
        String line = first.startsWith(MARK) ? first.substring(MARK.length()) : first;
        if (line.isBlank()) {
            throw new DataFileException(path, 1, "expected a line of names of columns, was empty");
        }
        char separator = separator(line);
        List<String> fields;
        try {
            fields = reader(separator).ofSingleCsvRecord(line).getFields();
        } catch (CsvParseException e) {
            throw new DataFileException(path, 1, "expected a line of CSV: " + e.getMessage());
        }
        return new ForeignRows(path, lines, line, separator, ForeignHeader.of(path, fields, said), said, remarks);
    }

    private static CsvReader.CsvReaderBuilder reader(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(CsvLines.LINE_LENGTH_MAX * 4);
    }

    /** The one that parts the first line into most. */
    private static char separator(String line) {
        char best = ',';
        for (char each : new char[] {';', '\t'}) {
            if (count(line, each) > count(line, best)) {
                best = each;
            }
        }
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(each -> each == wanted).count();
    }

    /** Otherwise trades. */
    public boolean isCandles() {
        return header.isCandles();
    }

    @Override
    public String next() throws DataFileException {
        if (!isOrderKnown) {
            findOrder();
        }
        Row row = ahead.isEmpty() ? read() : ahead.poll();
        if (row == null) {
            return null;
        }
        lineNumber = row.number;
        if (row.wrong != null) {
            throw new NumberFormatException(row.wrong);
        }
        return row.line;
    }

    @Override
    public int lineNumber() {
        return lineNumber;
    }

    /** The first two times that differ say which way it goes. */
    private void findOrder() throws DataFileException {
        isOrderKnown = true;
        long before = 0;
        for (Row row = read(); row != null; row = read()) {
            ahead.add(row);
            if (row.wrong == null) {
                if (before != 0 && row.nanos != before) {
                    if (row.nanos < before) {
                        turnRound();
                    }
                    return;
                }
                before = row.nanos;
            }
        }
    }

    private void turnRound() throws DataFileException {
        var turned = new ArrayDeque<Row>(ahead.size());
        ahead.forEach(turned::addFirst);
        for (Row row = read(); row != null; row = read()) {
            if (turned.size() == TURNED_MAX) {
                throw new DataFileException(
                        path,
                        "expected at most %,d rows where the newest comes first, were more: sort it by time, oldest first"
                                .formatted(TURNED_MAX));
            }
            turned.addFirst(row);
        }
        ahead.clear();
        ahead.addAll(turned);
        remarks.accept("the newest row comes first: turned round");
    }

    /** The next row of the file; null after the last. */
    private Row read() throws DataFileException {
        CsvRecord found;
        try {
            if (!records.hasNext()) {
                return null;
            }
            found = records.next();
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof LineReader.FailedException failed) {
                throw failed.cause();
            }
            throw new DataFileException(path, lines.lineNumber(), "expected CSV: " + e.getMessage());
        }
        int number = Math.toIntExact(found.getStartingLineNumber());
        List<String> fields = found.getFields();
        Row row;
        try {
            long nanos = nanos(fields);
            row = new Row(number, nanos, header.isCandles() ? candle(nanos, fields) : trade(nanos, fields), null);
        } catch (NumberFormatException e) {
            row = new Row(number, 0, null, e.getMessage());
        }
        if (!isTold && row.wrong == null) {
            isTold = true;
            remarks.accept(header.told(time.label()));
        }
        return row;
    }

    private long nanos(List<String> fields) {
        long nanos = time.nanos(field(fields, Column.TIME));
        for (int i = 0; i < otherTimes.size(); i++) {
            int place = header.otherTimes().get(i);
            String other = field(fields, place, Column.TIME);
            if (otherTimes.get(i).nanos(other) != nanos) {
                throw new NumberFormatException(
                        "time: expected %s and %s to say the same, were %s and %s: say which to read, as --columns time=%s"
                                .formatted(
                                        header.names().get(header.places().get(Column.TIME)),
                                        header.names().get(place),
                                        field(fields, Column.TIME),
                                        other,
                                        header.names().get(place)));
            }
        }
        return nanos;
    }

    private String candle(long nanos, List<String> fields) {
        long second = TimeUnit.SECONDS.toNanos(1);
        if (nanos % second != 0) {
            throw new NumberFormatException(
                    "time: expected the open of a candle, a whole second, was " + field(fields, Column.TIME));
        }
        return "%d,%s,%s,%s,%s,%s"
                .formatted(
                        nanos / second,
                        number(fields, Column.OPEN),
                        number(fields, Column.HIGH),
                        number(fields, Column.LOW),
                        number(fields, Column.CLOSE),
                        number(fields, Column.VOLUME));
    }

    /** What is finer than a microsecond is cut: trades stay in their order. */
    private String trade(long nanos, List<String> fields) {
        return "%d,%s,%s,%s"
                .formatted(
                        TimeUnit.NANOSECONDS.toMicros(nanos),
                        number(fields, Column.PRICE),
                        number(fields, Column.SIZE),
                        side(fields));
    }

    private String side(List<String> fields) {
        if (!header.places().containsKey(Column.SIDE)) {
            return "unknown";
        }
        String side = field(fields, Column.SIDE).strip();
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "buy", "b", "bid" -> "buy";
            case "sell", "s", "ask" -> "sell";
            case "unknown", "" -> "unknown";
            case "true" -> isMaker() ? "sell" : wrongSide(side);
            case "false" -> isMaker() ? "buy" : wrongSide(side);
            default -> wrongSide(side);
        };
    }

    /** Whether the column says of the buyer that he was the maker: then the seller took. */
    private boolean isMaker() {
        int place = header.places().get(Column.SIDE);
        return header.isFirstRow() || !Column.bare(header.names().get(place)).contains("side");
    }

    private static String wrongSide(String side) {
        throw new NumberFormatException(
                "side: expected buy or sell, or of whether the buyer was the maker true or false, was \"" + side
                        + "\"");
    }

    private String number(List<String> fields, Column column) {
        String text = field(fields, column).strip();
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw new NumberFormatException(
                    "%s: expected a decimal number, was \"%s\"".formatted(column.label(), text));
        }
        return number.group(1) == null ? text : new BigDecimal(text).toPlainString();
    }

    private String field(List<String> fields, Column column) {
        return field(fields, header.places().get(column), column);
    }

    private static String field(List<String> fields, int place, Column column) {
        if (place >= fields.size()) {
            throw new NumberFormatException(
                    "%s: expected a column %d, were %d columns".formatted(column.label(), place + 1, fields.size()));
        }
        return fields.get(place);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** The lines that are left, put together again: what is quoted may go over several. */
    private static final class LineReader extends Reader {
        private final CsvLines lines;
        private String current;
        private int at;

        private static final class FailedException extends IOException {
            private static final long serialVersionUID = 1L;

            FailedException(DataFileException cause) {
                super(cause);
            }

            DataFileException cause() {
                return (DataFileException) getCause();
            }
        }

        LineReader(CsvLines lines, String first) {
            this.lines = lines;
            current = first + "\n";
        }

        @Override
        public int read(char[] to, int offset, int length) throws IOException {
            if (at == current.length()) {
                String line;
                try {
                    line = lines.next();
                } catch (DataFileException e) {
                    throw new FailedException(e);
                }
                if (line == null) {
                    return -1;
                }
                current = line + "\n";
                at = 0;
            }
            int read = Math.min(length, current.length() - at);
            current.getChars(at, at + read, to, offset);
            at += read;
            return read;
        }

        @Override
        public void close() {
            // Whoever has opened the file closes it.
        }
    }
}
