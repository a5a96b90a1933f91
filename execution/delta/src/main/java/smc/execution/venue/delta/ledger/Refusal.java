package smc.execution.venue.delta.ledger;

import java.util.Locale;
import smc.execution.order.OrderReport;

/** Why the venue would not have an order, with the number it is reported under (docs/delta-exchange.md, sections 2.3 and 3.7). */
public enum Refusal {
    BAD_SCHEMA(3, "bad_schema"),
    MAX_LEVERAGE_EXCEEDED(4, "max_leverage_exceeded", "min_leverage_exceeded", "leverage_limit_exceeded"),
    NO_POSITION_TO_REDUCE(
            5,
            "no_position_for_reduce_only",
            "no_position_left_for_reduce_only",
            "close_order_position_unavailable",
            "offset_by_reduce_only",
            "no_open_position"),
    POST_ONLY_WOULD_CROSS(6, "immediate_execution_post_only", "self_matching_disrupted_post_only"),
    INSUFFICIENT_MARGIN(7, "insufficient_margin", "close_position_insufficient_margin", "insufficient_commission"),
    NO_LIQUIDITY(
            8, "no_liquidity_for_market_order", "order_size_exceed_available", "order_size_not_available_in_orderbook"),
    ORDER_NOT_OPEN(9, "open_order_not_found", "order_already_filled", "stale_order"),
    SIZE_OUT_OF_RANGE(2, "less_than_order_min_size", "order_max_size_exceeded", "family_position_limit_exceeded"),
    RISK_LIMITS(
            11,
            "risk_limits_breached",
            "portfolio_risk_limits_breached",
            "liquidation_risk_limits_breached",
            "account_risk_limits_breached",
            "immediate_liquidation",
            "position_under_liquidation",
            "trading_credits_breached"),
    INVALID_CONTRACT(12, "invalid_contract"),
    TRADING_BLOCKED(
            13,
            "trading_blocked",
            "derivatives_trading_blocked",
            "kyc_pending",
            "reduce_only_orders_allowed",
            "reduce_only_orders_allowed_sell_side",
            "trading_not_allowed_on_current_margin_mode",
            "overlapping_buy_sell_orders"),
    BRACKET(14, "position_bracket_exist_or_invalid_data", "bracket_order_exists", "bracket_order_position_exists"),
    TOO_MANY_ORDERS(15, "max_orders_count_exceeded"),
    NOT_AUTHORIZED(
            16,
            "invalid_api_key",
            "invalid_signature",
            "signature_mismatch",
            "unauthorized_api_access",
            "unauthorized",
            "ip_not_whitelisted_for_api_key",
            "expired_signature",
            "forbidden"),
    UNAVAILABLE(17, "unavailable", "unsupported", "internal_server_error"),
    /** The venue never had it. */
    NOT_FOUND(18),
    /** The quota is used up, and by the time it is back the entry would be late. */
    QUOTA_USED_UP(19),
    /** It waited longer here than an entry may. */
    TOO_LATE(20),
    /** The leverage it needs could not be set. */
    LEVERAGE_NOT_SET(21),
    /** Orders that only reduce stand in the way of a close. */
    REDUCING_ORDERS_IN_THE_WAY(OrderReport.Rejected.REDUCING_ORDERS_IN_THE_WAY, "out_of_bankruptcy"),
    /** Something the documents do not name. */
    OTHER(99);

    private final long code;
    /** As on the wire, parted by blanks: an enum holds nothing that can be changed. */
    private final String names;

    Refusal(long code, String... names) {
        this.code = code;
        this.names = " " + String.join(" ", names) + " ";
    }

    /** What {@link OrderReport.Rejected} carries; never changed, since journals hold it. */
    public long code() {
        return code;
    }

    /** @param name as on the wire; the documents' CamelCase is understood too */
    public static Refusal of(String name) {
        String wire = name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .replace(' ', '_')
                .replaceAll("_+", "_")
                .toLowerCase(Locale.ROOT);
        // The documents turn two of them round.
        String known = wire.equals("signature_expired") ? "expired_signature" : wire;
        for (Refusal refusal : values()) {
            if (refusal.names.contains(" " + known + " ")) {
                return refusal;
            }
        }
        return OTHER;
    }
}
