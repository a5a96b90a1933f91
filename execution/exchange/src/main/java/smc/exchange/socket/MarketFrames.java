package smc.exchange.socket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed.Row;
import smc.exchange.json.BookDocuments;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.market.ListedMarket;
import smc.exchange.market.MadeBook;
import smc.exchange.market.RecentTrades;

/** Frames of the public channels, one method a kind (docs/delta-exchange.md section 4.4). */
final class MarketFrames {
    private static final long FUNDING_NANOS = TimeUnit.HOURS.toNanos(8);
    private static final int L2_LEVELS = 15;

    private MarketFrames() {}

    static ObjectNode bookHead(ListedMarket market, MadeBook book, long sequence, String action) {
        return Documents.object()
                .put("type", "ob_updates")
                .put("action", action)
                .put("sy", market.instrument.symbol())
                .put("seq", sequence)
                .put("cs", BookDocuments.checksum(book))
                .put("ts", Decimals.micros(market.lastNanos));
    }

    static ObjectNode best(ListedMarket market) {
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

    static ObjectNode levels(ListedMarket market) {
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

    static ObjectNode mark(ListedMarket market, long nowNanos) {
        return Documents.object()
                .put("type", "mark_price")
                .put("sy", "MARK:" + market.instrument.symbol())
                .put("p", Decimals.text(market.lastE8))
                .put("ts", Decimals.micros(nowNanos));
    }

    static ObjectNode spot(ListedMarket market, long nowNanos) {
        return Documents.object()
                .put("type", "spot_price")
                .put("sy", market.instrument.indexSymbol())
                .put("p", Decimals.text(market.lastE8))
                .put("ts", Decimals.micros(nowNanos));
    }

    static ObjectNode funding(ListedMarket market, long nowNanos) {
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

    static ObjectNode candle(ListedMarket market, String resolution, Row row, boolean isMark, long nowNanos) {
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

    /** The latest trades in the order of the long form, newest first (section 4.4); only those after the last hole, since what is told here is whole. */
    static ObjectNode latest(ListedMarket market, long holeNanos) {
        ObjectNode frame = Documents.object().put("type", "trades_snapshot").put("sy", market.instrument.symbol());
        ArrayNode rows = frame.putArray("trades");
        for (RecentTrades.Trade trade : market.recentTrades.newestFirst()) {
            if (trade.timeNanos() > holeNanos) {
                rows.addObject()
                        .put("p", Decimals.text(trade.priceE8()))
                        .put("s", (double) trade.contracts())
                        .put("r", trade.isBuy() ? "t" : "m")
                        .put("t", Decimals.micros(trade.timeNanos()));
            }
        }
        return frame;
    }
}
