package smc.ops.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the engine that runs in a folder for a kill, and hears it out. The caller's thread waits. */
public final class KillCall {
    /** The engine says how it stands every few seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Above what the engine gives itself. */
    private static final Duration BOUND = Duration.ofMinutes(7);

    private KillCall() {}

    /** Whoever listens is not the engine of this user, or says nothing. */
    public static final class UnheardException extends IOException {
        private static final long serialVersionUID = 1L;

        UnheardException(String message) {
            super(message);
        }
    }

    /**
     * Asks, and waits for the end.
     *
     * @param told hears how it goes on
     * @param said hears what it came to
     * @return {@code ok} if everything is flat, else why not; empty if nobody listens in the folder
     * @throws UnheardException if the socket is somebody else's, or nothing is answered
     * @throws IOException if the engine went away before the end
     */
    public static Optional<String> ask(Path data, ControlRequest request, Consumer<String> told, Consumer<String> said)
            throws IOException, InterruptedException {
        return ask(data, request, told, said, SILENCE);
    }

    static Optional<String> ask(
            Path data, ControlRequest request, Consumer<String> told, Consumer<String> said, Duration silence)
            throws IOException, InterruptedException {
        Optional<Path> socket = ControlPlace.read(data);
        if (socket.isEmpty() || !Files.exists(socket.get())) {
            return Optional.empty();
        }
        requireOwn(socket.get());
        SocketChannel channel;
        try {
            channel = ControlSocket.connect(socket.get());
        } catch (IOException e) {
            throw new UnheardException("the socket of the engine, %s, cannot be opened: %s; nothing was asked for"
                    .formatted(socket.get(), e.getMessage()));
        }
        if (channel == null) {
            return Optional.empty();
        }
        try (channel) {
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            var lines = new LinkedBlockingQueue<Optional<String>>();
            Thread.ofVirtual().start(() -> read(channel, lines));
            return Optional.of(hear(lines, told, said, silence));
        }
    }

    private static void requireOwn(Path socket) throws IOException {
        String owner = Files.getOwner(socket).getName();
        String user = System.getProperty("user.name");
        if (!owner.equals(user)) {
            throw new UnheardException(
                    "expected the socket of the engine, %s, to be of %s, is of %s; nothing was asked for"
                            .formatted(socket, user, owner));
        }
    }

    private static String hear(
            LinkedBlockingQueue<Optional<String>> lines, Consumer<String> told, Consumer<String> said, Duration silence)
            throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + BOUND.toNanos();
        while (true) {
            long waitNanos = Math.min(silence.toNanos(), untilNanos - System.nanoTime());
            Optional<String> next = lines.poll(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new UnheardException(
                        "the engine was asked and says nothing; end its process, then ./smc kill acts without it");
            }
            String line = next.orElseThrow(() ->
                    new IOException("the engine went before it was done: ask again, ./smc kill acts without it too"));
            if (line.startsWith(ControlSocket.TOLD)) {
                told.accept(line.substring(ControlSocket.TOLD.length()));
            } else if (line.startsWith(ControlSocket.SAID)) {
                said.accept(line.substring(ControlSocket.SAID.length()));
            } else {
                return line;
            }
        }
    }

    /** An empty one at the end. */
    private static void read(SocketChannel channel, LinkedBlockingQueue<Optional<String>> lines) {
        var line = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(4_096);
        try {
            while (channel.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    byte next = bytes.get();
                    if (next == '\n') {
                        lines.add(Optional.of(line.toString(StandardCharsets.UTF_8)));
                        line.reset();
                    } else {
                        line.write(next);
                    }
                }
                bytes.clear();
            }
        } catch (IOException _) {
            // As at the end.
        }
        lines.add(Optional.empty());
    }
}
