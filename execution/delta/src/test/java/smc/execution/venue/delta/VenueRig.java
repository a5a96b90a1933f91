package smc.execution.venue.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.call.SignedCalls;
import smc.execution.venue.delta.call.Tls;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Said;
import smc.strategy.number.FixedPoint;

/** A client and the exchange it trades at, on loopback. The market moves when it is told to; so does the clock of signatures. */
final class VenueRig implements AutoCloseable {
    static final int ACCOUNT = 0;
    static final int SECOND_ACCOUNT = 1;
    static final int SOL = 0;
    static final long E8 = 100_000_000L;
    static final Instrument INSTRUMENT = new Instrument(SOL, "SOLUSD", 10_000, E8, 500_000, 100_000);

    static final DeltaSettings SETTINGS = new DeltaSettings(
            5_000, 5_000, 2_000, 100, 50, 5_000, 35_000, 20, 200, 3_600_000, 18_000_000, 10_000, true);

    private static final ExchangeInstrument PRODUCT = new ExchangeInstrument(
            new InstrumentTerms(14_823, 10_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000),
            "SOLUSD",
            100,
            100_000,
            "10");
    private static final ExchangeAccount WALLET =
            new ExchangeAccount(1, "first", "key-1", "secret-1", true, 100_000_000_000L);
    private static final ExchangeAccount SECOND_WALLET =
            new ExchangeAccount(2, "second", "key-2", "secret-2", true, 100_000_000_000L);
    static final long INSTALLATION = 0x0123_4567_89ab_cdefL;
    private static final DeltaAccount FIRST = new DeltaAccount(ACCOUNT, WALLET.apiKey(), WALLET.apiSecret());
    private static final DeltaAccount SECOND =
            new DeltaAccount(SECOND_ACCOUNT, SECOND_WALLET.apiKey(), SECOND_WALLET.apiSecret());
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final int TURNS_PER_WAIT = 200;

    final AtomicLong wallMillis = new AtomicLong(1_760_000_000_000L);
    final EmbeddedExchange exchange;
    final Said said = new Said();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SignedCalls calls;
    DeltaVenue venue;
    List<ProductFacts> products;

    /** Between client and exchange. */
    final Wire rest;

    final Wire socket;
    private final DeltaSettings settings;
    private final Tls trusted;

    private VenueRig(PricedMarket market) throws IOException {
        this(market, SETTINGS);
    }

    private VenueRig(PricedMarket market, DeltaSettings settings) throws IOException {
        this(market, settings, Optional.empty(), Optional.empty(), Tls.ofThisMachine());
    }

    private VenueRig(PricedMarket market, SSLContext shown, SSLContext shownBySocket, SSLContext trusted)
            throws IOException {
        this(market, SETTINGS, Optional.of(shown), Optional.of(shownBySocket), new Tls(trusted));
    }

    private VenueRig(
            PricedMarket market,
            DeltaSettings settings,
            Optional<SSLContext> shown,
            Optional<SSLContext> shownBySocket,
            Tls trusted)
            throws IOException {
        this.settings = settings;
        this.trusted = trusted;
        exchange = EmbeddedExchange.start(
                new ExchangeSettings(
                                0,
                                0,
                                0,
                                new VenueSettings(0, 1, 0, false),
                                Optional.empty(),
                                Optional.empty(),
                                wallMillis::get,
                                1_000_000_000,
                                1_000_000)
                        .strict(true),
                List.of(PRODUCT),
                List.of(WALLET, SECOND_WALLET),
                market);
        rest = new Wire(exchange.restUri(), shown);
        socket = new Wire(exchange.privateSocketUri(), shownBySocket);
        calls = new SignedCalls(exchange.restUri(), loop, wallMillis::get, WALLET.apiKey(), WALLET.apiSecret());
        venue = newVenue();
    }

    /** One account, unless a test has more. */
    private List<DeltaAccount> accounts = List.of(FIRST);

    private DeltaVenue newVenue() {
        return new DeltaVenue(
                loop,
                rest.uri(),
                socket.uri(),
                trusted,
                accounts,
                List.of(INSTRUMENT),
                INSTALLATION,
                settings,
                wallMillis::get,
                said);
    }

    /** Connected, nothing known; trades a second apart. */
    static VenueRig of(String... prices) throws IOException {
        return started(new VenueRig(new PricedMarket(1_000_000_000L, 10, prices)));
    }

