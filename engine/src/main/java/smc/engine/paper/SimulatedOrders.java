package smc.engine.paper;

import smc.exchange.matching.SimulatedVenue;
import smc.execution.order.OrderRequest.Submit;

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
}
