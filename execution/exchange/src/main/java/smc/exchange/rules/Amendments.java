package smc.exchange.rules;

import java.util.List;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.ExchangeOrder.Ticket;
import smc.exchange.rules.ExchangeOrder.Trigger;

/** Changes what is there: edits and cancels orders, adds and moves brackets, sets leverage, and does what a missed heartbeat asks for. One thread. */
final class Amendments {
    private static final int ONE_BPS = 10_000;

    private final Exchange exchange;
    private final SimulatedVenue venue;
    private final Settlement settlement;
    private final Submissions submissions;
    private final Orders orders;
    private final BracketLegs legs;
    private final Books books;
    private final Heartbeats heartbeats;
    private final ExchangeListener listener;

    Amendments(
            Exchange exchange,
            SimulatedVenue venue,
            Settlement settlement,
            Submissions submissions,
            Orders orders,
            BracketLegs legs,
            Books books,
            Heartbeats heartbeats,
            ExchangeListener listener) {
        this.exchange = exchange;
        this.venue = venue;
        this.settlement = settlement;
        this.submissions = submissions;
        this.orders = orders;
        this.legs = legs;
        this.books = books;
        this.heartbeats = heartbeats;
        this.listener = listener;
    }

    ExchangeOrder edit(Command.Edit edit) {
        ExchangeOrder order = edit.order();
        requireLive(order);
        long limitE8 = edit.limitE8();
        long stopE8 = edit.stopE8();
        long trailE8 = edit.trailE8();
        // A leg closes the whole position, whatever size it is given.
        long contracts = order.isLeg ? order.contracts : edit.contracts();
        if (limitE8 != 0 && order.isMarket) {
            throw Refusal.badSchema("limit_price", "Should be absent for a market order");
        }
        if ((stopE8 != 0 || trailE8 != 0) && !order.isPending()) {
            throw Refusal.badSchema(
                    stopE8 != 0 ? "stop_price" : "trail_amount", "Should be absent unless the order is pending");
        }
        if (trailE8 != 0 && (stopE8 != 0 || order.stop != Stop.LOSS)) {
            throw Refusal.badSchema("trail_amount", "Should stand alone, with a stop_loss_order");
        }
        long newLimitE8 = limitE8 == 0 ? order.limitE8 : limitE8;
        MarginNeed.requireNotional(order.instrument, contracts, newLimitE8);
        if (!order.isPending()) {
            long reservedE8 = submissions.neededE8(order);
            RejectReason refusal = settlement.refusalOf(() -> venue.edit(order.id, newLimitE8, contracts));
            if (refusal == RejectReason.INSUFFICIENT_MARGIN) { // it has its own reserved already
                long neededE8 = submissions.neededE8(order, contracts - order.filledContracts, newLimitE8);
                throw MarginNeed.missing(exchange.state(order.account), neededE8 - reservedE8);
            }
            submissions.requireTaken(refusal, order);
        }
        order.limitE8 = newLimitE8;
        order.contracts = contracts;
        if (stopE8 != 0) {
            order.stopE8 = stopE8;
            order.trailE8 = 0;
        }
        if (trailE8 != 0) {
            order.trailE8 = trailE8;
            order.stopE8 = TrailingStops.triggerE8(
                    order.instrument, order.isBuy, trailE8, exchange.lastPriceE8(order.instrument));
        }
        order.updatedNanos = exchange.nowNanos();
        listener.orderChanged(order, "update", order.isPending() ? "stop_update" : null);
        listener.walletChanged(order.account);
        return order;
    }

    // Cancelling

    ExchangeOrder cancel(ExchangeOrder order) {
        requireLive(order);
        cancelLive(order);
        listener.walletChanged(order.account);
        return order;
    }

    void cancelAll(Command.CancelAll wanted) {
        for (ExchangeInstrument instrument : wanted.instruments()) {
            cancelLive(
                    wanted.account(), instrument, wanted.isForLimits(), wanted.isForStops(), wanted.isForReduceOnly());
        }
        listener.walletChanged(wanted.account());
    }

    void cancelLive(
            ExchangeAccount account,
            ExchangeInstrument instrument,
            boolean isForLimits,
            boolean isForStops,
            boolean isForReduceOnly) {
        for (ExchangeOrder order : orders.copyOfLive()) {
            boolean isStop = order.stop != Stop.NONE;
            boolean isMeant = isStop ? isForStops : order.isReduceOnly ? isForReduceOnly : isForLimits;
            if (isMeant && order.isOf(account, instrument)) {
                cancelLive(order);
            }
        }
    }

    private void cancelLive(ExchangeOrder order) {
        boolean wasPending = order.isPending();
        // First, so that the venue's own report of it finds it ended.
        exchange.end(order, "cancelled_by_user", wasPending ? "stop_cancel" : null);
        if (!wasPending) {
            venue.cancel(order.id);
            settlement.drain();
        }
    }

