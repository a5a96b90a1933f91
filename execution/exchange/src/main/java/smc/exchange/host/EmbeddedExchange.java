package smc.exchange.host;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.FolderTakenException;
import smc.exchange.MarketFeed;
import smc.exchange.play.CommandLog;
import smc.exchange.play.Connections;
import smc.exchange.play.ExchangeLoop;
import smc.exchange.play.LockStep;
import smc.exchange.rest.RequestTimes;
import smc.exchange.rest.RestApi;
import smc.exchange.rest.RestHandler;
import smc.exchange.rest.UnreadAnswers;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.Refusal;
import smc.exchange.socket.ConnectionLimit;
import smc.exchange.socket.Session;
import smc.exchange.socket.Sockets;

/**
 * A running exchange on loopback: REST, and the public and the private WebSocket on ports of their own. See the package for what it is and how
 * to control it. Safe to use from any thread; what happens, happens on its own.
 */
public final class EmbeddedExchange implements AutoCloseable {
    /** Far beyond any list of faults; a device has no end. */
    private static final int FAULTS_BYTES_MAX = 1 << 20;

    private static final int REQUEST_BYTES_MAX = 65_536;
    private static final int HOLD_TRIES_MAX = 200;
    private static final long HOLD_PAUSE_MILLIS = 5;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop eventLoop = group.next();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Sockets sockets = new Sockets();
    private final LockStep lockStep;
    private final List<Channel> hosts = new ArrayList<>();
    /** Of clients: left to the end of the loop, some stay open, and whoever asks there waits for ever. */
    private final ChannelGroup clients = new DefaultChannelGroup(eventLoop);

    private ExchangeLoop loop;
    private Exchange books;
    private List<String> remarks = List.of();

    private EmbeddedExchange(int lockStepClients) {
        lockStep = new LockStep(lockStepClients);
    }

