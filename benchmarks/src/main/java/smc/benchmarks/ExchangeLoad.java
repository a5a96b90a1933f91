package smc.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything at once that a careless client does to an exchange in the box, for {@code benchmarks/memory.sh}: long answers asked for by many, large
 * bodies, sockets that subscribe to everything and are never read, requests whose answers nobody takes. Needs the JDK alone, so that
 * {@code java ExchangeLoad.java PORT STREAM-PORT SECONDS} runs it.
 */
public final class ExchangeLoad {
    private static final int CLIENTS = 32;
    private static final int SOCKETS = 40;
    private static final int UNREAD = 16;
    private static final int BODY_BYTES = 1 << 20;
    private static final int PIPELINED = 400;

    private static final String CANDLES = "/v2/history/candles?resolution=1m&symbol=SOLUSD&start=0&end=4000000000";
    private static final List<String> PATHS = List.of(
            CANDLES, "/v2/products", "/v2/tickers", "/v2/l2orderbook/SOLUSD", "/v2/trades/SOLUSD", "/v2/nothing");

    private static final String EVERYTHING = """
            {"type":"subscribe","payload":{"channels":[
              {"name":"trades","symbols":["all"]},
              {"name":"ob_updates","symbols":["SOLUSD","AAVEUSD"]},
              {"name":"candlestick_1m","symbols":["SOLUSD","AAVEUSD","MARK:SOLUSD"]}]}}
            """;

    private ExchangeLoad() {}

    /** @param arguments the port of REST, that of the public socket, and for how many seconds */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int streamPort = Integer.parseInt(arguments[1]);
        long untilNanos = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000;
        var answered = new LongAdder();
        var failed = new LongAdder();
        var unread = new ArrayList<AutoCloseable>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < SOCKETS; i++) {
                openUnread(client, streamPort, unread);
            }
            for (int i = 0; i < UNREAD; i++) {
                unread.add(pipelined(port));
            }
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                var _ = threads.submit(() -> {
                    for (int n = first; System.nanoTime() < untilNanos; n++) {
                        (isAnswered(client, port, n) ? answered : failed).increment();
                    }
                    return null;
                });
            }
            threads.shutdown();
            while (!threads.isTerminated()) {
                Thread.sleep(100);
            }
            client.shutdownNow();
        }
        System.out.printf(
                "%,d requests answered, %,d not; %d connections that nobody reads%n",
                answered.sum(), failed.sum(), unread.size());
        for (AutoCloseable each : unread) {
            each.close();
        }
    }

    private static boolean isAnswered(HttpClient client, int port, int number) throws InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + PATHS.get(number % PATHS.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (number % 50 == 49) {
            request.uri(uri.resolve("/v2/orders")).POST(BodyPublishers.ofByteArray(new byte[BODY_BYTES]));
        }
        try {
            client.send(request.build(), BodyHandlers.discarding());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A socket that takes one message and then no more. */
    private static void openUnread(HttpClient client, int port, List<AutoCloseable> opened) {
        try {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port), new WebSocket.Listener() {
                        @Override
                        public void onOpen(WebSocket opening) {
                            // Nothing is asked for, so nothing is read.
                        }
                    })
                    .join();
            socket.sendText(EVERYTHING, true).join();
            opened.add(socket::abort);
        } catch (CompletionException _) {
            // Refused: more connections than an address may open.
        }
    }

    /** A connection with many requests for long answers, and nobody who reads them. */
    private static SocketChannel pipelined(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        String request = "GET " + CANDLES + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.repeat(PIPELINED).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }
}
