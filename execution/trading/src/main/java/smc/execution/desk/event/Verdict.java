package smc.execution.desk.event;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smc.execution.risk.RiskReason;

/**
 * What became of a touch (docs/rules.md, section 25), in the order in which the rules are asked: the first that applies is the verdict.
 * Each carries up to three numbers, the ones that were compared.
 */
public enum Verdict {
    /** It became a trade. */
    TRADE("trade:id", "contracts:count", "price:price"),
    /** Mode disabled, halted by the operator or a risk limit, or not yet live. */
    TRADING_OFF,
    /** Feed stale, a gap in this candle's trades, or an earlier candle not yet reconciled. */
    DATA_NOT_TRUSTED,
    /** The zone ended at this close. */
    STATE_CHANGED("edge:price", "body:price"),
    /** No earlier close on the near side of the entry level. */
    NOT_ARMED,
    /** Height 0, or the rounded level lies outside. */
    BLOCK_TOO_THIN("height:price"),
    /** This mode has traded this zone. */
    ALREADY_TRADED,
    /** A position, or a market entry just decided, in the scope; trade 0 if it has not filled yet. */
    POSITION_OPEN("trade:id"),
    /** An entry of the scope is sent and unanswered. */
    ENTRY_IN_FLIGHT("order:id"),
    /** Too soon after an exit in this direction. */
    COOLDOWN("candles_left:count"),
    /** The candle closed against the direction, or unchanged. */
    CLOSE_NOT_FAVOURABLE("open:price", "close:price"),
    /** The last close was at or past the level. */
    PRICE_BEYOND_LEVEL("close:price"),
    /** The capital does not pay for one contract. */
    SIZE_BELOW_ONE("capital:money", "needed:money"),
    /** The emergency stop would lie inside the zone. */
    STOP_GUARD("stop:price", "edge:price"),
    /** Another zone was taken. */
    NOT_NEAREST("taken:price"),
    /** The order rested, another entry of the scope filled in this candle. */
    OTHER_ORDER_FILLED("trade:id"),
    /** The order rested and price reached it without a fill. */
    REACHED_NOT_FILLED("order:id", "reached:price"),
    /** Price reached the level before the venue had accepted the order. */
    ORDER_NOT_LIVE("order:id"),
    /** The deadline passed before the order could leave. */
    LATE("deadline:time"),
    /** A resting order filled while this entry waited. */
    SCOPE_LOST("trade:id"),
    /** Refused by risk or by the venue, or cancelled unfilled. */
    ORDER_REFUSED("order:id", "code:count");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type cannot say so
    private final List<String> numbers;

    Verdict(String... numbers) {
        this.numbers = List.of(numbers);
    }

    /** Names and kinds of the numbers carried, {@code name:kind}; kinds are price, money, count, id and time. */
    public List<String> numbers() {
        return numbers;
    }

    /**
     * Likewise, of one with this first number. Where an entry was held back by the risk rules, it is the code of the reason, negative, of kind
     * {@code reason}, and the numbers of the reason follow.
     */
    public List<String> numbers(long first) {
        return reason(first)
                .map(reason -> Stream.concat(Stream.of("by:reason"), reason.numbers().stream())
                        .toList())
                .orElse(numbers);
    }

    /** Which risk rule held the entry back, if one did. */
    public Optional<RiskReason> reason(long first) {
        return first < 0 && (this == TRADING_OFF || this == ORDER_REFUSED)
                ? Optional.of(RiskReason.of(-first))
                : Optional.empty();
    }
}
