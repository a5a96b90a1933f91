package smc.ops.api.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.live.watch.LiveListener;
import smc.journal.RefusedStartException;
import smc.ops.api.model.ReadModel;
import smc.ops.api.page.Page;
import smc.ops.api.page.PageBuild;
import smc.ops.api.server.ApiParts;
import smc.ops.api.server.ApiServer;
import smc.ops.api.token.TokenFile;
import smc.ops.api.token.Tokens;
import smc.ops.control.ControlSocket;
import smc.ops.state.ApiFile;
import smc.ops.state.StatusFile;

/**
 * The dashboard beside an engine. Its address is taken at once, so that it can be said; what answers there is loaded on a thread of its own when the
 * engine trades, or when its start takes long. Nothing that goes wrong here ends anything: it is said, and tried again every minute.
 */
public final class Dashboard implements AutoCloseable {
    /** A start that takes longer is one somebody wants to look at. */
    private static final Duration LONG_START = Duration.ofSeconds(10);

    private static final Duration LOOK_AT_PAGE = Duration.ofSeconds(2);

    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** Whoever presses Ctrl-C is to wait for an engine, not for its dashboard. */
    private static final Duration END = Duration.ofSeconds(1);

    private final Path data;
    private final SharedModel model;
    private final EngineConfig.Api api;
    private final LiveListener listener;
    private final CountDownLatch trading = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("dashboard").unstarted(this::run);

    /** Empty while it cannot be had. */
    private volatile Optional<ApiAddress> address = Optional.empty();

    private volatile Optional<Engine> engine = Optional.empty();

    private final Page page = Page.installed();

    /** As it was at the start, or was said: what the launcher has said itself is not said again. */
    private PageBuild said = page.build();

    /** What it asks of an engine that trades. */
    private record Engine(StatusFile status, ControlSocket.Handler commands) {}

    private final Duration again;

    private Dashboard(
            Path data, Configuration configuration, SharedModel model, LiveListener listener, Duration again) {
        this.again = again;
        this.data = data;
        this.model = model;
        api = configuration.engine().api();
        this.listener = listener;
    }

    /**
     * Takes its address, and begins when the engine trades.
     *
     * @param configuration of the start; its {@code api} says where
     * @param model asked for when it begins; closed by who made it
     * @param listener told what becomes of it
     */
    public static Dashboard beside(Path data, Configuration configuration, SharedModel model, LiveListener listener) {
        return beside(data, configuration, model, listener, AGAIN);
    }

    /** Likewise, with another time to try again. */
    static Dashboard beside(
            Path data, Configuration configuration, SharedModel model, LiveListener listener, Duration again) {
        var dashboard = new Dashboard(data, configuration, model, listener, again);
        try {
            dashboard.take();
        } catch (IOException e) {
            listener.alarm(dashboard.problem(e));
        }
        dashboard.thread.start();
        return dashboard;
    }

    /** Where it is, in one line; empty while it cannot be had, which was said then. */
    public Optional<String> line() {
        return address.map(at -> "dashboard " + at.url());
    }

    /**
     * Who may be asked from elsewhere needs somebody who may ask.
     *
     * @throws RefusedStartException if there is no token
     */
    public static void requireLogin(Path data, Configuration configuration) throws IOException {
        EngineConfig.Api api = configuration.engine().api();
        if (api.isOpen() && new TokenFile(data).read().isEmpty()) {
            throw new RefusedStartException(
                    "expected a token, since api.host and api.allowedHosts of engine.json let the dashboard be asked from"
                            + " elsewhere, there is none in " + data
                            + ": ./smc api token new NAME --read-only --data " + data + " makes one");
        }
    }

    /** The engine trades from now on. */
    public void trades(StatusFile status, ControlSocket.Handler commands) {
        engine = Optional.of(new Engine(status, commands));
        trading.countDown();
    }

    private void take() throws IOException {
        ApiAddress taken = ApiAddress.take(api);
        address = Optional.of(taken);
    }

    private String problem(IOException e) {
        return "the dashboard cannot be had: %s; trading goes on without, and it is tried again every minute"
                .formatted(e.getMessage());
    }

    private void run() {
        try {
            var _ = trading.await(LONG_START.toMillis(), TimeUnit.MILLISECONDS);
            serve();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() throws InterruptedException {
        boolean wasTaken = address.isPresent();
        Instant since = Instant.now();
        while (!isClosing()) {
            try {
                if (address.isEmpty()) {
                    take();
                }
                serveAt(address.orElseThrow(), wasTaken);
                return;
            } catch (IOException | RuntimeException e) {
                address = Optional.empty();
                if (wasTaken) { // else it was said when it was tried first
                    listener.alarm(problem(e instanceof IOException io ? io : new IOException(e.toString(), e)));
                    wasTaken = false;
                }
                write(Optional.empty(), Optional.of(String.valueOf(e.getMessage())), since);
                var _ = closing.await(again.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void serveAt(ApiAddress at, boolean isSaid) throws IOException, InterruptedException {
        try (var _ = ApiServer.start(at.channel(), parts(model.get()))) {
            if (!isSaid) {
                listener.note("the dashboard is back: " + at.url());
            }
            write(Optional.of(at.url()), Optional.empty(), Instant.now());
            while (!closing.await(LOOK_AT_PAGE.toMillis(), TimeUnit.MILLISECONDS)) {
                sayIfFailed(page.build());
            }
        }
    }

    /** Its build goes on by itself, and has nobody else to tell. */
    private void sayIfFailed(PageBuild build) {
        if (build.state() == PageBuild.State.FAILED && !build.equals(said)) {
            listener.note("no page of the dashboard: " + build.line());
        }
        said = build;
    }

    private ApiParts parts(ReadModel readings) {
        return new ApiParts(
                api,
                new Tokens(data),
                readings,
                page,
                () -> engine.flatMap(now -> now.status().last()),
                () -> engine.map(Engine::commands),
                () -> engine.isPresent());
    }

    private void write(Optional<String> url, Optional<String> problem, Instant since) {
        try {
            new ApiFile(ProcessHandle.current().pid(), url, problem, since).write(data);
        } catch (IOException e) {
            listener.alarm("state/api.json cannot be written, which ends nothing: " + e.getMessage());
        }
    }

    /** Lets go of the address. What still answers is given a second. */
    @Override
    public void close() {
        closing.countDown();
        trading.countDown();
        try {
            thread.join(END.toMillis());
            if (address.isPresent()) {
                address.get().channel().close();
            }
            ApiFile.remove(data);
        } catch (IOException _) {
            // The process that it names is gone soon.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
