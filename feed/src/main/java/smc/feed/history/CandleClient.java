package smc.feed.history;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import smc.feed.file.CandleFile;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;

/**
 * Asks the venue for candles, one page a call. Tries again what may pass (an error of the server, no answer in time, a 400 that is said to be
 * transient), waits as long as the venue says when the quota is used up, and gives up in the end. Any thread.
 */
public final class CandleClient implements AutoCloseable {
    /** Rows that a page holds for certain (docs/delta-exchange.md, section 3.5). */
    static final int PAGE_ROWS = 2000;

    /** A candle is trusted a little after its boundary (section 3.5, <i>finality</i>). */
    static final long SETTLING_SECONDS = 5;

    private static final int TRIES_MAX = 5;
    private static final int QUOTA_WAITS_MAX = 3;
    private static final long BACKOFF_MILLIS = 1_000;
    private static final long BODY_BYTES_MAX = 4 << 20;

    /** A window of quota lasts five minutes (section 3.2); more can be no honest answer. */
    private static final long QUOTA_WAIT_MAX_MILLIS = 310_000;

    private final URI base;
    private final Duration deadline;
    private final Pause pause;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();

    /**
     * @param base scheme, host and port, such as {@code https://api.india.delta.exchange}
     * @param deadline of one call, from connecting to the last byte
     */
    public CandleClient(URI base, Duration deadline, Pause pause) {
        this.base = base;
        this.deadline = deadline;
        this.pause = pause;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .build();
    }

    /** Calls made so far, repeats included. */
    public long requests() {
        return requests.get();
    }

    /**
     * The market's own time, epoch nanoseconds: that of the symbol's ticker. The clock of this machine is no measure, since a simulated market has
     * its own. A few seconds old, so that a candle that ends before it is closed for good.
     *
     * @throws HistoryException if the venue does not answer, or does not know the symbol
     */
    public long marketNanos(String symbol) throws IOException, InterruptedException {
        return marketNanos(symbol, TRIES_MAX);
    }

    /**
     * {@link #marketNanos}, asked once: for who waits himself.
     *
     * @throws VenueSilentException if the venue does not answer
     * @throws HistoryException if it is no such venue, or does not know the symbol
     */
    public long firstMarketNanos(String symbol) throws IOException, InterruptedException {
        return marketNanos(symbol, 1);
    }

    private long marketNanos(String symbol, int triesMax) throws IOException, InterruptedException {
        byte[] body = get("/v2/tickers/" + symbol, triesMax);
        long nanos;
        try {
            nanos = CandleAnswer.tickerNanos(body);
        } catch (HistoryException e) {
            throw new HistoryException(base + "/v2/tickers/" + symbol + ": " + e.getMessage());
        }
        if (nanos == 0) {
            throw new HistoryException("expected a symbol that " + base + " knows, was " + symbol);
        }
        return nanos;
    }

