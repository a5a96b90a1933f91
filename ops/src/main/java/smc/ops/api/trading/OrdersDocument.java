package smc.ops.api.trading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.OrderLife;
import smc.ops.api.model.Reading;

/** {@code /api/orders}. */
public final class OrdersDocument implements Document {
    private static final List<String> STATES = List.of("working", "ended", "all");

    @Override
    public String path() {
        return "/api/orders";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Page.LIMIT,
                Page.AFTER,
                Page.ACCOUNT,
                Page.SYMBOL,
                Parameter.optional("state", "one of " + String.join(", ", STATES)),
                Parameter.optional("trade", "the id of a trade"),
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> account = query.indexIn("account", reading.accounts());
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Optional<Long> trade = query.id("trade");
        String state = query.oneOf("state", STATES).orElse(STATES.getFirst());
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        long sequence = reading.history().sequence();
        return Page.of(
                reading,
                query,
                reading.history().orders(),
                order -> {
                    OrderLife.State now = order.at(sequence);
                    boolean isWanted = state.equals("all")
                            || state.equals("working") != now.state().isFinal();
                    return isWanted
                            && account.map(id -> id == order.accountId()).orElse(true)
                            && symbol.map(id -> id == order.instrumentId()).orElse(true)
                            && trade.map(id -> id == now.tradeId()).orElse(true)
                            && order.wantedNanos() >= fromNanos
                            && order.wantedNanos() < toNanos;
                },
                (_, order, json) -> OrderRow.put(reading, order, json));
    }
}
