package smc.ops.api.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that says exactly what a test wants, well or badly. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** All up to the end; what is broken off ends there. */
    String answer() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int next = read(); next >= 0; next = read()) {
                bytes.write(next);
            }
        } catch (SocketException _) {
            // Reset, as a server does that has not read all.
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Up to and with this text. */
    String until(String text) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = read();
            if (next < 0) {
                throw new IOException("expected " + text + ", the connection ended after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** Whether the other side has ended it, looked for so long. */
    boolean isEndedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
