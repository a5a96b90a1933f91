package smc.exchange.socket;

import smc.exchange.json.BookDocuments;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed.Hole;
import smc.exchange.MarketFeed.Row;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.market.Candles;
import smc.exchange.market.ListedMarket;
import smc.exchange.market.MadeBook;
import smc.exchange.play.ExchangeLoop;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeListener;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.Fill;

/**
 * Who listens to what, and what they are sent (delta-exchange-api.md section 4). The book is published whenever it changes, at every trade;
 * tickers, marks and funding at their documented cadence in market time.
 */
public final class Sockets implements ExchangeListener {
    /** Frames on the channels of accounts so far. */
    private long toldPrivately;

    private static final long MARK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TICKER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long FUNDING_RATE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long FUNDING_NANOS = TimeUnit.HOURS.toNanos(8);
    private static final int L2_LEVELS = 15;
    private static final int PUBLIC_TRADES_MAX = 50;

    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Map<String, Book> books = new HashMap<>();
    private final Map<String, Deque<ObjectNode>> recentTrades = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Exchange exchange;
    private ExchangeLoop loop;
    private long timedNanos = Long.MIN_VALUE;
    private long maintenanceFromMicros;
    private int clientsMissing;

    /** What was last published of a book. */
    private static final class Book {
        private MadeBook shown;
        private long sequence = 1;
    }

    public Sockets(int lockStepClients) {
        clientsMissing = lockStepClients;
    }

    /** Comes late, since each needs the other. */
    public void attach(Exchange attachedExchange, ExchangeLoop attachedLoop) {
        exchange = attachedExchange;
        loop = attachedLoop;
    }

    void add(Session session) {
        if (sessions.isEmpty()) {
            // Nobody followed the books since they were last shown.
            books.clear();
            loop.markets().forEach(this::book);
        }
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
        resumeIfDone();
    }

    public void closeAll() {
        List.copyOf(sessions).forEach(Session::close);
    }

    // Lock-step

    /** Its first step tells it where the market stands. */
    void joinedLockStep(Session session) {
        loop.catchUp();
        clientsMissing--;
        session.step(loop.place(), loop.marketNanos(), toldPrivately);
    }

    /** Whether a client that the market is to begin with has still to come. */
    public boolean isBeforeLockStep() {
        return clientsMissing > 0;
    }

    /** Whether a client has still to come, or to take the last step. */
    public boolean isWaiting() {
        if (isBeforeLockStep()) {
            return true;
        }
        for (Session session : sessions) {
            if (session.isBehind()) {
                return true;
            }
        }
        return false;
    }

    public void onStep(long place, long marketNanos) {
        for (Session session : List.copyOf(sessions)) {
            session.step(place, marketNanos, toldPrivately);
        }
    }

    /** The earliest that a client asked for; {@link Session#NO_WAKE} if none did. */
    public long wakeNanos() {
        long earliestNanos = Session.NO_WAKE;
        for (Session session : sessions) {
            earliestNanos = Math.min(earliestNanos, session.wakeNanos());
        }
        return earliestNanos;
    }

    /** A step for those who asked for it. */
    public void onWake(long place, long marketNanos) {
        for (Session session : List.copyOf(sessions)) {
            if (session.wakeNanos() <= marketNanos) {
                session.step(place, marketNanos, toldPrivately);
            }
        }
    }

    void resumeIfDone() {
        if (loop != null && !isWaiting()) {
            loop.resume();
        }
    }

    // ListedMarket

    public void onTrade(ListedMarket market, boolean isBuy, long contracts) {
        String symbol = market.instrument.symbol();
        long micros = Decimals.micros(market.lastNanos);
        remember(market, isBuy, contracts, micros);
        if (sessions.isEmpty()) {
            return;
        }
        publish(
                "trades",
                symbol,
                () -> Documents.object()
                        .put("type", "trades")
                        .put("sy", symbol)
                        .put("p", Decimals.text(market.lastE8))
                        .put("s", (double) contracts)
                        .put("r", isBuy ? "t" : "m")
                        .put("t", micros)
                        .put("ts", micros));
        for (String resolution : Candles.SOCKET_SECONDS.keySet()) {
            if (forming(market, resolution) == null) {
                continue;
            }
            publish("candlestick_" + resolution, symbol, () -> candle(market, resolution, false));
            publish("candlestick_" + resolution, "MARK:" + symbol, () -> candle(market, resolution, true));
        }
        Book book = book(market);
        MadeBook now = market.book();
        if (!now.equals(book.shown)) {
            ArrayNode asks = BookDocuments.pairs(MadeBook.changes(book.shown.asks(), now.asks()));
            ArrayNode bids = BookDocuments.pairs(MadeBook.changes(book.shown.bids(), now.bids()));
            book.shown = now;
            book.sequence++;
            publish("ob_l1", symbol, () -> best(market));
            publish("ob_l2", symbol, () -> levels(market));
            publish("ob_updates", symbol, () -> {
                ObjectNode frame = bookHead(market, book, "update");
                frame.set("a", asks);
                frame.set("b", bids);
                return frame;
            });
        }
    }

