package smc.feed.session;

import java.util.stream.Collectors;
import smc.feed.decode.Symbols;

/** What a session asks the stream for: trades and marks of all its symbols in one request (docs/delta-exchange.md, section 4.2). */
final class Subscription {
    static final String TRADES = "trades";
    static final String MARKS = "mark_price";

    private Subscription() {}

    static String of(Symbols symbols) {
        return "{\"type\":\"subscribe\",\"payload\":{\"channels\":[" + channel(symbols, TRADES, "") + ","
                + channel(symbols, MARKS, "MARK:") + "]}}";
    }

    private static String channel(Symbols symbols, String name, String prefix) {
        return symbols.names().stream()
                .map(symbol -> "\"" + prefix + symbol + "\"")
                .collect(Collectors.joining(",", "{\"name\":\"" + name + "\",\"symbols\":[", "]}"));
    }
}
