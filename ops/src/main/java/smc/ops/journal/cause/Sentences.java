package smc.ops.journal.cause;

import java.time.Instant;
import java.util.Locale;
import smc.execution.desk.event.Verdict;
import smc.ops.story.RecordedDecision;
import smc.ops.story.VerdictSentence;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** Each message in words. One that has no words here is told as {@code ./smc journal dump} shows it. */
final class Sentences {
    private final Names names;

    Sentences(Names names) {
        this.names = names;
    }

    String of(Message message) {
        String symbol = names.symbol(message);
        String order = message.get("order");
        return switch (message.name()) {
            case "onClock" -> "clock";
            case "onTrade" -> "tick: %s at %s, %s".formatted(symbol, message.get("price"), contracts(message));
            case "onEngineStarted" -> "the engine was started, epoch " + message.get("epoch");
            case "onCandle" -> "a whole candle came: " + candle(message, "openTime");
            case "onOfficialCandle" -> "the venue's own candle came: " + candle(message, "openTime");
            case "onHistoryCandle" -> "a candle of the venue's history came: " + candle(message, "openTime");
            case "onTradingSwitched" ->
                "trading of %s was switched %s"
                        .formatted(names.account(message), message.get("isOn").equals("true") ? "on" : "off");
            case "onFunding" -> "funding of %s USD was booked on %s".formatted(message.get("money"), symbol);
            case "onLiquidated" ->
                "the venue closed %s of %s at %s for want of margin"
                        .formatted(contracts(message), symbol, message.get("price"));
            case "onPositionMoved" ->
                "somebody else's order filled %s of %s at %s: the venue holds %s from then on"
                        .formatted(contracts(message), symbol, message.get("price"), message.get("heldContracts"));
            case "onWalletRead" ->
                "the wallet of %s holds %s USD, %s USD of it by trades"
                        .formatted(names.account(message), message.get("wallet"), message.get("brought"));
            case "onOrderSent" -> "order %s was handed to the venue".formatted(order);
            case "onOrderAccepted" -> "the venue has order " + order;
            case "onOrderUnanswered" -> "no answer about order %s came in time".formatted(order);
            case "onOrderRejected" -> "order %s was refused, code %s".formatted(order, message.get("code"));
            case "onOrderCancelled" -> "order %s was cancelled".formatted(order);
            case "onOrderEdited" ->
                "the venue changed order %s: %s at %s".formatted(order, contracts(message), message.get("price"));
            case "onOrderEditRejected" -> "the venue left order %s as it was".formatted(order);
            case "onOrderFilled" ->
                "order %s filled: %s in all, the last at %s, fee %s USD"
                        .formatted(order, message.get("filledContracts"), message.get("price"), message.get("fee"));
            case "submit" -> submit(message, symbol);
            case "edit" -> "order %s should have %s at %s".formatted(order, contracts(message), message.get("price"));
            case "cancel" -> "order %s should not fill any more".formatted(order);
            case "orderChanged" -> changed(message);
            case "touchJudged" -> touch(message);
            case "candleClosed" ->
                "candle closed: " + candle(message, "candle")
                        + (message.get("isTrusted").equals("false") ? ", not trusted" : "");
            case "candleCorrected" -> "candle corrected by the venue's own: " + candle(message, "candle");
            case "structureBroken" ->
                "structure broken %s at %s: %s"
                        .formatted(
                                message.get("direction").equals("BULL") ? "upward" : "downward",
                                message.get("level"),
                                message.get("kind"));
            case "levelSwept" -> "level %s swept".formatted(message.get("level"));
            case "blockBorn" -> "block born: " + block(message);
            case "blockBroken" -> "block broken, a breaker from here on: " + block(message);
            case "blockDead" -> "block dead: " + block(message);
            case "blockWithdrawn" -> "block withdrawn by a corrected candle: " + block(message);
            case "blockFound" ->
                "block found by a corrected candle, %s: %s".formatted(words(message.get("state")), block(message));
            case "tradeOpened", "tradeEntered", "stopMoved", "tradeReduced", "tradeFunded", "tradeClosed" ->
                trade(message, symbol);
            case "capitalCorrected" ->
                "money that belongs to no open trade, %s USD; capital %s"
                        .formatted(message.get("money"), message.get("capital"));
            default -> message.text().toText();
        };
    }