    /** Who listens to its trades is told that from here on nothing is known. */
    public void onHole(ListedMarket market, Hole hole) {
        String symbol = market.instrument.symbol();
        for (Session session : List.copyOf(sessions)) {
            if (session.listensTo("trades", symbol)) {
                session.hole(symbol, hole);
            }
        }
    }

    private void remember(ListedMarket market, boolean isBuy, long contracts, long micros) {
        Deque<ObjectNode> recent =
                recentTrades.computeIfAbsent(market.instrument.symbol(), _ -> new ArrayDeque<>(PUBLIC_TRADES_MAX));
        if (recent.size() == PUBLIC_TRADES_MAX) {
            recent.removeLast();
        }
        recent.addFirst(Documents.object()
                .put("buyer_role", isBuy ? "taker" : "maker")
                .put("seller_role", isBuy ? "maker" : "taker")
                .put("size", contracts)
                .put("price", Decimals.text(market.lastE8))
                .put("symbol", market.instrument.symbol())
                .put("timestamp", micros));
    }

    /** Newest first. */
    public ArrayNode recentTrades(String symbol) {
        return Documents.array().addAll(recentTrades.getOrDefault(symbol, new ArrayDeque<>()));
    }

    /** What is sent by the clock; nothing while nobody listens. */
    public void onTime(long timeNanos) {
        if (sessions.isEmpty() || loop == null) {
            timedNanos = timeNanos;
            return;
        }
        boolean isMark = isDue(timeNanos, MARK_NANOS);
        boolean isTicker = isDue(timeNanos, TICKER_NANOS);
        boolean isFunding = isDue(timeNanos, FUNDING_RATE_NANOS);
        timedNanos = timeNanos;
        if (!isMark && !isTicker && !isFunding) {
            return;
        }
        for (ListedMarket market : loop.markets()) {
            String symbol = market.instrument.symbol();
            if (isMark) {
                publish("mark_price", "MARK:" + symbol, () -> mark(market, timeNanos));
                publish("spot_price", market.instrument.indexSymbol(), () -> spot(market, timeNanos));
            }
            if (isTicker) {
                publish("ticker", symbol, () -> Documents.compactTicker(market.instrument, market, timeNanos));
            }
            if (isFunding) {
                publish("funding_rate", symbol, () -> funding(market, timeNanos));
            }
        }
    }

    private boolean isDue(long timeNanos, long periodNanos) {
        return Math.floorDiv(timeNanos, periodNanos) != Math.floorDiv(timedNanos, periodNanos);
    }

    /** Tells everybody, and keeps telling who subscribes. */
    public void maintenance(boolean isOn, long nowNanos) {
        long micros = Decimals.micros(nowNanos);
        boolean wasOn = maintenanceFromMicros != 0;
        if (isOn == wasOn) {
            return;
        }
        if (isOn) {
            maintenanceFromMicros = micros;
        }
        ObjectNode frame = status(micros).put("event", isOn ? "maintenance_started" : "maintenance_finished");
        if (!isOn) {
            frame.put("status", "live").put("maintenance_finish_time", micros);
            maintenanceFromMicros = 0;
        }
        publish("system_status", "", () -> frame);
    }

    public boolean isMaintenance() {
        return maintenanceFromMicros != 0;
    }

    private ObjectNode status(long micros) {
        ObjectNode frame = Documents.object()
                .put("type", "system_status")
                .putNull("event")
                .put("status", isMaintenance() ? "maintenance" : "live");
        if (isMaintenance()) {
            frame.put("maintenance_start_time", maintenanceFromMicros);
        }
        return frame.put("timestamp", micros);
    }

    // Snapshots

