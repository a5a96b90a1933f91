package smc.exchange.rules;

import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.ExchangeOrder.State;

/**
 * Stops that follow the price at a distance and never go back: a sell stop the highest trade since it was given, a buy stop the lowest
 * (docs/delta-exchange.md section 3.7, {@code trail_amount}). One thread.
 */
final class TrailingStops {
    private final Orders orders;
    private final ExchangeListener listener;

    TrailingStops(Orders orders, ExchangeListener listener) {
        this.orders = orders;
        this.listener = listener;
    }

    /** Where a stop stands that is given at this price; 0 before the first price. */
    static long triggerE8(ExchangeInstrument instrument, boolean isBuy, long trailE8, long priceE8) {
        if (priceE8 == 0) {
            return 0;
        }
        long distanceE8 = Math.absExact(trailE8);
        long tickE8 = instrument.terms().tickE8();
        long exactE8 = isBuy ? priceE8 + distanceE8 : priceE8 - distanceE8;
        // A market's price may lie off the tick: away from it, so that the distance is never less than asked for.
        long ticks = isBuy ? Math.ceilDiv(exactE8, tickE8) : Math.floorDiv(exactE8, tickE8);
        return Math.max(1, ticks) * tickE8;
    }

    /** A trade that has triggered what it triggers. */
    void onTrade(ExchangeInstrument instrument, long nowNanos, long priceE8) {
        for (ExchangeOrder order : orders.copyOfLive()) {
            if (order.state == State.PENDING && order.trailE8 != 0 && order.instrument.equals(instrument)) {
                follow(order, nowNanos, priceE8);
            }
        }
    }

    private void follow(ExchangeOrder order, long nowNanos, long priceE8) {
        long triggerE8 = triggerE8(order.instrument, order.isBuy, order.trailE8, priceE8);
        boolean isBetter = order.stopE8 == 0 || (order.isBuy ? triggerE8 < order.stopE8 : triggerE8 > order.stopE8);
        if (isBetter) {
            order.stopE8 = triggerE8;
            order.updatedNanos = nowNanos;
            listener.orderChanged(order, "update", "stop_update");
        }
    }
}
