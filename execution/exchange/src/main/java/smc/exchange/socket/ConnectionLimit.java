package smc.exchange.socket;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import smc.exchange.play.Connections;
import smc.exchange.rest.RestHandler;

/** Refuses an upgrade beyond the connections that an address may open (docs/delta-exchange.md section 4.1). */
public final class ConnectionLimit extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Connections server;

    public ConnectionLimit(Connections server) {
        super(false);
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (server.connections().take(RestHandler.address(context), 1, server.wallMillis())) {
            context.fireChannelRead(request);
            return;
        }
        request.release();
        context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.TOO_MANY_REQUESTS))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
