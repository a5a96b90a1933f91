package smc.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * How an exchange in the box runs, by its own word ({@code GET /sim}, which Delta has not).
 *
 * @param speed how much faster than real time
 * @param latencyMillis market time an order needs to arrive
 */
record ExchangePace(String market, int speed, int latencyMillis) {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** @throws IOException if nobody answers there, or it is no such exchange */
    static ExchangePace of(URI rest) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(rest.resolve("/sim"))
                            .timeout(DEADLINE)
                            .header("User-Agent", "smc")
                            .build(),
                    BodyHandlers.ofString());
            JsonNode result = new ObjectMapper().readTree(answer.body()).path("result");
            if (answer.statusCode() != 200 || !result.has("speed")) {
                throw new IOException(
                        "expected an exchange of ./smc exchange at " + rest + ", it answered " + answer.statusCode());
            }
            return new ExchangePace(
                    result.path("market").asText(),
                    result.path("speed").asInt(),
                    result.path("latency_ms").asInt());
        } catch (IOException e) {
            throw new IOException(rest + ": " + (e.getMessage() == null ? "nobody answers" : e.getMessage()), e);
        }
    }
}