    /**
     * Plays the log, if there is one, then opens the ports and lets the market run.
     *
     * @param feed owned by the exchange from now on
     * @throws FolderTakenException if another exchange runs on the folder
     * @throws IOException if a file cannot be read, is damaged or another exchange's, or a port is taken
     */
    public static EmbeddedExchange start(
            ExchangeSettings settings,
            List<ExchangeInstrument> instruments,
            List<ExchangeAccount> accounts,
            MarketFeed feed)
            throws IOException {
        var exchange = new EmbeddedExchange(settings.lockStepClients());
        try {
            Connections server = exchange.onLoop(() -> exchange.build(settings, instruments, accounts, feed));
            exchange.open(settings, server);
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /**
     * The market's start in the log of a data folder, in epoch nanoseconds: a market that is made must begin there again.
     *
     * @return empty if there is no log
     * @throws FolderTakenException if an exchange of this process runs on it
     */
    public static OptionalLong recordedStart(Path dataFolder) throws IOException {
        return CommandLog.firstLine(dataFolder)
                .map(line -> OptionalLong.of(line.path("start").asLong()))
                .orElse(OptionalLong.empty());
    }

    /** What there is to say of the files that it has gone on from, for people; nothing if they were whole. */
    public List<String> remarks() {
        return remarks;
    }

    /** Base of REST; paths begin with {@code /v2}. */
    public URI restUri() {
        return uri("http", 0);
    }

    /** Compact channels. */
    public URI publicSocketUri() {
        return uri("ws", 1);
    }

    /** Channels of an account, after {@code key-auth}. */
    public URI privateSocketUri() {
        return uri("ws", 2);
    }

    /** Completes exceptionally if the exchange cannot go on: a market that cannot be read, a log that cannot be written, a defect. */
    public CompletableFuture<Void> failure() {
        return failure.copy();
    }

    /**
     * Lets market time stand from here on: orders are taken and answered, and nothing trades any more. Started again on its folder, the market goes
     * on from there; one that goes by the time of day, from now. Returns once whoever goes in lock-step has taken the last step, or does not in time.
     */
    public void hold() throws IOException {
        onLoop(() -> {
            loop.hold();
            return null;
        });
        for (int tries = 0; tries < HOLD_TRIES_MAX && onLoop(lockStep::isWaiting); tries++) {
            try {
                TimeUnit.MILLISECONDS.sleep(HOLD_PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What accounts hold and what works for them, as its books have it and whatever goes wrong on the way to a client; a line each, none if it is nothing. */
    public List<String> standing() throws IOException {
        return onLoop(() -> {
            var lines = new ArrayList<String>();
            for (ExchangeAccount account : books.accounts()) {
                for (ExchangeInstrument instrument : books.instruments()) {
                    long contracts = books.holding(account, instrument).contracts();
                    if (contracts != 0) {
                        lines.add("%s holds %+d %s".formatted(account.name(), contracts, instrument.symbol()));
                    }
                }
            }
            for (ExchangeOrder order : books.liveOrders()) {
                lines.add("%s works order %d, %s %d %s%s"
                        .formatted(
                                order.account.name(),
                                order.id,
                                order.isBuy ? "buy" : "sell",
                                order.contracts - order.filledContracts,
                                order.instrument.symbol(),
                                order.isReduceOnly ? ", only reducing" : ""));
            }
            return List.copyOf(lines);
        });
    }

    /** Drops every connection and notes its place. */
    @Override
    public void close() throws IOException {
        try {
            for (Channel host : hosts) {
                host.close().syncUninterruptibly();
            }
            clients.close().syncUninterruptibly();
            onLoop(() -> {
                sockets.closeAll();
                if (loop != null) {
                    loop.close();
                    loop = null;
                }
                return null;
            });
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private Connections build(
            ExchangeSettings settings,
            List<ExchangeInstrument> instruments,
            List<ExchangeAccount> accounts,
            MarketFeed feed)
            throws IOException {
        var exchange =
                new Exchange(instruments, accounts, settings.venue(), feed.startNanos(), sockets.accountChannels());
        books = exchange;
        Optional<CommandLog> log = settings.dataFolder().isPresent()
                ? Optional.of(new CommandLog(settings.dataFolder().get()))
                : Optional.empty();
        try {
            loop = new ExchangeLoop(
                    eventLoop, settings, exchange, feed, sockets.publicChannels(), lockStep, log, failure);
        } catch (IOException | RuntimeException e) {
            if (log.isPresent()) {
                log.get().close();
            }
            throw e;
        }
        remarks = loop.remarks();
        sockets.accountChannels().attach(exchange);
        sockets.publicChannels().attach(loop);
        var server = new Connections(settings, exchange, sockets.publicChannels());
        server.attach(loop);
        return server;
    }

    private void open(ExchangeSettings settings, Connections server) throws IOException {
        var api = new RestApi(server);
        if (settings.faultsFile().isPresent()) {
            Path file = settings.faultsFile().get();
            String text = faultsOf(file);
            onLoop(() -> {
                try {
                    api.readFaults(text).forEach(server::addFault);
                } catch (Refusal e) {
                    throw new IOException(file + ": expected a JSON list of faults, " + e.getMessage(), e);
                }
                return null;
            });
        }
        int port = settings.port();
        bind(port, new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                clients.add(channel);
                http(channel.pipeline(), server)
                        .addLast(new FlowControlHandler())
                        .addLast(new UnreadAnswers())
                        .addLast(new RestHandler(server, api));
            }
        });
        bind(port == 0 ? 0 : port + 1, socketHost(server, sockets, Session.Host.PUBLIC));
        bind(port == 0 ? 0 : port + 2, socketHost(server, sockets, Session.Host.PRIVATE));
        onLoop(() -> {
            loop.start();
            server.watchHeartbeats(eventLoop);
            return null;
        });
    }

    private static String faultsOf(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FAULTS_BYTES_MAX + 1);
        }
        if (bytes.length > FAULTS_BYTES_MAX) {
            throw new IOException(file + ": expected a JSON list of faults of at most " + FAULTS_BYTES_MAX + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ChannelPipeline http(ChannelPipeline pipeline, Connections server) {
        return pipeline.addLast(new RequestTimes(server.times()))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(REQUEST_BYTES_MAX));
    }

    private ChannelHandler socketHost(Connections server, Sockets sockets, Session.Host host) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                clients.add(channel);
                ChannelPipeline pipeline = http(channel.pipeline(), server)
                        .addLast(new ConnectionLimit(server))
                        .addLast(new IdleStateHandler(0, 0, server.times().idleMillis(), TimeUnit.MILLISECONDS));
                // The private host compresses where it is asked to, the public one does not (section 4.1).
                boolean isCompressing = host == Session.Host.PRIVATE;
                if (isCompressing) {
                    pipeline.addLast(new WebSocketServerCompressionHandler(REQUEST_BYTES_MAX));
                }
                pipeline.addLast(new WebSocketServerProtocolHandler(upgrade(isCompressing)))
                        .addLast(new WebSocketFrameAggregator(REQUEST_BYTES_MAX))
                        .addLast(new Session(host, server, sockets));
            }
        };
    }

    /** A connection that the exchange ends, it ends without a close frame: Delta's clients see 1006 (section 4.1). */
    private static WebSocketServerProtocolConfig upgrade(boolean isCompressing) {
        return WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .allowExtensions(isCompressing)
                .maxFramePayloadLength(REQUEST_BYTES_MAX)
                .sendCloseFrame(null)
                .build();
    }

    /** Listener and connections all on the one event loop. */
    private void bind(int port, ChannelHandler handler) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UnreadAnswers.BOUND)
                .childHandler(handler)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "port " + port + " of the exchange: " + bound.cause().getMessage(), bound.cause());
        }
        hosts.add(bound.channel());
    }

    private URI uri(String scheme, int host) {
        var address = (InetSocketAddress) hosts.get(host).localAddress();
        return URI.create(scheme + "://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
    }

    private <T> T onLoop(Callable<T> action) throws IOException {
        try {
            return eventLoop.submit(action).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the exchange was starting or stopping", e);
        }
    }
}
