package smc.execution.venue.delta.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smc.execution.venue.delta.DeltaSettings;

/** What the venue grants of what was asked for, answered by hand. */
class PrivateSocketTest {
    private static final String YES = "{\"type\":\"key-auth\",\"success\":true,\"status_code\":200}";
    private static final String ALL = "[{\"name\":\"orders\",\"symbols\":[\"AAVEUSD\",\"SOLUSD\"]},"
            + "{\"name\":\"v2/user_trades\",\"symbols\":[\"SOLUSD\",\"AAVEUSD\"]},"
            + "{\"name\":\"positions\",\"symbols\":[\"SOLUSD\",\"AAVEUSD\"]}]";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile Channel client;
    private PrivateSocket socket;
    private long nowMillis = 1;

    private void connect(String answerToTheKey) throws Exception {
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 14))
                                .addLast(new WebSocketServerProtocolHandler("/", null, false, 1 << 20))
                                .addLast(new SimpleChannelInboundHandler<TextWebSocketFrame>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext context, TextWebSocketFrame frame) {
                                        client = context.channel();
                                        received.add(frame.text());
                                    }
                                });
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        socket = new PrivateSocket(
                loop,
                URI.create("ws://127.0.0.1:" + port + "/"),
                Tls.ofThisMachine(),
                new RestCalls.Key("key", new Signer("secret")),
                List.of("SOLUSD", "AAVEUSD"),
                new VenueClock(System::currentTimeMillis),
                DeltaSettings.DEFAULTS,
                new Random(1),
                new PrivateSocket.Listener() {
                    @Override
                    public void onLive() {
                        told.add("live");
                    }

                    @Override
                    public void onFrame(String type, JsonNode frame) {
                        told.add(type);
                    }

                    @Override
                    public void onBadFrame(String why) {
                        told.add("bad " + why);
                    }

                    @Override
                    public void onDown(String why) {
                        told.add("down " + why);
                    }

                    @Override
                    public void onNotAuthenticated(String why) {
                        told.add("refused " + why);
                    }
                });
        pass(0);
        assertThat(received.poll(20, TimeUnit.SECONDS)).contains("key-auth");
        send(answerToTheKey);
    }

    private void subscribed() throws InterruptedException {
        assertThat(received.poll(20, TimeUnit.SECONDS)).contains("enable_heartbeat");
        assertThat(received.poll(20, TimeUnit.SECONDS)).contains("subscribe");
    }

    private void grant(String channels) {
        send("{\"type\":\"subscriptions\",\"channels\":" + channels + "}");
    }

    private void send(String text) {
        client.writeAndFlush(new TextWebSocketFrame(text)).syncUninterruptibly();
    }

    private void pass(long millis) {
        nowMillis += millis;
        CompletableFuture.runAsync(() -> socket.onTime(nowMillis), loop).join();
    }

    private String next() throws InterruptedException {
        return told.poll(20, TimeUnit.SECONDS);
    }

    /** Whatever was sent before has been read when it comes. */
    private void mark() throws InterruptedException {
        send("{\"type\":\"mark\"}");
        assertThat(next()).isEqualTo("mark");
    }

    @AfterEach
    void close() {
        CompletableFuture.runAsync(socket::close, loop).join();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void isLiveWhenEveryChannelIsGrantedForEverySymbolInWhateverPieces() throws Exception {
        connect(YES);
        subscribed();
        grant("[]");
        grant("[{\"name\":\"orders\",\"symbols\":[\"SOLUSD\",\"AAVEUSD\"]},{\"name\":\"positions\"}]");
        mark();

        grant(ALL);

        assertThat(next()).isEqualTo("live");
    }

    @Test
    void heartbeatsKeepNoConnectionThatWasNotGrantedWhatItAskedFor() throws Exception {
        connect(YES);
        subscribed();
        grant("[{\"name\":\"orders\",\"symbols\":[\"SOLUSD\"]}]");
        send("{\"type\":\"heartbeat\"}");
        mark();

        pass(15_001);

        assertThat(next())
                .isEqualTo("down not granted within 15000 ms: "
                        + "{orders=[AAVEUSD], positions=[AAVEUSD, SOLUSD], v2/user_trades=[AAVEUSD, SOLUSD]}");
    }

    @Test
    void aChannelThatIsNoLongerGrantedEndsTheConnection() throws Exception {
        connect(YES);
        subscribed();
        grant(ALL);
        assertThat(next()).isEqualTo("live");

        grant("[{\"name\":\"orders\",\"symbols\":[\"SOLUSD\"]}]");

        assertThat(next()).isEqualTo("down no longer granted: {orders=[AAVEUSD]}");
    }

    @Test
    void aKeyThatIsRefusedIsToldApartFromATimeThatHasRunOut() throws Exception {
        connect("{\"type\":\"key-auth\",\"success\":false,\"status_code\":401,\"status\":\"invalid_signature\"}");
        assertThat(next()).isEqualTo("refused not authenticated: invalid_signature");
        assertThat(next()).isEqualTo("down not authenticated: invalid_signature");
    }

    @Test
    void aTimeThatHasRunOutIsTriedAgain() throws Exception {
        connect("{\"type\":\"key-auth\",\"success\":false,\"status_code\":408,\"status\":\"request_expired\"}");
        assertThat(next()).isEqualTo("down not authenticated: request_expired");
    }
}
