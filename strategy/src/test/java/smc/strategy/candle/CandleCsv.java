package smc.strategy.candle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Candle files for tests: gzip CSV {@code time,open,high,low,close,volume}, time in unix seconds. Plain {@link BigDecimal}, so that no
 * expectation rests on the product's own reader.
 */
public final class CandleCsv {
    static final String HEADER = "time,open,high,low,close,volume";

    private CandleCsv() {}

    /** All candles of a file; volumes are rounded up to whole contracts. */
    public static List<Candle> read(Path file) {
        var lines = lines(file);
        if (!lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException(
                    "expected header " + HEADER + ", was " + lines.getFirst() + " in " + file);
        }
        return lines.stream().skip(1).map(CandleCsv::candle).toList();
    }

    /** The text lines of a gzip file, header included. */
    public static List<String> lines(Path file) {
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The file's text for {@code candles}, uncompressed, prices as shortest decimals. */
    public static String text(List<Candle> candles) {
        var text = new StringBuilder(HEADER).append('\n');
        for (var candle : candles) {
            text.append(candle.openTimeNanos() / 1_000_000_000L);
            for (long priceE8 : List.of(candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8())) {
                text.append(',')
                        .append(BigDecimal.valueOf(priceE8, 8)
                                .stripTrailingZeros()
                                .toPlainString());
            }
            text.append(',').append(candle.contracts()).append('\n');
        }
        return text.toString();
    }

    private static Candle candle(String line) {
        var fields = line.split(",", -1);
        return new Candle(
                Math.multiplyExact(Long.parseLong(fields[0]), 1_000_000_000L),
                e8(fields[1]),
                e8(fields[2]),
                e8(fields[3]),
                e8(fields[4]),
                new BigDecimal(fields[5]).setScale(0, RoundingMode.CEILING).longValueExact());
    }

    private static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }
}
