package smc.execution.venue.delta.conformance;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.number.FixedPoint;

/** What scenarios ask for. The stop of entry {@code n} is {@code n + 1}. */
final class Requests {
    static final int ACCOUNT = 0;
    static final int SOL = 0;
    static final int LEVERAGE = 20;

    private Requests() {}

    /** Buys two at market, with a stop at 140. */
    static Submit marketEntry(long orderId) {
        return entry(orderId, OrderType.MARKET, Direction.LONG, "150", 2, "140");
    }

    /** Waits to buy two at 149, with a stop at 140. */
    static Submit restingEntry(long orderId) {
        return entry(orderId, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
    }

    static Submit entry(long orderId, OrderType type, Direction direction, String price, long contracts, String stop) {
        return new Submit(
                orderId,
                ACCOUNT,
                SOL,
                OrderPurpose.ENTRY,
                type,
                direction,
                e8(price),
                contracts,
                LEVERAGE,
                orderId + 1,
                e8(stop),
                0);
    }

    /** Sells at market. */
    static Submit exit(long orderId, long contracts) {
        return reducing(orderId, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", contracts);
    }

    /** Waits to sell at 160. */
    static Submit target(long orderId, long contracts) {
        return reducing(orderId, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "160", contracts);
    }

    /** Sells at market once it trades at or below. */
    static Submit stop(long orderId, String trigger, long contracts) {
        return reducing(orderId, OrderPurpose.STOP, OrderType.STOP_MARKET, Direction.SHORT, trigger, contracts);
    }

    static Submit reducing(
            long orderId, OrderPurpose purpose, OrderType type, Direction direction, String price, long contracts) {
        return new Submit(orderId, ACCOUNT, SOL, purpose, type, direction, e8(price), contracts, 0, 0, 0, 7);
    }

    static Edit edit(long orderId, String price, long contracts) {
        return new Edit(orderId, ACCOUNT, SOL, e8(price), contracts);
    }

    static Cancel cancel(long orderId) {
        return new Cancel(orderId, ACCOUNT, SOL);
    }

    static long e8(String price) {
        return FixedPoint.parseE8(price);
    }
}
