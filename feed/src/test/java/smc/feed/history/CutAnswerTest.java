package smc.feed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.strategy.candle.Candle;

/** Answers that end early, or go on behind their end, byte by byte from a socket. */
class CutAnswerTest {
    private static final long OPEN = 1_700_000_100;
    private static final String BODY =
            "{\"success\":true,\"result\":[{\"time\":1700000100,\"open\":5,\"high\":6,\"low\":4,\"close\":5,\"volume\":9}]}";

    private ServerSocket server;
    private volatile byte[] answer;
    private CandleClient client;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answerAll);
        client = new CandleClient(
                URI.create("http://127.0.0.1:" + server.getLocalPort()), Duration.ofSeconds(20), _ -> {});
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aWholeAnswerIsRead() throws Exception {
        answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(page()).hasSize(1);

        answer = ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(BODY) + "0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(page()).hasSize(1);
    }

    @Test
    void aBodyShorterThanItsLengthIsNoAnswer() {
        refused("HTTP/1.1 200 OK\r\nContent-Length: " + (BODY.length() + 1) + "\r\n\r\n" + BODY);
    }

    @Test
    void chunksWithoutTheLastOneAreNoAnswer() {
        refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(BODY));
    }

    /** Where the length is not said, the end of the connection is the end, and the JSON alone can tell. */
    @Test
    void aBodyCutAnywhereIsNoAnswer() {
        for (int length = 0; length < BODY.length(); length++) {
            refused("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY.substring(0, length));
        }
    }

    @Test
    void whatLiesBehindTheJsonIsSaidWithItsByte() {
        assertThatThrownBy(() -> {
                    answer = ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY + BODY)
                            .getBytes(StandardCharsets.US_ASCII);
                    page();
                })
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("expected the end of the answer, was more at byte " + BODY.length());
    }

    @Test
    void anEncodingNobodyAskedForIsSaid() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(BODY.getBytes(StandardCharsets.US_ASCII));
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(packed.toByteArray());
        answer = bytes.toByteArray();

        assertThatThrownBy(this::page)
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("since no encoding was asked for, was encoded as gzip");
    }

    @Test
    void anAnswerThatSaysItFailedIsNone() {
        String body = BODY.replace("true", "false");

        assertThatThrownBy(() -> {
                    answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII);
                    page();
                })
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("expected success, was false");
    }

    private void refused(String bytes) {
        answer = bytes.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(this::page).as(bytes).isInstanceOf(HistoryException.class);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private List<Candle> page() throws IOException, InterruptedException {
        return client.page("SOLUSD", Resolution.FIFTEEN_MINUTES, OPEN, OPEN);
    }

    /** One answer a connection, which then ends. */
    private void answerAll() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                var request = new StringBuilder();
                while (!request.toString().endsWith("\r\n\r\n")) {
                    int read = connection.getInputStream().read();
                    if (read < 0) {
                        break;
                    }
                    request.append((char) read);
                }
                connection.getOutputStream().write(answer);
            } catch (IOException _) {
                // The test is over, or the client left.
            }
        }
    }
}
