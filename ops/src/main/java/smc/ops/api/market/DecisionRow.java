package smc.ops.api.market;

import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.ops.api.document.Values;
import smc.ops.api.model.History.Touch;
import smc.ops.api.model.Reading;
import smc.ops.story.RecordedDecision;
import smc.ops.story.VerdictSentence;

/** A verdict as documents have it. */
final class DecisionRow {
    private DecisionRow() {}

    static void put(Reading reading, long sequence, Touch touch, ObjectNode json) {
        TouchJudged judged = touch.judged();
        String symbol = reading.symbol(judged.instrumentId());
        json.put("seq", Values.id(sequence))
                .put("time", Values.time(touch.atNanos()))
                .put("account", reading.account(judged.accountId()))
                .put("mode", String.valueOf(touch.mode().letter()))
                .put("symbol", symbol)
                .put("block", BlockNames.of(symbol, judged.blockSide(), judged.originNanos()))
                .put("blockSide", judged.blockSide().name())
                .put("blockState", judged.state().name())
                .put(
                        "direction",
                        BlockNames.direction(judged.blockSide(), judged.state()).name())
                .put("candle", Values.time(judged.candleNanos()))
                .put("level", Values.usd(judged.entryLevelE8()))
                .put("open", Values.usd(judged.openE8()))
                .put("high", Values.usd(judged.highE8()))
                .put("low", Values.usd(judged.lowE8()))
                .put("close", Values.usd(judged.closeE8()))
                .put("verdict", judged.verdict().name())
                .put("sentence", VerdictSentence.of(judged.verdict()))
                .put("text", text(symbol, touch))
                .put("trade", judged.verdict() == Verdict.TRADE ? Values.id(judged.value1()) : null);
    }

    /** Why it came to its verdict, with the numbers that were compared. */
    static String text(String symbol, Touch touch) {
        TouchJudged judged = touch.judged();
        return VerdictSentence.of(new RecordedDecision(
                judged.candleNanos(),
                touch.mode(),
                symbol,
                judged.blockSide(),
                judged.originNanos(),
                judged.state(),
                judged.entryLevelE8(),
                judged.openE8(),
                judged.highE8(),
                judged.lowE8(),
                judged.closeE8(),
                judged.verdict(),
                judged.value1(),
                judged.value2(),
                judged.value3()));
    }
}