    /**
     * Closed candles to mend a hole with, without making the caller wait.
     *
     * @param fromNanos in the first candle asked for; at most a page of {@value #PAGE_ROWS} before {@code toNanos}
     * @param toNanos end of the last one, or in it
     * @param marketNanos the market's own time by now: what was not over {@value #SETTLING_SECONDS} s before is left out, since it forms or may
     *     still be corrected
     * @return ascending, checked like the rows of a file; what the venue does not have is missing. Ends on a thread of its own, with
     *     {@link HistoryException} or {@link DataFileException} if there is no sound answer
     * @throws IllegalArgumentException if the span is longer
     */
    public CompletableFuture<List<Candle>> closedCandles(
            String symbol, Resolution resolution, long fromNanos, long toNanos, long marketNanos) {
        long interval = resolution.nanos();
        long firstNanos = fromNanos - Math.floorMod(fromNanos, interval);
        long settledNanos = marketNanos - TimeUnit.SECONDS.toNanos(SETTLING_SECONDS);
        long lastNanos =
                Math.min(Math.floorDiv(toNanos - 1, interval), Math.floorDiv(settledNanos, interval) - 1) * interval;
        if (lastNanos < firstNanos) {
            return CompletableFuture.completedFuture(List.of());
        }
        if ((lastNanos - firstNanos) / interval >= PAGE_ROWS) {
            throw new IllegalArgumentException(
                    "expected at most " + PAGE_ROWS + " candles, were " + ((lastNanos - firstNanos) / interval + 1));
        }
        var answer = new CompletableFuture<List<Candle>>();
        threads.execute(() -> {
            try {
                var candles = new ArrayList<>(page(
                        symbol,
                        resolution,
                        TimeUnit.NANOSECONDS.toSeconds(firstNanos),
                        TimeUnit.NANOSECONDS.toSeconds(lastNanos)));
                candles.sort(Comparator.comparingLong(Candle::openTimeNanos));
                CandleFile.of(Path.of(symbol + "-" + resolution.text()), interval, candles)
                        .requireUsable();
                answer.complete(List.copyOf(candles));
            } catch (IOException | InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /**
     * One page, as the venue orders it: at most {@value #PAGE_ROWS} candles for certain, the newest of those asked for, the one that forms included.
     *
     * @param fromSeconds open of the first candle, included
     * @param toSeconds open of the last candle, included
     * @throws HistoryException if the venue does not answer, or answers anything but candles of that span
     */
    List<Candle> page(String symbol, Resolution resolution, long fromSeconds, long toSeconds)
            throws IOException, InterruptedException {
        String path = "/v2/history/candles?resolution=" + resolution.text() + "&symbol=" + symbol + "&start="
                + fromSeconds + "&end=" + toSeconds;
        byte[] body = get(path, TRIES_MAX);
        try {
            List<Candle> candles = CandleAnswer.candles(body);
            for (Candle candle : candles) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos());
                if (seconds < fromSeconds || seconds > toSeconds) {
                    throw new HistoryException(
                            "expected candles from " + fromSeconds + " to " + toSeconds + ", was " + seconds);
                }
            }
            return candles;
        } catch (HistoryException e) {
            throw new HistoryException(base + path + ": " + e.getMessage());
        }
    }

    private byte[] get(String path, int triesMax) throws IOException, InterruptedException {
        int quotaWaits = 0;
        int status = 0;
        String failure = "";
        for (int tries = 0; tries < triesMax; ) {
            HttpResponse<byte[]> answer;
            requests.incrementAndGet();
            try {
                answer = call(path);
            } catch (VenueSilentException e) {
                status = 0;
                failure = e.getMessage();
                pauseAfter(tries++, triesMax);
                continue;
            }
            status = answer.statusCode();
            if (status == 200) {
                String encoding =
                        answer.headers().firstValue("Content-Encoding").orElse("identity");
                if (!encoding.equalsIgnoreCase("identity")) {
                    throw new HistoryException("expected an answer of " + base + path
                            + " as it is, since no encoding was asked for, was encoded as " + encoding);
                }
                return answer.body();
            }
            failure = "HTTP " + status;
            if (status == 429 && triesMax > 1) {
                if (quotaWaits++ == QUOTA_WAITS_MAX) {
                    break;
                }
                pause.forMillis(quotaMillis(answer));
                continue;
            }
            if (!mayPass(answer)) {
                throw new HistoryException("expected an answer of " + base + path + ", was " + failure);
            }
            pauseAfter(tries++, triesMax);
        }
        String message = "expected an answer of " + base + path + ", was " + failure;
        throw status == 400 && triesMax > 1 ? new HistoryException(message) : new VenueSilentException(message);
    }

    private void pauseAfter(int tries, int triesMax) throws InterruptedException {
        if (triesMax > 1) {
            pause.forMillis(BACKOFF_MILLIS << tries);
        }
    }

    /**
     * Whether the next try may be answered otherwise. A 400 is said to be transient (section 3.5); the edge's 403, which is no JSON, also meets what is
     * well, and what lies in between gives up with codes of its own.
     */
    private static boolean mayPass(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 400, 408, 425, 429, 499 -> true;
            case 403 -> !CandleAnswer.isOwn(answer.body());
            default -> answer.statusCode() >= 500;
        };
    }

    /** {@link HttpRequest.Builder#timeout} ends with the headers, so the whole exchange has a deadline of its own. */
    private HttpResponse<byte[]> call(String path) throws IOException, InterruptedException {
        // Without a User-Agent the venue's edge answers 403 (docs/delta-exchange.md, section 0).
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("User-Agent", "smc-engine")
                .header("Accept", "application/json")
                .timeout(deadline)
                .build();
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new VenueSilentException("no answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProtocolException) {
                throw new HistoryException("expected an answer of " + base + path + ", was " + e.getCause());
            }
            throw new VenueSilentException(String.valueOf(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static long quotaMillis(HttpResponse<byte[]> answer) {
        OptionalLong millis;
        try {
            millis = answer.headers().firstValueAsLong("X-RATE-LIMIT-RESET");
        } catch (NumberFormatException _) {
            millis = OptionalLong.empty();
        }
        return Math.clamp(millis.orElse(QUOTA_WAIT_MAX_MILLIS), BACKOFF_MILLIS, QUOTA_WAIT_MAX_MILLIS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
        http.close();
    }
}
