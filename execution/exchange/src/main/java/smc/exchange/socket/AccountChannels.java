package smc.exchange.socket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.AccountDocuments;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.json.OrderDocuments;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeListener;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.Fill;

/** What is sent on the channels of accounts (docs/delta-exchange.md section 4.6). On the event loop. */
public final class AccountChannels implements ExchangeListener {
    private final Sockets sockets;
    private final Map<String, Long> sequences = new HashMap<>();
    private Exchange exchange;

    public AccountChannels(Sockets sockets) {
        this.sockets = sockets;
    }

    /** Comes late, since each needs the other. */
    public void attach(Exchange attached) {
        exchange = attached;
    }

    /** What a new subscription gets at once; nothing of a symbol that is not known. */
    void snapshot(Session session, String channel, String symbol) {
        for (ExchangeInstrument instrument : exchange.instruments()) {
            if (instrument.symbol().equals(symbol)) {
                switch (channel) {
                    case "orders" -> session.send(orders(session.account(), instrument));
                    case "positions" -> session.send(positions(session.account(), instrument));
                    default -> {
                        // Nothing of what was before.
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
                result.add(OrderDocuments.order(order));
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
            result.add(AccountDocuments.position(exchange, account, instrument));
        }
        return frame;
    }

    @Override
    public void orderChanged(ExchangeOrder order, String action, String reason) {
        long sequence = nextSequence("orders", order.account, order.instrument);
        sockets.publishTo(
                order.account,
                "orders",
                order.instrument.symbol(),
                () -> OrderDocuments.orderFrame(order, action, reason, sequence, exchange.nowNanos()));
    }

    @Override
    public void filled(Fill fill) {
        long sequence = nextSequence("fills", fill.account(), fill.instrument());
        String symbol = fill.instrument().symbol();
        sockets.publishTo(fill.account(), "v2/user_trades", symbol, () -> OrderDocuments.compactFill(fill, sequence));
        sockets.publishTo(fill.account(), "user_trades", symbol, () -> OrderDocuments.longFill(fill, sequence));
    }

    @Override
    public void positionChanged(ExchangeAccount account, ExchangeInstrument instrument, String action) {
        sockets.publishTo(account, "positions", instrument.symbol(), () -> {
            ObjectNode frame = Documents.object()
                    .put("type", "positions")
                    .put("action", action)
                    .putNull("reason")
                    .put("symbol", instrument.symbol());
            return frame.setAll(AccountDocuments.position(exchange, account, instrument));
        });
    }

    @Override
    public void walletChanged(ExchangeAccount account) {
        sockets.publishTo(account, "margins", "", () -> {
            ObjectNode frame = Documents.object().put("type", "margins").put("action", "update");
            frame.setAll(AccountDocuments.wallet(exchange, account));
            return frame.put("timestamp", Decimals.micros(exchange.nowNanos()));
        });
    }

    private long nextSequence(String name, ExchangeAccount account, ExchangeInstrument instrument) {
        return sequences.merge(sequenceName(name, account, instrument), 1L, Long::sum);
    }

    private static String sequenceName(String name, ExchangeAccount account, ExchangeInstrument instrument) {
        return name + " " + account.userId() + " " + instrument.symbol();
    }
}
