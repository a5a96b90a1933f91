package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flow.FlowControlHandler;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.ConnectionTimes;
import smc.exchange.host.RunningExchange.Answer;
import smc.exchange.rest.UnreadAnswers;

/** Connections as other clients make them, byte by byte: frames in parts, compressed, idle, slow. */
class ConnectionsTest {
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int DEADLINE_MILLIS = (int) Duration.ofSeconds(20).toMillis();
    private static final ObjectMapper JSON = new ObjectMapper();

    // WebSocket

    @Test
    void aMessageInPartsIsOneMessage() throws IOException {
        try (var running = RunningExchange.of("150");
                var socket = new RawSocket(running.exchange.publicSocketUri(), "")) {
            String message =
                    "{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}";

            socket.send(TEXT, false, message.substring(0, 20));
            socket.send(CONTINUATION, false, message.substring(20, 21));
            socket.send(CONTINUATION, true, message.substring(21));

            assertThat(socket.nextJson().path("type").asText()).isEqualTo("subscriptions");
        }
    }

    @Test
    void aMessageWhosePartsNeverEndIsCutOff() throws IOException {
        try (var running = RunningExchange.of("150");
                var socket = new RawSocket(running.exchange.publicSocketUri(), "")) {
            socket.send(TEXT, false, "{");
            for (int i = 0; i < 100 && socket.isOpen(); i++) {
                socket.send(CONTINUATION, false, " ".repeat(1_000));
            }

            assertThat(socket.isClosedByTheOther()).isTrue();
        }
    }

