package smc.ops.api.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import smc.ops.api.Documents;
import smc.ops.api.document.Document;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.Progress;
import smc.ops.api.token.Attempts;
import smc.ops.state.StatusFile;

/**
 * The HTTP server: started on a channel that is bound already, so that what is said of its address is true, and stopped by {@link #close}. Its classes
 * take a second to load: an engine has them loaded when it trades already.
 */
public final class ApiServer implements AutoCloseable {
    /** The pool of a server without a limit may take as much as the journal has. */
    private static final long POOL_BYTES = 4 << 20;

    private static final long CUT_OFF_EVERY_MILLIS = 500;
    /** Where ./smc backtest writes if it is not told. */
    private static final Path RESULTS = Path.of("results");

    private static final String JSON = "application/json";
    private static final String OPENAPI = "/smc/ops/api/openapi.yaml";

    private final ApiParts parts;
    private final ServerSocketChannel channel;
    private final Traffic traffic = new Traffic();
    private final Connections connections;
    private final RequestRate rate;
    private final Access access;
    private final EventClients events;
    private final Metrics metrics;
    private final Documents documents;
    private final Javalin javalin;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Of a connection without a byte. */
    private final Duration idle;

    private ApiServer(ServerSocketChannel channel, ApiParts parts, LongSupplier nanoTime, Duration idle) {
        this.parts = parts;
        this.channel = channel;
        this.idle = idle;
        connections = new Connections(nanoTime, traffic);
        rate = new RequestRate(nanoTime);
        access = new Access(parts.api(), parts.tokens(), new Attempts(nanoTime));
        events = new EventClients(() -> parts.readings().newest(), traffic);
        metrics = new Metrics(parts, traffic, connections, events);
        documents = Documents.of(parts.readings(), new Facts(), RESULTS);
        javalin = Javalin.create(this::configure);
    }

    /**
     * Begins to answer.
     *
     * @param channel bound; closed with the server, or if it cannot begin
     * @throws IOException if it cannot
     */
    public static ApiServer start(ServerSocketChannel channel, ApiParts parts) throws IOException {
        return start(channel, parts, System::nanoTime, Limits.IDLE);
    }

