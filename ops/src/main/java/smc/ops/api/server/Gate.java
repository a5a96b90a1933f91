package smc.ops.api.server;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import smc.ops.api.token.Token;

/** Every request goes through it first: host, rate, path, method, size, origin and login are looked at before any route. Any thread; does not wait. */
final class Gate extends Handler.Wrapper {
    /** What a proxy adds of itself. One in front of a server that nobody may ask from elsewhere lets everybody in. */
    private static final Set<String> OF_A_PROXY = Set.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host");

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String COMMANDS = "/api/commands/";
    private static final String LOGOUT = "/logout";
    private static final String EVENTS = "/api/events";

    private final Access access;
    private final RequestRate rate;
    private final Connections connections;
    private final Traffic traffic;

    Gate(Access access, RequestRate rate, Connections connections, Traffic traffic) {
        this.access = access;
        this.rate = rate;
        this.connections = connections;
        this.traffic = traffic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        traffic.asked();
        var connection = request.getConnectionMetaData().getConnection();
        connections.works(connection, work(request));
        Request.addCompletionListener(request, _ -> connections.works(connection, Connections.Work.NONE));
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store"); // what may be kept says so itself
        try {
            require(request);
        } catch (RefusedRequestException e) {
            refuse(request, response, callback, e);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static Connections.Work work(Request request) {
        if (!READING.contains(request.getMethod())) {
            return Connections.Work.BODY;
        }
        return path(request).equals(EVENTS) ? Connections.Work.EVENTS : Connections.Work.ANSWER;
    }

    private static String path(Request request) {
        return request.getHttpURI().getCanonicalPath();
    }

    private void require(Request request) throws RefusedRequestException {
        requireHost(request);
        String address = Request.getRemoteAddr(request);
        if (!rate.take(address)) {
            throw new RefusedRequestException(
                    Refusal.RATE,
                    "at most %d requests a second".formatted(Limits.REQUESTS_PER_SECOND),
                    "more",
                    "requests of " + address);
        }
        requirePath(request);
        String path = path(request);
        requireMethod(request, path);
        if (!READING.contains(request.getMethod())) {
            requireSize(request);
            requireOrigin(request);
        }
        if (access.needsLogin(path) && asker(request, address).isEmpty()) {
            throw new RefusedRequestException(Refusal.TOKEN, "a login at /login, or Bearer and a token", "none", path);
        }
    }

    /** A page of somebody else's may have a name that leads here (DNS rebinding): what it asks for has its own name in it. */
    private void requireHost(Request request) throws RefusedRequestException {
        String authority =
                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
        if (!access.isAllowedHost(host(authority))) {
            throw new RefusedRequestException(
                    Refusal.HOST, "a host of api.allowedHosts, 127.0.0.1, localhost or [::1]", authority, "Host");
        }
        if (!access.isOpen()) {
            for (String header : OF_A_PROXY) {
                if (request.getHeaders().contains(header)) {
                    throw new RefusedRequestException(
                            Refusal.HOST,
                            "no proxy in front, or its name in api.allowedHosts (docs/api.md)",
                            "a request through one",
                            header);
                }
            }
        }
    }

    /** Without its port and brackets, in small letters. */
    static String host(String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.indexOf(']') < 0 ? host : host.substring(1, host.indexOf(']'));
        }
        return host.indexOf(':') < 0 ? host : host.substring(0, host.indexOf(':'));
    }

    /** Files are looked up by their whole name, so that no path leads out of them; what tries is told all the same. */
    private static void requirePath(Request request) throws RefusedRequestException {
        String raw = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        String lower = raw.toLowerCase(Locale.ROOT);
        if (!raw.startsWith("/")
                || lower.contains("..")
                || lower.contains("//")
                || lower.contains("\\")
                || lower.contains(";")
                || lower.contains("%2e")
                || lower.contains("%2f")
                || lower.contains("%5c")
                || lower.contains("%00")) {
            throw new RefusedRequestException(
                    Refusal.MALFORMED, "a path without .., //, ;, or a hidden / or .", raw, "path");
        }
    }

    private static void requireMethod(Request request, String path) throws RefusedRequestException {
        String method = request.getMethod();
        boolean isPost = method.equals("POST");
        boolean isOnlyPosted = path.startsWith(COMMANDS) || path.equals(LOGOUT);
        boolean isAllowed = isOnlyPosted ? isPost : READING.contains(method) || (isPost && path.equals(Access.LOGIN));
        if (!isAllowed) {
            throw new RefusedRequestException(Refusal.METHOD, isOnlyPosted ? "POST" : "GET", method, path);
        }
    }

    private static void requireSize(Request request) throws RefusedRequestException {
        if (request.getLength() > Limits.BODY_BYTES) {
            throw new RefusedRequestException(
                    Refusal.BODY,
                    "at most %d bytes".formatted(Limits.BODY_BYTES),
                    Long.toString(request.getLength()),
                    "body");
        }
    }

    /** A browser says which page asks; what is no browser says nothing. */
    private static void requireOrigin(Request request) throws RefusedRequestException {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String authority = request.getHeaders().get(HttpHeader.HOST);
        boolean isOwn = origin == null || origin.equals("http://" + authority) || origin.equals("https://" + authority);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        boolean isOfAnother = site != null && !site.equals("same-origin") && !site.equals("none");
        if (!isOwn || isOfAnother) {
            throw new RefusedRequestException(
                    Refusal.ORIGIN, "a page of this server, or no browser", origin == null ? site : origin, "Origin");
        }
    }

    private Optional<Token> asker(Request request, String address) throws RefusedRequestException {
        Optional<Token> ofHeader = access.ofHeader(request.getHeaders().get(HttpHeader.AUTHORIZATION), address);
        return ofHeader.isPresent() ? ofHeader : cookie(request).flatMap(access::ofCookie);
    }

    private static Optional<String> cookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(Access.COOKIE))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private void refuse(Request request, Response response, Callback callback, RefusedRequestException refused) {
        Refusal refusal = refused.refusal();
        traffic.refused(refusal);
        if (refusal == Refusal.TOKEN && READING.contains(request.getMethod()) && isForAPerson(request)) {
            response.setStatus(303);
            response.getHeaders().put(HttpHeader.LOCATION, Access.LOGIN);
            callback.succeeded();
            return;
        }
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        if (refusal == Refusal.TOKEN) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal == Refusal.RATE) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        if (!READING.contains(request.getMethod())) {
            response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, "close")); // its body is not read
        }
        response.write(true, ByteBuffer.wrap(refused.problem().bytes()), callback);
    }

    private static boolean isForAPerson(Request request) {
        String path = path(request);
        return !path.startsWith("/api/") && !path.equals("/metrics") && !path.equals("/ready");
    }
}