    @Test
    void thePrivateHostCompressesWhereItIsAskedTo() throws IOException {
        try (var running = RunningExchange.of("150");
                var socket = new RawSocket(
                        running.exchange.privateSocketUri(), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            assertThat(socket.handshake.toLowerCase(java.util.Locale.ROOT))
                    .contains("sec-websocket-extensions: permessage-deflate");

            socket.send(TEXT, true, running.keyAuth(FIRST));
            JsonNode authenticated = socket.nextJson();
            socket.send(
                    TEXT,
                    true,
                    "{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"orders\",\"symbols\":[\"SOLUSD\"]}]}}");
            JsonNode acknowledged = socket.nextJson();

            assertThat(authenticated.path("status").asText()).isEqualTo("authenticated");
            assertThat(acknowledged.path("type").asText()).isEqualTo("subscriptions");
            assertThat(socket.compressedFrames).isPositive();
        }
    }

    @Test
    void thePublicHostDoesNotCompress() throws IOException {
        try (var running = RunningExchange.of("150");
                var socket = new RawSocket(
                        running.exchange.publicSocketUri(), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            assertThat(socket.handshake.toLowerCase(java.util.Locale.ROOT)).doesNotContain("permessage-deflate");

            socket.send(TEXT, true, "{\"type\":\"ping\"}");

            assertThat(socket.nextJson().path("type").asText()).isEqualTo("pong");
            assertThat(socket.compressedFrames).isZero();
        }
    }

    /** Seen by clients as 1006: section 4.1. */
    @Test
    void anIdleSocketEndsWithoutACloseFrame() throws IOException {
        try (var running =
                        RunningExchange.with(settings -> settings.withTimes(new ConnectionTimes(200, 10_000)), "150");
                var socket = new RawSocket(running.exchange.publicSocketUri(), "")) {
            assertThat(socket.isClosedByTheOther()).isTrue();
            assertThat(socket.lastOpcode).isNotEqualTo(CLOSE);
        }
    }

    @Test
    void aDroppedSocketEndsWithoutACloseFrame() throws IOException {
        try (var running = RunningExchange.of("150", "151");
                var socket = new RawSocket(running.exchange.publicSocketUri(), "")) {
            socket.send(
                    TEXT,
                    true,
                    "{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}");
            socket.nextJson();
            running.fault("{\"kind\":\"drop\",\"target\":\"public\"}");
            running.advance(1);

            assertThat(socket.isClosedByTheOther()).isTrue();
            assertThat(socket.lastOpcode).isNotEqualTo(CLOSE);
        }
    }

    /** What is told there cannot wait, and is not kept without a bound. */
    @Test
    void aSocketThatNobodyReadsIsCutOff() throws IOException {
        String[] prices = Collections.nCopies(20_000, "150").toArray(String[]::new);
        try (var running = RunningExchange.of(prices);
                var unread = new RawSocket(running.exchange.publicSocketUri(), "");
                var read = new RawSocket(running.exchange.publicSocketUri(), "")) {
            String everything = "{\"type\":\"subscribe\",\"payload\":{\"channels\":[%s]}}"
                    .formatted(Stream.of("trades", "ob_l2", "candlestick_1m", "candlestick_5m", "candlestick_15m")
                            .map("{\"name\":\"%s\",\"symbols\":[\"SOLUSD\"]}"::formatted)
                            .collect(Collectors.joining(",")));
            unread.send(TEXT, true, everything);
            assertThat(unread.nextJson().path("type").asText()).isEqualTo("subscriptions");

            running.advance(prices.length);

            assertThat(unread.isClosedByTheOther()).isTrue();
            read.send(TEXT, true, "{\"type\":\"ping\"}");
            assertThat(read.nextJson().path("type").asText()).isEqualTo("pong");
        }
    }

    // REST

    /** 300 kB each, of which two are more than may wait. */
    @Test
    void fromWhoDoesNotReadNoFurtherRequestIsTakenUntilHeDoes() {
        var taken = new ArrayList<Object>();
        var channel =
                new EmbeddedChannel(new FlowControlHandler(), new UnreadAnswers(), new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object request) {
                        taken.add(request);
                        var _ = context.write(Unpooled.wrappedBuffer(new byte[300_000]));
                    }
                });
        channel.config().setWriteBufferWaterMark(UnreadAnswers.BOUND);

        channel.writeInbound(1, 2, 3, 4, 5);
        assertThat(taken).containsExactly(1, 2);
        channel.flushOutbound();
        assertThat(taken).containsExactly(1, 2, 3, 4);
        channel.flushOutbound();
        assertThat(taken).containsExactly(1, 2, 3, 4, 5);

        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /v2/products HTTP/1.1\r\nUser-Ag",
                "POST /v2/orders HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\nContent-Length: 100\r\n\r\n{",
                "POST /v2/orders HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
            })
    void aConnectionOnWhichARequestDoesNotEndIsClosed(String begun) throws IOException {
        try (var running = hasty();
                var socket = connect(running.exchange.restUri())) {
            write(socket, begun);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void chunksThatNeverEndAreCutOff() throws IOException {
        try (var running = hasty();
                var socket = connect(running.exchange.restUri())) {
            write(socket, "POST /v2/orders HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\nTransfer-Encoding: chunked\r\n\r\n");
            boolean isOpen = true;
            // Each comes in time by itself; there are more than the exchange waits for.
            for (int i = 0; i < 10_000 && isOpen; i++) {
                try {
                    write(socket, "1\r\n \r\n");
                    Thread.onSpinWait();
                    isOpen = socket.getInputStream().available() == 0
                            || socket.getInputStream().read() >= 0;
                } catch (SocketException _) {
                    isOpen = false;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }

            assertThat(isOpen).isFalse();
        }
    }

    @Test
    void aConnectionThatHasHadItsAnswerIsClosedWhenNothingMoreComes() throws IOException {
        try (var running = hasty();
                var socket = connect(running.exchange.restUri())) {
            write(socket, "GET /v2/nope HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\n\r\n");

            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).startsWith("HTTP/1.1 404 Not Found").endsWith("Not Found");
        }
    }

    /** An order may wait for the market for hours. */
    @Test
    void theExchangeItselfMayTakeItsTime() throws IOException {
        try (var running = hasty()) {
            running.fault("{\"kind\":\"slow\",\"millis\":600}");

            Answer answer = running.get("/v2/products");

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private static RunningExchange hasty() throws IOException {
        return RunningExchange.with(settings -> settings.withTimes(new ConnectionTimes(200, 200)), "150");
    }

    private static Socket connect(URI host) throws IOException {
        var socket = new Socket(host.getHost(), host.getPort());
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** A WebSocket by hand, since the JDK's neither splits a text as it is told to nor compresses. */
    private static final class RawSocket implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final Inflater inflater = new Inflater(true);
        final String handshake;
        int compressedFrames;
        int lastOpcode = -1;

        RawSocket(URI host, String headers) throws IOException {
            socket = connect(host);
            in = new DataInputStream(socket.getInputStream());
            write(
                    socket,
                    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n" + headers
                            + "\r\n");
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(in.readUnsignedByte());
            }
            handshake = head.toString(StandardCharsets.US_ASCII);
            assertThat(handshake).startsWith("HTTP/1.1 101");
        }

        /** Masked with zeros, which changes nothing. */
        void send(int opcode, boolean isLast, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            var frame = new ByteArrayOutputStream();
            frame.write((isLast ? 0x80 : 0) | opcode);
            if (bytes.length < 126) {
                frame.write(0x80 | bytes.length);
            } else {
                frame.write(0x80 | 126);
                frame.write(bytes.length >> 8);
                frame.write(bytes.length);
            }
            frame.writeBytes(new byte[4]);
            frame.writeBytes(bytes);
            try {
                socket.getOutputStream().write(frame.toByteArray());
            } catch (SocketException e) {
                if (isOpen()) {
                    throw e;
                }
            }
        }

        JsonNode nextJson() throws IOException {
            int head = in.readUnsignedByte();
            lastOpcode = head & 0x0F;
            int length = in.readUnsignedByte();
            byte[] bytes = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(bytes);
            if ((head & 0x40) != 0) {
                compressedFrames++;
                bytes = inflated(bytes);
            }
            return JSON.readTree(bytes);
        }

        private byte[] inflated(byte[] bytes) {
            byte[] whole = Arrays.copyOf(bytes, bytes.length + 4);
            whole[bytes.length + 2] = (byte) 0xFF;
            whole[bytes.length + 3] = (byte) 0xFF;
            inflater.setInput(whole);
            byte[] out = new byte[100_000];
            try {
                return Arrays.copyOf(out, inflater.inflate(out));
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            }
        }

        boolean isOpen() {
            try {
                socket.getOutputStream().write(new byte[0]);
                return in.available() >= 0 && !socket.isClosed();
            } catch (IOException _) {
                return false;
            }
        }

        /** Reads what comes until the connection ends. */
        boolean isClosedByTheOther() throws IOException {
            try {
                int head;
                while ((head = in.read()) >= 0) {
                    lastOpcode = head & 0x0F;
                    in.skipNBytes(in.readUnsignedByte());
                }
                return true;
            } catch (SocketException | EOFException _) {
                return true; // reset is an end too, and so is one inside a frame
            }
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            socket.close();
        }
    }
}
