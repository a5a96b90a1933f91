package smc.exchange.socket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed.Hole;
import smc.exchange.MarketFeed.Row;
import smc.exchange.json.BookDocuments;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.json.MarketDocuments;
import smc.exchange.market.Candles;
import smc.exchange.market.ListedMarket;
import smc.exchange.market.MadeBook;
import smc.exchange.play.ExchangeLoop;
import smc.exchange.play.Maintenance;
import smc.exchange.play.MarketListener;

/**
 * What is sent on the public channels (docs/delta-exchange.md section 4). The book is published whenever it changes, at every trade; tickers,
 * marks and funding at their documented cadence in market time. On the event loop.
 */
public final class PublicChannels implements MarketListener {
    private static final long MARK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TICKER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long FUNDING_RATE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Sockets sockets;
    private final Map<String, Book> books = new HashMap<>();
    /** Where the last hole of a symbol begins, market time. */
    private final Map<String, Long> holeNanos = new HashMap<>();

    private ExchangeLoop loop;
    private long timedNanos = Long.MIN_VALUE;

    /** What was last published of a book. */
    private static final class Book {
        private MadeBook shown;
        private long sequence = 1;
    }

    public PublicChannels(Sockets sockets) {
        this.sockets = sockets;
    }

    /** Comes late, since each needs the other. */
    public void attach(ExchangeLoop attached) {
        loop = attached;
    }

    /** The first listener comes: nobody followed the books since they were last shown. */
    void begin() {
        books.clear();
        loop.markets().forEach(this::book);
    }

    @Override
    public void traded(ListedMarket market, boolean isBuy, long contracts) {
        String symbol = market.instrument.symbol();
        long micros = Decimals.micros(market.lastNanos);
        if (sockets.isEmpty()) {
            return;
        }
        sockets.publish(
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
            sockets.publish("candlestick_" + resolution, symbol, () -> candle(market, resolution, false));
            sockets.publish("candlestick_" + resolution, "MARK:" + symbol, () -> candle(market, resolution, true));
        }
        Book book = book(market);
        MadeBook now = market.book();
        if (!now.equals(book.shown)) {
            ArrayNode asks = BookDocuments.pairs(MadeBook.changes(book.shown.asks(), now.asks()));
            ArrayNode bids = BookDocuments.pairs(MadeBook.changes(book.shown.bids(), now.bids()));
            book.shown = now;
            book.sequence++;
            sockets.publish("ob_l1", symbol, () -> MarketFrames.best(market));
            sockets.publish("ob_l2", symbol, () -> MarketFrames.levels(market));
            sockets.publish("ob_updates", symbol, () -> {
                ObjectNode frame = MarketFrames.bookHead(market, book.shown, book.sequence, "update");
                frame.set("a", asks);
                frame.set("b", bids);
                return frame;
            });
        }
    }

    /** Who listens to its trades is told that from here on nothing is known. */
    @Override
    public void holeBegan(ListedMarket market, Hole hole) {
        String symbol = market.instrument.symbol();
        holeNanos.put(symbol, hole.fromNanos());
        for (Session session : sockets.all()) {
            if (session.listensTo("trades", symbol)) {
                session.hole(symbol, hole);
            }
        }
    }

    /** What is sent by the clock; nothing while nobody listens. */
    @Override
    public void timePassed(long timeNanos) {
        if (sockets.isEmpty() || loop == null) {
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
                sockets.publish("mark_price", "MARK:" + symbol, () -> MarketFrames.mark(market, timeNanos));
                sockets.publish(
                        "spot_price", market.instrument.indexSymbol(), () -> MarketFrames.spot(market, timeNanos));
            }
            if (isTicker) {
                sockets.publish(
                        "ticker", symbol, () -> MarketDocuments.compactTicker(market.instrument, market, timeNanos));
            }
            if (isFunding) {
                sockets.publish("funding_rate", symbol, () -> MarketFrames.funding(market, timeNanos));
            }
        }
    }

    private boolean isDue(long timeNanos, long periodNanos) {
        return Math.floorDiv(timeNanos, periodNanos) != Math.floorDiv(timedNanos, periodNanos);
    }

    @Override
    public void maintenanceTurned(Maintenance maintenance, long nowNanos) {
        ObjectNode frame = status(maintenance, nowNanos)
                .put("event", maintenance.isOn() ? "maintenance_started" : "maintenance_finished");
        if (!maintenance.isOn()) {
            frame.put("maintenance_start_time", Decimals.micros(maintenance.fromNanos()))
                    .put("maintenance_finish_time", Decimals.micros(nowNanos));
        }
        sockets.publish("system_status", "", () -> frame);
    }

    private static ObjectNode status(Maintenance maintenance, long nowNanos) {
        ObjectNode frame = Documents.object()
                .put("type", "system_status")
                .putNull("event")
                .put("status", maintenance.isOn() ? "maintenance" : "live");
        if (maintenance.isOn()) {
            frame.put("maintenance_start_time", Decimals.micros(maintenance.fromNanos()));
        }
        return frame.put("timestamp", Decimals.micros(nowNanos));
    }

    /** What a new subscription gets at once; nothing for {@code all}, and nothing of a symbol that is not known. */
    void snapshot(Session session, Maintenance maintenance, String channel, String symbol) {
        if (channel.equals("system_status")) {
            session.send(status(maintenance, loop.marketNanos()).put("event", "snapshot"));
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
                    if (loop.tellsLatestTrades()) {
                        tellLatest(session, market);
                    }
                    Hole hole = market.candles.holeAt(nowNanos);
                    if (hole != null) {
                        session.hole(name, hole);
                    }
                }
                case "ob_l1" -> session.send(MarketFrames.best(market));
                case "ob_l2" -> session.send(MarketFrames.levels(market));
                case "ob_updates" -> {
                    Book book = book(market);
                    ObjectNode frame = MarketFrames.bookHead(market, book.shown, book.sequence, "snapshot");
                    frame.set("a", BookDocuments.pairs(book.shown.asks()));
                    frame.set("b", BookDocuments.pairs(book.shown.bids()));
                    session.send(frame);
                }
                case "ticker" -> session.send(MarketDocuments.compactTicker(market.instrument, market, nowNanos));
                case "mark_price" -> session.send(MarketFrames.mark(market, nowNanos));
                case "spot_price" -> session.send(MarketFrames.spot(market, nowNanos));
                case "funding_rate" -> session.send(MarketFrames.funding(market, nowNanos));
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

    private void tellLatest(Session session, ListedMarket market) {
        long sinceNanos = holeNanos.getOrDefault(market.instrument.symbol(), Long.MIN_VALUE);
        ObjectNode latest = MarketFrames.latest(market, sinceNanos);
        if (!latest.get("trades").isEmpty()) {
            session.send(latest);
        }
    }

    private Book book(ListedMarket market) {
        Book book = books.computeIfAbsent(market.instrument.symbol(), _ -> new Book());
        if (book.shown == null) {
            book.shown = market.book();
        }
        return book;
    }

    private Row forming(ListedMarket market, String resolution) {
        return market.candles.forming(Candles.SOCKET_SECONDS.get(resolution), loop.marketNanos());
    }

    private ObjectNode candle(ListedMarket market, String resolution, boolean isMark) {
        return MarketFrames.candle(market, resolution, forming(market, resolution), isMark, loop.marketNanos());
    }
}
