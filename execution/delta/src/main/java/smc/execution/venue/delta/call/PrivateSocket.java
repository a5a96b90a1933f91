package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import smc.execution.venue.delta.call.Payloads.PayloadException;

/**
 * The private channels of one account, for as long as it is not closed (docs/delta-exchange.md, sections 2.4, 4.1, 4.2 and 4.6). Event loop.
 *
 * <pre>
 * WAITING --pause over--> CONNECTING --open--> AUTHENTICATING --yes--> SUBSCRIBING --all acknowledged--> LIVE
 *    ^                        |                      |                      |                             |
 *    '---- closed, refused, too slow, silent --------+----------------------+-----------------------------'
 * </pre>
 */
final class PrivateSocket {
    /** What it tells. Never called once it is closed. */
    interface Listener {
        /** Everything is subscribed; what happened before may have been missed. */
        void onLive();

        void onFrame(String type, JsonNode frame);

        void onBadFrame(String why);

        void onDown(String why);

        /** The venue does not accept the key; {@link #onDown} follows. */
        void onNotAuthenticated(String why);
    }

    private enum State {
        WAITING,
        CONNECTING,
        AUTHENTICATING,
        SUBSCRIBING,
        LIVE,
        CLOSED
    }

    private static final List<String> CHANNELS = List.of("orders", "v2/user_trades", "positions");
    /** Of an authentication that another try will not mend (section 2.4). */
    private static final Set<Integer> KEY_REFUSED = Set.of(400, 401, 403, 404);

    private static final int FRAME_BYTES_MAX = 4 << 20;
    private static final int HANDSHAKE_BYTES_MAX = 1 << 14;
    /** After a 429 at the upgrade (section 4.1). */
    private static final long QUOTA_PAUSE_MILLIS = 300_000;

    private final EventLoop loop;
    private final URI uri;
    private final Tls tls;
    private final boolean isTls;
    private final RestCalls.Key key;
    private final VenueClock clock;
    private final CallSettings settings;
    private final Set<String> symbols;
    private final String subscription;
    /** What has not been granted yet, by channel; a channel is gone from it when it was granted for every symbol. */
    private final Map<String, Set<String>> missing = new TreeMap<>();

    private final RandomGenerator jitter;
    private final Listener listener;

    private final Queue<CompletableFuture<Void>> pings = new ArrayDeque<>();
    private State state = State.WAITING;
    private Channel channel;
    private long nowMillis;
    private long sinceMillis;
    private long frameMillis;
    private long waitUntilMillis;
    private int failures;

