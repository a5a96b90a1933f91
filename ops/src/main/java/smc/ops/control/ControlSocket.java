package smc.ops.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.live.kill.KillReport;

/**
 * Listens for the operator while an engine runs. A request is a line of JSON; the answer is {@code ok} or {@code refused: } and why, on one line. That
 * of a kill comes at its end: before it come lines that begin with {@code told: } as it goes on and with {@code said: } of what it came to, and it may
 * be {@code failed: } and why. Who does not speak within 5 s is cut off, and so is who says more than 4 KiB; 8 are heard at once.
 */
public final class ControlSocket implements AutoCloseable {
    private static final int LINE_BYTES = 4_096;
    private static final int AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 5;

    static final String OK = "ok";
    static final String FAILED = "failed: ";
    static final String TOLD = "told: ";
    static final String SAID = "said: ";

    private final Path socket;
    private final ServerSocketChannel server;
    private final Handler handler;
    private final int accounts;
    private final int instruments;
    private final Consumer<String> alarm;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("smc-control-clock").unstarted(work));

    /** Carries a request out; on disk when it returns. */
    @FunctionalInterface
    public interface Handler {
        void take(ControlRequest request) throws InterruptedException;

        /**
         * Begins a kill, or joins one.
         *
         * @param told hears how it goes on; does not block
         */
        default CompletableFuture<KillReport> kill(ControlRequest request, Consumer<String> told)
                throws InterruptedException {
            throw new IllegalStateException("nothing can be killed here");
        }
    }

    private ControlSocket(
            Path socket,
            ServerSocketChannel server,
            Handler handler,
            int accounts,
            int instruments,
            Consumer<String> alarm) {
        this.socket = socket;
        this.server = server;
        this.handler = handler;
        this.accounts = accounts;
        this.instruments = instruments;
        this.alarm = alarm;
    }

    /**
     * Begins to listen. The caller holds the lock of the folder, so that a socket left there is nobody's.
     *
     * @param alarm told if it ends before it is closed
     * @throws IOException if there can be none
     */
    public static ControlSocket open(Path data, int accounts, int instruments, Handler handler, Consumer<String> alarm)
            throws IOException {
        Path socket = ControlPlace.choose(data, runtime());
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            ControlPlace.write(data, socket);
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(socket);
            throw e;
        }
        var control = new ControlSocket(socket, server, handler, accounts, instruments, alarm);
        Thread.ofPlatform().daemon().name("smc-control").start(control::listen);
        return control;
    }

    private static Path runtime() {
        return Path.of(Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .filter(folder -> !folder.isBlank())
                .orElse(System.getProperty("java.io.tmpdir")));
    }

    private void listen() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                if (free.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(client));
                } else {
                    close(client);
                }
            }
        } catch (AsynchronousCloseException _) {
            // Closed.
        } catch (IOException e) {
            if (server.isOpen()) {
                alarm.accept("nobody listens to the operator any more: " + e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        ScheduledFuture<?> cutOff = clock.schedule(() -> close(client), PATIENCE_SECONDS, TimeUnit.SECONDS);
        try (client) {
            String line = readLine(client);
            cutOff.cancel(false); // The engine may take its time.
            answer(line, client);
        } catch (IOException _) {
            // Whoever asked has gone, or was cut off.
        } finally {
            cutOff.cancel(false);
            free.release();
        }
    }

    private void answer(String line, SocketChannel client) throws IOException {
        var lines = new LinkedBlockingQueue<String>();
        try {
            ControlRequest request = ControlRequest.of(line, accounts, instruments);
            if (request.action() == ControlRequest.Action.KILL) {
                var _ = handler.kill(request, told -> lines.add(TOLD + told))
                        .whenComplete((report, failure) -> lines.addAll(end(report, failure)));
            } else {
                handler.take(request);
                lines.add(OK);
            }
            for (String next = lines.take(); ; next = lines.take()) {
                write(client, next);
                if (!next.startsWith(TOLD) && !next.startsWith(SAID)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            write(client, "refused: the engine is ending");
        } catch (RuntimeException e) {
            write(client, "refused: " + e.getMessage());
        }
    }

    private static List<String> end(KillReport report, Throwable failure) {
        if (failure != null) {
            return List.of(FAILED + failure.getMessage());
        }
        var lines = new ArrayList<String>();
        report.lines().forEach(line -> lines.add(SAID + line));
        lines.add(report.isFlat() ? OK : FAILED + "not everything is flat");
        return lines;
    }

    private static void write(SocketChannel client, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    static String readLine(SocketChannel client) throws IOException {
        var line = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(LINE_BYTES);
        while (client.read(bytes) >= 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            bytes.clear();
            if (line.size() > LINE_BYTES) {
                throw new IOException("expected a line of at most " + LINE_BYTES + " bytes");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        clock.shutdownNow();
        Files.deleteIfExists(socket);
    }

    /**
     * Asks the engine that runs in a folder.
     *
     * @return its answer; empty if nobody listens there
     * @throws IOException if it was asked, and did not answer
     */
    public static Optional<String> ask(Path data, ControlRequest request) throws IOException {
        Optional<Path> socket = ControlPlace.read(data);
        if (socket.isEmpty() || !Files.exists(socket.get())) {
            return Optional.empty();
        }
        try (SocketChannel channel = connect(socket.get())) {
            if (channel == null) {
                return Optional.empty();
            }
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            String answer = readLine(channel);
            if (answer.isEmpty()) {
                throw new IOException("expected an answer of the engine, it went without one: look at ./smc status");
            }
            return Optional.of(answer);
        }
    }

    /** Null if nobody listens: a socket that a killed engine has left. */
    static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (java.net.ConnectException _) {
            channel.close();
            return null;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
