package smc.execution.risk;

import java.util.List;
import smc.strategy.number.FixedPoint;

/**
 * Why an entry is held back: a state that somebody or something has brought about, or a limit that this one order would pass (docs/rules.md,
 * section 30). Each carries up to two numbers: what was found, and what is allowed.
 */
public enum RiskReason {
    // States.
    /** A person asked for it. */
    OPERATOR(1),
    /** A person had everything closed. */
    KILL(2),
    /** The day's loss reached its limit. Ends with the day. */
    DAILY_LOSS(3, "loss:money", "limit:money"),
    /** As many orders were asked for as a day may have. Ends with the day. */
    ORDERS_A_DAY(4, "orders:count", "limit:count"),
    /** Equity fell too far from its peak. */
    DRAWDOWN(5, "fall:money", "limit:money"),
    /** Too many trades lost in a row. */
    LOSING_STREAK(6, "trades:count", "limit:count"),
    /** The venue's picture is another than the engine's. */
    RECONCILIATION(7),
    /** The engine failed. */
    FAULT(8),
    /** The data folder was lost, and what was known with it. */
    DATA_LOST(9),

    // Limits.
    /** The price is too far on the wrong side of the last trade. */
    PRICE_FROM_LAST(20, "price:price", "last:price"),
    /** The price is too far on the wrong side of the mark. */
    PRICE_FROM_MARK(21, "price:price", "mark:price"),
    /** Too many contracts in one order. */
    ORDER_SIZE(22, "contracts:count", "limit:count"),
    /** One order worth too much. */
    ORDER_VALUE(23, "value:money", "limit:money"),
    /** What is held and asked for on the symbol, over all accounts, is worth too much. */
    SYMBOL_VALUE(24, "value:money", "limit:money"),
    /** What is held and asked for on all symbols, over all accounts, is worth too much. */
    EXPOSURE(25, "value:money", "limit:money"),
    /** The account asked for too many orders within a second. */
    ORDERS_A_SECOND(26, "orders:count", "limit:count"),
    /** The account asked for too many orders within a minute. */
    ORDERS_A_MINUTE(27, "orders:count", "limit:count"),
    /** The market was not heard of for too long. */
    DATA_AGE(28, "age_ms:count", "limit_ms:count"),
    /** Of too many orders of the account nobody knows what became of them. */
    UNRESOLVED(29, "orders:count", "limit:count"),
    /** Our clock is too far from the venue's. */
    CLOCK_SKEW(30, "offset_ms:count", "limit_ms:count"),
    /** Buyers and sellers are too far apart. */
    SPREAD(31, "spread:price", "limit:price"),
    /** The position would be liquidated before its stop. */
    LIQUIDATION(32, "stop:price", "liquidation:price");

    private static final int FIRST_LIMIT = 20;

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type cannot say so
    private final List<String> numbers;

    RiskReason(int code, String... numbers) {
        this.code = code;
        this.numbers = List.of(numbers);
    }

    /** In verdicts and in the journal; never another's, not even of a reason that is no more. */
    public int code() {
        return code;
    }

    /** Whether it holds back one order; otherwise everything new. */
    public boolean isLimit() {
        return code >= FIRST_LIMIT;
    }

    /** Names and kinds of the numbers carried, as those of a verdict. */
    public List<String> numbers() {
        return numbers;
    }

    /** With its numbers, such as {@code DRAWDOWN fall=22.87 limit=20.97}. */
    public String text(long found, long allowed) {
        var text = new StringBuilder(name());
        long[] values = {found, allowed};
        for (int i = 0; i < numbers.size(); i++) {
            String[] nameAndKind = numbers.get(i).split(":", -1);
            text.append(' ').append(nameAndKind[0]).append('=');
            text.append(nameAndKind[1].equals("count") ? Long.toString(values[i]) : FixedPoint.formatE8(values[i]));
        }
        return text.toString();
    }

    /**
     * The one of a code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RiskReason of(long code) {
        for (RiskReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("expected the code of a reason to hold back an entry, was " + code);
    }
}
