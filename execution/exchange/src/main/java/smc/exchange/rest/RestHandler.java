package smc.exchange.rest;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.exchange.play.Connections;
import smc.exchange.play.Fault;
import smc.exchange.play.Quota;
import smc.exchange.rules.Refusal;

/** One connection to the REST host, and the faults that strike its requests. Lives on the event loop. */
public final class RestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Connections server;
    private final RestApi api;
    private final FalseAnswers falseAnswers;

    public RestHandler(Connections server, RestApi api) {
        this.server = server;
        this.api = api;
        falseAnswers = new FalseAnswers(server, api);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
        context.pipeline().get(RequestTimes.class).onRequest();
        boolean isKeptAlive = HttpUtil.isKeepAlive(http);
        if (!http.decoderResult().isSuccess()) {
            send(context, RestAnswer.text(400, "Bad Request"), false);
            return;
        }
        RestRequest request;
        try {
            request = RestRequest.of(http, address(context));
        } catch (IllegalArgumentException _) {
            send(context, RestAnswer.text(400, "Bad Request"), isKeptAlive);
            return;
        }
        boolean isControl = request.path().startsWith("/sim");
        Optional<Fault> fault =
                isControl ? Optional.empty() : server.faults().onRequest(request.method(), request.path());
        if (fault.isEmpty()) {
            answer(context, request, isKeptAlive);
            return;
        }
        switch (fault.get().kind()) {
            case HTTP_429 -> send(context, RestAnswer.tooMany(Quota.millisToReset(server.wallMillis())), isKeptAlive);
            case HTTP_5XX -> send(context, RestAnswer.refused(Refusal.of(503, "internal_server_error")), isKeptAlive);
            case REJECT ->
                send(context, RestAnswer.refused(Refusal.refused(fault.get().code())), isKeptAlive);
            case BRACKET_LOST -> answer(context, falseAnswers.withoutBracket(request), isKeptAlive);
            case UNDONE -> {
                var _ = falseAnswers.undone(request).thenAccept(answer -> send(context, answer, isKeptAlive));
            }
            case SLOW -> {
                var _ = context.executor()
                        .schedule(
                                () -> answer(context, request, isKeptAlive),
                                fault.get().millis(),
                                TimeUnit.MILLISECONDS);
            }
            case ANSWER_LOST -> {
                var _ = api.answer(request).thenAccept(_ -> {
                    var _ = context.close();
                });
            }
            case ANSWER_CUT -> {
                var _ = api.answer(request)
                        .thenAccept(answer -> send(
                                context,
                                new RestAnswer(
                                        answer.status(),
                                        answer.contentType(),
                                        answer.body().substring(0, answer.body().length() / 2),
                                        answer.headers()),
                                isKeptAlive));
            }
            case HTML -> {
                RestAnswer page = RestAnswer.page(fault.get().status());
                if (fault.get().isOn()) {
                    var _ = api.answer(request).thenAccept(_ -> send(context, page, isKeptAlive));
                } else {
                    send(context, page, isKeptAlive);
                }
            }
            default -> throw new IllegalStateException("expected a fault of requests, was " + fault.get());
        }
    }

    private void answer(ChannelHandlerContext context, RestRequest request, boolean isKeptAlive) {
        var _ = api.answer(request).thenAccept(answer -> send(context, answer, isKeptAlive));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    public static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress socket
                ? socket.getAddress().getHostAddress()
                : "";
    }

    private void send(ChannelHandlerContext context, RestAnswer answer, boolean isKeptAlive) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.ofEpochMilli(server.wallMillis()).atOffset(ZoneOffset.UTC)));
        answer.headers().forEach(response.headers()::set);
        HttpUtil.setKeepAlive(response, isKeptAlive);
        var written = context.writeAndFlush(response);
        if (!isKeptAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
