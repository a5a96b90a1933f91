package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Requests of a test in the name of an account, past the client under test. */
public final class SignedCalls {
    private final RestCalls rest;
    private final RestCalls.Key key;
    private final EventLoop loop;

    public SignedCalls(URI restBase, EventLoop loop, LongSupplier wallMillis, String apiKey, String apiSecret) {
        rest = new RestCalls(restBase, loop, new VenueClock(wallMillis), 5_000, Tls.ofThisMachine());
        key = RestCalls.Key.of(apiKey, apiSecret);
        this.loop = loop;
    }

    /**
     * What came of it: the result, or empty of an outcome that is not known, as on a busy machine; exceptionally if it was not carried out.
     *
     * @param body empty for none
     */
    public CompletableFuture<Optional<JsonNode>> ask(String method, String pathAndQuery, String body) {
        var answered = new CompletableFuture<RestReply>();
        loop.execute(() -> {
            var _ = rest.signed(key, method, pathAndQuery, body).thenAccept(answered::complete);
        });
        return answered.thenApply(reply -> switch (reply) {
            case RestReply.Done done -> Optional.of(done.result());
            case RestReply.Unknown _ -> Optional.empty();
            case RestReply.Refused _, RestReply.QuotaUsedUp _ -> throw new AssertionError(pathAndQuery + ": " + reply);
        });
    }

    public void close() {
        loop.execute(rest::close);
    }
}
