package smc.feed.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The public stream of a venue on loopback: acknowledges what is subscribed, and else does as a test says. */
public final class ScriptedStream implements AutoCloseable {
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    volatile boolean refusesConnections;
    private final Channel server;
    private volatile Channel client;

    /** @param afterSubscription sent to each client once it is subscribed */
    public ScriptedStream(EventLoopGroup group, String... afterSubscription) throws InterruptedException {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 14))
                                .addLast(new Quota())
                                .addLast(new WebSocketServerProtocolHandler("/", null, false, 1 << 20))
                                .addLast(new Requests(List.of(afterSubscription)));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/");
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** To the client connected last. */
    public void send(String text) {
        var _ = client.writeAndFlush(new TextWebSocketFrame(text));
    }

    void closeWith(int code, String text) {
        var _ = client.writeAndFlush(new CloseWebSocketFrame(code, text));
    }

    void drop() {
        var _ = client.close();
    }

    @Override
    public void close() {
        var _ = server.close();
        if (client != null) {
            var _ = client.close();
        }
    }

    private final class Quota extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest && refusesConnections) {
                ReferenceCountUtil.release(message);
                var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.TOO_MANY_REQUESTS);
                answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                var _ = context.writeAndFlush(answer);
                return;
            }
            context.fireChannelRead(message);
        }
    }

    private final class Requests extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final List<String> afterSubscription;

        private Requests(List<String> afterSubscription) {
            this.afterSubscription = afterSubscription;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            client = context.channel();
            String text = frame.text();
            received.add(text);
            if (text.contains("\"subscribe\"")) {
                int from = text.indexOf("[");
                send("{\"type\":\"subscriptions\",\"channels\":" + text.substring(from, text.lastIndexOf(']') + 1)
                        + "}");
                afterSubscription.forEach(ScriptedStream.this::send);
            }
        }
    }
}
