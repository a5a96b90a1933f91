package smc.feed.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import smc.feed.decode.FrameDecoder;

/** Hands the frames of one connection to its client, copied into bytes that are used again and again. */
final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final MarketClient client;
    private final byte[] bytes = new byte[FrameDecoder.FRAME_BYTES_MAX];
    private String reason = "closed without a word";

    FrameHandler(MarketClient client) {
        this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> {
                ByteBuf content = text.content();
                int length = content.readableBytes();
                content.getBytes(content.readerIndex(), bytes, 0, length);
                client.frame(context.channel(), bytes, length);
            }
            case CloseWebSocketFrame close -> {
                reason = "closed by the venue: " + close.statusCode() + " " + close.reasonText();
                var _ = context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            }
            default -> {
                // The venue sends text alone; pings are answered before this handler.
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            client.opened(context.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.closed(context.channel(), reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reason = String.valueOf(cause.getMessage());
        if (isTooLong(cause)) {
            client.frameTooLong();
        }
        if (cause instanceof WebSocketClientHandshakeException refused
                && refused.response() != null
                && refused.response().status().equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            client.quotaExceeded(context.channel());
        }
        var _ = context.close();
    }

    private static boolean isTooLong(Throwable cause) {
        return cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    }
}