    /** Looks all the time at what works there. */
    static VenueRig looking(String... prices) throws IOException {
        return started(new VenueRig(
                new PricedMarket(1_000_000_000L, 10, prices),
                new DeltaSettings(
                        5_000, 5_000, 2_000, 100, 50, 5_000, 35_000, 20, 200, 100, 18_000_000, 10_000, true)));
    }

    /** Trades an hour apart. */
    static VenueRig hourly(String... prices) throws IOException {
        return started(new VenueRig(new PricedMarket(3_600_000_000_000L, 10, prices)));
    }

    /** Trades of two contracts, which is all that a limit gets of one. */
    static VenueRig partly(String... prices) throws IOException {
        VenueRig rig = started(new VenueRig(new PricedMarket(1_000_000_000L, 2, prices)));
        rig.fault("{\"kind\":\"partial_fills\",\"on\":true}");
        return rig;
    }

    /** Of two accounts. */
    static VenueRig ofTwo(String... prices) throws IOException {
        var rig = new VenueRig(new PricedMarket(1_000_000_000L, 10, prices));
        rig.accounts = List.of(FIRST, SECOND);
        rig.venue = rig.newVenue();
        return started(rig);
    }

    /** By TLS, the exchange's side and whom the client trusts. */
    static VenueRig secured(SSLContext shown, SSLContext trusted, String... prices) throws IOException {
        return started(new VenueRig(new PricedMarket(1_000_000_000L, 10, prices), shown, shown, trusted));
    }

    /** Likewise, and nothing is asked yet. */
    static VenueRig unconnected(SSLContext shown, SSLContext trusted) throws IOException {
        return unconnected(shown, trusted, shown);
    }

    /** Likewise, the socket's side another. */
    static VenueRig unconnected(SSLContext shown, SSLContext trusted, SSLContext shownBySocket) throws IOException {
        return new VenueRig(new PricedMarket(1_000_000_000L, 10, "150"), shown, shownBySocket, trusted);
    }

    private static VenueRig started(VenueRig rig) {
        rig.products = rig.get(rig.venue.start());
        rig.get(rig.venue.reconcile(List.of(), PricedMarket.START_NANOS));
        rig.settle();
        return rig;
    }

    /** Ends the client; it says nothing more when this returns. */
    void stop() {
        venue.close();
        on(() -> {});
    }

    /** Another client for the same installation, as after a crash. */
    List<VenuePosition> restart(List<KnownOrder> known) {
        stop();
        said.forget();
        return get(begin(known));
    }

    /** Likewise, knowing nothing of the time before. */
    List<VenuePosition> restartOfANewFolder() {
        stop();
        said.forget();
        venue = newVenue();
        get(venue.start());
        return get(venue.reconcile(List.of(), 0));
    }

    /** As {@link #restart}, without waiting. */
    CompletableFuture<List<VenuePosition>> begin(List<KnownOrder> known) {
        return begin(known, PricedMarket.START_NANOS);
    }

    /** @param sinceNanos up to which every fill is known */
    CompletableFuture<List<VenuePosition>> begin(List<KnownOrder> known, long sinceNanos) {
        venue = newVenue();
        get(venue.start());
        return venue.reconcile(known, sinceNanos);
    }

    void entry(long orderId, OrderType type, Direction direction, String price, long contracts, String stop) {
        entry(ACCOUNT, orderId, type, direction, price, contracts, stop);
    }

    void entry(
            int accountId,
            long orderId,
            OrderType type,
            Direction direction,
            String price,
            long contracts,
            String stop) {
        on(() -> venue.request(new Submit(
                orderId,
                accountId,
                SOL,
                OrderPurpose.ENTRY,
                type,
                direction,
                e8(price),
                contracts,
                20,
                orderId + 1,
                e8(stop),
                0)));
    }

    void exit(long orderId, OrderPurpose purpose, OrderType type, Direction direction, String price, long contracts) {
        on(() -> venue.request(
                new Submit(orderId, ACCOUNT, SOL, purpose, type, direction, e8(price), contracts, 0, 0, 0, 7)));
    }

    void edit(long orderId, String price, long contracts) {
        on(() -> venue.request(new Edit(orderId, ACCOUNT, SOL, e8(price), contracts)));
    }

    void cancel(long orderId) {
        on(() -> venue.request(new Cancel(orderId, ACCOUNT, SOL)));
    }

    /** Delivers trades. */
    void advance(int trades) {
        control("POST", "/sim/advance", "{\"trades\":" + trades + "}");
    }

    /** An order of somebody else who has the account's key. */
    void foreignOrder(String json) {
        ask("POST", "/v2/orders", json);
    }

