package smc.ops.api.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what could not be read as a request at all, and never got as far as the {@link Gate}. Any thread. */
final class BadRequests implements Request.Handler {
    private final Traffic traffic;

    BadRequests(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException e
                ? e.getCode()
                : response.getStatus();
        Problem problem = switch (status) {
            case 413 -> refused(Refusal.BODY, "at most %d bytes".formatted(Limits.BODY_BYTES), "body");
            case 431 -> refused(Refusal.HEADER, "at most %d bytes".formatted(Limits.HEADER_BYTES), "headers");
            case 404 -> new Problem("a path of this server", "another", "path");
            default -> {
                if (status >= 500) {
                    traffic.failed();
                    yield new Problem("an answer", "a defect of the program", "server");
                }
                yield refused(Refusal.MALFORMED, "a request of HTTP/1.1", "request");
            }
        };
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
        return true;
    }

    private Problem refused(Refusal refusal, String expected, String where) {
        traffic.refused(refusal);
        return new Problem(expected, "more, or none", where);
    }
}
