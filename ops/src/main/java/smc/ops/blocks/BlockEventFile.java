package smc.ops.blocks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.feed.file.OutputFile;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;
import smc.strategy.block.BlockEvent;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** Detector events as CSV: columns {@value #HEADER}, times in unix seconds, prices in USD, empty where an event has no such value. */
public final class BlockEventFile {
    public static final String HEADER = "bar_time,event,side,top,bottom,origin_time,level";

    /**
     * A near edge lies less than this from the expected one. It may be clipped by the average true range, which is rounded down to 1e-8 here and
     * given to ten decimals in the expectation (docs/rules.md, section 12).
     */
    private static final BigDecimal NEAR_EDGE_TOLERANCE = new BigDecimal("0.0000000101");

    private static final int COLUMNS = 7;

    private BlockEventFile() {}

    /**
     * A row that is not as expected.
     *
     * @param row counted from 1, without the header
     * @param expected null if there should be no such row
     * @param actual null if the row is missing
     */
    public record Difference(int row, String expected, String actual, long timeSeconds) {}

    /** Replaces {@code file} by the events. */
    public static void write(Path file, List<BlockEvent> events) throws DataFileException {
        OutputFile.write(file, out -> {
            out.append(HEADER).append('\n');
            for (BlockEvent event : events) {
                out.append(row(event)).append('\n');
            }
        });
    }

    /** The event as a row, without line end. */
    public static String row(BlockEvent event) {
        var row = new StringBuilder(80);
        row.append(seconds(event.timeNanos())).append(',');
        row.append(event.kind()).append(',').append(event.sideName()).append(',');
        if (event.kind().isBlock()) {
            FixedPoint.appendE8(row, event.topE8()).append(',');
            FixedPoint.appendE8(row, event.bottomE8()).append(',');
            row.append(seconds(event.originNanos())).append(',');
        } else {
            row.append(",,,");
            FixedPoint.appendE8(row, event.levelE8());
        }
        return row.toString();
    }

    /**
     * The first place where the events are not those of {@code file} (plain or gzip): same rows in the same order, near edges less than
     * 1.01e-8 apart, everything else equal.
     *
     * @throws DataFileException if the expectation cannot be read or has another form
     */
    public static Optional<Difference> firstDifference(Path file, List<BlockEvent> events) throws IOException {
        List<String> expected = readRows(file);
        for (int i = 0; i < Math.max(expected.size(), events.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i) : null;
            BlockEvent event = i < events.size() ? events.get(i) : null;
            if (wanted == null || event == null || !matches(file, i + 2, wanted, event)) {
                long timeSeconds = event != null
                        ? seconds(event.timeNanos())
                        : Long.parseLong(wanted.substring(0, wanted.indexOf(',')));
                return Optional.of(new Difference(i + 1, wanted, event == null ? null : row(event), timeSeconds));
            }
        }
        return Optional.empty();
    }

    private static List<String> readRows(Path file) throws IOException {
        try (var lines = new CsvLines(file)) {
            String header = lines.next();
            if (header == null) {
                throw new DataFileException(file, "expected the header " + HEADER + ", the file is empty");
            }
            if (!header.equals(HEADER)) {
                throw new DataFileException(file, 1, "expected the header " + HEADER + ", was " + header);
            }
            var rows = new ArrayList<String>();
            for (String line = lines.next(); line != null; line = lines.next()) {
                String[] columns = line.split(",", -1);
                if (columns.length != COLUMNS || !columns[0].matches("\\d{1,18}")) {
                    throw new DataFileException(
                            file, lines.lineNumber(), "expected the columns " + HEADER + ", was " + line);
                }
                rows.add(line);
            }
            return rows;
        }
    }

    private static boolean matches(Path file, int line, String expectedRow, BlockEvent event) throws DataFileException {
        String[] expected = expectedRow.split(",", -1);
        String[] actual = row(event).split(",", -1);
        boolean isBlock = event.kind().isBlock();
        try {
            return expected[0].equals(actual[0])
                    && expected[1].equals(actual[1])
                    && expected[2].equals(actual[2])
                    && isWithin(expected[3], actual[3], isBlock && event.side() == Side.BULL)
                    && isWithin(expected[4], actual[4], isBlock && event.side() == Side.BEAR)
                    && expected[5].equals(actual[5])
                    && isWithin(expected[6], actual[6], false);
        } catch (NumberFormatException _) {
            throw new DataFileException(file, line, "expected decimal numbers, was " + expectedRow);
        }
    }

    private static boolean isWithin(String expected, String actual, boolean isNearEdge) {
        if (expected.isEmpty() || actual.isEmpty()) {
            return expected.equals(actual);
        }
        BigDecimal distance =
                new BigDecimal(expected).subtract(new BigDecimal(actual)).abs();
        return isNearEdge ? distance.compareTo(NEAR_EDGE_TOLERANCE) < 0 : distance.signum() == 0;
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}