    /** What a new subscription gets at once; nothing for {@code all}, and nothing of a symbol that is not known. */
    void snapshot(Session session, String channel, String symbol) {
        if (channel.equals("system_status")) {
            session.send(status(Decimals.micros(loop.marketNanos())).put("event", "snapshot"));
            return;
        }
        for (ListedMarket market : loop.markets()) {
            String name = market.instrument.symbol();
            boolean isMark = symbol.equals("MARK:" + name);
            if (!isMark && !symbol.equals(name) && !symbol.equals(market.instrument.indexSymbol())) {
                continue;
            }
            long nowNanos = loop.marketNanos();
            switch (channel) {
                case "trades" -> {
                    Hole hole = market.candles.holeAt(nowNanos);
                    if (hole != null) {
                        session.hole(name, hole);
                    }
                }
                case "ob_l1" -> session.send(best(market));
                case "ob_l2" -> session.send(levels(market));
                case "ob_updates" -> {
                    Book book = book(market);
                    ObjectNode frame = bookHead(market, book, "snapshot");
                    frame.set("a", BookDocuments.pairs(book.shown.asks()));
                    frame.set("b", BookDocuments.pairs(book.shown.bids()));
                    session.send(frame);
                }
                case "ticker" -> session.send(Documents.compactTicker(market.instrument, market, nowNanos));
                case "mark_price" -> session.send(mark(market, nowNanos));
                case "spot_price" -> session.send(spot(market, nowNanos));
                case "funding_rate" -> session.send(funding(market, nowNanos));
                case "orders" -> session.send(orders(session.account(), market.instrument));
                case "positions" -> session.send(positions(session.account(), market.instrument));
                default -> {
                    if (channel.startsWith("candlestick_")) {
                        String resolution = channel.substring("candlestick_".length());
                        if (forming(market, resolution) != null) {
                            session.send(candle(market, resolution, isMark));
                        }
                    }
                }
            }
        }
    }

    private ObjectNode orders(ExchangeAccount account, ExchangeInstrument instrument) {
        ObjectNode frame = Documents.object()
                .put("type", "orders")
                .put("action", "snapshot")
                .put("success", true)
                .put("symbol", instrument.symbol());
        frame.putObject("meta")
                .put("seq_no", sequences.getOrDefault(sequenceName("orders", account, instrument), 0L))
                .put("timestamp", Decimals.micros(exchange.nowNanos()));
        ArrayNode result = frame.putArray("result");
        for (ExchangeOrder order : exchange.liveOrders()) {
            if (order.isOf(account, instrument)) {
                result.add(Documents.order(order));
            }
        }
        return frame;
    }

    private ObjectNode positions(ExchangeAccount account, ExchangeInstrument instrument) {
        ObjectNode frame = Documents.object()
                .put("type", "positions")
                .put("action", "snapshot")
                .put("success", true);
        ArrayNode result = frame.putArray("result");
        if (exchange.holding(account, instrument).contracts() != 0) {
            result.add(Documents.position(exchange, account, instrument));
        }
        return frame;
    }

    private Book book(ListedMarket market) {
        Book book = books.computeIfAbsent(market.instrument.symbol(), _ -> new Book());
        if (book.shown == null) {
            book.shown = market.book();
        }
        return book;
    }

    private static ObjectNode bookHead(ListedMarket market, Book book, String action) {
        return Documents.object()
                .put("type", "ob_updates")
                .put("action", action)
                .put("sy", market.instrument.symbol())
                .put("seq", book.sequence)
                .put("cs", BookDocuments.checksum(book.shown))
                .put("ts", Decimals.micros(market.lastNanos));
    }

    private static ObjectNode best(ListedMarket market) {
        MadeBook book = market.book();
        long micros = Decimals.micros(market.lastNanos);
        return Documents.object()
                .put("type", "ob_l1")
                .put("sy", market.instrument.symbol())
                .put("ap", Decimals.text(market.askE8))
                .put("as", Long.toString(book.asks().getFirst().contracts()))
                .put("bp", market.bidE8 == 0 ? null : Decimals.text(market.bidE8))
                .put(
                        "bs",
                        market.bidE8 == 0
                                ? null
                                : Long.toString(book.bids().getFirst().contracts()))
                .put("lts", micros)
                .put("ts", micros);
    }

    private static ObjectNode levels(ListedMarket market) {
        MadeBook book = market.book();
        long micros = Decimals.micros(market.lastNanos);
        ObjectNode frame = Documents.object().put("type", "ob_l2").put("sy", market.instrument.symbol());
        frame.set("a", BookDocuments.pairs(top(book.asks())));
        frame.set("b", BookDocuments.pairs(top(book.bids())));
        return frame.put("lts", micros).put("ts", micros);
    }

    private static List<MadeBook.Level> top(List<MadeBook.Level> levels) {
        return levels.subList(0, Math.min(L2_LEVELS, levels.size()));
    }

    private static ObjectNode mark(ListedMarket market, long nowNanos) {
        return Documents.object()
                .put("type", "mark_price")
                .put("sy", "MARK:" + market.instrument.symbol())
                .put("p", Decimals.text(market.lastE8))
                .put("ts", Decimals.micros(nowNanos));
    }

