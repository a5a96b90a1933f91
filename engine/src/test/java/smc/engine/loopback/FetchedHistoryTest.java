package smc.engine.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.host.EmbeddedExchange;
import smc.feed.file.CandleFile;
import smc.feed.file.OutputFile;
import smc.feed.history.CandleClient;
import smc.feed.history.CandleHistory;
import smc.feed.history.Resolution;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.strategy.candle.Candle;

/** History from the exchange in the box: whole, within its quota, and again only what is missing. */
class FetchedHistoryTest {
    private static final int DAYS = 180;
    private static final int POISONED_DAYS = 10;
    private static final long QUARTER_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long START_NANOS = SyntheticMarket.ORIGIN_NANOS + TimeUnit.DAYS.toNanos(2_000);
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** A page of candles costs 3 (docs/delta-exchange.md, section 3.2): of the nine of a symbol, five fit into a window. */
    private static final int QUOTA_UNITS = 20;

    @TempDir
    private Path folder;

    private final AtomicLong wallMillis = new AtomicLong(1_760_000_000_000L);
    private final List<Long> pausesMillis = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SyntheticMarket market = new SyntheticMarket(Preset.NORMAL, 6);
    private MadeFeed feed;
    private EmbeddedExchange exchange;
    private CandleClient client;
    private CandleHistory history;

    private void open(int days) throws IOException {
        feed = new MadeFeed(
                market,
                Loopback.SYMBOLS,
                START_NANOS - TimeUnit.DAYS.toNanos(days + 1),
                START_NANOS,
                START_NANOS + HOUR_NANOS + TimeUnit.MINUTES.toNanos(1));
        exchange = EmbeddedExchange.start(
                Loopback.standing(QUOTA_UNITS, wallMillis::get), Loopback.INSTRUMENTS, Loopback.ACCOUNTS, feed);
        client = new CandleClient(exchange.restUri(), Duration.ofSeconds(20), millis -> {
            pausesMillis.add(millis);
            wallMillis.addAndGet(millis);
        });
        history = new CandleHistory(client, notes::add);
        // A quarter is closed and settled.
        advance(trades(QUARTER_NANOS + TimeUnit.SECONDS.toNanos(30)));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        exchange.close();
    }

    @Test
    void halfAYearOfTwoSymbolsComesWholeWithinTheQuotaAndThenOnlyWhatIsMissing() throws Exception {
        open(DAYS);
        for (String symbol : Loopback.SYMBOLS) {
            List<Candle> candles = update(symbol, DAYS);

            assertThat(candles).hasSize(DAYS * 96).isEqualTo(made(symbol, START_NANOS + QUARTER_NANOS));
        }
        assertThat(pausesMillis).isNotEmpty().allMatch(millis -> millis <= 300_000);
        // Of each symbol a ticker and nine pages; each pause stands for a request that was refused.
        assertThat(client.requests()).isEqualTo(2 * 10 + pausesMillis.size());

        advance(feed.trades().size() - trades(QUARTER_NANOS + TimeUnit.SECONDS.toNanos(30)));
        for (String symbol : Loopback.SYMBOLS) {
            long requestsBefore = client.requests() - pausesMillis.size();

            List<Candle> candles = update(symbol, DAYS);

            assertThat(client.requests() - pausesMillis.size() - requestsBefore).isEqualTo(2);
            assertThat(candles).hasSize(DAYS * 96 + 3).endsWith(lastMade(symbol));
        }
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_ROW", "HOLE", "OTHER_SYMBOL"})
    void aPoisonedCacheIsFoundSaidAndRepaired(String poison) throws Exception {
        open(POISONED_DAYS);
        List<Candle> before = update("SOLUSD", POISONED_DAYS);
        update("AAVEUSD", POISONED_DAYS);
        poison(poison);

        List<Candle> after = update("SOLUSD", POISONED_DAYS);

        assertThat(notes).singleElement().asString().contains("SOLUSD-15m").contains("fetched again from");
        assertThat(after).isEqualTo(before);
        notes.clear();
        assertThat(update("SOLUSD", POISONED_DAYS)).isEqualTo(before);
        assertThat(notes).isEmpty();
    }

    private void poison(String poison) throws IOException {
        Path file = folder.resolve("SOLUSD-15m.csv.gz");
        if (poison.equals("OTHER_SYMBOL")) {
            // Its record too, so that the checksum is right and only the prices tell.
            Files.copy(folder.resolve("AAVEUSD-15m.csv.gz"), file, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(
                    folder.resolve("SOLUSD-15m.json"),
                    Files.readString(folder.resolve("AAVEUSD-15m.json")).replace("AAVEUSD", "SOLUSD"));
            return;
        }
        var rows = new ArrayList<>(CandleFile.read(file).candles());
        if (poison.equals("HOLE")) {
            rows.subList(500, 600).clear();
        } else {
            rows.set(500, new Candle(rows.get(500).openTimeNanos(), 1, 1, 1, 1, 1));
        }
        OutputFile.write(file, out -> CandleFile.write(out, rows));
    }

    private List<Candle> update(String symbol, int days) throws Exception {
        return history.update(folder, symbol, Resolution.FIFTEEN_MINUTES, days).candles();
    }

    /** The market's own candles of the days before a time. */
    private List<Candle> made(String symbol, long toNanos) {
        return market.candles(
                        SyntheticInstrument.named(symbol),
                        QUARTER_NANOS,
                        toNanos - TimeUnit.DAYS.toNanos(DAYS),
                        toNanos)
                .candles();
    }

    private Candle lastMade(String symbol) {
        return made(symbol, START_NANOS + HOUR_NANOS).getLast();
    }

    private int trades(long spanNanos) {
        return (int) feed.trades().stream()
                .filter(trade -> trade.timeNanos() < START_NANOS + spanNanos)
                .count();
    }

    private void advance(int trades) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(exchange.restUri().resolve("/sim/advance"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"trades\":" + trades + "}"))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("\"delivered\":" + trades);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
