package smc.feed.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import smc.feed.decode.FrameDecoder;
import smc.feed.decode.Outcome;
import smc.feed.decode.Symbols;
import smc.feed.session.MarketListener;
import smc.feed.session.MarketSession;
import smc.feed.session.SessionSettings;
import smc.feed.session.SessionSocket;
import smc.feed.session.StepListener;

/**
 * Reads the public stream of a venue for as long as it is not stopped. The listener is called on the event loop. While it cannot take more, the
 * socket is not read, and a timer looks whether it can again.
 */
public final class MarketClient {
    private static final long TICK_MILLIS = 100;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int HANDSHAKE_BYTES_MAX = 1 << 14;

    private final EventLoop loop;
    private final URI uri;
    private final SslContext tls;
    private final MarketListener listener;
    private final MarketSession session;
    private final FrameDecoder decoder;

    /** The connection, or the attempt, of now; a later word of an earlier one counts for nothing. */
    private Channel channel;

    private ScheduledFuture<?> ticks;
    private boolean isReadingPaused;

    /**
     * Reads at the market's own pace.
     *
     * @param loop of NIO
     * @param uri {@code ws://host:port/path}, or {@code wss://} for TLS
     * @param knownUntilNanos see {@link MarketSession}
     * @throws IllegalArgumentException if it is no such address
     * @throws SSLException if TLS is asked for and this machine has none
     */
    public MarketClient(
            EventLoop loop,
            URI uri,
            Symbols symbols,
            SessionSettings settings,
            long knownUntilNanos,
            long seed,
            MarketListener listener)
            throws SSLException {
        this(loop, uri, symbols, settings, knownUntilNanos, seed, listener, null);
    }

    /**
     * Reads in lock-step with an exchange in the box: each step is to be answered by {@link #ack}.
     *
     * @param steps null as above
     */
    public MarketClient(
            EventLoop loop,
            URI uri,
            Symbols symbols,
            SessionSettings settings,
            long knownUntilNanos,
            long seed,
            MarketListener listener,
            StepListener steps)
            throws SSLException {
        boolean isPlain = "ws".equals(uri.getScheme());
        if (uri.getHost() == null || !(isPlain || "wss".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("expected ws://host or wss://host, was " + uri);
        }
        this.loop = loop;
        this.uri = uri;
        this.listener = listener;
        tls = isPlain ? null : SslContextBuilder.forClient().build();
        session = new MarketSession(symbols, settings, knownUntilNanos, seed, listener, steps, new Socket());
        decoder = new FrameDecoder(symbols, session);
    }

    /** A trade that is known from an earlier process, see {@link MarketSession#known}. */
    public void known(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        session.known(symbolIndex, venueNanos, priceE8, contracts);
    }

    /** Begins to connect. Any thread, once. */
    public void start() {
        loop.execute(() -> {
            session.start(nowMillis());
            ticks = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** Closes the connection; afterwards the listener is not called again. Any thread; returns at once. */
    public void stop() {
        loop.execute(() -> {
            session.stop();
            if (ticks != null) {
                ticks.cancel(false);
            }
        });
    }

    /**
     * Lets the market go on after a step, see {@link MarketSession#acknowledge}. Any thread; in vain if the connection is lost meanwhile: the next
     * one begins with a step of its own.
     */
    public void ack(long place, long wakeNanos) {
        if (loop.inEventLoop()) {
            session.acknowledge(place, wakeNanos);
        } else {
            loop.execute(() -> session.acknowledge(place, wakeNanos));
        }
    }

    /** Frames so far that ended like this; read on the event loop. */
    public long count(Outcome outcome) {
        return decoder.count(outcome);
    }

    /** What the session wants. */
    private final class Socket implements SessionSocket {
        @Override
        public void connect() {
            ChannelFuture attempt = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new Handlers())
                    .connect(uri.getHost(), port());
            channel = attempt.channel();
            var _ = attempt.addListener(done -> {
                if (!done.isSuccess()) {
                    closed(attempt.channel(), String.valueOf(done.cause().getMessage()));
                }
            });
        }

        @Override
        public void send(String text) {
            // A write that fails closes the connection, and that is told.
            var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        @Override
        public void close() {
            Channel old = channel;
            channel = null;
            isReadingPaused = false;
            if (old != null) {
                var _ = old.close();
            }
        }
    }

    private final class Handlers extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel socket) {
            if (tls != null) {
                // By name, so that the certificate is held against it.
                socket.pipeline().addLast(tls.newHandler(socket.alloc(), uri.getHost(), port()));
            }
            socket.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES_MAX))
                    .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(uri)
                            .customHeaders(new DefaultHttpHeaders().add("User-Agent", "smc-engine"))
                            .maxFramePayloadLength(FrameDecoder.FRAME_BYTES_MAX)
                            .handleCloseFrames(false)
                            .build()))
                    .addLast(new WebSocketFrameAggregator(FrameDecoder.FRAME_BYTES_MAX))
                    // Keeps what is decoded already from being handed on while the socket is not read.
                    .addLast(new FlowControlHandler())
                    .addLast(new FrameHandler(MarketClient.this));
        }
    }

    void opened(Channel source) {
        if (source.equals(channel)) {
            session.onOpened(nowMillis());
        }
    }

    void frame(Channel source, byte[] bytes, int length) {
        if (!source.equals(channel)) {
            return;
        }
        session.onFrame(nowMillis());
        if (decoder.decode(bytes, 0, length).canHideTrades()) {
            session.onUnreadable();
        }
        // The session may have done with the connection for what the frame said.
        if (source.equals(channel) && !listener.canTake()) {
            isReadingPaused = true;
            source.config().setAutoRead(false);
        }
    }

    void frameTooLong() {
        decoder.countTooLong();
    }

    void quotaExceeded(Channel source) {
        if (source.equals(channel)) {
            session.onQuotaExceeded(nowMillis());
        }
    }

    void closed(Channel source, String reason) {
        if (source.equals(channel)) {
            channel = null;
            isReadingPaused = false;
            session.onClosed(nowMillis(), reason);
        }
    }

    private void tick() {
        if (isReadingPaused) {
            session.onReadingPaused(nowMillis());
            if (listener.canTake()) {
                isReadingPaused = false;
                channel.config().setAutoRead(true);
            }
        }
        session.onTick(nowMillis());
    }

    private int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return tls == null ? 80 : 443;
    }

    private static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
