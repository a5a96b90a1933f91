package smc.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A port on loopback in front of a venue's: notes when a request with a beginning of interest arrives, and passes everything on. */
final class TappedPort implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Optional<Integer> target;
    private final byte[] beginning;
    private final LongConsumer arrived;

    /**
     * @param target port to pass on to; empty to drop what comes
     * @param beginning of the requests that count
     * @param arrived told the time, as of {@link System#nanoTime}, on a thread of the connection
     */
    TappedPort(Optional<Integer> target, String beginning, LongConsumer arrived) throws IOException {
        this.target = target;
        this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
        this.arrived = arrived;
        start(() -> {
            while (true) {
                accept(server.accept());
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Socket client) throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (target.isEmpty()) {
            start(() -> pass(client, OutputStream.nullOutputStream(), true));
            return;
        }
        var venue = new Socket(InetAddress.getLoopbackAddress(), target.get());
        venue.setOption(StandardSocketOptions.TCP_NODELAY, true);
        start(() -> pass(client, venue.getOutputStream(), true));
        start(() -> pass(venue, client.getOutputStream(), false));
    }

    private void pass(Socket from, OutputStream to, boolean isTapped) throws IOException {
        var bytes = new byte[1 << 14];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                long now = System.nanoTime();
                if (isTapped
                        && length >= beginning.length
                        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length)) {
                    arrived.accept(now);
                }
                to.write(bytes, 0, length);
                to.flush();
            }
        }
    }

    /** What blocks, until its socket is closed. */
    private interface Blocking {
        void run() throws IOException;
    }

    private static void start(Blocking work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException _) {
                // Closed by one of the ends: there is nothing more to pass on.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
