package smc.ops.notify.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import smc.ops.notify.Delivery;

/** A request and what its status says; nothing of the answer's content is read. One thread. */
final class PlainHttp implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int REQUEST_TIMEOUT = 408;
    private static final long LONGEST_SECONDS = 3_600;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    static HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address).timeout(DEADLINE);
    }

    Delivery send(HttpRequest request) {
        try {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return new Delivery.Delivered();
            }
            Optional<Long> seconds = answer.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("[0-9]{1,6}"))
                    .map(text -> Math.clamp(Long.parseLong(text), 1, LONGEST_SECONDS));
            if (status == TOO_MANY || (status == UNAVAILABLE && seconds.isPresent())) {
                return new Delivery.RetryAfter(Duration.ofSeconds(seconds.orElse(1L)));
            }
            String reason = "it answered with status " + status;
            return status / 100 == 4 && status != REQUEST_TIMEOUT
                    ? new Delivery.Refused(reason)
                    : new Delivery.Failed(reason);
        } catch (HttpTimeoutException _) {
            return new Delivery.Failed("it did not answer in time");
        } catch (IOException _) { // Its message may have the address, whose path may be a secret.
            return new Delivery.Failed("it cannot be reached");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("it was not waited for");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
