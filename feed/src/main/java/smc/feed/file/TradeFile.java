package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.feed.foreign.ColumnNames;
import smc.feed.foreign.LineSource;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;
import smc.strategy.number.FixedPoint;

/**
 * Trades of a file: CSV, plain, gzip or zip, with the header {@value #HEADER}, time in unix microseconds, size in base coin, side of the aggressor; or what
 * another program has exported that says the same.
 * Read as it goes, since such files may be larger than memory; the first line that is wrong ends it. A row of size 0 is no trade: it is left
 * out, and said. One thread.
 */
public final class TradeFile implements AutoCloseable {
    public static final String HEADER = "time_us,price,size,side";

    private static final Set<String> SIDES = Set.of("buy", "sell", "unknown");

    /** 2100-01-01: beyond it the number is not in microseconds. */
    private static final long TIME_MAX_MICROS = 4_102_444_800_000_000L;

    /** 2001-09-09: below it neither. */
    private static final long TIME_MIN_MICROS = 1_000_000_000_000_000L;

    private final Path path;
    private final DataTerms terms;
    private final LineSource lines;

    private long timeNanos;
    private long priceE8;
    private long contracts;

    private final Consumer<Finding> notes;
    private final Map<Finding.Kind, Long> noted = new EnumMap<>(Finding.Kind.class);

    /**
     * @param contractValueE8 coins in one contract, in 1e-8
     * @throws DataFileException if the file cannot be opened or has no trades
     */
    public TradeFile(Path path, long contractValueE8) throws IOException {
        this(path, new DataTerms(contractValueE8, 0, Long.MAX_VALUE), null, ColumnNames.NONE, _ -> {});
    }

    /**
     * @param hash takes every byte of the file, as it is read; null does without
     * @param said of the columns of a file that another program has written
     * @param notes takes how such a file is read, and the first finding of each kind that is no error
     * @throws DataFileException likewise
     */
    public TradeFile(Path path, DataTerms terms, ContentHash hash, ColumnNames said, Consumer<Finding> notes)
            throws IOException {
        this(path, DataRows.open(path, hash, said, notes).require(path, false), terms, notes);
    }

    /** @param lines after the header */
    TradeFile(Path path, LineSource lines, DataTerms terms, Consumer<Finding> notes) {
        this.path = path;
        this.terms = terms;
        this.lines = lines;
        this.notes = notes;
    }

    /**
     * Goes to the next trade.
     *
     * @return false after the last one
     * @throws DataFileException if a row is no trade
     */
    public boolean advance() throws IOException {
        while (true) {
            Optional<String> line = next();
            if (line.isEmpty()) {
                return false;
            }
            Finding finding = take(line.get());
            if (finding == null) {
                return true;
            }
            if (finding.kind().isError()) {
                throw new DataFileException(path, finding.line(), finding.message());
            }
        }
    }

    /** The next row; empty after the last. */
    private Optional<String> next() throws DataFileException {
        try {
            return Optional.ofNullable(lines.next());
        } catch (NumberFormatException e) {
            throw new DataFileException(path, lines.lineNumber(), e.getMessage());
        }
    }

    /** Reads on to the end without looking at the rows, so that the file is known to be whole and its hash to be that of all of it. */
    public void skipToEnd() throws DataFileException {
        while (next().isPresent()) {
            // Each line, so that what is compressed is checked too.
        }
    }

    /** How often each kind of finding that is no error came so far. */
    public Map<Finding.Kind, Long> noted() {
        return Map.copyOf(noted);
    }

    /**
     * Takes a row, whole or not at all.
     *
     * @return why it is none of the trades; null if it is one
     */
    Finding take(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != 4) {
            return wrong("expected 4 columns (" + HEADER + "), were " + columns.length + ": " + line);
        }
        long rowNanos;
        long rowPriceE8;
        long sizeE8;
        try {
            rowNanos = time(columns[0]);
            rowPriceE8 = number("price", columns[1]);
            sizeE8 = number("size", columns[2]);
        } catch (NumberFormatException e) {
            return wrong(e.getMessage());
        }
        if (rowNanos < timeNanos) {
            return new Finding(
                    lines.lineNumber(),
                    Finding.Kind.ORDER,
                    "expected a time of at least " + TimeUnit.NANOSECONDS.toMicros(timeNanos) + ", was " + columns[0]);
        }
        if (rowPriceE8 <= 0) {
            return wrong("price: expected more than 0, was " + columns[1]);
        }
        if (sizeE8 < 0) {
            return wrong("size: expected at least 0, was " + columns[2]);
        }
        if (!SIDES.contains(columns[3])) {
            return wrong("side: expected buy, sell or unknown, was \"" + columns[3] + "\"");
        }
        timeNanos = rowNanos;
        if (sizeE8 == 0) {
            return noted(
                    Finding.Kind.ZERO_SIZE,
                    "size 0 at %s: nothing changed hands, left out".formatted(FixedPoint.formatE8(rowPriceE8)));
        }
        priceE8 = rowPriceE8;
        contracts = Math.ceilDiv(sizeE8, terms.contractValueE8());
        if (terms.tickE8() > 0 && priceE8 % terms.tickE8() != 0) {
            noted(
                    Finding.Kind.OFF_TICK,
                    "a price that is no multiple of the tick %s, %s"
                            .formatted(FixedPoint.formatE8(terms.tickE8()), FixedPoint.formatE8(priceE8)));
        }
        if (timeNanos > terms.nowNanos()) {
            noted(Finding.Kind.FUTURE, "a trade of %s, after now, %s".formatted(utc(timeNanos), utc(terms.nowNanos())));
        }
        return null;
    }

    /** The venue's time, epoch nanoseconds; never decreases. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Positive, in 1e-8 USD. */
    public long priceE8() {
        return priceE8;
    }

    /** Whole contracts, rounded up; at least 1. */
    public long contracts() {
        return contracts;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static long time(String text) {
        try {
            long micros = Long.parseLong(text);
            if (micros >= TIME_MIN_MICROS && micros < TIME_MAX_MICROS) {
                return TimeUnit.MICROSECONDS.toNanos(micros);
            }
        } catch (NumberFormatException _) {
            // Said below, with what is out of range.
        }
        throw new NumberFormatException("time_us: expected unix microseconds from 2001 to 2100, was \"" + text + "\"");
    }

    private static long number(String column, String text) {
        try {
            return FixedPoint.parseE8(text);
        } catch (NumberFormatException e) {
            throw new NumberFormatException(column + ": " + e.getMessage());
        }
    }

    private Finding wrong(String message) {
        return new Finding(lines.lineNumber(), Finding.Kind.MALFORMED, message);
    }

    private Finding noted(Finding.Kind kind, String message) {
        var finding = new Finding(lines.lineNumber(), kind, message);
        if (noted.merge(kind, 1L, Long::sum) == 1) {
            notes.accept(finding);
        }
        return finding;
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
