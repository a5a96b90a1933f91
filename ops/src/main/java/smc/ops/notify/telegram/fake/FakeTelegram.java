package smc.ops.notify.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fake bot API: {@code getMe}, {@code getUpdates}, {@code sendMessage}, {@code sendPhoto}; other methods are not found, as at Telegram. Methods are named in any case.
 * (core.telegram.org/bots/api, read 2026-11-30) Any thread.
 */
public final class FakeTelegram implements AutoCloseable {
    private static final int TEXT_CHARS_MOST = 4_096;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String WORKING = "/bot";
    private static final String PHOTO = "photo";
    private static final Pattern PART_NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String token;
    private final Consumer<Sent> listener;
    private final List<Sent> sent = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final TreeMap<Long, ObjectNode> updates = new TreeMap<>();
    private final TreeSet<Long> chats = new TreeSet<>();
    private final Map<Long, Long> lastSentNanos = new HashMap<>();
    private final ConcurrentLinkedQueue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> scriptedUpdates = new ConcurrentLinkedQueue<>();
    private volatile boolean isDown;
    private volatile boolean isRevoked;
    private volatile boolean isRateLimited;
    private long requests;
    private long nextUpdate = 1_000;

    /**
     * A text that came.
     *
     * @param isQuiet whether no sound was wanted
     */
    public record Sent(long chatId, String text, boolean isQuiet, Instant at) {}

    /** How one {@code sendMessage} is answered instead of well. */
    public sealed interface Trouble {
        /** Error 429; nothing is kept. */
        record TooMany(int retryAfterSeconds) implements Trouble {}

        /** An error of the server's; nothing is kept. */
        record ServerError(int status) implements Trouble {}

        /** Bytes that are no JSON, and the text was kept all the same. */
        record Malformed() implements Trouble {}

        /** The answer comes late; the text is kept. */
        record Slow(long millis) implements Trouble {}

        /** The connection ends without an answer, and the text was kept all the same. */
        record CutOff() implements Trouble {}
    }

    private FakeTelegram(HttpServer server, String token, Consumer<Sent> listener) {
        this.server = server;
        this.token = token;
        this.listener = listener;
    }

    /**
     * Begins to serve, on a port that is free.
     *
     * @param token the one that is good
     * @param listener told of each text
     */
    public static FakeTelegram start(String token, Consumer<Sent> listener) throws IOException {
        return start(0, token, listener);
    }

