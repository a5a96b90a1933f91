package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import smc.feed.foreign.ColumnNames;
import smc.feed.foreign.LineSource;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.number.FixedPoint;

/**
 * A candle file as read: CSV, plain, gzip or zip, with the header {@value #HEADER}, time in unix seconds (open, UTC), prices in USD with at most eight
 * decimals, volume in contracts or base coin; or what another program has exported that says the same.
 *
 * @param intervalNanos the most frequent step between two rows; 0 if there are fewer than two
 * @param candles the rows that could be read, oldest first; usable only without {@link #firstError}
 * @param lines of each candle, counted from 1, the header being line 1
 * @param findings by line
 */
public record CandleFile(
        Path path, long intervalNanos, List<Candle> candles, List<Integer> lines, List<Finding> findings)
        implements DataFile {

    public static final String HEADER = "time,open,high,low,close,volume";

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * Reads and checks a whole file.
     *
     * @throws DataFileException if it cannot be read to its end, is empty, or has no candles
     */
    public static CandleFile read(Path path) throws IOException {
        return read(path, null, ColumnNames.NONE);
    }

    /**
     * The same.
     *
     * @param hash takes every byte of the file, as it is read; null does without
     * @param said of the columns of a file that another program has written
     */
    public static CandleFile read(Path path, ContentHash hash, ColumnNames said) throws IOException {
        var notes = new ArrayList<Finding>();
        try (LineSource rows = DataRows.open(path, hash, said, notes::add).require(path, true)) {
            return readRows(path, rows, notes);
        }
    }

    /**
     * What comes after the header.
     *
     * @param findings that there are already, and those that come while it is read
     */
    static CandleFile readRows(Path path, LineSource lines, List<Finding> findings) throws DataFileException {
        var rows = new ArrayList<CandleRow>();
        boolean isOver = false;
        while (!isOver) {
            try {
                String line = lines.next();
                isOver = line == null;
                if (!isOver) {
                    rows.add(CandleRow.parse(lines.lineNumber(), line));
                }
            } catch (NumberFormatException e) {
                findings.add(new Finding(lines.lineNumber(), Finding.Kind.MALFORMED, e.getMessage()));
            }
        }
        if (rows.isEmpty()
                && findings.stream().noneMatch(finding -> finding.kind().isError())) {
            throw new DataFileException(path, "expected candles after the header, there are none");
        }
        long intervalNanos = mostFrequentStep(rows);
        CandleCheck.check(rows, intervalNanos, findings);
        findings.sort(Comparator.comparingInt(Finding::line));
        return of(path, intervalNanos, rows, findings);
    }

    private static CandleFile of(Path path, long intervalNanos, List<CandleRow> rows, List<Finding> findings) {
        return new CandleFile(
                path,
                intervalNanos,
                rows.stream().map(CandleRow::candle).toList(),
                rows.stream().map(CandleRow::line).toList(),
                List.copyOf(findings));
    }

    /**
     * Candles that come from elsewhere, checked as if they were the rows of a file.
     *
     * @param path stands in messages for where they come from
     */
    public static CandleFile of(Path path, long intervalNanos, List<Candle> candles) {
        var rows = new ArrayList<CandleRow>();
        for (Candle candle : candles) {
            // The header is line 1.
            rows.add(new CandleRow(rows.size() + 2, candle));
        }
        var findings = new ArrayList<Finding>();
        CandleCheck.check(rows, intervalNanos, findings);
        return of(path, intervalNanos, rows, findings);
    }

    /** Writes candles as {@link #read} reads them; the volume is in contracts. */
    public static void write(Appendable out, List<Candle> candles) throws IOException {
        out.append(HEADER).append('\n');
        var row = new StringBuilder();
        for (Candle candle : candles) {
            row.setLength(0);
            row.append(candle.openTimeNanos() / NANOS_PER_SECOND).append(',');
            FixedPoint.appendE8(row, candle.openE8()).append(',');
            FixedPoint.appendE8(row, candle.highE8()).append(',');
            FixedPoint.appendE8(row, candle.lowE8()).append(',');
            FixedPoint.appendE8(row, candle.closeE8()).append(',');
            out.append(row.append(candle.contracts()).append('\n'));
        }
    }

    /**
     * The first candle with a price between two ticks, and how many there are: prices of another venue, or another tick than is configured.
     *
     * @param tickE8 smallest step of a price, in 1e-8 USD; positive
     */
    public Optional<Finding> offTick(long tickE8) {
        return first(
                Finding.Kind.OFF_TICK,
                candle -> firstOffTickE8(candle, tickE8) != 0,
                (candle, count) ->
                        "%,d of %,d candles with a price that is no multiple of the tick %s, the first with %s"
                                .formatted(
                                        count,
                                        candles.size(),
                                        FixedPoint.formatE8(tickE8),
                                        FixedPoint.formatE8(firstOffTickE8(candle, tickE8))));
    }

    /**
     * The first candle that opens after now, and how many there are. A recording has none; a made-up market may.
     *
     * @param nowNanos epoch nanoseconds
     */
    public Optional<Finding> future(long nowNanos) {
        return first(
                Finding.Kind.FUTURE,
                candle -> candle.openTimeNanos() > nowNanos,
                (candle, count) -> "%,d of %,d candles lie after now, %s; the first is of %s"
                        .formatted(
                                count,
                                candles.size(),
                                CandleCheck.utc(nowNanos),
                                CandleCheck.utc(candle.openTimeNanos())));
    }

    private Optional<Finding> first(
            Finding.Kind kind, Predicate<Candle> isMeant, BiFunction<Candle, Long, String> message) {
        Candle first = null;
        int firstIndex = 0;
        long count = 0;
        for (int i = 0; i < candles.size(); i++) {
            if (isMeant.test(candles.get(i))) {
                if (count++ == 0) {
                    first = candles.get(i);
                    firstIndex = i;
                }
            }
        }
        return first == null
                ? Optional.empty()
                : Optional.of(new Finding(lines.get(firstIndex), kind, message.apply(first, count)));
    }

    private static long firstOffTickE8(Candle candle, long tickE8) {
        return LongStream.of(candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8())
                .filter(priceE8 -> priceE8 % tickE8 != 0)
                .findFirst()
                .orElse(0);
    }

    /** The interval as printed: {@code 15m}, {@code 30s}; {@code ?} with fewer than two rows. */
    public String interval() {
        return intervalNanos == 0 ? "?" : CandleCheck.length(intervalNanos);
    }

    /** The first finding that makes the file unusable. */
    public Optional<Finding> firstError() {
        return findings.stream().filter(finding -> finding.kind().isError()).findFirst();
    }

    /** @throws DataFileException with the first error, if there is one */
    public void requireUsable() throws DataFileException {
        Optional<Finding> error = firstError();
        if (error.isPresent()) {
            throw new DataFileException(path, error.get().line(), error.get().message());
        }
    }

    /**
     * The candles in the interval asked for, aggregated if the file is finer.
     *
     * @throws DataFileException if the file has an error, its interval does not divide {@code intervalNanos}, or its only candle is
     *     off the grid
     */
    public CandleSeries series(long intervalNanos) throws DataFileException {
        requireUsable();
        if (this.intervalNanos == 0 && candles.getFirst().openTimeNanos() % intervalNanos != 0) {
            // A single row: reading could not tell its grid.
            throw new DataFileException(path, lines.getFirst(), CandleCheck.offGrid(candles.getFirst(), intervalNanos));
        }
        long ownNanos = this.intervalNanos == 0 ? intervalNanos : this.intervalNanos;
        if (intervalNanos % ownNanos != 0) {
            throw new DataFileException(
                    path,
                    "expected candles of %s or an even part of it, are of %s"
                            .formatted(CandleCheck.length(intervalNanos), CandleCheck.length(ownNanos)));
        }
        return CandleSeries.of(ownNanos, candles).aggregate(intervalNanos);
    }

    private static long mostFrequentStep(List<CandleRow> rows) {
        Map<Long, Integer> counts = new HashMap<>();
        long best = 0;
        int bestCount = 0;
        for (int i = 1; i < rows.size(); i++) {
            long step = rows.get(i).candle().openTimeNanos()
                    - rows.get(i - 1).candle().openTimeNanos();
            if (step <= 0) {
                continue;
            }
            int count = counts.merge(step, 1, Integer::sum);
            if (count > bestCount || (count == bestCount && step < best)) {
                best = step;
                bestCount = count;
            }
        }
        return best;
    }
}
