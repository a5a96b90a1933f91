package smc.exchange.rules;

import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;

/**
 * Gives orders to the venue that fills them: as market orders if they can trade at once, as limits otherwise. Says why it does not take one.
 * One thread.
 */
final class Submissions {
    private static final int ONE_BPS = 10_000;

    private final Exchange exchange;
    private final SimulatedVenue venue;
    private final Settlement settlement;
    private final int slippageBps;

    Submissions(Exchange exchange, SimulatedVenue venue, Settlement settlement, int slippageBps) {
        this.exchange = exchange;
        this.venue = venue;
        this.settlement = settlement;
        this.slippageBps = slippageBps;
    }

    /** Gives the order to the venue: as a market order if it can trade at the price. */
    RejectReason submit(ExchangeOrder order, long priceE8) {
        int leverage = exchange.leverage(order.account, order.instrument);
        int productId = order.instrument.productId();
        long contracts = order.contracts - order.filledContracts;
        if (isMarketable(order, priceE8)) {
            return settlement.refusalOf(() -> venue.submitMarket(
                    order.account.userId(),
                    order.id,
                    productId,
                    order.isBuy,
                    contracts,
                    order.isReduceOnly,
                    leverage,
                    0,
                    0));
        }
        return settlement.refusalOf(() -> venue.submitLimit(
                order.account.userId(),
                order.id,
                productId,
                order.isBuy,
                order.limitE8,
                contracts,
                order.isPostOnly,
                order.isReduceOnly,
                leverage,
                0,
                0));
    }

    /** Whether it trades at once: a market order, or a limit that allows the slipped price. */
    boolean isMarketable(ExchangeOrder order, long priceE8) {
        if (order.isMarket) {
            return true;
        }
        if (order.isPostOnly || priceE8 == 0) {
            return false;
        }
        long takenE8 = order.isBuy
                ? Math.ceilDiv(Math.multiplyExact(priceE8, ONE_BPS + slippageBps), ONE_BPS)
                : Math.floorDiv(Math.multiplyExact(priceE8, ONE_BPS - slippageBps), ONE_BPS);
        return order.isBuy ? order.limitE8 >= takenE8 : order.limitE8 <= takenE8;
    }

    /** The last price once more, without a contract: fills the market orders that wait for a trade, and nothing else. */
    void match(ExchangeInstrument instrument) {
        venue.onTrade(
                instrument.productId(), exchange.nowNanos(), exchange.lastPriceE8(instrument), 0, settlement::drain);
        settlement.drain();
    }

    void requirePositionToReduce(ExchangeOrder order) {
        long contracts = exchange.holding(order.account, order.instrument).contracts();
        if (order.isReduceOnly && (contracts == 0 || (contracts > 0) == order.isBuy)) {
            throw Refusal.refused(code(RejectReason.NO_POSITION_TO_REDUCE));
        }
    }

    void requireTaken(RejectReason reason, ExchangeOrder order) {
        if (reason == RejectReason.INSUFFICIENT_MARGIN) {
            throw MarginNeed.missing(exchange.state(order.account), neededE8(order));
        }
        if (reason != null) {
            throw Refusal.refused(code(reason));
        }
    }

    long neededE8(ExchangeOrder order) {
        return neededE8(order, order.contracts - order.filledContracts, order.limitE8);
    }

    /** Margin of so many contracts of the order at a limit; at the last price if it would trade at once. */
    long neededE8(ExchangeOrder order, long contracts, long limitE8) {
        if (order.isReduceOnly) {
            return 0;
        }
        long lastE8 = exchange.lastPriceE8(order.instrument);
        return MarginNeed.ofE8(
                order.instrument,
                exchange.holding(order.account, order.instrument).contracts(),
                order.isBuy,
                contracts,
                isMarketable(order, lastE8) ? lastE8 : limitE8,
                exchange.leverage(order.account, order.instrument));
    }

    static String code(RejectReason reason) {
        return switch (reason) {
            case DUPLICATE_ORDER_ID, PRICE_OFF_TICK, NOT_EDITABLE -> "bad_schema";
            case SIZE_TOO_SMALL -> "order_already_filled";
            case LEVERAGE_OUT_OF_RANGE -> "max_leverage_exceeded";
            case NO_POSITION_TO_REDUCE -> "no_position_for_reduce_only";
            case POST_ONLY_WOULD_CROSS -> "immediate_execution_post_only";
            case INSUFFICIENT_MARGIN -> "insufficient_margin";
            case NO_MARKET_PRICE -> "no_liquidity_for_market_order";
            case ORDER_NOT_OPEN -> "open_order_not_found";
        };
    }
}
