package smc.execution.venue.delta.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.DeltaVenue;
import smc.execution.venue.delta.Wire;
import smc.execution.venue.delta.Wire.Strike.Answer;
import smc.execution.venue.delta.Wire.Strike.AnswerLost;
import smc.execution.venue.delta.Wire.Strike.NoAnswer;
import smc.execution.venue.delta.Wire.Strike.RequestLost;
import smc.execution.venue.delta.call.SignedCalls;
import smc.execution.venue.delta.ledger.ClientOrderIds;

/** The client of Delta and the exchange in the box, over real sockets. The clock of signatures and quotas goes on at every turn of the wait. */
final class SocketVenue implements VenueUnderTest {
    private static final long INSTALLATION = 0x0123_4567_89ab_cdefL;
    private static final int PRODUCT = 14_823;
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long TURN_MILLIS = 40;
    private static final DeltaSettings SETTINGS = new DeltaSettings(
            1_500, 5_000, 2_000, 100, 50, 5_000, 35_000, 20, 200, 3_600_000, 18_000_000, 10_000, true);
    private static final ExchangeAccount WALLET =
            new ExchangeAccount(1, "first", "key-1", "secret-1", true, SimulatedPort.DEPOSIT_E8);
    private static final ExchangeAccount RICH =
            new ExchangeAccount(2, "second", "key-2", "secret-2", true, 1_000_000 * 100_000_000L);

    private final AtomicLong wallMillis = new AtomicLong(1_760_000_000_000L);
    private final SteeredMarket market = new SteeredMarket();
    private final EmbeddedExchange exchange;
    private final Wire rest;
    private final Wire socket;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SignedCalls byHand;
    private final SignedCalls ofTheRich;
    private final Book book = new Book();
    private final List<Submit> submitted = new ArrayList<>();
    private final DeltaVenue venue;
    private long atNanos = SteeredMarket.START_NANOS;

