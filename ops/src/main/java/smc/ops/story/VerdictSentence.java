package smc.ops.story;

import static smc.ops.story.Prose.far;
import static smc.ops.story.Prose.near;
import static smc.ops.story.Prose.price;

import java.math.RoundingMode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;

/** A verdict in words (docs/rules.md, section 25). */
public final class VerdictSentence {
    private VerdictSentence() {}

    /** What a verdict means, whatever the numbers: the sentence of the glossary. */
    public static String of(Verdict verdict) {
        return switch (verdict) {
            case TRADE -> "It became a trade.";
            case TRADING_OFF -> "Trading was off.";
            case DATA_NOT_TRUSTED -> "The market data could not be trusted.";
            case STATE_CHANGED -> "The same candle ended the zone: its body reached beyond the far edge.";
            case NOT_ARMED -> "No candle had closed on the near side of the level before.";
            case BLOCK_TOO_THIN -> "The zone is too thin to hold a level.";
            case ALREADY_TRADED -> "This mode had traded this zone already.";
            case POSITION_OPEN -> "A trade was open, or an entry at market had just been decided.";
            case ENTRY_IN_FLIGHT -> "An entry order was sent and not answered yet.";
            case COOLDOWN -> "It was too soon after an exit in this direction.";
            case CLOSE_NOT_FAVOURABLE -> "The candle did not close in the direction of the trade.";
            case PRICE_BEYOND_LEVEL ->
                "The close before was not on the near side of the level: no order could rest there.";
            case SIZE_BELOW_ONE -> "The capital does not pay for one contract.";
            case STOP_GUARD ->
                "The emergency stop, as near as the leverage demands, would not lie beyond the far edge.";
            case NOT_NEAREST -> "Another zone was taken.";
            case OTHER_ORDER_FILLED -> "Another order filled in this candle and became the trade.";
            case REACHED_NOT_FILLED -> "The order rested and price came to it, but it did not fill.";
            case ORDER_NOT_LIVE -> "Price was there before the venue had accepted the order.";
            case LATE -> "The order could not leave in time.";
            case SCOPE_LOST -> "A resting order filled first and became the trade.";
            case ORDER_REFUSED -> "The order was refused, or cancelled before it filled.";
        };
    }

    /** Why this touch came to its verdict, with the numbers that were compared. */
    public static String of(RecordedDecision decision) {
        Direction direction = decision.direction();
        char mode = decision.mode().letter();
        String level = price(decision.entryLevelE8());
        long first = decision.value1();
        long second = decision.value2();
        return switch (decision.verdict()) {
            case TRADE ->
                "became trade %d: %s at %s".formatted(first, Prose.contracts(second), price(decision.value3()));
            case TRADING_OFF ->
                decision.verdict()
                        .reason(first)
                        .map(reason -> "trading was off: " + RiskSentence.of(reason, second, decision.value3()))
                        .orElse("trading was off");
            case DATA_NOT_TRUSTED -> "the market data could not be trusted";
            case STATE_CHANGED ->
                "the same candle ended the zone: its body reached %s, %s the edge %s"
                        .formatted(price(second), far(direction), price(first));
            case NOT_ARMED -> "no candle had closed %s the level %s before".formatted(near(direction), level);
            case BLOCK_TOO_THIN -> "the zone is too thin to hold a level: %s high".formatted(price(first));
            case ALREADY_TRADED -> "mode %s had traded this zone already".formatted(mode);
            case POSITION_OPEN ->
                first == 0 ? "an entry at market had just been decided" : "trade %d was open".formatted(first);
            case ENTRY_IN_FLIGHT -> "entry order %d was sent and not answered yet".formatted(first);
            case COOLDOWN -> "cool-down after an exit, %d %s left".formatted(first, first == 1 ? "candle" : "candles");
            case CLOSE_NOT_FAVOURABLE ->
                "the close %s was not %s the open %s".formatted(price(second), near(direction), price(first));
            case PRICE_BEYOND_LEVEL ->
                "the close before, %s, was not %s the level %s: no order could rest there"
                        .formatted(price(first), near(direction), level);
            case SIZE_BELOW_ONE ->
                // Rounded apart, so that the two never look equal.
                "capital %s USD does not pay for one contract: %s USD needed"
                        .formatted(Prose.cents(first, RoundingMode.FLOOR), Prose.cents(second, RoundingMode.CEILING));
            case STOP_GUARD ->
                "the emergency stop %s, as near as the leverage demands, would not lie %s the edge %s"
                        .formatted(price(first), far(direction), price(second));
            case NOT_NEAREST -> "another zone was taken, with its level at %s".formatted(price(first));
            case OTHER_ORDER_FILLED -> "another order filled in this candle and became trade %d".formatted(first);
            case REACHED_NOT_FILLED ->
                "order %d rested at %s, price came to %s, but it did not fill".formatted(first, level, price(second));
            case ORDER_NOT_LIVE -> "price was there before the venue had accepted order %d".formatted(first);
            case LATE -> "the order could not leave in time, by %s".formatted(Prose.time(first));
            case SCOPE_LOST -> "a resting order filled first and became trade %d".formatted(first);
            case ORDER_REFUSED ->
                decision.verdict()
                        .reason(first)
                        .map(reason -> "the order was held back: " + RiskSentence.of(reason, second, decision.value3()))
                        .orElseGet(() -> second == 0
                                ? "order %d was cancelled before it filled".formatted(first)
                                : "order %d was refused with code %d".formatted(first, second));
        };
    }
}
