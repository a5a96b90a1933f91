package smc.exchange.matching;

/** Why the venue refused a command. The venue's own codes are in docs/delta-exchange.md section 3.7. */
public enum RejectReason {
    /** The order id, or that of its bracket stop, was used before. The earlier order stands as it is. */
    DUPLICATE_ORDER_ID(1),
    /** Fewer contracts than 1, or in an edit not more than already filled. */
    SIZE_TOO_SMALL(2),
    /** Limit, trigger or bracket stop is not above 0 or not on the tick grid. */
    PRICE_OFF_TICK(3),
    /** Below 1, or so high that the initial margin does not exceed the maintenance margin. */
    LEVERAGE_OUT_OF_RANGE(4),
    /** Reduce-only, and the account holds no position of the other side. */
    NO_POSITION_TO_REDUCE(5),
    /** Post-only, and the price is at or beyond the last price. */
    POST_ONLY_WOULD_CROSS(6),
    /** The margin of the contracts that would increase the position exceeds the free part of the wallet. */
    INSUFFICIENT_MARGIN(7),
    /** A market order before the first price. */
    NO_MARKET_PRICE(8),
    /** An edit or a cancel of an order that is unknown, not yet there, or already final. */
    ORDER_NOT_OPEN(9),
    /** An edit of a market order. */
    NOT_EDITABLE(10);

    private final int code;

    RejectReason(int code) {
        this.code = code;
    }

    /** As journals have it, from 1; never given to another reason. */
    public int code() {
        return code;
    }
}
