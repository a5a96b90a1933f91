package smc.exchange.rules;

import java.util.ArrayList;
import java.util.List;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.ExchangeOrder.Ticket;
import smc.exchange.rules.ExchangeOrder.Trigger;

/** Legs of brackets: stops that close a whole position, whose size they have. One thread. */
final class BracketLegs {
    private final Orders orders;
    private final ExchangeListener listener;

    BracketLegs(Orders orders, ExchangeListener listener) {
        this.orders = orders;
        this.listener = listener;
    }

    boolean exist(ExchangeAccount account, ExchangeInstrument instrument) {
        return !of(account, instrument).isEmpty();
    }

    /** Those that live. */
    List<ExchangeOrder> of(ExchangeAccount account, ExchangeInstrument instrument) {
        return orders.live().stream()
                .filter(order -> order.isLeg && order.isOf(account, instrument))
                .toList();
    }

    /**
     * @param positionContracts with sign
     * @param lastE8 price that a leg trails from
     */
    List<ExchangeOrder> add(
            ExchangeAccount account,
            ExchangeInstrument instrument,
            long nowNanos,
            long positionContracts,
            long lastE8,
            Bracket bracket,
            String method) {
        boolean isBuy = positionContracts < 0;
        long contracts = Math.absExact(positionContracts);
        var tickets = new ArrayList<Ticket>();
        long trailE8 = bracket.trailE8();
        long lossE8 = trailE8 == 0 ? bracket.lossE8() : TrailingStops.triggerE8(instrument, isBuy, trailE8, lastE8);
        if (bracket.lossE8() != 0 || trailE8 != 0) {
            tickets.add(Ticket.leg(
                    instrument,
                    isBuy,
                    bracket.lossLimitE8(),
                    contracts,
                    new Trigger(Stop.LOSS, lossE8, trailE8, method)));
        }
        if (bracket.profitE8() != 0) {
            tickets.add(Ticket.leg(
                    instrument,
                    isBuy,
                    bracket.profitLimitE8(),
                    contracts,
                    new Trigger(Stop.PROFIT, bracket.profitE8(), 0, method)));
        }
        var legs = new ArrayList<ExchangeOrder>();
        for (Ticket ticket : tickets) {
            legs.add(new ExchangeOrder(orders.takeId(), account, ticket, true, nowNanos));
        }
        for (ExchangeOrder leg : legs) {
            orders.add(leg);
            orders.addLive(leg);
            listener.orderChanged(leg, "create", null);
        }
        return legs;
    }

    /** The position has another size. */
    void resize(ExchangeOrder leg, long timeNanos, long contracts) {
        if (leg.contracts != contracts) {
            leg.contracts = contracts;
            update(leg, timeNanos);
        }
    }

    /** Moves the triggers that the bracket has, and leaves the rest. */
    void move(ExchangeAccount account, ExchangeInstrument instrument, long nowNanos, long lastE8, Bracket bracket) {
        for (ExchangeOrder leg : of(account, instrument)) {
            boolean isLoss = leg.stop == Stop.LOSS;
            long trailE8 = isLoss ? bracket.trailE8() : 0;
            long stopE8 = trailE8 != 0
                    ? TrailingStops.triggerE8(instrument, leg.isBuy, trailE8, lastE8)
                    : isLoss ? bracket.lossE8() : bracket.profitE8();
            if (stopE8 != 0 && (stopE8 != leg.stopE8 || trailE8 != leg.trailE8)) {
                leg.stopE8 = stopE8;
                leg.trailE8 = trailE8;
                update(leg, nowNanos);
            }
        }
    }

    private void update(ExchangeOrder leg, long timeNanos) {
        leg.updatedNanos = timeNanos;
        listener.orderChanged(leg, "update", "stop_update");
    }
}
