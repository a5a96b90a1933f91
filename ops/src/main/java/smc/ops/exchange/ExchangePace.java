package smc.ops.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import smc.ops.run.FirstConnection.SilentException;
import smc.ops.run.VenueRefusalException;

/**
 * How an exchange in the box runs, by its own word ({@code GET /sim}, which Delta has not).
 *
 * @param speed how much faster than real time
 * @param latencyMillis market time an order needs to arrive
 */
public record ExchangePace(String market, int speed, int latencyMillis) {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429, 499);

    /** Whether it says that its market is made up. */
    public boolean isSynthetic() {
        return market.startsWith(SyntheticFeed.KIND);
    }

    /**
     * Asks once.
     *
     * @throws SilentException if nobody answers there, or whoever does cannot now
     * @throws VenueRefusalException if it is no such exchange
     */
    public static ExchangePace of(URI rest) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(rest.resolve("/sim"))
                            .timeout(DEADLINE)
                            .header("User-Agent", "smc")
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 500 || MAY_PASS.contains(answer.statusCode())) {
                throw new SilentException(rest + ": HTTP " + answer.statusCode(), null);
            }
            JsonNode result = result(answer.body());
            if (answer.statusCode() != 200 || !result.has("speed")) {
                throw new VenueRefusalException(
                        "expected an exchange of ./smc exchange at " + rest + ", it answered HTTP "
                                + answer.statusCode() + " and no pace of its own",
                        null);
            }
            return new ExchangePace(
                    result.path("market").asText(),
                    result.path("speed").asInt(),
                    result.path("latency_ms").asInt());
        } catch (SilentException | VenueRefusalException e) {
            throw e;
        } catch (ProtocolException e) {
            throw new VenueRefusalException(
                    "expected an exchange of ./smc exchange at " + rest + ", it speaks another protocol: "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new SilentException(rest + ": " + (e.getMessage() == null ? "nobody answers" : e.getMessage()), e);
        }
    }

    private static JsonNode result(String body) {
        try {
            return new ObjectMapper().readTree(body).path("result");
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
