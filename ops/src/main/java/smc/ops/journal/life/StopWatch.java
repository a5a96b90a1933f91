package smc.ops.journal.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;

/**
 * When a trade was open and no stop of it was known to work. A stop of which nothing is known does not count; one that has filled does, since it ends the
 * trade.
 */
final class StopWatch {
    /** Stops that were asked for, by order, as they stand. */
    private final Map<Long, OrderState> stops = new HashMap<>();

    private final Map<Long, Trade> trades = new HashMap<>();
    private final List<Span> naked = new ArrayList<>();
    private final List<Span> ended = new ArrayList<>();

    private static final class Trade {
        private final Set<Long> stopIds = new HashSet<>();
        private final long openedNanos;
        private boolean isNaked;
        private long sinceNanos;

        private Trade(long openedNanos) {
            this.openedNanos = openedNanos;
        }
    }

    void on(OrderRequest request) {
        if (request instanceof Submit submit) {
            if (submit.hasStop()) {
                stops.put(submit.stopOrderId(), OrderState.WANTED);
            }
            if (submit.purpose() == OrderPurpose.STOP) {
                stops.put(submit.orderId(), OrderState.WANTED);
                Trade trade = trades.get(submit.tradeId());
                if (trade != null) {
                    trade.stopIds.add(submit.orderId());
                }
            }
        }
    }

    void on(DeskEvent event, long atNanos) {
        switch (event) {
            case OrderChanged changed -> {
                if (stops.containsKey(changed.orderId())) {
                    stops.put(changed.orderId(), changed.state());
                    for (Trade trade : trades.values()) {
                        if (trade.stopIds.contains(changed.orderId())) {
                            look(trade, atNanos);
                        }
                    }
                }
            }
            case TradeOpened opened -> {
                var trade = new Trade(atNanos);
                trade.stopIds.add(opened.stopOrderId());
                trades.put(opened.tradeId(), trade);
                look(trade, atNanos);
            }
            case TradeClosed closed -> {
                Trade trade = trades.remove(closed.tradeId());
                if (trade != null) {
                    clothe(trade, atNanos);
                    ended.add(new Span(trade.openedNanos, atNanos));
                    stops.keySet().removeAll(trade.stopIds);
                }
            }
            default -> {
                // Nothing of a stop.
            }
        }
    }

    private void look(Trade trade, long atNanos) {
        boolean stands = trade.stopIds.stream()
                .map(id -> stops.getOrDefault(id, OrderState.WANTED))
                .anyMatch(state ->
                        state == OrderState.OPEN || state == OrderState.PARTLY_FILLED || state == OrderState.FILLED);
        if (stands) {
            clothe(trade, atNanos);
        } else if (!trade.isNaked) {
            trade.isNaked = true;
            trade.sinceNanos = atNanos;
        }
    }

    private void clothe(Trade trade, long atNanos) {
        if (trade.isNaked) {
            trade.isNaked = false;
            naked.add(new Span(trade.sinceNanos, atNanos));
        }
    }

    /** All times without a stop, those that have not ended up to a moment. */
    List<Span> naked(long atNanos) {
        var all = new ArrayList<>(naked);
        trades.values().stream()
                .filter(trade -> trade.isNaked)
                .forEach(trade -> all.add(new Span(trade.sinceNanos, Math.max(trade.sinceNanos, atNanos))));
        return List.copyOf(all);
    }

    /** All times in which a trade was open, those that have not ended up to a moment. */
    List<Span> open(long atNanos) {
        var all = new ArrayList<>(ended);
        trades.values().forEach(trade -> all.add(new Span(trade.openedNanos, Math.max(trade.openedNanos, atNanos))));
        return List.copyOf(all);
    }
}