    /** Likewise, by another clock, as {@link System#nanoTime}. */
    static ApiServer start(ServerSocketChannel channel, ApiParts parts, LongSupplier nanoTime, Duration idle)
            throws IOException {
        var server = new ApiServer(channel, parts, nanoTime, idle);
        try {
            server.javalin.start();
            server.events.start();
            Thread.ofPlatform().daemon().name("api-slow-clients").start(server::cutOffSlowClients);
            return server;
        } catch (RuntimeException e) {
            server.close();
            channel.close();
            throw new IOException("the HTTP server cannot begin: " + e.getMessage(), e);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = Limits.BODY_BYTES;
        config.http.strictContentTypes = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyServer(this::modify);
        config.jetty.modifyHttpConfiguration(ApiServer::modify);
        config.jetty.addConnector(this::connector);
        route(config.routes);
    }

    private void modify(Server server) {
        server.insertHandler(new Gate(access, rate, connections, traffic));
        server.setErrorHandler(new BadRequests(traffic));
        server.setStopTimeout(0);
    }

    private static void modify(HttpConfiguration http) {
        http.setRequestHeaderSize(Limits.HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setUriCompliance(UriCompliance.RFC3986); // what is ambiguous the gate refuses, and counts
    }

    private Connector connector(Server server, HttpConfiguration http) {
        var connector = new ServerConnector(
                server,
                null,
                null,
                new ArrayByteBufferPool(-1, -1, -1, -1, POOL_BYTES, POOL_BYTES),
                1,
                1,
                new HttpConnectionFactory(http));
        connector.setIdleTimeout(idle.toMillis());
        connector.addBean(connections);
        connector.addBean(new NetworkConnectionLimit(Limits.CONNECTIONS, connector));
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private void route(RoutesConfig routes) {
        var commands =
                new CommandRoute(parts.engine(), () -> parts.readings().newest().configuration(), access);
        var login = new LoginRoute(access, traffic);
        var eventRoute = new EventRoute(events, access);
        var page = new PageRoute(parts.page());
        routes.get("/health", context -> context.contentType(JSON).result("{\"status\":\"up\"}"));
        routes.get("/ready", this::ready);
        routes.get(
                "/metrics", context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.text()));
        routes.get(
                "/api/openapi.yaml",
                context -> context.contentType("application/yaml").result(openApi()));
        routes.get("/api/events", eventRoute::handle);
        for (Document document : documents.all()) {
            routes.get(document.path(), context -> answer(document, context));
        }
        routes.post("/api/commands/{action}", commands::handle);
        routes.get(Access.LOGIN, login::show);
        routes.post(Access.LOGIN, login::login);
        routes.post("/logout", login::logout);
        routes.get("/*", page::handle);
        routes.exception(RefusedRequestException.class, this::refuse);
        routes.exception(HttpResponseException.class, this::refuse);
        routes.exception(Exception.class, this::fail);
    }

    private void answer(Document document, Context context) {
        try {
            Query query = Query.of(document, context.queryParamMap(), context.pathParamMap());
            byte[] json = documents.answer(document, query).toString().getBytes(StandardCharsets.UTF_8);
            context.contentType(JSON).result(json);
        } catch (RefusedException e) {
            if (e.kind() == RefusedException.Kind.BAD_REQUEST) {
                traffic.refused(Refusal.PARAMETER);
            }
            context.status(e.kind().status())
                    .contentType(JSON)
                    .result(new Problem(e.expected(), e.was(), e.where()).bytes());
        }
    }

    private void refuse(RefusedRequestException refused, Context context) {
        traffic.refused(refused.refusal());
        context.status(refused.refusal().status())
                .contentType(JSON)
                .result(refused.problem().bytes());
    }

    private void refuse(HttpResponseException refused, Context context) {
        if (refused.getStatus() == Refusal.BODY.status()) {
            traffic.refused(Refusal.BODY);
            context.header("Connection", "close"); // the rest of it is not read
        }
        context.status(refused.getStatus())
                .contentType(JSON)
                .result(new Problem(
                                "a request as in /api/openapi.yaml",
                                String.valueOf(refused.getMessage()),
                                context.path())
                        .bytes());
    }

    private void fail(Exception e, Context context) {
        if (isGone(e)) {
            return; // nobody is there to be answered
        }
        traffic.failed();
        context.status(500)
                .contentType(JSON)
                .result(new Problem("an answer", "a defect of the program: " + e, context.path()).bytes());
    }

    /** The client has left in the middle of its request, or was cut off. */
    private static boolean isGone(Exception e) {
        return e instanceof ClosedChannelException || e instanceof EofException;
    }

    /** Ready is whoever trades, or has nobody to trade, and knows all of its journal. */
    private void ready(Context context) {
        Progress progress = parts.readings().newest().progress();
        boolean isTrading = parts.isReady().getAsBoolean();
        boolean isReady = isTrading && progress.isComplete();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("ready", isReady)
                .put("trading", isTrading)
                .put("readingDonePct", progress.donePct());
        progress.problem().ifPresent(problem -> json.put("problem", problem));
        context.status(isReady ? 200 : 503).contentType(JSON).result(json.toString());
    }

    private static byte[] openApi() throws IOException {
        try (InputStream in = ApiServer.class.getResourceAsStream(OPENAPI)) {
            if (in == null) {
                throw new IOException("expected " + OPENAPI + " on the class path");
            }
            return in.readAllBytes();
        }
    }

    private void cutOffSlowClients() {
        try {
            while (!closing.await(CUT_OFF_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                connections.cutOff();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What documents cannot know of themselves. */
    private final class Facts implements LiveFacts {
        @Override
        public Optional<JsonNode> engine() {
            return parts.status().get().map(StatusFile.Written::json);
        }

        @Override
        public Optional<JsonNode> server() {
            return Optional.of(traffic.json(connections.count(), events.count()));
        }
    }

    /** What it has counted. */
    Traffic traffic() {
        return traffic;
    }

    /** Ends every stream and answer, and lets go of the address. */
    @Override
    public void close() {
        closing.countDown();
        events.close();
        javalin.stop();
        metrics.close();
    }
}
