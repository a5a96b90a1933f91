package smc.ops.api.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.view.EngineImage;
import smc.ops.api.model.Progress;
import smc.ops.api.model.ReadModel;
import smc.ops.api.model.Reading;
import smc.ops.api.model.Readings;
import smc.ops.api.model.Resource;
import smc.ops.api.page.Page;
import smc.ops.api.token.Tokens;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlSocket;
import smc.ops.journal.Moment;

/** A server on a free port of loopback, over readings, a clock and an engine that a test moves. */
final class ServedApi implements AutoCloseable, Readings {
    private final Path data;
    private final ApiServer server;
    private final int port;
    private final AtomicLong nanos = new AtomicLong(1);
    private final List<ControlRequest> commands = new CopyOnWriteArrayList<>();
    private volatile Reading newest;
    private volatile boolean isTrading = true;

    ServedApi(Path data, EngineConfig.Api api, Duration idle) throws IOException {
        this.data = data;
        Path root = Files.exists(Path.of("config")) ? Path.of("") : Path.of("..");
        Configuration configuration = Configuration.load(root.resolve("config"));
        try (ReadModel model = ReadModel.follow(data, configuration)) {
            Reading empty = model.newest();
            newest = new Reading(
                    configuration,
                    empty.image(),
                    empty.startsE8(),
                    0,
                    empty.history(),
                    new Progress(0, 0, true, Optional.empty()),
                    Map.of(),
                    false);
        }
        ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = channel.socket().getLocalPort();
        server = ApiServer.start(
                channel,
                new ApiParts(
                        api,
                        new Tokens(data),
                        this,
                        new Page(data.resolve("page"), data.resolve("progress"), System::nanoTime),
                        Optional::empty,
                        () -> isTrading ? Optional.of((ControlSocket.Handler) commands::add) : Optional.empty(),
                        () -> isTrading),
                nanos::get,
                idle);
    }

    /** As it is shipped. */
    static ServedApi onLoopback(Path data) throws IOException {
        return new ServedApi(data, new EngineConfig.Api("127.0.0.1", 0, List.of("localhost")), Limits.IDLE);
    }

    /** As if behind a proxy that is asked for by this name. */
    static ServedApi namedBy(Path data, String host) throws IOException {
        return new ServedApi(data, new EngineConfig.Api("127.0.0.1", 0, List.of(host)), Limits.IDLE);
    }

    int port() {
        return port;
    }

    ApiServer server() {
        return server;
    }

    List<ControlRequest> commands() {
        return commands;
    }

    void stopsTrading() {
        isTrading = false;
    }

    /** Time passes for limits, not for the system. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** A frame came that changed these. */
    void changed(long sequence, Resource... resources) {
        Reading before = newest;
        EngineImage was = before.image();
        var changed = new HashMap<>(before.lastChanged());
        for (Resource resource : resources) {
            changed.put(resource, sequence);
        }
        newest = new Reading(
                before.configuration(),
                new EngineImage(
                        1, sequence, sequence * 1_000_000_000L, was.markets(), was.desks(), was.trades(), was.orders()),
                before.startsE8(),
                before.stageCapE8(),
                before.history(),
                before.progress(),
                Map.copyOf(changed),
                false);
    }

    /** A connection on which a test writes what it likes. */
    RawClient connect() throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** All that is answered to what is sent, to the end of the connection or its body. */
    String ask(String request) throws IOException {
        try (RawClient client = connect()) {
            client.send(request);
            return client.answer();
        }
    }

    /** {@code GET} with these headers, each with its end of line. */
    String get(String path, String... headers) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + String.join("", headers)
                + "Connection: close\r\n\r\n");
    }

    /** {@code POST} likewise. */
    String post(String path, String body, String... headers) throws IOException {
        return ask("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + String.join("", headers)
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n"
                + body);
    }

    long refused(Refusal refusal) {
        return server.traffic().refusedFor(refusal);
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public Reading newest() {
        return newest;
    }

    @Override
    public Reading at(Moment moment) {
        return newest;
    }

    @Override
    public void close() {
        server.close();
    }
}
