package smc.benchmarks;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** The venue's end of one public stream on loopback, on sockets that block: a write is one system call of the caller's thread. */
final class LoopbackStream implements AutoCloseable {
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3
    private static final int TEXT = 0x81;
    private static final int LENGTH_IN_HEADER_MAX = 125;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private Socket client;
    private DataInputStream in;
    private OutputStream out;

    LoopbackStream() throws IOException {}

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
    }

    /** A client that says nothing. */
    void awaitConnected() throws IOException {
        client = server.accept();
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        in = new DataInputStream(client.getInputStream());
        out = client.getOutputStream();
    }

    /** A client that shakes hands and subscribes: gets all that it asked for. */
    void awaitSubscribed() throws IOException {
        awaitConnected();
        String key = null;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).trim();
            }
        }
        write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String text = message();
        while (!text.contains("\"subscribe\"")) {
            text = message();
        }
        String channels = text.substring(text.indexOf('['), text.lastIndexOf(']') + 1);
        String answer = "{\"type\":\"subscriptions\",\"channels\":" + channels + "}";
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        write(new byte[] {(byte) TEXT, LENGTH_IN_HEADER_MAX + 1, (byte) (bytes.length >> 8), (byte) bytes.length});
        write(bytes);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("expected a handshake");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** A client's message, which is masked. */
    private String message() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        if (length > LENGTH_IN_HEADER_MAX) {
            length = in.readUnsignedShort();
        }
        byte[] mask = in.readNBytes(4);
        byte[] bytes = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            bytes[i] ^= mask[i % mask.length];
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text as a frame of the stream. */
    static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        if (payload.length > LENGTH_IN_HEADER_MAX) {
            throw new IllegalArgumentException("expected at most " + LENGTH_IN_HEADER_MAX + " bytes, was " + text);
        }
        var frame = new byte[payload.length + 2];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        server.close();
    }
}
