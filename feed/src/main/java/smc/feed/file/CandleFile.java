package smc.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.number.FixedPoint;

/**
 * A candle file as read: CSV or gzip CSV with the header {@value #HEADER}, time in unix seconds (open, UTC), prices in USD with at most
 * eight decimals, volume in contracts or base coin.
 *
 * @param intervalNanos the most frequent step between two rows; 0 if there are fewer than two
 * @param candles the rows that could be read, in file order; usable only without {@link #firstError}
 * @param findings by line
 */
public record CandleFile(Path path, long intervalNanos, List<Candle> candles, List<Finding> findings)
        implements DataFile {

    public static final String HEADER = "time,open,high,low,close,volume";

    /**
     * A true range this many times the mean of the 199 before is worth a look. In the recorded series of SOL and AAVE it happens a few times
     * a year, and each time the market really did it; a misplaced decimal point is ten times that.
     */
    private static final int OUTLIER_RANGES = 20;

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** 2100-01-01: beyond it the number is not in seconds. */
    private static final long TIME_MAX_SECONDS = 4_102_444_800L;

    /** Below it the sum of 199 true ranges cannot overflow (docs/rules.md, section 12). */
    private static final long PRICE_LIMIT_E8 = 10_000_000 * FixedPoint.ONE_E8;

    /** The most recorded in a candle is 1.3e13 (PEPE); below this the sum of thousands of candles cannot overflow. */
    private static final long VOLUME_LIMIT = 1_000_000_000_000_000L;

    private record Row(int line, Candle candle) {}

    /**
     * Reads and checks a whole file.
     *
     * @throws DataFileException if it cannot be read to its end, is empty, or has another header
     */
    public static CandleFile read(Path path) throws IOException {
        return read(path, null);
    }

    /**
     * The same.
     *
     * @param hash takes every byte of the file, as it is read; null does without
     */
    public static CandleFile read(Path path, ContentHash hash) throws IOException {
        try (var lines = new CsvLines(path, hash)) {
            String header = lines.next();
            if (header == null) {
                throw new DataFileException(path, "expected the header " + HEADER + ", the file is empty");
            }
            if (!header.equals(HEADER)) {
                throw new DataFileException(path, 1, "expected the header " + HEADER + ", was " + header);
            }
            return readRows(path, lines);
        }
    }

    /** What comes after the header. */
    static CandleFile readRows(Path path, CsvLines lines) throws DataFileException {
        var rows = new ArrayList<Row>();
        var findings = new ArrayList<Finding>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            try {
                rows.add(new Row(lines.lineNumber(), parse(line)));
            } catch (NumberFormatException e) {
                findings.add(new Finding(lines.lineNumber(), Finding.Kind.MALFORMED, e.getMessage()));
            }
        }
        if (rows.isEmpty() && findings.isEmpty()) {
            throw new DataFileException(path, "expected candles after the header, there are none");
        }
        long intervalNanos = mostFrequentStep(rows);
        check(rows, intervalNanos, findings);
        findings.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return new CandleFile(
                path, intervalNanos, rows.stream().map(Row::candle).toList(), List.copyOf(findings));
    }

    /**
     * Candles that come from elsewhere, checked as if they were the rows of a file.
     *
     * @param path stands in messages for where they come from
     */
    public static CandleFile of(Path path, long intervalNanos, List<Candle> candles) {
        var rows = new ArrayList<Row>();
        for (Candle candle : candles) {
            // The header is line 1.
            rows.add(new Row(rows.size() + 2, candle));
        }
        var findings = new ArrayList<Finding>();
        check(rows, intervalNanos, findings);
        return new CandleFile(path, intervalNanos, List.copyOf(candles), List.copyOf(findings));
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
                        .formatted(count, candles.size(), utc(nowNanos), utc(candle.openTimeNanos())));
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
                : Optional.of(new Finding(line(firstIndex), kind, message.apply(first, count)));
    }

    /** Every line but the header is a candle or malformed. */
    private int line(int index) {
        int line = index + 2;
        for (Finding finding : findings) {
            if (finding.kind() == Finding.Kind.MALFORMED && finding.line() <= line) {
                line++;
            }
        }
        return line;
    }

    private static long firstOffTickE8(Candle candle, long tickE8) {
        return LongStream.of(candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8())
                .filter(priceE8 -> priceE8 % tickE8 != 0)
                .findFirst()
                .orElse(0);
    }

    /** The interval as printed: {@code 15m}, {@code 30s}; {@code ?} with fewer than two rows. */
    public String interval() {
        return intervalNanos == 0 ? "?" : minutes(intervalNanos);
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
            // A single row, so its line is known; reading could not tell its grid.
            throw new DataFileException(path, 2, offGrid(candles.getFirst(), intervalNanos));
        }
        long ownNanos = this.intervalNanos == 0 ? intervalNanos : this.intervalNanos;
        if (intervalNanos % ownNanos != 0) {
            throw new DataFileException(
                    path,
                    "expected candles of %s or an even part of it, are of %s"
                            .formatted(minutes(intervalNanos), minutes(ownNanos)));
        }
        return CandleSeries.of(ownNanos, candles).aggregate(intervalNanos);
    }

    private static Candle parse(String line) {
        int[] ends = new int[6];
        int columns = 0;
        for (int at = 0; at <= line.length(); at++) {
            if (at == line.length() || line.charAt(at) == ',') {
                if (columns == ends.length) {
                    throw new NumberFormatException("expected 6 columns (" + HEADER + "), were more: " + line);
                }
                ends[columns++] = at;
            }
        }
        if (columns < ends.length) {
            throw new NumberFormatException("expected 6 columns (" + HEADER + "), were " + columns + ": " + line);
        }
        return new Candle(
                seconds(line, ends[0]) * NANOS_PER_SECOND,
                price("open", line, ends[0] + 1, ends[1]),
                price("high", line, ends[1] + 1, ends[2]),
                price("low", line, ends[2] + 1, ends[3]),
                price("close", line, ends[3] + 1, ends[4]),
                wholeContracts(line, ends[4] + 1, ends[5]));
    }

    private static long seconds(String line, int to) {
        long seconds;
        try {
            seconds = Long.parseLong(line, 0, to, 10);
        } catch (NumberFormatException _) {
            throw new NumberFormatException("time: expected unix seconds, was \"" + line.substring(0, to) + "\"");
        }
        if (seconds <= 0 || seconds >= TIME_MAX_SECONDS) {
            throw new NumberFormatException("time: expected unix seconds before the year 2100, was " + seconds);
        }
        return seconds;
    }

    private static long price(String column, String line, int from, int to) {
        try {
            return FixedPoint.parseE8(line, from, to);
        } catch (NumberFormatException e) {
            throw new NumberFormatException(column + ": " + e.getMessage());
        }
    }

    /** Rounded up: the base coin of some symbols runs to 1e13 a candle, beyond what a scaled long would hold. */
    private static long wholeContracts(String line, int from, int to) {
        int point = from;
        boolean hasFraction = false;
        while (point < to && line.charAt(point) != '.') {
            point++;
        }
        for (int at = point + 1; at < to; at++) {
            char digit = line.charAt(at);
            if (digit < '0' || digit > '9') {
                throw volume(line, from, to);
            }
            hasFraction |= digit != '0';
        }
        long whole;
        try {
            whole = Long.parseLong(line, from, point, 10);
        } catch (NumberFormatException _) {
            throw volume(line, from, to);
        }
        if (whole >= VOLUME_LIMIT || line.charAt(from) == '-' || line.charAt(from) == '+') {
            throw volume(line, from, to);
        }
        return hasFraction ? whole + 1 : whole;
    }

    private static NumberFormatException volume(String line, int from, int to) {
        return new NumberFormatException("volume: expected a decimal number of at least 0 and below " + VOLUME_LIMIT
                + ", was \"" + line.substring(from, to) + "\"");
    }

    private static long mostFrequentStep(List<Row> rows) {
        Map<Long, Integer> counts = new HashMap<>();
        long best = 0;
        int bestCount = 0;
        for (int i = 1; i < rows.size(); i++) {
            long step =
                    rows.get(i).candle.openTimeNanos() - rows.get(i - 1).candle.openTimeNanos();
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

    private static void check(List<Row> rows, long intervalNanos, List<Finding> findings) {
        var usualRange = new AverageTrueRange();
        Candle previous = null;
        for (Row row : rows) {
            Candle candle = row.candle;
            if (!hasSoundPrices(candle)) {
                findings.add(new Finding(
                        row.line,
                        Finding.Kind.PRICES,
                        "expected 0 < low <= open, close <= high < %s, was open %s high %s low %s close %s"
                                .formatted(
                                        FixedPoint.formatE8(PRICE_LIMIT_E8),
                                        FixedPoint.formatE8(candle.openE8()),
                                        FixedPoint.formatE8(candle.highE8()),
                                        FixedPoint.formatE8(candle.lowE8()),
                                        FixedPoint.formatE8(candle.closeE8()))));
                continue;
            }
            if (candle.contracts() == 0 && candle.highE8() != candle.lowE8()) {
                findings.add(new Finding(
                        row.line,
                        Finding.Kind.NOT_TRADED,
                        "expected one price where nothing was traded, was volume 0 with high %s low %s"
                                .formatted(FixedPoint.formatE8(candle.highE8()), FixedPoint.formatE8(candle.lowE8()))));
                continue;
            }
            if (intervalNanos > 0 && candle.openTimeNanos() % intervalNanos != 0) {
                findings.add(new Finding(row.line, Finding.Kind.OFF_GRID, offGrid(candle, intervalNanos)));
                continue;
            }
            if (previous != null && candle.openTimeNanos() <= previous.openTimeNanos()) {
                findings.add(notLater(row, previous));
                continue;
            }
            checkMarket(row, previous, intervalNanos, usualRange, findings);
            usualRange.onCandle(candle.highE8(), candle.lowE8(), candle.closeE8());
            previous = candle;
        }
    }

    private static boolean hasSoundPrices(Candle candle) {
        return candle.lowE8() > 0
                && candle.lowE8() <= Math.min(candle.openE8(), candle.closeE8())
                && candle.highE8() >= Math.max(candle.openE8(), candle.closeE8())
                && candle.highE8() < PRICE_LIMIT_E8;
    }

    private static String offGrid(Candle candle, long intervalNanos) {
        return "expected a time on the grid of %s, was %s"
                .formatted(minutes(intervalNanos), utc(candle.openTimeNanos()));
    }

    private static Finding notLater(Row row, Candle previous) {
        boolean isRepeat = row.candle.openTimeNanos() == previous.openTimeNanos();
        return new Finding(
                row.line,
                isRepeat ? Finding.Kind.DUPLICATE : Finding.Kind.ORDER,
                "expected a time after %s, was %s%s"
                        .formatted(
                                utc(previous.openTimeNanos()),
                                isRepeat ? "the same" : utc(row.candle.openTimeNanos()),
                                isRepeat && row.candle.equals(previous) ? " with the same values" : ""));
    }

    private static void checkMarket(
            Row row, Candle previous, long intervalNanos, AverageTrueRange usualRange, List<Finding> findings) {
        Candle candle = row.candle;
        if (previous != null && candle.openTimeNanos() - previous.openTimeNanos() > intervalNanos) {
            long firstMissingNanos = previous.openTimeNanos() + intervalNanos;
            long missing = (candle.openTimeNanos() - firstMissingNanos) / intervalNanos;
            findings.add(new Finding(
                    row.line,
                    Finding.Kind.GAP,
                    "%,d missing before it: %s to %s"
                            .formatted(missing, utc(firstMissingNanos), utc(candle.openTimeNanos() - intervalNanos))));
        }
        if (candle.contracts() == 0) {
            boolean isElsewhere = previous != null && candle.closeE8() != previous.closeE8();
            findings.add(new Finding(
                    row.line,
                    Finding.Kind.ZERO_VOLUME,
                    "nothing traded at " + utc(candle.openTimeNanos())
                            + (isElsewhere
                                    ? ", yet at %s after a close of %s"
                                            .formatted(
                                                    FixedPoint.formatE8(candle.closeE8()),
                                                    FixedPoint.formatE8(previous.closeE8()))
                                    : "")));
        }
        if (previous != null && usualRange.valueE8() > 0) {
            long rangeE8 = Math.max(candle.highE8(), previous.closeE8()) - Math.min(candle.lowE8(), previous.closeE8());
            if (rangeE8 / OUTLIER_RANGES >= usualRange.valueE8()) {
                findings.add(new Finding(
                        row.line,
                        Finding.Kind.OUTLIER,
                        "true range %s at %s, %d times the mean of the %d before"
                                .formatted(
                                        FixedPoint.formatE8(rangeE8),
                                        utc(candle.openTimeNanos()),
                                        rangeE8 / usualRange.valueE8(),
                                        AverageTrueRange.LENGTH)));
            }
        }
    }

    private static String minutes(long nanos) {
        return nanos % TimeUnit.MINUTES.toNanos(1) == 0
                ? TimeUnit.NANOSECONDS.toMinutes(nanos) + "m"
                : TimeUnit.NANOSECONDS.toSeconds(nanos) + "s";
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND).toString();
    }
}
