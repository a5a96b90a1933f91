package smc.execution.venue.delta.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.queue.Urgency;
import smc.strategy.number.FixedPoint;

/** Lists of more rows than a page has, of a venue that counts pages from the front, so that a row which goes moves all others. */
class ListsTest {
    private static final int PAGE = 50;
    private static final ProductFacts SOL = new ProductFacts(
            0,
            14_823,
            "SOLUSD",
            10_000,
            FixedPoint.ONE_E8,
            500_000,
            100_000,
            50_000,
            20_000,
            100,
            "live",
            "operational");

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<String> alarms = new ArrayList<>();
    /** Of the venue, newest first. */
    private final List<Long> rows = new ArrayList<>();

    private int asked;
    /** Done by the venue before it answers the request of this number, from 1 on. */
    private Map<Integer, Runnable> meanwhile = Map.of();

    private boolean repeatsItsCursor;
    private HttpServer server;
    private AccountCalls calls;

    @BeforeEach
    void connect() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", this::answer);
        server.start();
        var clock = new VenueClock(System::currentTimeMillis);
        var rest = new RestCalls(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                loop,
                clock,
                5_000,
                Tls.ofThisMachine());
        calls = new AccountCalls(
                0,
                RestCalls.Key.of("key", "secret"),
                rest,
                Products.of(List.of(SOL)),
                clock,
                DeltaSettings.DEFAULTS,
                alarms::add);
    }

    @AfterEach
    void disconnect() {
        server.stop(0);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        meanwhile.getOrDefault(++asked, () -> {}).run();
        int from = Optional.ofNullable(exchange.getRequestURI().getQuery())
                .filter(query -> query.contains("&after=p"))
                .map(query -> Integer.parseInt(query.substring(query.indexOf("&after=p") + 8)))
                .orElse(0);
        int to = Math.min(from + PAGE, rows.size());
        boolean isMore = to < rows.size();
        boolean isOfFills = exchange.getRequestURI().getPath().equals("/v2/fills");
        String page = rows.subList(Math.min(from, to), to).stream()
                .map(isOfFills ? ListsTest::fill : ListsTest::order)
                .collect(Collectors.joining(","));
        String after = isMore ? "\"p" + (repeatsItsCursor ? PAGE : to) + "\"" : "null";
        byte[] bytes = ("{\"success\":true,\"result\":[" + page + "],\"meta\":{\"after\":" + after + "}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String order(long id) {
        return ("{\"id\":%d,\"client_order_id\":\"\",\"product_id\":14823,\"side\":\"buy\",\"size\":1,\"unfilled_size\":1,"
                        + "\"limit_price\":\"140\",\"state\":\"open\"}")
                .formatted(id);
    }

    private static String fill(long id) {
        return ("{\"id\":\"f%d\",\"order_id\":\"7\",\"product_id\":14823,\"side\":\"buy\",\"size\":\"1\",\"price\":\"150\","
                        + "\"role\":\"taker\",\"fill_type\":\"normal\",\"commission\":\"0.0885\",\"created_at\":\"%d\"}")
                .formatted(id, 1_760_000_000_000_000L + id);
    }

    private void has(int count) {
        rows.clear();
        LongStream.rangeClosed(1, count).map(i -> count + 1 - i).forEach(rows::add);
    }

    private List<Long> openOrders() throws Exception {
        List<OrderFacts> open = on(() -> calls.openOrders(Urgency.QUERY));
        return open == null ? null : open.stream().map(OrderFacts::venueId).toList();
    }

    private <T> T on(Supplier<CompletableFuture<T>> question) throws Exception {
        var begun = new LinkedBlockingQueue<CompletableFuture<T>>();
        loop.execute(() -> begun.add(question.get()));
        return begun.take().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 49, 50, 51, 100, 101})
    void everyRowComesOnce(int count) throws Exception {
        has(count);

        assertThat(openOrders()).isEqualTo(rows);
        assertThat(on(() -> calls.fillsSince(0))).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void aPageThatIsNotFullIsReadOnce() throws Exception {
        has(49);
        openOrders();

        assertThat(asked).isEqualTo(1);
    }

    /** Between the first page and the second an order of the first ends: what was the 51st is on no page that is read. */
    @Test
    void anOrderThatEndsWhilePagesAreReadHidesNoOther() throws Exception {
        has(101);
        meanwhile = Map.of(2, () -> rows.removeFirst());

        assertThat(openOrders()).isEqualTo(rows).hasSize(100);
    }

    /** A new one moves the last row of the first page into the second. */
    @Test
    void aRowThatComesOnTwoPagesIsOne() throws Exception {
        has(101);
        meanwhile = Map.of(2, () -> rows.addFirst(500L));

        assertThat(openOrders()).hasSize(102).doesNotHaveDuplicates();

        asked = 0;
        has(101);
        meanwhile = Map.of(2, () -> rows.addFirst(600L));
        assertThat(on(() -> calls.fillsSince(0))).hasSize(101).doesNotHaveDuplicates();
    }

    @Test
    void aListThatNeverStandsStillIsNotBelieved() throws Exception {
        has(101);
        meanwhile = LongStream.rangeClosed(1, 40)
                .boxed()
                .collect(Collectors.toMap(Long::intValue, i -> () -> rows.addFirst(1_000 + i)));

        assertThat(openOrders()).isNull();
    }

    @Test
    void aVenueThatNamesTheSamePageForEverIsNotFollowed() throws Exception {
        has(101);
        repeatsItsCursor = true;

        assertThat(openOrders()).isNull();
        assertThat(alarms).singleElement().asString().contains("expected another cursor on each");
    }
}
