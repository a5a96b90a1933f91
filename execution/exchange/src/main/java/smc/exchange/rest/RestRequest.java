package smc.exchange.rest;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import smc.exchange.rules.Refusal;

/**
 * A request as it came.
 *
 * @param uri path and query exactly as sent: that is what was signed
 * @param parameters decoded query, the first of equal names
 * @param headers those that matter, by lower-case name; a missing one is empty
 */
public record RestRequest(
        String method,
        String uri,
        String path,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        String body,
        String address) {
    private static final List<String> HEADERS = List.of("user-agent", "api-key", "timestamp", "signature", "accept");

    /** @throws IllegalArgumentException if the query is not encoded as it should be */
    static RestRequest of(FullHttpRequest request, String address) {
        var decoder = new QueryStringDecoder(request.uri());
        var headers = new HashMap<String, String>();
        for (String name : HEADERS) {
            headers.put(name, Optional.ofNullable(request.headers().get(name)).orElse(""));
        }
        return new RestRequest(
                request.method().name(),
                request.uri(),
                decoder.rawPath(),
                decoder.parameters(),
                headers,
                request.content().toString(StandardCharsets.UTF_8),
                address);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    Optional<String> parameter(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** A whole number of at least 0. */
    Optional<Long> integer(String name) {
        return parameter(name).map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw Refusal.badSchema(name, "Should be an integer");
            }
            return Long.parseLong(text);
        });
    }

    /** What stands between commas; empty if the parameter is missing. */
    List<String> list(String name) {
        return parameter(name).map(text -> Arrays.asList(text.split(","))).orElse(List.of());
    }

    /** Whether JSON is among what the client wants to hear; it is if it does not say. */
    boolean isJsonAccepted() {
        String accepted = header("accept").toLowerCase(Locale.ROOT);
        return accepted.isBlank()
                || accepted.contains("application/json")
                || accepted.contains("*/*")
                || accepted.contains("application/*");
    }

    /** What its signature is over (section 2.1). */
    String prehash() {
        return method + header("timestamp") + uri + body;
    }
}