    private String trade(Message message, String symbol) {
        String trade = message.get("trade");
        return switch (message.name()) {
            case "tradeOpened" ->
                "trade %s opened: %s %s on %s, by order %s, of the %s %s block of %s"
                        .formatted(
                                trade,
                                words(message.get("direction")),
                                symbol,
                                names.account(message),
                                message.get("entryOrder"),
                                words(message.get("state")),
                                words(message.get("blockSide")),
                                time(message.nanos("origin")));
            case "tradeEntered" ->
                "%s of trade %s came in at %s; entry %s, target %s, stop %s"
                        .formatted(
                                contracts(message),
                                trade,
                                message.get("price"),
                                message.get("entry"),
                                message.get("target"),
                                message.get("stop"));
            case "stopMoved" ->
                "stop of trade %s moved to %s: %s".formatted(trade, message.get("stop"), words(message.get("reason")));
            case "tradeReduced" ->
                "%s of trade %s went out at %s: %s"
                        .formatted(contracts(message), trade, message.get("price"), words(message.get("reason")));
            case "tradeFunded" -> "trade %s was charged %s USD of funding".formatted(trade, message.get("money"));
            case "tradeClosed" ->
                "trade %s closed: gain %s, fees %s, funding %s USD; capital from %s to %s: %s"
                        .formatted(
                                trade,
                                message.get("gain"),
                                message.get("fees"),
                                message.get("funding"),
                                message.get("capitalBefore"),
                                message.get("capitalAfter"),
                                words(message.get("reason")));
            default -> throw new IllegalArgumentException("expected a message about a trade, was " + message.name());
        };
    }

    private static String submit(Message submit, String symbol) {
        String price = switch (submit.get("type")) {
            case "MARKET" -> "at market, counted on " + submit.get("price");
            case "LIMIT" -> "at %s or better".formatted(submit.get("price"));
            default -> "triggered at " + submit.get("price");
        };
        String stop = submit.number("stopOrder") == 0
                ? ""
                : "; its stop is order %s at %s".formatted(submit.get("stopOrder"), submit.get("stop"));
        return "order %s wanted, %s: %s %s of %s %s%s"
                .formatted(
                        submit.get("order"),
                        words(submit.get("purpose")),
                        submit.get("direction").equals("LONG") ? "buy" : "sell",
                        contracts(submit),
                        symbol,
                        price,
                        stop);
    }

    private static String changed(Message changed) {
        return "order %s is %s%s"
                .formatted(
                        changed.get("order"),
                        words(changed.get("state")),
                        changed.number("filledContracts") == 0
                                ? ""
                                : ", %s filled at %s"
                                        .formatted(changed.get("filledContracts"), changed.get("averagePrice")));
    }

    private String touch(Message touch) {
        RecordedDecision decision = decision(touch);
        return "touch judged, mode %s, %s %s block of %s, level %s: %s, %s"
                .formatted(
                        decision.mode().letter(),
                        words(touch.get("state")),
                        words(touch.get("blockSide")),
                        time(decision.originNanos()),
                        touch.get("entryLevel"),
                        decision.verdict(),
                        VerdictSentence.of(decision));
    }

    /** A verdict as results have it. */
    RecordedDecision decision(Message touch) {
        return new RecordedDecision(
                touch.nanos("candle"),
                names.mode(touch),
                names.symbol(touch),
                Side.valueOf(touch.get("blockSide")),
                touch.nanos("origin"),
                BlockState.valueOf(touch.get("state")),
                touch.e8("entryLevel"),
                touch.e8("open"),
                touch.e8("high"),
                touch.e8("low"),
                touch.e8("close"),
                Verdict.valueOf(touch.get("verdict")),
                touch.number("value1"),
                touch.number("value2"),
                touch.number("value3"));
    }

    private static String candle(Message candle, String timeField) {
        return "%s, open %s high %s low %s close %s"
                .formatted(
                        time(candle.nanos(timeField)),
                        candle.get("open"),
                        candle.get("high"),
                        candle.get("low"),
                        candle.get("close"));
    }

    private static String block(Message block) {
        return "%s, %s to %s, drawn on candle %s"
                .formatted(
                        words(block.get("side")), block.get("bottom"), block.get("top"), time(block.nanos("origin")));
    }

    private static String contracts(Message message) {
        long contracts = message.number("contracts");
        return contracts == 1 ? "1 contract" : "%,d contracts".formatted(contracts);
    }

    /** Such that it can be typed in again. */
    static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
