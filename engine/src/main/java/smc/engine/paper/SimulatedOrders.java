package smc.engine.paper;

import smc.exchange.matching.AccountState;
import smc.exchange.matching.SimulatedVenue;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePicture;

/** An order as the simulated venue takes it, whoever hands it over: a backtest, or the venue on paper. */
public final class SimulatedOrders {
    private SimulatedOrders() {}

    /** Hands an order over: entries rest as makers or not at all, everything else only reduces. */
    public static void submit(SimulatedVenue venue, Submit order) {
        switch (order.type()) {
            case MARKET ->
                venue.submitMarket(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.contracts(),
                        !order.isEntry(),
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
            case LIMIT ->
                venue.submitLimit(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.priceE8(),
                        order.contracts(),
                        order.isEntry(),
                        !order.isEntry(),
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
            case STOP_MARKET ->
                venue.submitStop(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.priceE8(),
                        order.contracts());
        }
    }

    /** An order that works there; all of them are the engine's. A bracket's stop is like any other. */
    static VenuePicture.WorkingOrder working(AccountState.WorkingOrder order) {
        OrderType type = order.isMarket() ? OrderType.MARKET : OrderType.LIMIT;
        if (order.isStop()) {
            type = OrderType.STOP_MARKET;
        }
        return new VenuePicture.WorkingOrder(
                order.instrumentId(),
                order.orderId(),
                order.orderId(),
                type,
                order.isBuy(),
                order.isReduceOnly(),
                false,
                order.isMarket() ? 0 : order.priceE8(),
                order.remainingContracts());
    }
}
