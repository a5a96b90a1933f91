package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.EventLoop;
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
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import smc.execution.instrument.Instrument;
import smc.execution.venue.VenueRefusedException;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.ledger.ProductFacts;

/**
 * Requests to the REST host: signed at the moment they are sent, with a deadline over the whole of each (docs/delta-exchange.md, sections 2.1 and 3.1).
 * Answers are handed over on the event loop.
 */
public final class RestCalls implements AutoCloseable {
    private static final long BODY_BYTES_MAX = 4 << 20;
    /** A window of the quota (section 3.2); more can be no honest answer. */
    private static final long QUOTA_WAIT_MAX_MILLIS = 300_000;

    private final URI base;
    private final EventLoop loop;
    private final VenueClock clock;
    private final Duration deadline;
    private final HttpClient http;
    private boolean isClosed;

    /** @param tls whom it trusts, where {@code base} is https; the host's name is held against its certificate */
    public RestCalls(URI base, EventLoop loop, VenueClock clock, long requestMillis, Tls tls) {
        this.base = base;
        this.loop = loop;
        this.clock = clock;
        deadline = Duration.ofMillis(requestMillis);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .sslContext(tls.context())
                .build();
    }

    /** Who signs. */
    public record Key(String apiKey, Signer signer) {
        public static Key of(String apiKey, String apiSecret) {
            return new Key(apiKey, new Signer(apiSecret));
        }
    }

    /**
     * Sends a request of an account.
     *
     * @param body empty for none
     * @return completes on the event loop, never exceptionally
     */
    CompletableFuture<RestReply> signed(Key key, String method, String pathAndQuery, String body) {
        long seconds = clock.seconds();
        return send(request(method, pathAndQuery, body)
                .header("api-key", key.apiKey())
                .header("timestamp", Long.toString(seconds))
                .header("signature", key.signer().request(method, seconds, pathAndQuery, body)));
    }

    /**
     * What the venue says of an instrument; needs no key.
     *
     * @return completes on the event loop; exceptionally if the venue does not say it, with {@link VenueRefusedException} if asking again would not mend
     *     it
     */
    public CompletableFuture<ProductFacts> product(Instrument instrument) {
        return send(request("GET", "/v2/products/" + instrument.symbol(), "")).thenApply(reply -> {
            String expected = "expected the product " + instrument.symbol() + ", was ";
            return switch (reply) {
                case RestReply.Done done -> {
                    try {
                        yield Payloads.product(instrument.id(), done.result());
                    } catch (PayloadException e) {
                        throw new VenueRefusedException(expected + e.getMessage());
                    }
                }
                case RestReply.Refused refused -> throw new VenueRefusedException(expected + refused);
                case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> throw new IllegalStateException(expected + reply);
            };
        });
    }

    private HttpRequest.Builder request(String method, String pathAndQuery, String body) {
        // Without a User-Agent the venue's edge answers 403 (section 0).
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery))
                .header("User-Agent", "smc-engine")
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    private CompletableFuture<RestReply> send(HttpRequest.Builder request) {
        var reply = new CompletableFuture<RestReply>();
        var answer = http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), BODY_BYTES_MAX));
        // The request's own time-out ends with the headers; this one holds for the body too.
        var timer = loop.schedule(
                () -> {
                    if (isClosed) {
                        return;
                    }
                    reply.complete(new RestReply.Unknown("no answer within " + deadline.toMillis() + " ms"));
                    answer.cancel(true);
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        var _ = answer.whenCompleteAsync(
                (response, failure) -> {
                    timer.cancel(false);
                    if (!isClosed) {
                        reply.complete(
                                failure == null ? read(response) : new RestReply.Unknown(String.valueOf(failure)));
                    }
                },
                loop);
        return reply;
    }

    /**
     * Only the API's own words say that something was not carried out. Whatever else comes, of whichever status, may come from something in between that
     * has passed the request on: an error page, a gateway that gave up, half an answer.
     */
    private RestReply read(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = ownWords(response.body());
        OptionalLong resetMillis = resetMillis(response);
        if (status == 429 && (resetMillis.isPresent() || body != null)) {
            return new RestReply.QuotaUsedUp(resetMillis.orElse(0));
        }
        if (body != null) {
            noteDate(response);
            if (status / 100 == 2 && body.get("success").booleanValue()) {
                return new RestReply.Done(body.path("result"), body.path("meta"));
            }
            String code = errorCode(body);
            if (status < 500 && !code.isEmpty()) {
                return new RestReply.Refused(status, code, body.path("error").path("context"));
            }
        }
        return new RestReply.Unknown("HTTP " + status + " " + Payloads.shortened(response.body()));
    }

    /** The API's envelope (section 3.1); null if it is anything else. */
    private static JsonNode ownWords(String text) {
        try {
            JsonNode body = Payloads.tree(text);
            return body != null && body.path("success").isBoolean() ? body : null;
        } catch (PayloadException _) {
            return null;
        }
    }

    /** Empty if it names none. An error is an object with a code; a signature over another query was answered with bare text. */
    private static String errorCode(JsonNode body) {
        if (body.get("success").booleanValue()) {
            return "";
        }
        JsonNode error = body.path("error");
        return (error.isTextual() ? error : error.path("code")).asText("");
    }

    private static OptionalLong resetMillis(HttpResponse<String> response) {
        return response.headers()
                .firstValue("X-RATE-LIMIT-RESET")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalLong.of(Math.min(Long.parseLong(text), QUOTA_WAIT_MAX_MILLIS)))
                .orElse(OptionalLong.empty());
    }

    private void noteDate(HttpResponse<String> response) {
        if (response.headers().firstValue("Age").isPresent()) {
            // Out of a cache: the time at which it was put there.
            return;
        }
        response.headers().firstValue("Date").ifPresent(date -> {
            try {
                clock.correct(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))
                        .getEpochSecond());
            } catch (DateTimeParseException _) {
                // Then it does not say the time.
            }
        });
    }

    /** What is under way is never answered. Event loop. */
    @Override
    public void close() {
        isClosed = true;
        http.shutdownNow();
    }
}
