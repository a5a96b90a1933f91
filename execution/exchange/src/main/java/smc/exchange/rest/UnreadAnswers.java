package smc.exchange.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;

/**
 * Bounds what is kept for a client that asks and does not read: once {@link #HIGH_BYTES} of answers wait, no further request is taken from it until most
 * of them are gone ({@code FlowControlHandler} before it keeps what has come already). A socket that far behind is closed instead, since what is
 * told there cannot wait. Lives on the event loop.
 */
public final class UnreadAnswers extends ChannelInboundHandlerAdapter {
    /** More than the longest answer, of 2,000 candles, has. */
    private static final int HIGH_BYTES = 512 << 10;

    private static final int LOW_BYTES = 64 << 10;

    public static final WriteBufferWaterMark BOUND = new WriteBufferWaterMark(LOW_BYTES, HIGH_BYTES);

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }
}
