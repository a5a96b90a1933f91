package smc.feed.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.feed.file.CandleFile;
import smc.feed.file.OutputFile;
import smc.feed.foreign.ColumnNames;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Closed candles of symbols, from the files of a folder and from the venue. For each symbol and resolution there is {@code SOLUSD-15m.csv.gz}, and beside
 * it {@code SOLUSD-15m.json}, its {@link CacheRecord}: the anchor, which is the first candle and is kept for good (docs/formats.md,
 * section 9), and a checksum of the file.
 *
 * <p>A file that is not what was written, or that the venue no longer agrees with, is said and fetched again from its anchor. Holes are asked for
 * again; what the venue does not have stays a hole. One thread at a time, and one process a folder.
 */
public final class CandleHistory {
    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);

    private final CandleClient client;
    private final Consumer<String> notes;

    /** @param notes takes a line for each thing that a person should know */
    public CandleHistory(CandleClient client, Consumer<String> notes) {
        this.client = client;
        this.notes = notes;
    }

    /**
     * The candles of the last days, straight from the venue.
     *
     * @param days positive
     * @throws HistoryException if the venue does not answer, has none, or what it has is no sound series
     */
    public CandleSeries fetch(String symbol, Resolution resolution, int days) throws IOException, InterruptedException {
        long toSeconds = lastClosedSeconds(symbol, resolution);
        List<Candle> candles =
                fetch(symbol, resolution, toSeconds + resolution.seconds() - days * SECONDS_PER_DAY, toSeconds);
        return checked(symbol, resolution, candles);
    }

    /**
     * The candles since the anchor, which is the first of them, brought up to date in the folder.
     *
     * @param folder made if it is missing
     * @param days positive; how far back the anchor is set where there is none yet
     * @throws HistoryException likewise
     * @throws DataFileException if the folder cannot be read or written
     */
    public CandleSeries update(Path folder, String symbol, Resolution resolution, int days)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String name = symbol + "-" + resolution.text();
        Path file = folder.resolve(name + ".csv.gz");
        Path recordFile = folder.resolve(name + ".json");
        long toSeconds = lastClosedSeconds(symbol, resolution);

        CacheRecord record = readRecord(recordFile, file, symbol, resolution);
        List<Candle> cached = record == null ? List.of() : readCache(file, record, resolution);
        long fromSeconds =
                record == null ? toSeconds + resolution.seconds() - days * SECONDS_PER_DAY : record.anchorSeconds();
        List<Candle> candles = complete(symbol, resolution, cached, fromSeconds, toSeconds);
        CandleSeries series = checked(symbol, resolution, candles);

        long firstSeconds = openSeconds(series.candles().getFirst());
        if (record != null && firstSeconds != record.anchorSeconds()) {
            notes.accept("%s: the anchor was %s, the venue's first candle is now %s: a new anchor"
                    .formatted(name, utc(record.anchorSeconds()), utc(firstSeconds)));
        }
        if (!series.candles().equals(cached)) {
            // The record last: if the process dies between the two, the checksum differs and the file is fetched anew.
            var hash = new ContentHash();
            OutputFile.write(file, hash, out -> CandleFile.write(out, series.candles()));
            OutputFile.write(
                    recordFile, new CacheRecord(symbol, resolution.text(), firstSeconds, hash.sha256()).toJson());
        }
        return series;
    }

    /** A record that is missing or not this symbol's is none; that is said, unless there was never one. */
    private CacheRecord readRecord(Path recordFile, Path file, String symbol, Resolution resolution)
            throws IOException {
        CacheRecord record;
        try {
            record = CacheRecord.read(recordFile);
        } catch (NoSuchFileException _) {
            if (Files.exists(file)) {
                notes.accept(recordFile + ": lost, though " + file.getFileName() + " is there: a new anchor");
            }
            return null;
        } catch (DataFileException e) {
            notes.accept(e.getMessage() + ": a new anchor");
            return null;
        }
        if (!record.symbol().equals(symbol) || !record.resolution().equals(resolution.text())) {
            notes.accept("%s: expected %s of %s, was %s of %s: a new anchor"
                    .formatted(recordFile, symbol, resolution.text(), record.symbol(), record.resolution()));
            return null;
        }
        return record;
    }

    /** Nothing if the file is not the one that was written. */
    private List<Candle> readCache(Path file, CacheRecord record, Resolution resolution) throws IOException {
        if (!Files.exists(file)) {
            notes.accept(file + ": lost, fetched again from " + utc(record.anchorSeconds()));
            return List.of();
        }
        try {
            var hash = new ContentHash();
            CandleFile read = CandleFile.read(file, hash, ColumnNames.NONE);
            record.requireSame(file, hash.sha256());
            return read.series(resolution.nanos()).candles();
        } catch (DataFileException e) {
            notes.accept(e.getMessage() + ": fetched again from " + utc(record.anchorSeconds()));
            return List.of();
        }
    }

    private List<Candle> complete(
            String symbol, Resolution resolution, List<Candle> cached, long fromSeconds, long toSeconds)
            throws IOException, InterruptedException {
        if (cached.isEmpty()) {
            return fetch(symbol, resolution, fromSeconds, toSeconds);
        }
        // Its last candle is asked for again: what the venue says now of what it said then shows a cache of another
        // market.
        Candle last = cached.getLast();
        List<Candle> newer = fetch(symbol, resolution, openSeconds(last), toSeconds);
        if (newer.isEmpty() || !newer.getFirst().equals(last)) {
            notes.accept("%s-%s: the venue has another candle at %s than the cache: fetched again from %s"
                    .formatted(symbol, resolution.text(), utc(openSeconds(last)), utc(fromSeconds)));
            return fetch(symbol, resolution, fromSeconds, toSeconds);
        }
        var candles = new ArrayList<>(cached);
        candles.addAll(newer.subList(1, newer.size()));
        var filled = new TreeMap<Long, Candle>();
        candles.forEach(candle -> filled.put(candle.openTimeNanos(), candle));
        for (CandleSeries.Gap gap : CandleSeries.of(resolution.nanos(), cached).gaps()) {
            long firstSeconds = TimeUnit.NANOSECONDS.toSeconds(gap.firstMissingNanos());
            fetch(symbol, resolution, firstSeconds, firstSeconds + (gap.candles() - 1) * resolution.seconds())
                    .forEach(candle -> filled.put(candle.openTimeNanos(), candle));
        }
        return List.copyOf(filled.values());
    }

    /** Pages backwards, since a page that is too long is cut at its old end; ascending, without repeats. */
    private List<Candle> fetch(String symbol, Resolution resolution, long fromSeconds, long toSeconds)
            throws IOException, InterruptedException {
        var byTime = new TreeMap<Long, Candle>();
        long pageTo = toSeconds;
        while (pageTo >= fromSeconds) {
            long pageFrom = Math.max(fromSeconds, pageTo - (CandleClient.PAGE_ROWS - 1) * resolution.seconds());
            long oldestSeconds = pageFrom;
            List<Candle> page = client.page(symbol, resolution, pageFrom, pageTo);
            if (!page.isEmpty()) {
                oldestSeconds = page.stream()
                        .mapToLong(CandleHistory::openSeconds)
                        .min()
                        .orElseThrow();
            }
            for (Candle candle : page) {
                Candle other = byTime.put(candle.openTimeNanos(), candle);
                if (other != null && !other.equals(candle)) {
                    throw new HistoryException("%s: expected one candle at %s, were two that differ"
                            .formatted(symbol, utc(openSeconds(candle))));
                }
            }
            pageTo = oldestSeconds - resolution.seconds();
        }
        return List.copyOf(byTime.values());
    }

    private CandleSeries checked(String symbol, Resolution resolution, List<Candle> candles) throws IOException {
        if (candles.isEmpty()) {
            throw new HistoryException("expected candles of " + symbol + ", the venue has none");
        }
        CandleFile file = CandleFile.of(Path.of(symbol + "-" + resolution.text()), resolution.nanos(), candles);
        file.requireUsable();
        CandleSeries series = CandleSeries.of(resolution.nanos(), candles);
        for (CandleSeries.Gap gap : series.gaps()) {
            notes.accept("%s-%s: the venue has no candle from %s on, %,d missing"
                    .formatted(
                            symbol,
                            resolution.text(),
                            utc(TimeUnit.NANOSECONDS.toSeconds(gap.firstMissingNanos())),
                            gap.candles()));
        }
        return series;
    }

    private long lastClosedSeconds(String symbol, Resolution resolution) throws IOException, InterruptedException {
        long nowSeconds = TimeUnit.NANOSECONDS.toSeconds(client.marketNanos(symbol)) - CandleClient.SETTLING_SECONDS;
        return nowSeconds - nowSeconds % resolution.seconds() - resolution.seconds();
    }

    private static long openSeconds(Candle candle) {
        return TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos());
    }

    private static String utc(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
