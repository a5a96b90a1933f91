package smc.ops.api.trading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.ops.api.document.Values;
import smc.ops.api.model.OrderLife;
import smc.ops.api.model.Reading;

/** An order as documents have it. */
final class OrderRow {
    private OrderRow() {}

    static void put(Reading reading, OrderLife order, ObjectNode json) {
        long sequence = reading.history().sequence();
        OrderLife.State state = order.at(sequence);
        json.put("id", Values.id(order.id()))
                .put("seq", Values.id(order.sequence()))
                .put("account", reading.account(order.accountId()))
                .put("mode", String.valueOf(order.mode().letter()))
                .put("symbol", reading.symbol(order.instrumentId()))
                .put("purpose", order.purpose().name())
                .put("type", order.type().name())
                .put("direction", order.direction().name())
                .put("price", Values.usd(state.priceE8()))
                .put("contracts", state.contracts())
                .put("wantedPrice", Values.usd(state.wantedPriceE8()))
                .put("wantedContracts", state.wantedContracts())
                .put("filled", state.filledContracts())
                .put("average", state.filledContracts() == 0 ? null : Values.usd(state.averagePriceE8()))
                .put("state", state.state().name())
                .put("trade", Values.idOrNull(state.tradeId()))
                .put("wantedAt", Values.time(order.wantedNanos()))
                .put("changedAt", order.changedNanos(sequence).map(Values::time).orElse(null))
                .put("isWorking", !state.state().isFinal());
    }
}
