package smc.feed.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import smc.feed.file.CandleFile;
import smc.feed.file.DataTerms;
import smc.feed.file.Finding;
import smc.feed.file.TradeFile;
import smc.feed.foreign.ColumnNames;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * The recorded market of one symbol: a file, or a folder whose files follow one another. Each byte is read once, so that a pipe will do, and what was
 * read is what the sum is of. One thread at a time.
 */
public final class MarketFiles implements MarketSource {
    private final String symbol;
    private final Path path;

    /** What the files are held against, and who is told: nothing and nobody until {@link #holdAgainst}. */
    private DataTerms terms = new DataTerms(0, 0, Long.MAX_VALUE);

    private Consumer<String> notes = _ -> {};

    /** Of the columns of files that another program has written. */
    private ColumnNames said = ColumnNames.NONE;

    /** Of the content; null before it was read. */
    private String sha256;

    private ChainedTrades opened;

    /** @param path as given */
    public MarketFiles(String symbol, Path path) {
        this.symbol = symbol;
        this.path = path;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public Path path() {
        return path;
    }

    /**
     * What the files and what is known of the instrument say of each other is told from now on, as it is read: prices between ticks, times after now,
     * what was left out.
     *
     * @param notes takes a line for each kind and file
     */
    public void holdAgainst(DataTerms terms, Consumer<String> notes) {
        this.terms = terms;
        this.notes = notes;
    }

    /** What a user says of the columns, from now on. */
    public void columns(ColumnNames names) {
        said = names;
    }

    /**
     * All candles, in the interval they were recorded in.
     *
     * @throws DataFileException if a file is wrong, files overlap, or their intervals differ
     */
    @Override
    public CandleSeries readCandles() throws IOException {
        var files = new ArrayList<CandleFile>();
        var hash = new ContentHash();
        for (Path file : files()) {
            CandleFile read = CandleFile.read(file, hash, said);
            read.requireUsable();
            read.findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.READ_AS)
                    .forEach(finding -> note(file, finding));
            if (terms.tickE8() > 0) {
                read.offTick(terms.tickE8()).ifPresent(finding -> note(file, finding));
            }
            read.future(terms.nowNanos()).ifPresent(finding -> note(file, finding));
            files.add(read);
        }
        wasRead(hash.sha256());
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
    public TradeSource openTrades(long contractValueE8) throws IOException {
        opened = new ChainedTrades(new DataTerms(contractValueE8, terms.tickE8(), terms.nowNanos()));
        return opened;
    }

    /**
     * Reads what a run has left of the trades, so that all of the files was checked and counted in.
     *
     * @throws DataFileException if a file is not whole
     */
    public void finishTrades() throws IOException {
        opened.skipToEnd();
    }

    /**
     * SHA-256 of the file; of a folder's files one after another in the order of their names. It is of the bytes that were read. Asked for before
     * all of them were, it is of another reading, and the one that follows fails if it finds others.
     *
     * @throws DataFileException if the files must be read twice for it and cannot be
     */
    @Override
    public String sha256() throws IOException {
        if (sha256 == null) {
            var hash = new ContentHash();
            for (Path file : files()) {
                if (!Files.isRegularFile(file)) {
                    throw new DataFileException(
                            file,
                            "expected a file, is a pipe or a device: its content is to be known before it is played, and a pipe is read once");
                }
                hash.addAll(Files.newInputStream(file));
            }
            sha256 = hash.sha256();
        }
        return sha256;
    }

    private void wasRead(String readSha256) throws DataFileException {
        if (sha256 != null && !sha256.equals(readSha256)) {
            throw new DataFileException(
                    path, "expected the content of SHA-256 " + sha256 + " as before, has changed: " + readSha256);
        }
        sha256 = readSha256;
    }

    private void note(Path file, Finding finding) {
        notes.accept(
                "%s:%d: %s: %s".formatted(file, finding.line(), finding.kind().label(), finding.message()));
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
                        return name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".zip");
                    })
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new DataFileException(path, "expected files ending in .csv, .csv.gz or .zip, there are none");
            }
            return files;
        }
    }

    /** Trades of several files. Within a file no trade means that nothing traded; where more than an hour lies between two, one may be missing. */
    private final class ChainedTrades implements TradeSource {
        private static final long BETWEEN_FILES_NANOS = TimeUnit.HOURS.toNanos(1);

        private final List<Path> files;
        private final DataTerms terms;
        private final ContentHash hash = new ContentHash();
        private int next;
        private TradeFile current;
        private boolean hasTrades;
        private boolean isOver;
        private long lastNanos;
        private boolean isHole;

        private ChainedTrades(DataTerms terms) throws IOException {
            files = files();
            this.terms = terms;
            openNext();
        }

        private void openNext() throws IOException {
            Path file = files.get(next++);
            current = new TradeFile(file, terms, hash, said, finding -> note(file, finding));
        }

        @Override
        public boolean advance() throws IOException {
            if (isHole) {
                isHole = false;
                return true;
            }
            int before = next;
            while (!current.advance()) {
                if (!toNextFile()) {
                    if (!hasTrades) {
                        throw new DataFileException(files.getLast(), "expected trades, there are none");
                    }
                    return false;
                }
            }
            hasTrades = true;
            if (current.timeNanos() < lastNanos) {
                throw new DataFileException(
                        files.get(next - 1),
                        "begins before the end of the file before it: files must follow one another");
            }
            isHole = next > before && lastNanos != 0 && current.timeNanos() - lastNanos > BETWEEN_FILES_NANOS;
            return true;
        }

        /** Behind the last row of a file. */
        private boolean toNextFile() throws IOException {
            if (isOver) {
                return false;
            }
            tellNumbers();
            if (next == files.size()) {
                isOver = true;
                wasRead(hash.sha256());
                return false;
            }
            lastNanos = Math.max(lastNanos, current.timeNanos());
            current.close();
            openNext();
            return true;
        }

        /** The first of each kind was told when it came. */
        private void tellNumbers() {
            current.noted().forEach((kind, count) -> {
                if (count > 1) {
                    notes.accept("%s: %s: %,d such rows in all".formatted(files.get(next - 1), kind.label(), count));
                }
            });
        }

        private void skipToEnd() throws IOException {
            while (!isOver) {
                current.skipToEnd();
                toNextFile();
            }
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
