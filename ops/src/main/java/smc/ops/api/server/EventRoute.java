package smc.ops.api.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** {@code GET /api/events}: server-sent events (WHATWG HTML, 9.2), resumed by {@code Last-Event-ID}. */
final class EventRoute {
    /** How long a browser waits before it comes back. */
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

    private static final String LAST = "Last-Event-ID";

    private final EventClients clients;
    private final Access access;

    EventRoute(EventClients clients, Access access) {
        this.clients = clients;
        this.access = access;
    }

    void handle(Context context) throws RefusedRequestException, InterruptedException {
        EventClient client = clients.join(lastSequence(context))
                .orElseThrow(() -> new RefusedRequestException(
                        Refusal.EVENT_CLIENTS,
                        "at most %d readers of events".formatted(Limits.EVENT_CLIENTS),
                        "one more",
                        context.path()));
        try {
            HttpServletResponse response = context.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
            OutputStream out = response.getOutputStream();
            out.write(RETRY);
            client.write(out, () -> mayRead(context));
        } catch (IOException _) {
            // It has gone, or did not read.
        } finally {
            clients.leave(client);
        }
    }

    private static OptionalLong lastSequence(Context context) throws RefusedRequestException {
        String last = context.header(LAST);
        if (last == null || last.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!last.matches("[0-9]{1,18}")) {
            throw new RefusedRequestException(Refusal.PARAMETER, "the id of an event", last, LAST);
        }
        return OptionalLong.of(Long.parseLong(last));
    }

    /** A token may have been revoked while its stream was open. */
    private boolean mayRead(Context context) {
        if (!access.needsLogin(context.path())) {
            return true;
        }
        String cookie = context.cookie(Access.COOKIE);
        try {
            return (cookie != null && access.ofCookie(cookie).isPresent())
                    || access.ofHeader(context.header("Authorization"), context.ip())
                            .isPresent();
        } catch (RefusedRequestException _) {
            return false;
        }
    }
}
