package smc.exchange.play;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed;
import smc.exchange.market.Candles;
import smc.exchange.market.ListedMarket;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.Refusal;

/**
 * The market on its way into the exchange: where it stands, and one step further. Commands that are under way arrive between its trades, at
 * their own market time. On the event loop.
 */
final class Playback {
    private final Exchange exchange;
    private final MarketFeed feed;
    private final MarketListener listener;
    private final Map<String, ListedMarket> markets = new LinkedHashMap<>();
    private final Queue<Delayed> underWay = new ArrayDeque<>();
    private boolean hasNext;
    private long place;
    private long marketNanos;

    private record Delayed(long effectNanos, Runnable command) {}

    /** Stands at the start of the market, its history told. */
    Playback(Exchange exchange, MarketFeed feed, MarketListener listener) throws IOException {
        this.exchange = exchange;
        this.feed = feed;
        this.listener = listener;
        marketNanos = feed.startNanos();
        exchange.onTime(marketNanos);
        for (ExchangeInstrument instrument : exchange.instruments()) {
            String symbol = instrument.symbol();
            var candles = new Candles(feed.history(symbol), feed.holes(symbol), feed.rowNanos(symbol));
            var market = new ListedMarket(instrument, candles, marketNanos);
            markets.put(instrument.symbol(), market);
            if (market.lastE8 != 0) {
                exchange.onTrade(instrument, marketNanos, market.lastE8, 0);
            }
        }
        hasNext = feed.advance();
    }

    /** Trades delivered so far; a hole is none. */
    long place() {
        return place;
    }

    long marketNanos() {
        return marketNanos;
    }

    boolean hasNext() {
        return hasNext;
    }

    void deliverUpTo(long wantedPlace, String where) throws IOException {
        while (place < wantedPlace) {
            if (!hasNext) {
                throw new IOException(where + ": expected a market of at least " + wantedPlace + " trades, it has "
                        + place + "; play it with the market it was begun with, or in another folder");
            }
            pass();
        }
    }

    /** Takes effect once market time has come so far. */
    void delay(long effectNanos, Runnable command) {
        underWay.add(new Delayed(effectNanos, command));
    }

    /** The next trade or hole. */
    void pass() throws IOException {
        ListedMarket market = markets.get(feed.symbol());
        passTo(Math.max(marketNanos, feed.timeNanos()));
        if (feed.isHole()) {
            var hole = new MarketFeed.Hole(feed.timeNanos(), feed.holeToNanos());
            market.candles.onHole(hole);
            listener.holeBegan(market, hole);
            hasNext = feed.advance();
            return;
        }
        market.onTrade(marketNanos, feed.priceE8(), feed.contracts(), feed.bidE8(), feed.askE8());
        place++;
        if (feed.contracts() > 0) { // else a price is known, and nothing traded
            exchange.onTrade(market.instrument, marketNanos, feed.priceE8(), feed.contracts());
            market.onTraded(feed.isBuy(), feed.contracts());
            listener.traded(market, feed.isBuy(), feed.contracts());
        }
        hasNext = feed.advance();
    }

    /** Market time alone. */
    void passTo(long timeNanos) {
        while (!underWay.isEmpty() && underWay.element().effectNanos <= timeNanos) {
            Delayed delayed = underWay.remove();
            marketNanos = delayed.effectNanos;
            exchange.onTime(marketNanos);
            delayed.command.run();
        }
        marketNanos = timeNanos;
        exchange.onTime(timeNanos);
        listener.timePassed(timeNanos);
    }

    Collection<ListedMarket> markets() {
        return markets.values();
    }

    /** @throws Refusal if there is none */
    ListedMarket market(String symbol) {
        ListedMarket market = markets.get(symbol);
        if (market == null) {
            throw Refusal.refused("invalid_contract");
        }
        return market;
    }
}
