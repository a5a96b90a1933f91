package smc.feed.file;

import java.util.concurrent.TimeUnit;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/**
 * A row of a candle file: what its six columns say, and nothing yet of whether that can be.
 *
 * @param line number in the file; the header is 1
 */
record CandleRow(int line, Candle candle) {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** 2100-01-01: beyond it the number is not in seconds. */
    private static final long TIME_MAX_SECONDS = 4_102_444_800L;

    /** The most recorded in a candle is 1.3e13 (PEPE); below this the sum of thousands of candles cannot overflow. */
    private static final long VOLUME_LIMIT = 1_000_000_000_000_000L;

    /**
     * Reads a line of six columns.
     *
     * @param number of the line
     * @throws NumberFormatException if it is no candle; the message names the column, what was expected and what came
     */
    static CandleRow parse(int number, String line) {
        int[] ends = new int[6];
        int columns = 0;
        for (int at = 0; at <= line.length(); at++) {
            if (at == line.length() || line.charAt(at) == ',') {
                if (columns == ends.length) {
                    throw new NumberFormatException(
                            "expected 6 columns (" + CandleFile.HEADER + "), were more: " + line);
                }
                ends[columns++] = at;
            }
        }
        if (columns < ends.length) {
            throw new NumberFormatException(
                    "expected 6 columns (" + CandleFile.HEADER + "), were " + columns + ": " + line);
        }
        return new CandleRow(
                number,
                new Candle(
                        seconds(line, ends[0]) * NANOS_PER_SECOND,
                        price("open", line, ends[0] + 1, ends[1]),
                        price("high", line, ends[1] + 1, ends[2]),
                        price("low", line, ends[2] + 1, ends[3]),
                        price("close", line, ends[3] + 1, ends[4]),
                        wholeContracts(line, ends[4] + 1, ends[5])));
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
}
