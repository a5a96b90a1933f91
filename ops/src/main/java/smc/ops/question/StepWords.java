package smc.ops.question;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import smc.engine.backtest.Backtest;
import smc.engine.core.CoreSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.ops.story.Prose;
import smc.ops.story.RecordedDecision;
import smc.ops.story.RiskSentence;
import smc.ops.story.VerdictSentence;

/** What a run says, for people, by the glossary's words; and what of it two runs share that did the same. */
final class StepWords {
    private List<String> symbols;
    private List<Mode> modes;

    /** @param sameness the words without ids, which depend on what others did before */
    record Said(String sameness, String words) {
        private static Said of(String words) {
            return new Said(words, words);
        }
    }

    StepWords(CoreSettings core) {
        goOnUnder(core);
    }

    /** What is said from here on is of these. */
    void goOnUnder(CoreSettings core) {
        symbols = core.instruments().stream()
                .map(instrument -> instrument.symbol())
                .toList();
        modes = core.accounts().stream().map(account -> account.mode()).toList();
    }

    static StepWords of(Backtest backtest) {
        return new StepWords(backtest.core());
    }

    /** How many there are. */
    int symbols() {
        return symbols.size();
    }

    String symbol(int instrumentId) {
        return symbols.get(instrumentId);
    }

    Mode mode(int accountId) {
        return modes.get(accountId);
    }

    /** Such as {@code SOLUSD, mode A}. */
    String place(int instrumentId, Mode mode) {
        return "%s, mode %s".formatted(symbol(instrumentId), mode.letter());
    }

    /** @param order that an edit or a cancel is about; empty for a bracket's stop */
    Said of(OrderRequest request, Optional<OrderLife> order) {
        return Said.of(
                switch (request) {
                    case Submit submit -> submitted(submit);
                    case Edit edit ->
                        "moves its %s to %s, %s"
                                .formatted(name(order), Prose.price(edit.priceE8()), Prose.contracts(edit.contracts()));
                    case Cancel _ ->
                        "cancels its " + name(order)
                                + order.map(life -> " at "
                                                + Prose.price(life.submit().priceE8()))
                                        .orElse("");
                });
    }

    private static String submitted(Submit order) {
        return "asks for %s: %s %s %s %s%s"
                .formatted(
                        article(Prose.name(order.purpose())),
                        Prose.verb(order.direction()),
                        Prose.contracts(order.contracts()),
                        order.type() == OrderType.MARKET ? "at market, counting on" : "at",
                        Prose.price(order.priceE8()),
                        order.hasStop() ? ", its emergency stop at " + Prose.price(order.stopE8()) : "");
    }

    private static String article(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private static String name(Optional<OrderLife> order) {
        return order.map(life -> Prose.name(life.submit().purpose())).orElse("emergency stop");
    }

    Said of(TouchJudged judged) {
        String zone = zone(Zone.of(judged)) + ", level " + Prose.price(judged.entryLevelE8());
        String what = "judges the touch of %s in the candle of %s: %s"
                .formatted(zone, Prose.time(judged.candleNanos()), judged.verdict());
        return new Said(
                what + " " + numbers(judged),
                what + ", " + VerdictSentence.of(decision(judged, mode(judged.accountId()))));
    }

    /** Such as {@code the fresh long zone of 2025-06-30 12:15}. */
    String zone(Zone zone) {
        return "the %s %s zone of %s"
                .formatted(Prose.name(zone.state()), Prose.name(zone.direction()), Prose.time(zone.originNanos()));
    }

    /** What a verdict carries besides ids. */
    static List<Long> numbers(TouchJudged judged) {
        List<Long> values = List.of(judged.value1(), judged.value2(), judged.value3());
        List<String> names = judged.verdict().numbers(judged.value1());
        return IntStream.range(0, names.size())
                .filter(i -> !names.get(i).endsWith(":id"))
                .mapToObj(values::get)
                .toList();
    }

    /** The verdict with its sentence. */
    String verdict(Course.Touch touch) {
        Verdict verdict = touch.judged().verdict();
        return verdict + ", " + VerdictSentence.of(decision(touch.judged(), touch.mode()));
    }

    private RecordedDecision decision(TouchJudged judged, Mode mode) {
        return new RecordedDecision(
                judged.candleNanos(),
                mode,
                symbol(judged.instrumentId()),
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
                judged.value3());
    }

    Said of(TradeEntered entered) {
        return Said.of(
                "enters with %s at %s".formatted(Prose.contracts(entered.contracts()), Prose.price(entered.priceE8())));
    }

    Said of(TradeReduced reduced) {
        return Said.of("leaves with %s at %s, %s"
                .formatted(
                        Prose.contracts(reduced.contracts()),
                        Prose.price(reduced.priceE8()),
                        Prose.name(reduced.reason())));
    }

    Said of(TradeFunded funded) {
        return Said.of("books funding of %s USD".formatted(Prose.price(funded.moneyE8())));
    }

    Said of(TradeClosed closed) {
        return Said.of("closes a trade, net %s USD"
                .formatted(Prose.price(closed.gainE8() - closed.feesE8() - closed.fundingE8())));
    }

    Said of(CapitalCorrected corrected) {
        return Said.of("books %s USD that belong to no open trade".formatted(Prose.price(corrected.moneyE8())));
    }

    Said of(StateChanged changed) {
        return Said.of("may do otherwise: %s%s"
                .formatted(
                        changed.state(),
                        changed.reason() == null
                                ? ""
                                : ", " + RiskSentence.of(changed.reason(), changed.found(), changed.allowed())));
    }

    /** A trade in one line. */
    String trade(ToldTrade trade) {
        var text = new StringBuilder(trade.opened().direction() == Direction.LONG ? "long" : "short");
        for (ToldTrade.Fill fill : trade.fills()) {
            text.append(", %s %s %,d at %s%s"
                    .formatted(
                            Prose.time(fill.atNanos()),
                            fill.reason().isEmpty() ? "in" : "out",
                            fill.contracts(),
                            Prose.price(fill.priceE8()),
                            fill.reason()
                                    .map(reason -> " (" + Prose.name(reason) + ")")
                                    .orElse("")));
        }
        if (trade.isClosed()) {
            text.append("; net %s USD".formatted(Prose.price(trade.netE8())));
        } else {
            text.append("; open");
        }
        return text.toString();
    }
}
