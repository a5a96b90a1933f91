package smc.exchange.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import smc.exchange.ExchangeInstrument;
import smc.exchange.market.Candles;
import smc.exchange.socket.Session.Host;

/** Which channels there are, on which host, and what may be asked of each (docs/delta-exchange.md sections 4.1 to 4.3). */
final class Channels {
    private static final int SYMBOLS_MAX = 100;
    static final Set<String> EVERYTHING = Set.of("all", "perpetual_futures");
    private static final Set<String> CATEGORIES = Set.of("all", "perpetual_futures", "call_options", "put_options");
    /** On these 300 in one frame were seen to be served (docs/delta-exchange.md, section 4.2). */
    private static final Set<String> MANY_SYMBOLS = Set.of("ob_l2", "ticker");

    static final Set<String> WITHOUT_SYMBOLS = Set.of("system_status", "product_updates", "margins");
    private static final Set<String> PUBLIC_CHANNELS =
            Set.of("ticker", "ob_l1", "ob_l2", "ob_updates", "trades", "mark_price", "spot_price", "funding_rate");
    static final Set<String> ACCOUNT_CHANNELS =
            Set.of("orders", "positions", "margins", "v2/user_trades", "user_trades");

    private Channels() {}

    /** Why a subscription is refused; empty if it is not. */
    static Optional<String> refusal(Host host, boolean isAuthenticated, int active, String name, JsonNode symbols) {
        if (!isOf(host, name)) {
            return Optional.of("subscription forbidden on this invalid channel");
        }
        if (ACCOUNT_CHANNELS.contains(name) && !isAuthenticated) {
            return Optional.of("subscription forbidden on " + name + ". Unauthorized user");
        }
        if (WITHOUT_SYMBOLS.contains(name)) {
            return Optional.empty();
        }
        if (!symbols.isArray() || symbols.isEmpty()) {
            return Optional.of("subscription forbidden without symbol array on this channel");
        }
        if (name.equals("ob_updates")) {
            for (JsonNode symbol : symbols) {
                if (EVERYTHING.contains(symbol.asText())) {
                    return Optional.of("subscription forbidden with all symbols on this channel");
                }
            }
        }
        if (!MANY_SYMBOLS.contains(name) && active + symbols.size() > SYMBOLS_MAX) {
            return Optional.of("subscription forbidden on this channel with more than " + SYMBOLS_MAX + " symbols");
        }
        return Optional.empty();
    }

    /** Whether a channel has it: {@code mark_price} has {@code MARK:SOLUSD}, and not {@code SOLUSD}. */
    static boolean isKnown(Collection<ExchangeInstrument> instruments, String name, String symbol) {
        if (CATEGORIES.contains(symbol)) {
            return true;
        }
        for (ExchangeInstrument instrument : instruments) {
            String product = instrument.symbol();
            boolean isIt = switch (name) {
                case "mark_price" -> symbol.equals("MARK:" + product);
                case "spot_price" -> symbol.equals(instrument.indexSymbol());
                default ->
                    symbol.equals(product) || (name.startsWith("candlestick_") && symbol.equals("MARK:" + product));
            };
            if (isIt) {
                return true;
            }
        }
        return false;
    }

    static boolean isOf(Host host, String name) {
        if (name.equals("system_status") || name.equals("product_updates")) {
            return true;
        }
        if (host == Host.PRIVATE) {
            return ACCOUNT_CHANNELS.contains(name);
        }
        return PUBLIC_CHANNELS.contains(name)
                || (name.startsWith("candlestick_")
                        && Candles.SOCKET_SECONDS.containsKey(name.substring("candlestick_".length())));
    }
}
