package smc.ops.story;

import static smc.ops.story.Prose.price;

import java.math.RoundingMode;
import smc.execution.risk.RiskReason;

/** Why an entry was held back, for people: part of a sentence. */
public final class RiskSentence {
    private RiskSentence() {}

    /**
     * With the numbers that were compared.
     *
     * @param found by {@link RiskReason#numbers}
     * @param allowed likewise
     */
    public static String of(RiskReason reason, long found, long allowed) {
        return switch (reason) {
            case OPERATOR -> "somebody had paused it";
            case KILL -> "somebody had everything closed";
            case DAILY_LOSS ->
                "the loss of the day, %s USD, had reached its limit, %s USD".formatted(cents(found), cents(allowed));
            case ORDERS_A_DAY -> "%,d orders of the %,d a day were asked for".formatted(found, allowed);
            case DRAWDOWN ->
                "equity had fallen %s USD from its peak, the limit is %s USD".formatted(cents(found), cents(allowed));
            case LOSING_STREAK -> "%,d trades in a row were lost, the limit is %,d".formatted(found, allowed);
            case RECONCILIATION -> "the venue's picture was another than the engine's";
            case FAULT -> "the engine had failed";
            case DATA_LOST -> "the data folder was lost, and nobody had looked at it";
            case PRICE_FROM_LAST ->
                "its price %s was too far on the wrong side of the last trade, %s"
                        .formatted(price(found), price(allowed));
            case PRICE_FROM_MARK ->
                "its price %s was too far on the wrong side of the mark, %s".formatted(price(found), price(allowed));
            case ORDER_SIZE -> "%,d contracts are more than %,d".formatted(found, allowed);
            case ORDER_VALUE ->
                "%s USD are more than one order may be worth, %s USD".formatted(cents(found), cents(allowed));
            case SYMBOL_VALUE ->
                "%s USD would be at stake on the symbol, %s USD may be".formatted(cents(found), cents(allowed));
            case EXPOSURE -> "%s USD would be at stake in all, %s USD may be".formatted(cents(found), cents(allowed));
            case ORDERS_A_SECOND -> "the account had asked for %,d orders within a second".formatted(found);
            case ORDERS_A_MINUTE -> "the account had asked for %,d orders within a minute".formatted(found);
            case DATA_AGE ->
                found < 0
                        ? "nothing was heard of the market yet"
                        : "the market was heard of last %,d ms before, %,d ms may pass".formatted(found, allowed);
            case UNRESOLVED -> "of %,d of the account's orders nobody knew what became of them".formatted(found);
            case CLOCK_SKEW -> "our clock was %,d ms off the venue's, it may be %,d ms".formatted(found, allowed);
            case SPREAD -> "buyers and sellers were %s apart, they may be %s".formatted(price(found), price(allowed));
            case LIQUIDATION ->
                "its stop at %s would not come before the liquidation at %s".formatted(price(found), price(allowed));
        };
    }

    private static String cents(long moneyE8) {
        return Prose.cents(moneyE8, RoundingMode.HALF_EVEN);
    }
}