    private static ObjectNode spot(ListedMarket market, long nowNanos) {
        return Documents.object()
                .put("type", "spot_price")
                .put("sy", market.instrument.indexSymbol())
                .put("p", Decimals.text(market.lastE8))
                .put("ts", Decimals.micros(nowNanos));
    }

    private static ObjectNode funding(ListedMarket market, long nowNanos) {
        return Documents.object()
                .put("type", "funding_rate")
                .put("sy", market.instrument.symbol())
                .put(
                        "fr",
                        Decimals.number(
                                Math.multiplyExact(market.instrument.terms().fundingRateE8(), 100)))
                .put("fi", TimeUnit.NANOSECONDS.toSeconds(FUNDING_NANOS))
                .put("nfr", Decimals.micros((nowNanos / FUNDING_NANOS + 1) * FUNDING_NANOS))
                .put("ts", Decimals.micros(nowNanos));
    }

    private Row forming(ListedMarket market, String resolution) {
        return market.candles.forming(Candles.SOCKET_SECONDS.get(resolution), loop.marketNanos());
    }

    private ObjectNode candle(ListedMarket market, String resolution, boolean isMark) {
        long nowNanos = loop.marketNanos();
        Row row = forming(market, resolution);
        ObjectNode frame = Documents.object()
                .put("type", "candlestick_" + resolution)
                .put("sy", (isMark ? "MARK:" : "") + market.instrument.symbol())
                .put("res", resolution);
        // Nothing has traded in it: no prices, and volume 0 (section 4.4).
        if (row.contracts() == 0) {
            frame.putNull("o").putNull("h").putNull("l").putNull("c");
        } else {
            frame.put("o", Decimals.number(row.openE8()))
                    .put("h", Decimals.number(row.highE8()))
                    .put("l", Decimals.number(row.lowE8()))
                    .put("c", Decimals.number(row.closeE8()));
        }
        if (!isMark) {
            frame.put("v", (double) row.contracts());
        }
        return frame.put("ts", Decimals.micros(nowNanos));
    }

    private void publish(String channel, String symbol, Supplier<ObjectNode> frame) {
        ObjectNode made = null;
        for (Session session : List.copyOf(sessions)) {
            if (session.listensTo(channel, symbol)) {
                made = made == null ? frame.get() : made;
                session.send(made);
            }
        }
    }

    // Accounts

    @Override
    public void orderChanged(ExchangeOrder order, String action, String reason) {
        long sequence = nextSequence("orders", order.account, order.instrument);
        publishTo(
                order.account,
                "orders",
                order.instrument.symbol(),
                () -> Documents.orderFrame(order, action, reason, sequence, exchange.nowNanos()));
    }

    @Override
    public void filled(Fill fill) {
        long sequence = nextSequence("fills", fill.account(), fill.instrument());
        String symbol = fill.instrument().symbol();
        publishTo(fill.account(), "v2/user_trades", symbol, () -> Documents.compactFill(fill, sequence));
        publishTo(fill.account(), "user_trades", symbol, () -> Documents.longFill(fill, sequence));
    }

    @Override
    public void positionChanged(ExchangeAccount account, ExchangeInstrument instrument, String action) {
        publishTo(account, "positions", instrument.symbol(), () -> {
            ObjectNode frame = Documents.object()
                    .put("type", "positions")
                    .put("action", action)
                    .putNull("reason")
                    .put("symbol", instrument.symbol());
            return frame.setAll(Documents.position(exchange, account, instrument));
        });
    }

    @Override
    public void walletChanged(ExchangeAccount account) {
        publishTo(account, "margins", "", () -> {
            ObjectNode frame = Documents.object().put("type", "margins").put("action", "update");
            frame.setAll(Documents.wallet(exchange, account));
            return frame.put("timestamp", Decimals.micros(exchange.nowNanos()));
        });
    }

    private long nextSequence(String name, ExchangeAccount account, ExchangeInstrument instrument) {
        return sequences.merge(sequenceName(name, account, instrument), 1L, Long::sum);
    }

    private static String sequenceName(String name, ExchangeAccount account, ExchangeInstrument instrument) {
        return name + " " + account.userId() + " " + instrument.symbol();
    }

    private void publishTo(ExchangeAccount account, String channel, String symbol, Supplier<ObjectNode> frame) {
        for (Session session : List.copyOf(sessions)) {
            if (account.equals(session.account()) && session.listensTo(channel, symbol)) {
                toldPrivately++;
                session.send(frame.get());
            }
        }
    }
}
