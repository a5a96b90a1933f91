package smc.execution.venue.delta.look;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.call.Payloads;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.call.Signer;
import smc.execution.venue.delta.ledger.ProductFacts;

/**
 * Asks a venue's REST, one question at a time (docs/delta-exchange.md, sections 2, 3.1 and 3.8). Each is asked once; whoever wants to know asks again.
 * One thread.
 */
public final class VenueLook implements VenueQuestions, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long BODY_BYTES_MAX = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** No order has it: what the engine names is made of digits and letters of a number (section 3.7). */
    private static final String NO_ORDER = "no-such-order";

    private final URI rest;
    private final LongSupplier wallMillis;
    private final HttpClient http;
    private long aheadMillis;

    /** Asks nothing yet. */
    public VenueLook(URI rest, LongSupplier wallMillis) {
        this.rest = rest;
        this.wallMillis = wallMillis;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
    }

    @Override
    public OptionalLong aheadMillis(String symbol) throws IOException, InterruptedException {
        long sentMillis = wallMillis.getAsLong();
        HttpResponse<String> answer =
                send(request("GET", "/v2/tickers/" + symbol, "").build());
        long receivedMillis = wallMillis.getAsLong();
        if (answer.headers().firstValue("Age").isPresent()) { // out of a cache: when it was put there
            return OptionalLong.empty();
        }
        OptionalLong venueMillis = date(answer);
        if (venueMillis.isEmpty()) {
            return OptionalLong.empty();
        }
        // The venue's time was anywhere in that second, at a moment between sending and receiving.
        long earliest = sentMillis - (venueMillis.getAsLong() + 999);
        long latest = receivedMillis - venueMillis.getAsLong();
        aheadMillis = earliest > 0 ? earliest : Math.min(latest, 0);
        return OptionalLong.of(aheadMillis);
    }

    private static OptionalLong date(HttpResponse<String> answer) {
        String text = answer.headers().firstValue("Date").orElse("");
        try {
            return OptionalLong.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))
                    .toEpochMilli());
        } catch (DateTimeParseException _) {
            return OptionalLong.empty();
        }
    }

    @Override
    public ProductFacts product(Instrument instrument) throws IOException, InterruptedException {
        String path = "/v2/products/" + instrument.symbol();
        JsonNode result = result(path, send(request("GET", path, "").build()));
        try {
            return Payloads.product(instrument.id(), result);
        } catch (PayloadException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Ticker ticker(String symbol) throws IOException, InterruptedException {
        String path = "/v2/tickers/" + symbol;
        JsonNode result = result(path, send(request("GET", path, "").build()));
        long markE8 = e8(path, result, "mark_price");
        long stampMicros = result.path("timestamp").asLong();
        if (markE8 <= 0 || stampMicros <= 0) {
            throw new IOException(path + ": expected a price and a time above 0");
        }
        return new Ticker(markE8, TimeUnit.MICROSECONDS.toNanos(stampMicros));
    }

    @Override
    public Leverage leverage(DeltaAccount account, int productId) throws IOException, InterruptedException {
        String path = "/v2/products/" + productId + "/orders/leverage";
        JsonNode result = signed(account, "GET", path, "");
        return new Leverage(
                e8(path, result, "leverage") / 100_000_000L,
                result.path("margin_mode").asText(""));
    }

    @Override
    public Wallet wallet(DeltaAccount account) throws IOException, InterruptedException {
        String path = "/v2/wallet/balances";
        String userId = "";
        long balanceE8 = 0;
        for (JsonNode asset : signed(account, "GET", path, "")) {
            userId = asset.path("user_id").asText(userId);
            if (asset.path("asset_symbol").asText().equals("USD")) {
                balanceE8 = e8(path, asset, "balance");
            }
        }
        return new Wallet(userId, balanceE8);
    }

    @Override
    public long quotaUsed(DeltaAccount account) throws IOException, InterruptedException {
        return signed(account, "GET", "/v2/rate_limits/quota", "")
                .path("current_quota")
                .asLong();
    }

    @Override
    public Optional<Boolean> mayTrade(DeltaAccount account, int productId) throws IOException, InterruptedException {
        try {
            signed(
                    account,
                    "DELETE",
                    "/v2/orders",
                    JSON.createObjectNode()
                            .put("client_order_id", NO_ORDER)
                            .put("product_id", productId)
                            .toString());
            return Optional.empty();
        } catch (LookRefusedException e) {
            if (e.code().equals("open_order_not_found") || e.status() == 404) {
                return Optional.of(true);
            }
            return e.status() == 401 || e.status() == 403 ? Optional.of(false) : Optional.empty();
        }
    }

    private JsonNode signed(DeltaAccount account, String method, String path, String body)
            throws IOException, InterruptedException {
        long seconds = (wallMillis.getAsLong() - aheadMillis) / 1_000;
        return result(
                path,
                send(request(method, path, body)
                        .header("api-key", account.apiKey())
                        .header("timestamp", Long.toString(seconds))
                        .header("signature", new Signer(account.apiSecret()).request(method, seconds, path, body))
                        .build()));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(rest.resolve(path))
                .timeout(DEADLINE)
                .header("User-Agent", "smc-engine")
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), BODY_BYTES_MAX));
        } catch (IOException e) {
            throw new IOException(rest + ": " + (e.getMessage() == null ? "nobody answers" : e.getMessage()), e);
        }
    }

    private static JsonNode result(String path, HttpResponse<String> answer) throws IOException {
        JsonNode body = parsed(answer.body());
        if (answer.statusCode() / 100 == 2 && body.path("success").asBoolean()) {
            return body.path("result");
        }
        JsonNode error = body.path("error");
        throw new LookRefusedException(
                path, answer.statusCode(), (error.isTextual() ? error : error.path("code")).asText(""));
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode body = JSON.readTree(text);
            return body == null ? MissingNode.getInstance() : body;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private static long e8(String path, JsonNode from, String field) throws IOException {
        try {
            return new BigDecimal(from.path(field).asText())
                    .movePointRight(8)
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException(
                    path + ": expected a number as " + field + ", was \""
                            + from.path(field).asText() + "\"",
                    e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
