package smc.feed.session;

import java.util.stream.Collectors;
import smc.feed.decode.Symbols;

/** What a session asks the stream for: trades, marks and perhaps best prices of all its symbols in one request (docs/delta-exchange.md, section 4.2). */
final class Subscription {
    static final String TRADES = "trades";
    static final String MARKS = "mark_price";
    static final String BEST = "ob_l1";

    private Subscription() {}

    static String of(Symbols symbols, boolean hasBest) {
        return "{\"type\":\"subscribe\",\"payload\":{\"channels\":[" + channel(symbols, TRADES, "") + ","
                + channel(symbols, MARKS, "MARK:") + (hasBest ? "," + channel(symbols, BEST, "") : "") + "]}}";
    }

    private static String channel(Symbols symbols, String name, String prefix) {
        return symbols.names().stream()
                .map(symbol -> "\"" + prefix + symbol + "\"")
                .collect(Collectors.joining(",", "{\"name\":\"" + name + "\",\"symbols\":[", "]}"));
    }
}
