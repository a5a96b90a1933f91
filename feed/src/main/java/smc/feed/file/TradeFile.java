package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.strategy.number.FixedPoint;

/**
 * Trades of a file: CSV or gzip CSV with the header {@value #HEADER}, time in unix microseconds, size in base coin, side of the aggressor.
 * Read as it goes, since such files may be larger than memory; the first line that is wrong ends it. One thread.
 */
public final class TradeFile implements TradeSource {
    public static final String HEADER = "time_us,price,size,side";

    private static final Set<String> SIDES = Set.of("buy", "sell", "unknown");

    /** 2100-01-01: beyond it the number is not in microseconds. */
    private static final long TIME_MAX_MICROS = 4_102_444_800_000_000L;

    /** 2001-09-09: below it neither. */
    private static final long TIME_MIN_MICROS = 1_000_000_000_000_000L;

    private final Path path;
    private final long contractValueE8;
    private final CsvLines lines;

    private long timeNanos;
    private long priceE8;
    private long contracts;

    /**
     * @param contractValueE8 coins in one contract, in 1e-8
     * @throws DataFileException if the file cannot be opened or has another header
     */
    public TradeFile(Path path, long contractValueE8) throws IOException {
        this.path = path;
        this.contractValueE8 = contractValueE8;
        lines = new CsvLines(path);
        String header = lines.next();
        if (!HEADER.equals(header)) {
            lines.close();
            throw new DataFileException(
                    path, 1, "expected the header " + HEADER + ", was " + (header == null ? "nothing" : header));
        }
    }

    @Override
    public boolean advance() throws IOException {
        String line = lines.next();
        if (line == null) {
            return false;
        }
        String[] columns = line.split(",", -1);
        if (columns.length != 4) {
            throw wrong("expected 4 columns (" + HEADER + "), were " + columns.length + ": " + line);
        }
        long nextNanos = time(columns[0]);
        if (nextNanos < timeNanos) {
            throw wrong(
                    "expected a time of at least " + TimeUnit.NANOSECONDS.toMicros(timeNanos) + ", was " + columns[0]);
        }
        timeNanos = nextNanos;
        priceE8 = number("price", columns[1]);
        if (priceE8 <= 0) {
            throw wrong("price: expected more than 0, was " + columns[1]);
        }
        long sizeE8 = number("size", columns[2]);
        if (sizeE8 < 0) {
            throw wrong("size: expected at least 0, was " + columns[2]);
        }
        contracts = Math.ceilDiv(sizeE8, contractValueE8);
        if (!SIDES.contains(columns[3])) {
            throw wrong("side: expected buy, sell or unknown, was \"" + columns[3] + "\"");
        }
        return true;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public long priceE8() {
        return priceE8;
    }

    @Override
    public long contracts() {
        return contracts;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private long time(String text) throws DataFileException {
        try {
            long micros = Long.parseLong(text);
            if (micros >= TIME_MIN_MICROS && micros < TIME_MAX_MICROS) {
                return TimeUnit.MICROSECONDS.toNanos(micros);
            }
        } catch (NumberFormatException _) {
            // Said below, with what is out of range.
        }
        throw wrong("time_us: expected unix microseconds from 2001 to 2100, was \"" + text + "\"");
    }

    private long number(String column, String text) throws DataFileException {
        try {
            return FixedPoint.parseE8(text);
        } catch (NumberFormatException e) {
            throw wrong(column + ": " + e.getMessage());
        }
    }

    private DataFileException wrong(String message) {
        return new DataFileException(path, lines.lineNumber(), message);
    }
}
