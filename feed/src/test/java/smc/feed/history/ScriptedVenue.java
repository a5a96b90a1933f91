package smc.feed.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A venue on loopback that answers candles and tickers as documented, unless a test says otherwise. */
public final class ScriptedVenue implements AutoCloseable {
    /** An answer out of turn. */
    record Answer(int status, String body, Map<String, String> headers) {
        static Answer status(int status) {
            return new Answer(status, "{\"success\":false,\"error\":{\"code\":\"scripted\"}}", Map.of());
        }
    }

    private static final int PAGE_ROWS = 2000;

    private final HttpServer server;
    private final Deque<Answer> candleAnswers = new ArrayDeque<>();
    final List<String> candleRequests = new ArrayList<>();
    /** Opens of candles the venue does not have. */
    final Set<Long> missingSeconds = new TreeSet<>();

    long listedSeconds;
    long nowSeconds;
    /** Moves every price, as another market would. */
    long shift;

    public ScriptedVenue(long nowSeconds) throws IOException {
        this.nowSeconds = nowSeconds;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/tickers/", this::ticker);
        server.createContext("/v2/history/candles", this::candles);
        server.start();
    }

    public URI uri() {
        return URI.create("http://" + hostAndPort());
    }

    public String hostAndPort() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next request for candles like this. */
    synchronized void next(Answer answer) {
        candleAnswers.add(answer);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void ticker(HttpExchange exchange) {
        boolean isKnown = exchange.getRequestURI().getPath().endsWith("SOLUSD");
        String result = isKnown
                ? "{\"symbol\":\"SOLUSD\",\"quotes\":{\"timestamp\":1},\"timestamp\":" + nowSeconds * 1_000_000 + "}"
                : "null";
        answer(exchange, 200, "{\"success\":true,\"result\":" + result + "}", Map.of());
    }

    private synchronized void candles(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        candleRequests.add(query);
        Answer scripted = candleAnswers.poll();
        if (scripted != null) {
            answer(exchange, scripted.status, scripted.body, scripted.headers);
            return;
        }
        if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            answer(exchange, 403, "<html>", Map.of());
            return;
        }
        var parameters = new HashMap<String, String>();
        for (String parameter : query.split("&", -1)) {
            parameters.put(
                    parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        long interval =
                Resolution.of(parameters.get("resolution")).orElseThrow().seconds();
        long start = Math.max(Long.parseLong(parameters.get("start")), listedSeconds);
        long end = Math.min(Long.parseLong(parameters.get("end")), nowSeconds);
        var rows = new ArrayList<String>();
        for (long time = end - end % interval; time >= start && rows.size() < PAGE_ROWS; time -= interval) {
            if (!missingSeconds.contains(time)) {
                rows.add(row(time, interval));
            }
        }
        answer(exchange, 200, "{\"success\":true,\"result\":[" + String.join(",", rows) + "]}", Map.of());
    }

    /** A price that moves with time, and a little more each candle. */
    private String row(long timeSeconds, long intervalSeconds) {
        long step = timeSeconds / intervalSeconds % 1000 + shift;
        return "{\"time\":%d,\"open\":%d.25,\"high\":%d.5,\"low\":%d.0,\"close\":%d.125,\"volume\":%d}"
                .formatted(timeSeconds, 100 + step, 100 + step, 100 + step, 100 + step, 10 + step);
    }

    private static void answer(HttpExchange exchange, int status, String body, Map<String, String> headers) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
