package smc.ops.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.feed.file.CandleFile;
import smc.feed.file.DataFileException;
import smc.feed.file.TradeFile;
import smc.feed.file.TradeSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * The recorded market of one symbol, as given on the command line: {@code SYMBOL=FILE}, or a folder whose files follow one another.
 *
 * @param path as given
 */
record MarketFiles(String symbol, Path path) implements MarketSource {
    /** Reads {@code SYMBOL=FILE}. */
    static final class Converter implements ITypeConverter<MarketFiles> {
        @Override
        public MarketFiles convert(String text) {
            int at = text.indexOf('=');
            if (at <= 0 || at == text.length() - 1) {
                throw new TypeConversionException("expected SYMBOL=FILE, was " + text);
            }
            return new MarketFiles(text.substring(0, at), Path.of(text.substring(at + 1)));
        }
    }

    /**
     * All candles, in the interval they were recorded in.
     *
     * @throws DataFileException if a file is wrong, files overlap, or their intervals differ
     */
    @Override
    public CandleSeries readCandles() throws IOException {
        var files = new ArrayList<CandleFile>();
        for (Path file : files()) {
            CandleFile read = CandleFile.read(file);
            read.requireUsable();
            files.add(read);
        }
        files.sort(Comparator.comparingLong(file -> file.candles().getFirst().openTimeNanos()));
        var candles = new ArrayList<Candle>();
        long intervalNanos = 0;
        for (CandleFile file : files) {
            if (intervalNanos != 0 && file.intervalNanos() != 0 && file.intervalNanos() != intervalNanos) {
                throw new DataFileException(file.path(), "expected the interval of the files before it, has another");
            }
            intervalNanos = Math.max(intervalNanos, file.intervalNanos());
            if (!candles.isEmpty()
                    && file.candles().getFirst().openTimeNanos()
                            <= candles.getLast().openTimeNanos()) {
                throw new DataFileException(
                        file.path(), "overlaps the files before it: every candle may come once only");
            }
            candles.addAll(file.candles());
        }
        if (intervalNanos == 0) {
            throw new DataFileException(path, "expected more than one candle");
        }
        return CandleSeries.of(intervalNanos, candles);
    }

    /**
     * The trades of all files one after another, in the order of the files' names.
     *
     * @param contractValueE8 coins in one contract
     */
    TradeSource openTrades(long contractValueE8) throws IOException {
        return new ChainedTrades(files(), contractValueE8);
    }

    /** SHA-256 of the file; of a folder's files one after another in the order of their names. */
    @Override
    public String sha256() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file)) {
                var buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public boolean isSynthetic() {
        return false;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".csv") || name.endsWith(".csv.gz");
                    })
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new DataFileException(path, "expected files ending in .csv or .csv.gz, there are none");
            }
            return files;
        }
    }

    /** Trades of several files. Within a file no trade means that nothing traded; where more than an hour lies between two, one may be missing. */
    private static final class ChainedTrades implements TradeSource {
        private static final long BETWEEN_FILES_NANOS = TimeUnit.HOURS.toNanos(1);

        private final List<Path> files;
        private final long contractValueE8;
        private int next;
        private TradeFile current;
        private long lastNanos;
        private boolean isHole;

        private ChainedTrades(List<Path> files, long contractValueE8) throws IOException {
            this.files = files;
            this.contractValueE8 = contractValueE8;
            current = new TradeFile(files.get(next++), contractValueE8);
        }

        @Override
        public boolean advance() throws IOException {
            if (isHole) {
                isHole = false;
                return true;
            }
            int before = next;
            while (!current.advance()) {
                if (next == files.size()) {
                    if (lastNanos == 0 && current.timeNanos() == 0) {
                        throw new DataFileException(files.getLast(), "expected trades, there are none");
                    }
                    return false;
                }
                lastNanos = Math.max(lastNanos, current.timeNanos());
                current.close();
                current = new TradeFile(files.get(next++), contractValueE8);
            }
            if (current.timeNanos() < lastNanos) {
                throw new DataFileException(
                        files.get(next - 1),
                        "begins before the end of the file before it: files must follow one another");
            }
            isHole = next > before && lastNanos != 0 && current.timeNanos() - lastNanos > BETWEEN_FILES_NANOS;
            return true;
        }

        @Override
        public boolean isHole() {
            return isHole;
        }

        @Override
        public long holeToNanos() {
            return current.timeNanos();
        }

        @Override
        public long timeNanos() {
            return isHole ? lastNanos + 1 : current.timeNanos();
        }

        @Override
        public long priceE8() {
            return current.priceE8();
        }

        @Override
        public long contracts() {
            return current.contracts();
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