    private static void requireLive(ExchangeOrder order) {
        if (!order.isLive()) {
            throw Refusal.of(404, "open_order_not_found");
        }
    }

    /** At the market, position by position. */
    void closeAll(ExchangeAccount account) {
        for (ExchangeInstrument instrument : exchange.instruments()) {
            long contracts = exchange.holding(account, instrument).contracts();
            if (contracts != 0) {
                var ticket = new Ticket(
                        instrument,
                        contracts < 0,
                        0,
                        Math.absExact(contracts),
                        true,
                        false,
                        false,
                        null,
                        Trigger.NONE,
                        Bracket.NONE);
                var order = new ExchangeOrder(orders.takeId(), account, ticket, false, exchange.nowNanos());
                if (submissions.submit(order, exchange.lastPriceE8(instrument)) == null) {
                    orders.add(order);
                    orders.addLive(order);
                    listener.orderChanged(order, "create", null);
                    submissions.match(instrument);
                }
            }
        }
    }

    // Heartbeats

    /** What follows a heartbeat that did not come. */
    void expire(ExchangeAccount account, String heartbeatId) {
        for (Heartbeats.Action action : heartbeats.expire(account, heartbeatId)) {
            for (ExchangeOrder order : orders.copyOfLive()) {
                boolean isImpacted = order.isLive()
                        && order.account.equals(account)
                        && heartbeats.isImpacted(account, heartbeatId, order.instrument);
                if (isImpacted && action.spreadBps() == 0) {
                    cancelLive(order);
                } else if (isImpacted) {
                    spread(order, action.spreadBps());
                }
            }
        }
        listener.walletChanged(account);
    }

    /** Moves a limit that rests away from the market, by basis points of its price, to the tick. */
    private void spread(ExchangeOrder order, int bps) {
        if (order.isPending() || order.isMarket || order.isReduceOnly) {
            return;
        }
        long tickE8 = order.instrument.terms().tickE8();
        long distanceE8 = Math.ceilDiv(Math.multiplyExact(order.limitE8, bps), ONE_BPS);
        long ticks = Math.ceilDiv(distanceE8, tickE8);
        long limitE8 = Math.max(tickE8, order.isBuy ? order.limitE8 - ticks * tickE8 : order.limitE8 + ticks * tickE8);
        if (settlement.refusalOf(() -> venue.edit(order.id, limitE8, order.contracts)) == null) {
            // Else a dearer sell lacks margin: it stays where it is.
            order.limitE8 = limitE8;
            order.updatedNanos = exchange.nowNanos();
            listener.orderChanged(order, "update", null);
        }
    }

    // Brackets and leverage

    List<ExchangeOrder> addBracket(Command.AddBracket wanted) {
        ExchangeInstrument instrument = wanted.instrument();
        AccountState.Holding holding = exchange.holding(wanted.account(), instrument);
        if (holding.contracts() == 0) {
            throw Refusal.refused("no_open_position");
        }
        if (legs.exist(wanted.account(), instrument)) {
            throw Refusal.refused("bracket_order_exists");
        }
        return legs.add(
                wanted.account(),
                instrument,
                exchange.nowNanos(),
                holding.contracts(),
                exchange.lastPriceE8(instrument),
                wanted.bracket(),
                wanted.method());
    }

    ExchangeOrder editBracket(ExchangeOrder entry, Bracket bracket) {
        if (!entry.isLive() && !legs.exist(entry.account, entry.instrument)) {
            throw Refusal.refused("position_bracket_exist_or_invalid_data");
        }
        Bracket old = entry.bracket;
        boolean isLossNamed = bracket.lossE8() != 0 || bracket.trailE8() != 0;
        entry.bracket = new Bracket(
                isLossNamed ? bracket.lossE8() : old.lossE8(),
                isLossNamed ? bracket.lossLimitE8() : old.lossLimitE8(),
                bracket.profitE8() == 0 ? old.profitE8() : bracket.profitE8(),
                bracket.profitE8() == 0 ? old.profitLimitE8() : bracket.profitLimitE8(),
                isLossNamed ? bracket.trailE8() : old.trailE8());
        legs.move(
                entry.account,
                entry.instrument,
                exchange.nowNanos(),
                exchange.lastPriceE8(entry.instrument),
                entry.bracket);
        return entry;
    }

    void setLeverage(Command.SetLeverage wanted) {
        if (wanted.leverage() < 1) {
            throw Refusal.refused("min_leverage_exceeded");
        }
        if (wanted.leverage() > wanted.instrument().leverageMax()) {
            throw Refusal.refused("max_leverage_exceeded");
        }
        if (exchange.isMarginShared(wanted.account())) {
            throw Refusal.refused("trading_not_allowed_on_current_margin_mode");
        }
        books.setLeverage(wanted.account(), wanted.instrument(), (int) wanted.leverage());
    }
}
