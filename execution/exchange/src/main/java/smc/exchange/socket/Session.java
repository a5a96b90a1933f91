package smc.exchange.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeAccount;
import smc.exchange.MarketFeed.Hole;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.play.Connections;
import smc.exchange.play.LockStep;
import smc.exchange.rest.RequestTimes;
import smc.exchange.rest.Signatures;

/** One connection to a WebSocket host: what it said it wants, and the faults on the way out. Lives on the event loop. */
public final class Session extends SimpleChannelInboundHandler<WebSocketFrame> implements LockStep.Client {
    public enum Host {
        PUBLIC("public"),
        PRIVATE("private");

        final String name;

        Host(String name) {
            this.name = name;
        }
    }

    private static final long HEARTBEAT_SECONDS = 5;

    /** The last microsecond before 2100. */
    private static final long FOREVER_MICROS = 4_102_444_799_999_999L;

    private final Host host;
    private final Connections server;
    private final Sockets sockets;
    private final Map<String, Set<String>> subscriptions = new HashMap<>();
    private ChannelHandlerContext channel;
    private ExchangeAccount account;
    private ScheduledFuture<?> heartbeat;
    private boolean isLockStep;
    private long steppedPlace;
    /** Steps at that place without an acknowledgement: its trade's and the wakes after it. */
    private int stepsBehind;

    private long wakeNanos = LockStep.NO_WAKE;
    private FaultyLine line;

    public Session(Host host, Connections server, Sockets sockets) {
        this.host = host;
        this.server = server;
        this.sockets = sockets;
    }

    /** Null until it has authenticated. */
    ExchangeAccount account() {
        return account;
    }

    boolean listensTo(String channelName, String symbol) {
        Set<String> symbols = subscriptions.get(channelName);
        return symbols != null
                && (symbols.contains(symbol)
                        || Channels.WITHOUT_SYMBOLS.contains(channelName)
                        || Channels.EVERYTHING.stream().anyMatch(symbols::contains));
    }

    // Out

    /** Sends a frame of a channel, or what a fault makes of it. */
    void send(ObjectNode frame) {
        line.send(frame);
    }

