package smc.exchange.rest;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import smc.exchange.ConnectionTimes;

/**
 * Closes a connection to an HTTP host on which nothing comes: no request for long, a request whose header, body or chunks never end, an
 * answer that is not read. How long the exchange itself takes to answer has no limit: an order waits for market time. First in the pipeline;
 * lives on the event loop.
 *
 * <pre>
 * IDLE -- first byte --> READING -- last byte --> ANSWERING -- first byte of the answer --> WRITING -- last --> IDLE
 * </pre>
 */
public final class RequestTimes extends ChannelDuplexHandler {
    private enum State {
        IDLE,
        READING,
        ANSWERING,
        WRITING
    }

    private final ConnectionTimes times;
    private ChannelHandlerContext connection;
    private State state = State.IDLE;
    private Future<?> deadline;

    public RequestTimes(ConnectionTimes times) {
        this.times = times;
    }

    /** The whole of a request has come. */
    void onRequest() {
        enter(State.ANSWERING);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection = context;
        enter(State.IDLE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (state == State.IDLE) {
            enter(State.READING);
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
        if (state != State.WRITING) {
            enter(State.WRITING);
        }
        var _ = context.write(bytes, promise.unvoid().addListener(_ -> {
            if (state == State.WRITING) {
                enter(State.IDLE);
            }
        }));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void enter(State newState) {
        stop();
        state = newState;
        if (newState != State.ANSWERING) {
            deadline = connection
                    .executor()
                    .schedule(
                            () -> {
                                var _ = connection.close();
                            },
                            newState == State.IDLE ? times.idleMillis() : times.requestMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
