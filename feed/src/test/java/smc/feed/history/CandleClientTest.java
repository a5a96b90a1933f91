package smc.feed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;

/** Candles that mend a hole; the rest of the client is looked at through {@link CandleHistoryTest}. */
class CandleClientTest {
    private static final long QUARTER = 900;
    private static final long BOUNDARY = 20_000 * 86_400L;

    private final List<Long> pausesMillis = new ArrayList<>();
    private ScriptedVenue venue;
    private CandleClient client;

    @BeforeEach
    void open() throws IOException {
        venue = new ScriptedVenue(BOUNDARY + 400);
        client = new CandleClient(venue.uri(), Duration.ofSeconds(20), pausesMillis::add);
    }

    @AfterEach
    void close() {
        client.close();
        venue.close();
    }

    @Test
    void everyCandleThatAHoleTouchesComesOldestFirst() {
        List<Candle> candles = closed(BOUNDARY - 3 * QUARTER - 1, BOUNDARY - QUARTER + 1, BOUNDARY + 400)
                .join();

        assertThat(candles)
                .extracting(candle -> TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                .containsExactly(
                        BOUNDARY - 4 * QUARTER, BOUNDARY - 3 * QUARTER, BOUNDARY - 2 * QUARTER, BOUNDARY - QUARTER);
    }

    @Test
    void aHoleThatEndsAtABoundaryDoesNotTouchTheNextCandle() {
        List<Candle> candles = closed(BOUNDARY - 2 * QUARTER, BOUNDARY - QUARTER, BOUNDARY + 400)
                .join();

        assertThat(candles)
                .extracting(candle -> TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                .containsExactly(BOUNDARY - 2 * QUARTER);
    }

    @Test
    void theCandleThatFormsOrHasNotSettledIsNotAskedFor() {
        List<Candle> settled =
                closed(BOUNDARY - QUARTER, BOUNDARY + 400, BOUNDARY + 5).join();
        assertThat(settled).hasSize(1);
        venue.candleRequests.clear();

        List<Candle> early =
                closed(BOUNDARY - QUARTER, BOUNDARY + 400, BOUNDARY + 4).join();

        assertThat(early).isEmpty();
        assertThat(venue.candleRequests).isEmpty();
    }

    @Test
    void aCandleTheVenueDoesNotHaveIsMissing() {
        venue.missingSeconds.add(BOUNDARY - 2 * QUARTER);

        List<Candle> candles =
                closed(BOUNDARY - 3 * QUARTER, BOUNDARY, BOUNDARY + 400).join();

        assertThat(candles).hasSize(2);
    }

    @Test
    void theQuotaIsWaitedForByAThreadOfItsOwn() {
        venue.next(new ScriptedVenue.Answer(429, "", Map.of("X-RATE-LIMIT-RESET", "120632")));

        assertThat(closed(BOUNDARY - QUARTER, BOUNDARY, BOUNDARY + 400).join()).hasSize(1);

        assertThat(pausesMillis).containsExactly(120_632L);
    }

    @Test
    void candlesThatContradictThemselvesAreRefused() {
        venue.next(new ScriptedVenue.Answer(
                200,
                "{\"success\":true,\"result\":[{\"time\":%d,\"open\":5,\"high\":4,\"low\":3,\"close\":3,\"volume\":1}]}"
                        .formatted(BOUNDARY - QUARTER),
                Map.of()));

        assertThatThrownBy(closed(BOUNDARY - QUARTER, BOUNDARY, BOUNDARY + 400)::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DataFileException.class)
                .hasMessageContaining("expected 0 < low <= open, close <= high");
    }

    @Test
    void aVenueThatDoesNotAnswerIsSaid() {
        venue.next(ScriptedVenue.Answer.status(404));

        assertThatThrownBy(closed(BOUNDARY - QUARTER, BOUNDARY, BOUNDARY + 400)::join)
                .hasCauseInstanceOf(HistoryException.class)
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void theFirstWordIsAskedForOnce() throws Exception {
        assertThat(client.firstMarketNanos("SOLUSD")).isPositive();
        for (int status : List.of(400, 403, 408, 425, 429, 499, 500, 503)) {
            assertThatThrownBy(() -> firstWordOf(status, "<html></html>"))
                    .isInstanceOf(VenueSilentException.class)
                    .hasMessageContaining("HTTP " + status);
        }

        assertThat(pausesMillis).isEmpty();
    }

    @Test
    void whatNoOtherTryWouldMendIsToldApartFromSilence() {
        for (var answer : List.of(
                new ScriptedVenue.Answer(401, "{\"success\":false}", Map.of()),
                new ScriptedVenue.Answer(404, "Not Found", Map.of()),
                new ScriptedVenue.Answer(403, "{\"success\":false}", Map.of()),
                new ScriptedVenue.Answer(200, "<html></html>", Map.of()),
                new ScriptedVenue.Answer(200, "{\"success\":true,\"result\":null}", Map.of()))) {
            assertThatThrownBy(() -> firstWordOf(answer.status(), answer.body()))
                    .describedAs(answer.toString())
                    .isInstanceOf(HistoryException.class)
                    .isNotInstanceOf(VenueSilentException.class);
        }
    }

    private long firstWordOf(int status, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var once = new CandleClient(base, Duration.ofSeconds(20), pausesMillis::add)) {
            return once.firstMarketNanos("SOLUSD");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatGivesUpInBetweenIsAskedAgain() {
        for (int status : List.of(408, 425, 499)) {
            venue.next(ScriptedVenue.Answer.status(status));
        }

        assertThat(closed(BOUNDARY - QUARTER, BOUNDARY, BOUNDARY + 400).join()).hasSize(1);
    }

    @Test
    void moreThanAPageIsRefused() {
        assertThat(closed(BOUNDARY - 2_000 * QUARTER, BOUNDARY, BOUNDARY + 400).join())
                .hasSize(2_000);

        assertThatThrownBy(() -> closed(BOUNDARY - 2_001 * QUARTER, BOUNDARY, BOUNDARY + 400))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at most 2000 candles, were 2001");
    }

    private CompletableFuture<List<Candle>> closed(long fromSeconds, long toSeconds, long marketSeconds) {
        return client.closedCandles(
                "SOLUSD",
                Resolution.FIFTEEN_MINUTES,
                TimeUnit.SECONDS.toNanos(fromSeconds),
                TimeUnit.SECONDS.toNanos(toSeconds),
                TimeUnit.SECONDS.toNanos(marketSeconds));
    }
}
