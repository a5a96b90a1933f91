package smc.ops.notify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import smc.engine.outcome.ClosedTrade;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.ops.api.model.TradeLife;
import smc.ops.story.Prose;
import smc.strategy.number.FixedPoint;

/** A trade in words, as its owner reads them: prices with every digit they have, money in cents. */
final class TradeWords {
    private TradeWords() {}

    static String opened(TradeLife trade, String symbol, TradeEntered entered) {
        TradeOpened opened = trade.opened();
        return """
                OPENED %s %s: %s at %s
                trade %d, mode %s, %s %s block of %s
                target %s for %s, stop %s""".formatted(
                        opened.direction(),
                        symbol,
                        Prose.contracts(entered.contracts()),
                        Prose.price(entered.priceE8()),
                        trade.id(),
                        trade.mode().letter(),
                        Prose.name(opened.blockSide()),
                        Prose.name(opened.state()),
                        Prose.time(opened.originNanos()),
                        Prose.price(entered.targetE8()),
                        Prose.contracts(entered.targetContracts()),
                        Prose.price(entered.stopE8()));
    }

    /** Without what its first fill said. */
    static String opened(TradeLife trade, String symbol) {
        return "OPENED %s %s: trade %d, mode %s"
                .formatted(
                        trade.opened().direction(),
                        symbol,
                        trade.id(),
                        trade.mode().letter());
    }

    static String entered(TradeLife trade, String symbol, TradeEntered entered) {
        return """
                MORE %s %s: %s at %s
                trade %d, entry %s now, target %s, stop %s""".formatted(
                        trade.opened().direction(),
                        symbol,
                        Prose.contracts(entered.contracts()),
                        Prose.price(entered.priceE8()),
                        trade.id(),
                        Prose.price(entered.entryE8()),
                        Prose.price(entered.targetE8()),
                        Prose.price(entered.stopE8()));
    }

    static String reduced(TradeLife trade, String symbol, TradeReduced reduced) {
        return "PART OUT %s %s: %s at %s, %s; trade %d goes on"
                .formatted(
                        trade.opened().direction(),
                        symbol,
                        Prose.contracts(reduced.contracts()),
                        Prose.price(reduced.priceE8()),
                        Prose.name(reduced.reason()),
                        trade.id());
    }

    static String moved(TradeLife trade, String symbol, StopMoved moved) {
        return "STOP %s %s: now at %s, %s; trade %d"
                .formatted(
                        trade.opened().direction(),
                        symbol,
                        Prose.price(moved.stopE8()),
                        Prose.name(moved.reason()),
                        trade.id());
    }

    static String funded(TradeLife trade, String symbol, TradeFunded funded) {
        return "FUNDING %s %s: %s %s USD; trade %d"
                .formatted(
                        trade.opened().direction(),
                        symbol,
                        funded.moneyE8() >= 0 ? "paid" : "received",
                        cents(Math.abs(funded.moneyE8())),
                        trade.id());
    }

    static String closed(TradeLife.End end, TradeLife trade, String symbol) {
        ClosedTrade closed = end.trade();
        List<String> outs = new ArrayList<>();
        for (ClosedTrade.Exit exit : closed.exits()) {
            outs.add("%s at %s, %s"
                    .formatted(
                            Prose.contracts(exit.contracts()), Prose.price(exit.priceE8()), Prose.name(exit.reason())));
        }
        return """
                CLOSED %s %s: %s USD net, %s
                trade %d, mode %s, in at %s, held %s
                out: %s
                gain %s, fees %s, tax %s, funding %s; capital %s""".formatted(
                        closed.direction(),
                        symbol,
                        signedCents(closed.netE8()),
                        percent(closed.netE8(), closed.capitalBeforeE8()),
                        closed.id(),
                        trade.mode().letter(),
                        Prose.price(closed.entryE8()),
                        held(end.atNanos() - trade.atNanos()),
                        outs.stream().collect(Collectors.joining("; ")),
                        signedCents(closed.gainE8()),
                        cents(closed.feesE8()),
                        cents(closed.gstE8()),
                        cents(closed.fundingE8()),
                        cents(closed.capitalAfterE8()));
    }

    /** In cents, rounded half to even. */
    static String cents(long moneyE8) {
        return Prose.cents(moneyE8, RoundingMode.HALF_EVEN);
    }

    static String signedCents(long moneyE8) {
        return Prose.signed(moneyE8, cents(moneyE8));
    }

    /** Of the capital, with two decimals. */
    static String percent(long partE8, long wholeE8) {
        return wholeE8 == 0
                ? "of no capital"
                : "%s%% of the capital"
                        .formatted(Prose.signed(
                                partE8,
                                BigDecimal.valueOf(partE8)
                                        .multiply(BigDecimal.valueOf(100))
                                        .divide(BigDecimal.valueOf(wholeE8), 2, RoundingMode.HALF_EVEN)
                                        .toPlainString()));
    }

    /** In whole minutes. */
    static String held(long nanos) {
        Duration held = Duration.ofNanos(nanos);
        return held.toHours() == 0
                ? held.toMinutes() + " min"
                : "%d h %02d min".formatted(held.toHours(), held.toMinutesPart());
    }

    /** A price, with every digit. */
    static String price(long priceE8) {
        return FixedPoint.formatE8(priceE8);
    }
}