    /** Somebody else who has the account's key sets it. */
    void setLeverage(int leverage) {
        ask("POST", "/v2/products/14823/orders/leverage", "{\"leverage\":\"" + leverage + "\"}");
    }

    /** Likewise, of the whole account. */
    void setMarginMode(String mode) {
        ask("PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"" + mode + "\"}");
    }

    /** The venue takes the position to cover somebody else. */
    void deleverage(String price) {
        control(
                "POST",
                "/sim/adl",
                "{\"user_id\":%d,\"product_symbol\":\"SOLUSD\",\"price\":\"%s\"}".formatted(WALLET.userId(), price));
    }

    /** Of the exchange's own books, the newest first. */
    List<String> reasonsOfFills() {
        return list("/v2/fills").stream()
                .map(fill -> fill.path("fill_type").asText())
                .toList();
    }

    /** Somebody else changes an order. */
    void foreignChange(JsonNode order, String price, long contracts) {
        ask(
                "PUT",
                "/v2/orders",
                "{\"id\":%d,\"product_id\":14823,\"size\":%d,\"limit_price\":\"%s\"}"
                        .formatted(order.path("id").asLong(), contracts, price));
    }

    /** How many orders the client says that it leaves to somebody else. */
    int foreignOrders() {
        return get(CompletableFuture.supplyAsync(() -> venue.foreignOrders(ACCOUNT), loop));
    }

    /** From here on nothing goes wrong. */
    void mend() {
        control("DELETE", "/sim/faults", "");
    }

    /** All orders that the venue has of the account, whatever became of them. */
    List<JsonNode> orders() {
        return list("/v2/orders/history?page_size=50", "/v2/orders?states=open,pending&page_size=50");
    }

    /** What works there, brackets' legs among it. */
    List<JsonNode> working() {
        return list("/v2/orders?states=open,pending&page_size=50");
    }

    /** Signed, as the venue has it. */
    long position() {
        return ask("/v2/positions?product_id=14823").path("size").asLong();
    }

    private List<JsonNode> list(String... paths) {
        var rows = new ArrayList<JsonNode>();
        for (String path : paths) {
            ask(path).forEach(rows::add);
        }
        return rows;
    }

    private JsonNode ask(String path) {
        return ask("GET", path, "");
    }

    /** Once more where a busy machine took too long. */
    private JsonNode ask(String method, String path, String body) {
        Optional<JsonNode> result = Optional.empty();
        for (int tries = 0; tries < 3 && result.isEmpty(); tries++) {
            result = get(calls.ask(method, path, body));
        }
        return result.orElseThrow(() -> new AssertionError(path + " is not answered"));
    }

    void fault(String json) {
        control("POST", "/sim/faults", json);
    }

    private void control(String method, String path, String body) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(exchange.restUri().resolve("/") + path.substring(1)))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Until everything is reported and answered. */
    void settle() {
        settle(() -> {});
    }

    /** @param each at every turn */
    void settle(Runnable each) {
        await(() -> {
            each.run();
            get(venue.flush());
            return !get(CompletableFuture.supplyAsync(venue::isBusy, loop));
        });
        get(venue.flush());
    }

    /** Each turn is a round trip to the exchange. */
    void await(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNanos) {
                throw new AssertionError("expected it within " + DEADLINE + ", said was " + said.lines());
            }
            control("GET", "/sim", "");
        }
    }

    /**
     * Five minutes go by at once, and again now and then: a 429 that the exchange has sent may not have been read yet, and puts off from
     * when it is. Not at every turn, or the signature of each request would run out under way.
     */
    Runnable quotaComesBack() {
        var turns = new AtomicInteger();
        return () -> {
            if (turns.getAndIncrement() % TURNS_PER_WAIT == 0) {
                wallMillis.addAndGet(300_001);
            }
        };
    }

    void quotaIsBackUntil(BooleanSupplier condition) {
        Runnable quotaComesBack = quotaComesBack();
        await(() -> {
            quotaComesBack.run();
            return condition.getAsBoolean();
        });
    }

    void awaitSaid(String line) {
        await(() -> said.lines().contains(line));
    }

    private void on(Runnable action) {
        get(CompletableFuture.runAsync(action, loop));
    }

    <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("said was " + said.lines(), e);
        }
    }

    static long e8(String price) {
        return FixedPoint.parseE8(price);
    }

    @Override
    public void close() throws IOException {
        venue.close();
        calls.close();
        rest.close();
        socket.close();
        exchange.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        http.close();
    }
}