    /** @param tls whom it trusts, where {@code uri} is wss */
    PrivateSocket(
            EventLoop loop,
            URI uri,
            Tls tls,
            RestCalls.Key key,
            Collection<String> symbols,
            VenueClock clock,
            CallSettings settings,
            RandomGenerator jitter,
            Listener listener) {
        this.loop = loop;
        this.uri = uri;
        this.key = key;
        this.clock = clock;
        this.settings = settings;
        this.jitter = jitter;
        this.listener = listener;
        this.tls = tls;
        isTls = uri.getScheme().equals("wss");
        String list = symbols.stream().map(each -> '"' + each + '"').collect(Collectors.joining(",", "[", "]"));
        this.symbols = new TreeSet<>(symbols);
        subscription = CHANNELS.stream()
                .map(channel -> "{\"name\":\"" + channel + "\",\"symbols\":" + list + "}")
                .collect(Collectors.joining(",", "{\"type\":\"subscribe\",\"payload\":{\"channels\":[", "]}}"));
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    /** Completes when the venue has answered after all that it said before; exceptionally if the connection is lost. */
    CompletableFuture<Void> ping() {
        if (!isLive()) {
            return CompletableFuture.failedFuture(new IllegalStateException("expected a live connection"));
        }
        var pong = new CompletableFuture<Void>();
        pings.add(pong);
        send("{\"type\":\"ping\"}");
        return pong;
    }

    /** Time moved; to be called several times a second, and first to begin. Milliseconds of any origin. */
    void onTime(long nowMillis) {
        this.nowMillis = nowMillis;
        switch (state) {
            case CLOSED -> {}
            case WAITING -> {
                if (nowMillis >= waitUntilMillis) {
                    connect();
                }
            }
            case CONNECTING, AUTHENTICATING, SUBSCRIBING -> {
                if (nowMillis - sinceMillis > settings.connectMillis()) {
                    drop(
                            state == State.SUBSCRIBING
                                    ? "not granted within " + settings.connectMillis() + " ms: " + missing
                                    : "no connection within " + settings.connectMillis() + " ms, it was " + state);
                }
            }
            case LIVE -> {
                if (nowMillis - frameMillis > settings.idleMillis()) {
                    drop("no frame for " + (nowMillis - frameMillis) + " ms");
                }
            }
        }
    }

    void close() {
        state = State.CLOSED;
        disconnect();
    }

    private void connect() {
        state = State.CONNECTING;
        sinceMillis = nowMillis;
        ChannelFuture attempt = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(settings.connectMillis(), 60_000))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Handlers())
                .connect(uri.getHost(), port());
        channel = attempt.channel();
        var _ = attempt.addListener(done -> {
            if (!done.isSuccess()) {
                closed(attempt.channel(), String.valueOf(done.cause().getMessage()), 0);
            }
        });
    }

    private void opened(Channel source) {
        if (!source.equals(channel)) {
            return;
        }
        state = State.AUTHENTICATING;
        long seconds = clock.seconds();
        send("{\"type\":\"key-auth\",\"payload\":{\"api-key\":\"" + key.apiKey() + "\",\"signature\":\""
                + key.signer().socket(seconds) + "\",\"timestamp\":\"" + seconds + "\"}}");
    }

    private void text(Channel source, String text) {
        if (!source.equals(channel)) {
            return;
        }
        frameMillis = nowMillis;
        try {
            JsonNode frame = Payloads.tree(text);
            String type = frame.path("type").asText();
            switch (type) {
                case "key-auth" -> authenticated(frame);
                case "subscriptions" -> subscribed(frame);
                case "error" -> drop("refused: " + frame.path("message").asText());
                case "heartbeat" -> {
                    // That it came is all it says.
                }
                case "pong" -> {
                    CompletableFuture<Void> pong = pings.poll();
                    if (pong != null) {
                        pong.complete(null);
                    }
                }
                default -> listener.onFrame(type, frame);
            }
        } catch (PayloadException e) {
            listener.onBadFrame(e.getMessage());
        }
    }

    private void authenticated(JsonNode frame) {
        if (!frame.path("success").asBoolean(false)) {
            String why = "not authenticated: " + frame.path("status").asText();
            if (KEY_REFUSED.contains(frame.path("status_code").asInt())) {
                listener.onNotAuthenticated(why);
            }
            drop(why);
            return;
        }
        state = State.SUBSCRIBING;
        CHANNELS.forEach(channel -> missing.put(channel, new TreeSet<>(symbols)));
        send("{\"type\":\"enable_heartbeat\"}");
        send(subscription);
    }

    private void subscribed(JsonNode frame) {
        for (JsonNode each : frame.path("channels")) {
            if (each.has("error")) {
                drop(each.path("error").asText());
                return;
            }
            take(each.path("name").asText(), each.path("symbols"));
        }
        if (state == State.LIVE && !missing.isEmpty()) {
            drop("no longer granted: " + missing);
        } else if (state == State.SUBSCRIBING && missing.isEmpty()) {
            state = State.LIVE;
            failures = 0;
            listener.onLive();
        }
    }

    /** It lists what is active of a channel, whatever was active before. */
    private void take(String channel, JsonNode active) {
        if (!CHANNELS.contains(channel)) {
            return;
        }
        Set<String> left = new TreeSet<>(symbols);
        active.forEach(symbol -> left.remove(symbol.asText()));
        if (left.isEmpty()) {
            missing.remove(channel);
        } else {
            missing.put(channel, left);
        }
    }

    private void send(String text) {
        // A write that fails closes the connection, and that is told.
        var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    private void closed(Channel source, String why, long leastPauseMillis) {
        if (source.equals(channel) && state != State.CLOSED) {
            lost(why, leastPauseMillis);
        }
    }

    private void drop(String why) {
        lost(why, 0);
    }

    private void lost(String why, long leastPauseMillis) {
        state = State.WAITING;
        waitUntilMillis = nowMillis + Math.max(leastPauseMillis, pauseMillis());
        disconnect();
        listener.onDown(why);
    }

    private void disconnect() {
        Channel old = channel;
        channel = null;
        if (old != null) {
            var _ = old.close();
        }
        for (CompletableFuture<Void> ping = pings.poll(); ping != null; ping = pings.poll()) {
            ping.completeExceptionally(new IllegalStateException("the connection was lost"));
        }
    }

    /** Doubled from failure to failure, and somewhere in its upper half. */
    private long pauseMillis() {
        long fullMillis = settings.backoffMinMillis();
        for (int i = 0; i < failures && fullMillis < settings.backoffMaxMillis(); i++) {
            fullMillis *= 2;
        }
        failures++;
        fullMillis = Math.min(fullMillis, settings.backoffMaxMillis());
        return fullMillis - jitter.nextLong(fullMillis / 2 + 1);
    }

    private int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isTls ? 443 : 80;
    }

    private final class Handlers extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel socket) {
            if (isTls) {
                socket.pipeline().addLast(new SslHandler(tls.engine(uri.getHost(), port())));
            }
            socket.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES_MAX))
                    .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(uri)
                            .customHeaders(new DefaultHttpHeaders().add("User-Agent", "smc-engine"))
                            .maxFramePayloadLength(FRAME_BYTES_MAX)
                            .handleCloseFrames(false)
                            .build()))
                    .addLast(new WebSocketFrameAggregator(FRAME_BYTES_MAX))
                    .addLast(new Frames());
        }
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        private String reason = "closed without a word";
        private long leastPauseMillis;

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> text(context.channel(), text.text());
                case CloseWebSocketFrame close -> {
                    reason = "closed by the venue: " + close.statusCode() + " " + close.reasonText();
                    var _ = context.close();
                }
                default -> {
                    // The venue sends text alone; pings are answered before this handler.
                }
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                opened(context.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            closed(context.channel(), reason, leastPauseMillis);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            reason = String.valueOf(cause.getMessage());
            if (cause instanceof WebSocketClientHandshakeException refused
                    && refused.response() != null
                    && refused.response().status().equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
                leastPauseMillis = QUOTA_PAUSE_MILLIS;
            }
            var _ = context.close();
        }
    }
}