    SocketVenue() throws IOException {
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
                List.of(new ExchangeInstrument(SimulatedPort.terms(PRODUCT), "SOLUSD", 100, 100_000, "10")),
                // A deposit comes out of the other account.
                List.of(RICH, WALLET),
                market);
        rest = new Wire(exchange.restUri(), Optional.empty());
        socket = new Wire(exchange.privateSocketUri(), Optional.empty());
        byHand = new SignedCalls(exchange.restUri(), loop, wallMillis::get, WALLET.apiKey(), WALLET.apiSecret());
        ofTheRich = new SignedCalls(exchange.restUri(), loop, wallMillis::get, RICH.apiKey(), RICH.apiSecret());
        venue = new DeltaVenue(
                loop,
                rest.uri(),
                socket.uri(),
                List.of(new DeltaAccount(Requests.ACCOUNT, WALLET.apiKey(), WALLET.apiSecret())),
                List.of(new Instrument(Requests.SOL, "SOLUSD", 10_000, 100_000_000L, 500_000, 100_000)),
                INSTALLATION,
                SETTINGS,
                wallMillis::get,
                book);
        start();
        get(venue.reconcile(List.of(), SteeredMarket.START_NANOS));
        trade("150");
        settle();
        rest.forget();
    }

    /** Again where a machine that has only begun takes longer to answer than a client waits. */
    private void start() {
        for (int tries = 0; tries < 5; tries++) {
            if (get(venue.start().handle((_, failure) -> failure == null))) {
                return;
            }
        }
        throw new AssertionError("expected the exchange to answer");
    }

    @Override
    public void request(OrderRequest request) {
        if (request instanceof Submit submit) {
            book.add(submit);
            submitted.add(submit);
        }
        get(CompletableFuture.runAsync(() -> venue.request(request), loop));
    }

    @Override
    public void trade(String price) {
        trade(price, SteeredMarket.SECOND_NANOS);
    }

    @Override
    public void tradeHoursLater(String price) {
        trade(price, 8 * 3_600 * SteeredMarket.SECOND_NANOS);
    }

    private void trade(String price, long afterNanos) {
        market.priceE8 = Requests.e8(price);
        atNanos += afterNanos;
        market.atNanos = atNanos;
        control("POST", "/sim/advance", "{\"trades\":1}");
        if (afterNanos > SteeredMarket.SECOND_NANOS) {
            get(venue.fundingSince(SteeredMarket.START_NANOS));
        }
    }

    @Override
    public void tradeLittle() {
        market.contracts = 2;
        fault("{\"kind\":\"partial_fills\",\"on\":true}");
    }

    private static String prefix(Request request) {
        return switch (request) {
            case ENTRY, REDUCING -> "POST /v2/orders";
            case EDIT -> "PUT /v2/orders";
            case CANCEL -> "DELETE /v2/orders";
            case LEVERAGE -> "POST /v2/products";
            case QUESTION -> "GET /v2/orders?";
        };
    }

    @Override
    public void strikeNext(Request request, Strike strike) {
        rest.next(
                prefix(request),
                switch (strike) {
                    case LOST_BEFORE -> new RequestLost();
                    case LOST_AFTER -> new AnswerLost();
                    case TIME_OUT_BEFORE -> new NoAnswer(false);
                    case TIME_OUT_AFTER -> new NoAnswer(true);
                    case SERVER_ERROR -> answer(503, "internal_server_error", "");
                    case QUOTA -> answer(429, "rate_limit_exceeded", "X-RATE-LIMIT-RESET: 300\r\n");
                });
    }

    @Override
    public void refuseNext(Request request, String code) {
        rest.next(prefix(request), answer(400, code, ""));
    }

    private static Answer answer(int status, String code, String headers) {
        return new Answer(status, headers, "{\"success\":false,\"error\":{\"code\":\"" + code + "\"}}");
    }

    @Override
    public void disorder(Disorder disorder) {
        fault(
                switch (disorder) {
                    case TWICE -> "{\"kind\":\"duplicate\",\"target\":\"private\",\"count\":20}";
                    case OVERTAKEN -> "{\"kind\":\"reorder\",\"target\":\"private\",\"after\":1,\"count\":10}";
                    case LATE -> "{\"kind\":\"late\",\"target\":\"private\",\"millis\":150,\"after\":1,\"count\":4}";
                    case LOST -> "{\"kind\":\"lost\",\"target\":\"private\",\"after\":1,\"count\":4}";
                });
    }

    @Override
    public void reconnect() {
        socket.cut();
    }

    @Override
    public void beginMaintenance() {
        fault("{\"kind\":\"maintenance\",\"on\":true}");
    }

    @Override
    public void endMaintenance() {
        fault("{\"kind\":\"maintenance\",\"on\":false}");
    }

    @Override
    public void deleverage(String price) {
        control(
                "POST",
                "/sim/adl",
                "{\"user_id\":%d,\"product_symbol\":\"SOLUSD\",\"price\":\"%s\"}".formatted(WALLET.userId(), price));
    }

    @Override
    public void placeByHand(String price, long contracts) {
        ask(
                "POST",
                "/v2/orders",
                ("{\"product_id\":%d,\"size\":%d,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"%s\","
                                + "\"client_order_id\":\"by-hand\"}")
                        .formatted(PRODUCT, contracts, price));
    }

    @Override
    public void closeByHand(long contracts, boolean isSell) {
        ask(
                "POST",
                "/v2/orders",
                ("{\"product_id\":%d,\"size\":%d,\"side\":\"%s\",\"order_type\":\"market_order\",\"reduce_only\":\"true\","
                                + "\"client_order_id\":\"by-hand\"}")
                        .formatted(PRODUCT, contracts, isSell ? "sell" : "buy"));
    }

    @Override
    public void setLeverageByHand(int leverage) {
        ask("POST", "/v2/products/" + PRODUCT + "/orders/leverage", "{\"leverage\":\"" + leverage + "\"}");
    }

    @Override
    public void deposit(long usd) {
        get(ofTheRich.ask(
                "POST",
                "/v2/wallets/sub_account_balance_transfer",
                "{\"transferrer_user_id\":\"2\",\"transferee_user_id\":\"1\",\"asset_symbol\":\"USD\",\"amount\":\"%d\"}"
                        .formatted(usd)));
    }

    @Override
    public void settle() {
        await(() -> {
            wallMillis.addAndGet(TURN_MILLIS);
            get(venue.flush());
            return !get(CompletableFuture.supplyAsync(venue::isBusy, loop));
        });
        get(venue.flush());
    }

    @Override
    public void reconcile() {
        List<KnownOrder> known = new ArrayList<>();
        for (Submit submit : submitted) {
            known.add(known(submit.orderId(), 0));
            if (submit.hasStop()) {
                known.add(known(submit.stopOrderId(), submit.orderId()));
            }
        }
        var asked = venue.reconcile(known, SteeredMarket.START_NANOS);
        await(() -> {
            wallMillis.addAndGet(2);
            return asked.isDone();
        });
        get(asked);
    }

    private KnownOrder known(long orderId, long entryOrderId) {
        Order order = book.all().stream()
                .filter(each -> each.id() == orderId)
                .findFirst()
                .orElseThrow();
        return new KnownOrder(
                orderId,
                Requests.ACCOUNT,
                Requests.SOL,
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                order.filledContracts(),
                order.state(),
                entryOrderId,
                SteeredMarket.START_NANOS);
    }

    @Override
    public Book book() {
        return book;
    }

    @Override
    public long position() {
        return ask("GET", "/v2/positions?product_id=" + PRODUCT, "")
                .path("size")
                .asLong();
    }

    @Override
    public List<String> working() {
        var prices = new ArrayList<BigDecimal>();
        for (JsonNode order : ask("GET", "/v2/orders?states=open,pending&page_size=50", "")) {
            prices.add(new BigDecimal(
                    (order.hasNonNull("stop_price") ? order.path("stop_price") : order.path("limit_price")).asText()));
        }
        return prices.stream()
                .sorted()
                .map(price -> price.stripTrailingZeros().toPlainString())
                .toList();
    }

    @Override
    public int placed(long orderId) {
        String name = new ClientOrderIds(INSTALLATION).of(orderId);
        int count = 0;
        for (String list : List.of("/v2/orders/history?page_size=50", "/v2/orders?states=open,pending&page_size=50")) {
            for (JsonNode order : ask("GET", list, "")) {
                count += order.path("client_order_id").asText().equals(name) ? 1 : 0;
            }
        }
        return count;
    }

    /** Once more where a busy machine took too long; an order by hand is asked for once. */
    private JsonNode ask(String method, String path, String body) {
        Optional<JsonNode> result = Optional.empty();
        for (int tries = 0; tries < 3 && result.isEmpty(); tries++) {
            result = get(byHand.ask(method, path, body));
        }
        return result.orElseThrow(() -> new AssertionError(path + " is not answered"));
    }

    private void fault(String json) {
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
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void await(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNanos) {
                throw new AssertionError("expected it within 20 s, still awaited is "
                        + get(CompletableFuture.supplyAsync(venue::awaited, loop)));
            }
            control("GET", "/sim", "");
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            venue.close();
            byHand.close();
            ofTheRich.close();
            rest.close();
            socket.close();
            exchange.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "over sockets";
    }
}