    /** Likewise, on a port; 0 is one that is free. */
    public static FakeTelegram start(int port, String token, Consumer<Sent> listener) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var fake = new FakeTelegram(server, token, listener);
        server.setExecutor(fake.threads);
        server.createContext("/", fake::serve);
        server.start();
        return fake;
    }

    /** Where it is: {@code http://127.0.0.1:PORT}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A chat that somebody began with the bot. */
    public synchronized void addChat(long chatId) {
        chats.add(chatId);
    }

    /** All texts that came, in order. */
    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** All pictures that came, in order; the captions are among the texts. */
    public synchronized List<byte[]> pictures() {
        return List.copyOf(pictures);
    }

    /** Requests of any method so far. */
    public synchronized long requests() {
        return requests;
    }

    /** Somebody writes to the bot. */
    public synchronized void write(long chatId, String text, Instant at) {
        long id = nextUpdate++;
        updates.put(id, update(id, chatId, text, at));
        notifyAll();
    }

    /** One update, as {@link #script} takes them. */
    public static ObjectNode update(long id, long chatId, String text, Instant at) {
        ObjectNode update = MAPPER.createObjectNode().put("update_id", id);
        ObjectNode message = update.putObject("message").put("message_id", id).put("date", at.getEpochSecond());
        message.putObject("chat").put("id", chatId).put("type", "private").put("first_name", "Somebody");
        message.putObject("from").put("id", chatId).put("is_bot", false).put("first_name", "Somebody");
        message.put("text", text);
        return update;
    }

    /** The next {@code getUpdates} is answered with these, whatever it asks for. */
    public void script(List<ObjectNode> news) {
        ArrayNode array = MAPPER.createArrayNode();
        news.forEach(array::add);
        scriptedUpdates.add(array.toString());
        synchronized (this) {
            notifyAll();
        }
    }

    /** The next texts are answered so, one after the other. */
    public void trouble(List<Trouble> next) {
        troubles.addAll(next);
    }

    /** Every request is answered with error 502, as when Telegram is away. */
    public void down(boolean isAway) {
        isDown = isAway;
    }

    /** The token is good no more, or again. */
    public void revoke(boolean isGone) {
        isRevoked = isGone;
    }

    /** Whether more than one text a second to a chat is too many. */
    public void rateLimited(boolean isLimited) {
        isRateLimited = isLimited;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                requests++;
            }
            String path = exchange.getRequestURI().getPath();
            if (isDown) {
                answer(exchange, 502, "<html>Bad Gateway</html>");
            } else if (isRevoked || !path.startsWith(WORKING + token + "/")) {
                error(exchange, isRevoked ? 401 : 404, isRevoked ? "Unauthorized" : "Not Found");
            } else {
                String method = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                Map<String, String> parameters = parameters(exchange, body);
                switch (method) {
                    case "getme" -> ok(exchange, me());
                    case "sendmessage" -> send(exchange, parameters, "text");
                    case "sendphoto" -> send(exchange, parameters, "caption");
                    case "getupdates" -> ok(exchange, news(parameters));
                    default -> error(exchange, 404, "Not Found: method not found");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String me() {
        return MAPPER.createObjectNode()
                .put("id", 1)
                .put("is_bot", true)
                .put("first_name", "Fake")
                .put("username", "fake_smc_bot")
                .toString();
    }

    private void send(HttpExchange exchange, Map<String, String> parameters, String what)
            throws IOException, InterruptedException {
        long chatId = Long.parseLong(parameters.getOrDefault("chat_id", "0"));
        String text = parameters.getOrDefault(what, "");
        synchronized (this) {
            if (!chats.contains(chatId)) {
                error(exchange, 400, "Bad Request: chat not found");
                return;
            }
        }
        if (text.isEmpty() || text.length() > TEXT_CHARS_MOST) {
            error(
                    exchange,
                    400,
                    text.isEmpty() ? "Bad Request: message text is empty" : "Bad Request: message is too long");
            return;
        }
        Trouble trouble = troubles.poll();
        if (trouble instanceof Trouble.TooMany tooMany) {
            tooMany(exchange, tooMany.retryAfterSeconds());
        } else if (trouble instanceof Trouble.ServerError error) {
            answer(exchange, error.status(), "<html>error</html>");
        } else if (trouble == null && isTooSoon(chatId)) {
            tooMany(exchange, 1);
        } else {
            if (parameters.containsKey(PHOTO)) {
                synchronized (this) {
                    pictures.add(parameters.get(PHOTO).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            long id = keep(new Sent(
                    chatId, text, Boolean.parseBoolean(parameters.get("disable_notification")), Instant.now()));
            switch (trouble) {
                case Trouble.Malformed _ -> answer(exchange, 200, "{\"ok\":tr");
                case Trouble.CutOff _ -> exchange.getResponseBody().close();
                case Trouble.Slow slow -> {
                    TimeUnit.MILLISECONDS.sleep(slow.millis());
                    ok(exchange, message(id, chatId, text));
                }
                case null, default -> ok(exchange, message(id, chatId, text));
            }
        }
    }

    private static String message(long id, long chatId, String text) {
        ObjectNode message = MAPPER.createObjectNode()
                .put("message_id", id)
                .put("date", Instant.now().getEpochSecond())
                .put("text", text);
        message.putObject("chat").put("id", chatId).put("type", "private");
        return message.toString();
    }

    private synchronized boolean isTooSoon(long chatId) {
        long now = System.nanoTime();
        Long last = lastSentNanos.get(chatId);
        if (isRateLimited && last != null && now - last < TimeUnit.MILLISECONDS.toNanos(900)) {
            return true;
        }
        lastSentNanos.put(chatId, now);
        return false;
    }

    private long keep(Sent one) {
        long id;
        synchronized (this) {
            sent.add(one);
            id = sent.size();
        }
        listener.accept(one);
        return id;
    }

    /** Waits as long as it is asked to for the first one. */
    private String news(Map<String, String> parameters) throws InterruptedException {
        long offset = Long.parseLong(parameters.getOrDefault("offset", "0"));
        long untilNanos =
                System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(parameters.getOrDefault("timeout", "0")));
        synchronized (this) {
            while (true) {
                String scripted = scriptedUpdates.poll();
                if (scripted != null) {
                    return scripted;
                }
                updates.headMap(offset).clear(); // It has them: forgotten here.
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
                if (!updates.isEmpty() || leftMillis <= 0 || isDown || isRevoked) {
                    ArrayNode array = MAPPER.createArrayNode();
                    updates.values().forEach(array::add);
                    return array.toString();
                }
                wait(Math.min(leftMillis, 100));
            }
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange, byte[] body) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        String text = new String(body, StandardCharsets.UTF_8);
        Map<String, String> parameters = new HashMap<>();
        if (type.startsWith("application/json")) {
            JsonNode json = MAPPER.readTree(text);
            json.properties()
                    .forEach(member ->
                            parameters.put(member.getKey(), member.getValue().asText()));
            return parameters;
        }
        if (type.startsWith("multipart/form-data")) {
            return parts(new String(body, StandardCharsets.ISO_8859_1), type.replaceFirst(".*boundary=", ""));
        }
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : (text + (query == null ? "" : "&" + query)).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Files as they are, a character a byte; fields as text. (RFC 7578) */
    private static Map<String, String> parts(String body, String boundary) {
        Map<String, String> parts = new HashMap<>();
        for (String part : body.split("(\\r\\n)?--" + Pattern.quote(boundary), -1)) {
            Matcher name = PART_NAME.matcher(part);
            int head = part.indexOf("\r\n\r\n");
            if (head > 0 && name.find() && name.start() < head) {
                String value = part.substring(head + 4);
                parts.put(
                        name.group(1),
                        name.group(1).equals(PHOTO)
                                ? value
                                : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void ok(HttpExchange exchange, String result) throws IOException {
        answer(exchange, 200, "{\"ok\":true,\"result\":" + result + "}");
    }

    private static void error(HttpExchange exchange, int code, String description) throws IOException {
        answer(
                exchange,
                code,
                MAPPER.createObjectNode()
                        .put("ok", false)
                        .put("error_code", code)
                        .put("description", description)
                        .toString());
    }

    private static void tooMany(HttpExchange exchange, int seconds) throws IOException {
        ObjectNode json = MAPPER.createObjectNode()
                .put("ok", false)
                .put("error_code", 429)
                .put("description", "Too Many Requests: retry after " + seconds);
        json.putObject("parameters").put("retry_after", seconds);
        answer(exchange, 429, json.toString());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
