package smc.execution.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import smc.execution.simulator.wire.OrderRecord.Bracket;
import smc.execution.simulator.wire.OrderRecord.Stop;
import smc.execution.simulator.wire.OrderRecord.Ticket;

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
    List<OrderRecord> of(ExchangeAccount account, ExchangeInstrument instrument) {
        return orders.live().stream()
                .filter(order -> order.isLeg && order.isOf(account, instrument))
                .toList();
    }

    /** @param positionContracts with sign */
    List<OrderRecord> add(
            ExchangeAccount account,
            ExchangeInstrument instrument,
            long nowNanos,
            long positionContracts,
            Bracket bracket,
            String method) {
        boolean isBuy = positionContracts < 0;
        long contracts = Math.absExact(positionContracts);
        var tickets = new ArrayList<Ticket>();
        if (bracket.lossE8() != 0) {
            tickets.add(Ticket.leg(
                    instrument, isBuy, bracket.lossLimitE8(), contracts, Stop.LOSS, bracket.lossE8(), method));
        }
        if (bracket.profitE8() != 0) {
            tickets.add(Ticket.leg(
                    instrument, isBuy, bracket.profitLimitE8(), contracts, Stop.PROFIT, bracket.profitE8(), method));
        }
        var legs = new ArrayList<OrderRecord>();
        for (Ticket ticket : tickets) {
            legs.add(new OrderRecord(orders.takeId(), account, ticket, true, nowNanos));
        }
        for (OrderRecord leg : legs) {
            orders.add(leg);
            orders.addLive(leg);
            listener.orderChanged(leg, "create", null);
        }
        return legs;
    }

    /** The position has another size. */
    void resize(OrderRecord leg, long timeNanos, long contracts) {
        if (leg.contracts != contracts) {
            leg.contracts = contracts;
            update(leg, timeNanos);
        }
    }

    /** Moves the triggers that the bracket has, and leaves the rest. */
    void move(ExchangeAccount account, ExchangeInstrument instrument, long nowNanos, Bracket bracket) {
        for (OrderRecord leg : of(account, instrument)) {
            long stopE8 = leg.stop == Stop.LOSS ? bracket.lossE8() : bracket.profitE8();
            if (stopE8 != 0 && stopE8 != leg.stopE8) {
                leg.stopE8 = stopE8;
                update(leg, nowNanos);
            }
        }
    }

    private void update(OrderRecord leg, long timeNanos) {
        leg.updatedNanos = timeNanos;
        listener.orderChanged(leg, "update", "stop_update");
    }
}