    /** Who does not read what is told is cut off: it is told again after a new start, and is not kept for him meanwhile. */
    private void write(String text) {
        if (!channel.channel().isWritable()) {
            close();
            return;
        }
        var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    void close() {
        var _ = channel.close();
    }

    /** Asks for an acknowledgement; never struck by a fault. */
    @Override
    public void step(long place, long marketNanos) {
        if (isLockStep) {
            stepsBehind = place == steppedPlace ? stepsBehind + 1 : 1;
            steppedPlace = place;
            wakeNanos = LockStep.NO_WAKE;
            write(Documents.object()
                    .put("type", "sim_step")
                    .put("place", place)
                    .put("ts", Decimals.micros(marketNanos))
                    .put("told", sockets.toldPrivately())
                    .toString());
        }
    }

    /** Tells of a span of which nothing is known; never struck by a fault. */
    void hole(String symbol, Hole hole) {
        write(Documents.object()
                .put("type", "sim_hole")
                .put("sy", symbol)
                .put("from", Decimals.micros(hole.fromNanos()))
                .put("to", Math.min(Decimals.micros(hole.toNanos()), FOREVER_MICROS))
                .toString());
    }

    @Override
    public boolean isBehind() {
        return stepsBehind > 0;
    }

    /** Market time beyond which it does not want to get without a step; {@link LockStep#NO_WAKE} if it asked for none. */
    @Override
    public long wakeNanos() {
        return wakeNanos;
    }

    /** An acknowledgement of anything but the latest step comes too late: it says nothing. */
    private void acknowledged(long place, long askedNanos) {
        if (place != steppedPlace || stepsBehind == 0) {
            return;
        }
        stepsBehind--;
        wakeNanos = askedNanos > server.loop().marketNanos() ? askedNanos : LockStep.NO_WAKE;
        server.loop().acknowledged();
    }

    // In

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
        line = new FaultyLine(host.name, server, context.executor(), this::write, this::close);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            context.pipeline().remove(RequestTimes.class);
            sockets.add(this);
        } else if (event instanceof IdleStateEvent) {
            var _ = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        sockets.remove(this);
        server.loop().leave(this);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            read(text.text());
        } else {
            mistake("a frame that is no text");
        }
    }

    /** Ignored without a word, as Delta does. */
    private void mistake(String what) {
        server.loop().mistakes().note(host.name + " socket", what);
    }

    /** Invalid JSON is ignored, and so is what is no known message (section 4.1). */
    private void read(String text) {
        JsonNode message = server.parsed(text);
        if (!message.isObject()) {
            mistake("no JSON");
            return;
        }
        switch (message.path("type").asText()) {
            case "subscribe" -> subscribe(message.path("payload").path("channels"));
            case "unsubscribe" -> unsubscribe(message.path("payload").path("channels"));
            case "ping" -> write("{\"type\":\"pong\"}");
            case "enable_heartbeat" -> enableHeartbeat();
            case "disable_heartbeat" -> disableHeartbeat();
            case "key-auth" -> {
                if (host == Host.PRIVATE) {
                    authenticate(message.path("payload"));
                }
            }
            case "unauth" -> {
                account = null;
                subscriptions.keySet().removeAll(Channels.ACCOUNT_CHANNELS);
            }
            case "sim_lockstep" -> {
                boolean wasLockStep = isLockStep;
                isLockStep = true;
                write("{\"type\":\"sim_lockstep\",\"success\":true}");
                if (!wasLockStep) {
                    server.loop().join(this);
                }
            }
            case "sim_ack" ->
                acknowledged(
                        message.path("place").asLong(),
                        message.has("wake")
                                ? TimeUnit.MICROSECONDS.toNanos(
                                        message.path("wake").asLong())
                                : LockStep.NO_WAKE);
            default -> // the socket stays open
                mistake("no message of the type " + message.path("type").asText());
        }
    }

    private void enableHeartbeat() {
        if (heartbeat == null) {
            heartbeat = channel.executor().scheduleAtFixedRate(this::beat, 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void beat() {
        if (!line.isStalled()) {
            long micros = TimeUnit.MILLISECONDS.toMicros(server.wallMillis());
            write(Documents.object()
                    .put("ts_origin", micros)
                    .put("ts_publish", micros)
                    .put("type", "heartbeat")
                    .toString());
        }
    }

    private void disableHeartbeat() {
        if (heartbeat != null) {
            heartbeat.cancel(false);
            heartbeat = null;
        }
    }

    /** Section 2.4. */
    private void authenticate(JsonNode payload) {
        if (!payload.hasNonNull("api-key") || !payload.hasNonNull("signature") || !payload.hasNonNull("timestamp")) {
            authenticated(400, "incomplete_payload", "Incomplete payload");
            return;
        }
        String timestamp = payload.get("timestamp").asText();
        Optional<ExchangeAccount> known =
                server.accountOf(payload.get("api-key").asText());
        if (known.isEmpty()) {
            authenticated(404, "api_key_not_found", "ApiKey not found");
        } else if (!Signatures.isInWindow(Signatures.timestamp(timestamp), server.wallMillis() / 1_000)) {
            authenticated(408, "request_expired", "Timestamp header outside of allowed time window");
        } else if (!Signatures.isRight(
                known.get().apiSecret(),
                "GET" + timestamp + "/live",
                payload.get("signature").asText())) {
            authenticated(401, "invalid_signature", "Invalid Signature");
        } else {
            if (!known.get().equals(account)) {
                subscriptions.keySet().removeAll(Channels.ACCOUNT_CHANNELS);
            }
            account = known.get();
            authenticated(200, "authenticated", null);
        }
    }

    private void authenticated(int code, String status, String message) {
        ObjectNode frame = Documents.object()
                .put("type", "key-auth")
                .put("success", code == 200)
                .put("status_code", code)
                .put("status", status);
        if (message != null) {
            frame.put("message", message);
        }
        write(frame.toString());
    }

    private void subscribe(JsonNode channels) {
        boolean isAnyOfThisHost = false;
        boolean isAnyOfTheOther = false;
        for (JsonNode each : channels) {
            String name = each.path("name").asText();
            isAnyOfThisHost |= Channels.isOf(host, name);
            isAnyOfTheOther |= Channels.isOf(host == Host.PUBLIC ? Host.PRIVATE : Host.PUBLIC, name);
        }
        if (!channels.isArray() || channels.isEmpty() || (!isAnyOfThisHost && isAnyOfTheOther)) {
            write("{\"message\":\"Subscription forbidden: Invalid channel array\",\"type\":\"error\"}");
            return;
        }
        ObjectNode answer = Documents.object().put("type", "subscriptions");
        ArrayNode answered = answer.putArray("channels");
        var snapshots = new ArrayList<Runnable>();
        for (JsonNode each : channels) {
            subscribe(each, answered.addObject(), snapshots);
        }
        write(answer.toString());
        snapshots.forEach(Runnable::run);
    }

    private void subscribe(JsonNode wanted, ObjectNode answered, List<Runnable> snapshots) {
        String name = wanted.path("name").asText();
        answered.put("name", name);
        Optional<String> refusal = Channels.refusal(
                host,
                account != null,
                subscriptions.getOrDefault(name, Set.of()).size(),
                name,
                wanted.path("symbols"));
        if (refusal.isPresent()) {
            answered.put("error", refusal.get());
            return;
        }
        boolean isNew = !subscriptions.containsKey(name);
        Set<String> active = subscriptions.computeIfAbsent(name, _ -> new TreeSet<>());
        if (Channels.WITHOUT_SYMBOLS.contains(name)) {
            if (isNew) {
                snapshots.add(() -> snapshot(name, ""));
            }
            return;
        }
        for (JsonNode symbol : wanted.path("symbols")) {
            if (!Channels.isKnown(server.exchange().instruments(), name, symbol.asText())) {
                mistake(name + " has no symbol " + symbol.asText()); // acknowledged, and nothing ever comes
            }
            if (active.add(symbol.asText())) {
                snapshots.add(() -> snapshot(name, symbol.asText()));
            }
        }
        ArrayNode symbols = answered.putArray("symbols");
        active.forEach(symbols::add);
    }

    private void snapshot(String name, String symbol) {
        if (Channels.ACCOUNT_CHANNELS.contains(name)) {
            sockets.accountChannels().snapshot(this, name, symbol);
        } else {
            sockets.publicChannels().snapshot(this, server.maintenance(), name, symbol);
        }
    }

    private void unsubscribe(JsonNode channels) {
        ObjectNode answer = Documents.object().put("type", "subscriptions");
        ArrayNode answered = answer.putArray("channels");
        for (JsonNode each : channels) {
            String name = each.path("name").asText();
            Set<String> active = subscriptions.getOrDefault(name, new TreeSet<>());
            each.path("symbols").forEach(symbol -> active.remove(symbol.asText()));
            if (active.isEmpty() || !each.has("symbols")) {
                active.clear();
                subscriptions.remove(name);
            }
            ArrayNode symbols = answered.addObject().put("name", name).putArray("symbols");
            active.forEach(symbols::add);
        }
        write(answer.toString());
    }
}
