package smc.execution.venue.delta;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * What lies between a client and an exchange: hands on whole requests and answers, keeps a list of the requests, and loses or answers those that it is
 * told to. A socket's frames are handed on as they come, with what is to be replaced in them. Any thread.
 */
public final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    /** What becomes of a request. */
    public sealed interface Strike {
        /** It never arrives, and the connection is lost. */
        record RequestLost() implements Strike {}

        /** It is carried out, and the connection is lost instead of the answer. */
        record AnswerLost() implements Strike {}

        /** Nothing is answered, and the connection stays until the client has waited long enough. */
        record NoAnswer(boolean isCarriedOut) implements Strike {}

        /** It never arrives, and this is answered. Headers each with its line end. */
        record Answer(int status, String headers, String body) implements Strike {}
    }

    private record Planned(String prefix, Strike strike) {}

    private final ServerSocket server;
    private final URI target;
    private final boolean isTls;
    private final List<String> requests = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private String replaced = "";
    private String replacement = "";
    private volatile boolean isClosed;

    /** @param tls of its side to the client; empty for none */
    public Wire(URI target, Optional<SSLContext> tls) throws IOException {
        this.target = target;
        isTls = tls.isPresent();
        server = tls.isPresent()
                ? tls.get().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())
                : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** With TLS by name, since the certificate has it. */
    public URI uri() {
        return uri(isTls ? "localhost" : "127.0.0.1");
    }

    public URI uri(String host) {
        return URI.create(target.getScheme() + (isTls ? "s" : "") + "://" + host + ":" + server.getLocalPort() + "/");
    }

    /** Method and path with its query, in their order; also of those that were struck. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Those that begin so. */
    public List<String> requests(String prefix) {
        return requests().stream().filter(each -> each.startsWith(prefix)).toList();
    }

    public synchronized void forget() {
        requests.clear();
    }

    /** Strikes the next request that begins so, as {@code PUT /v2/orders}. Several of the same wait for one after the other. */
    public synchronized void next(String prefix, Strike strike) {
        planned.add(new Planned(prefix, strike));
    }

    public synchronized boolean hasStruckAll() {
        return planned.isEmpty();
    }

    /** From here on, in whatever comes from the exchange. Of the same length, since nothing is counted anew. */
    public synchronized void replace(String text, String with) {
        if (text.length() != with.length()) {
            throw new IllegalArgumentException("expected texts of the same length, was " + text + " and " + with);
        }
        replaced = text;
        replacement = with;
    }

    /** Ends every connection; new ones are taken. */
    public void cut() {
        sockets.forEach(Wire::end);
    }

    private synchronized Optional<Strike> strike(String request) {
        requests.add(request);
        Optional<Planned> first = planned.stream()
                .filter(each -> request.startsWith(each.prefix()))
                .findFirst();
        first.ifPresent(planned::remove);
        return first.map(Planned::strike);
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // Closed, or a client that has gone already.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var exchange = new Socket(target.getHost(), target.getPort())) {
            sockets.add(exchange);
            client.setTcpNoDelay(true);
            exchange.setTcpNoDelay(true);
            if (target.getScheme().equals("ws")) {
                var up = Thread.ofVirtual().start(() -> pump(client, exchange, false));
                pump(exchange, client, true);
                up.join();
            } else {
                converse(client, exchange);
            }
        } catch (IOException | UncheckedIOException _) {
            // Whoever is at the other end has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void converse(Socket client, Socket exchange) throws IOException {
        InputStream fromClient = new BufferedInputStream(client.getInputStream());
        InputStream fromExchange = new BufferedInputStream(exchange.getInputStream());
        for (byte[] request = message(fromClient); request.length > 0; request = message(fromClient)) {
            String[] line = latin(request).split(" ", 3);
            Optional<Strike> strike = strike(line[0] + " " + line[1]);
            if (strike.isPresent() && strike.get() instanceof Strike.RequestLost) {
                return;
            }
            if (strike.isPresent() && strike.get() instanceof Strike.NoAnswer(boolean isCarriedOut)) {
                if (isCarriedOut) {
                    exchange.getOutputStream().write(request);
                    message(fromExchange);
                }
                fromClient.read();
                return;
            }
            byte[] answer;
            if (strike.isPresent() && strike.get() instanceof Strike.Answer(int status, String headers, String body)) {
                answer = ("HTTP/1.1 " + status + " Scripted\r\n" + headers + "content-length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1);
            } else {
                exchange.getOutputStream().write(request);
                answer = replaced(message(fromExchange));
            }
            if (answer.length == 0 || (strike.isPresent() && strike.get() instanceof Strike.AnswerLost)) {
                return;
            }
            client.getOutputStream().write(answer);
        }
    }

    /** Headers and body; empty at the end. */
    private static byte[] message(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            bytes.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        Matcher length = LENGTH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
        if (length.find()) {
            bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return bytes.toByteArray();
    }

    private void pump(Socket from, Socket to, boolean isReplacing) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, length);
                out.write(isReplacing ? replaced(bytes) : bytes);
            }
        } catch (IOException _) {
            // The end of it.
        } finally {
            end(from);
            end(to);
        }
    }

    private synchronized byte[] replaced(byte[] bytes) {
        return replaced.isEmpty()
                ? bytes
                : latin(bytes).replace(replaced, replacement).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It has ended.
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
        cut();
    }
}
