package smc.ops.notify.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import smc.engine.outcome.ClosedTrade;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.risk.TradingState;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.story.Prose;
import smc.ops.story.RiskSentence;
import smc.ops.text.TickPrice;
import smc.strategy.number.FixedPoint;

/** What a reading says, for people: the figures of {@code ./smc status --json}, money in cents. Pure. */
final class Answers {
    private static final int BLOCKS_SHOWN = 6;
    private static final int TRADES_SHOWN = 10;

    private final Reading reading;
    private final EngineImage image;

    Answers(Reading reading) {
        this.reading = reading;
        image = reading.image();
    }

    String status() {
        List<String> lines = new ArrayList<>();
        lines.add("%s UTC, frame %d, epoch %d".formatted(Prose.time(image.atNanos()), image.sequence(), image.epoch()));
        for (Market market : image.markets()) {
            lines.add("%s %s, %d blocks alive%s"
                    .formatted(
                            market.symbol(),
                            Prose.price(market.lastPriceE8()),
                            market.blocks().size(),
                            market.isTrusted() ? "" : ", last candle not trusted"));
        }
        for (Desk desk : image.desks()) {
            lines.add("%s %s (%s): %s, %s, equity %s"
                    .formatted(
                            reading.account(desk.accountId()),
                            desk.symbol(),
                            desk.mode().letter(),
                            standing(desk),
                            position(desk),
                            cents(desk.equityE8())));
        }
        lines.add("open trades %d, orders %d"
                .formatted(image.trades().size(), image.orders().size()));
        return String.join("\n", lines);
    }

    private static String standing(Desk desk) {
        if (desk.standing().state() == TradingState.ACTIVE) {
            return desk.isTradingOn() ? "trading" : "new entries are off";
        }
        String why = desk.standing()
                .reason()
                .map(reason -> RiskSentence.of(
                        reason, desk.standing().found(), desk.standing().allowed()))
                .orElse("");
        String said = desk.standing().who().isEmpty()
                ? ""
                : " (%s: %s)".formatted(desk.standing().who(), desk.standing().why());
        return "%s, %s%s".formatted(desk.standing().state(), why, said);
    }

    private static String position(Desk desk) {
        return desk.contracts() == 0
                ? "flat"
                : "%s %s at %s"
                        .formatted(
                                desk.contracts() > 0 ? "long" : "short",
                                Prose.contracts(Math.abs(desk.contracts())),
                                Prose.price(desk.entryE8()));
    }

    String positions() {
        String lines = image.desks().stream()
                .filter(desk -> desk.contracts() != 0)
                .map(desk -> "%s %s: %s, stop %s, target %s, unrealised %s USD as of the last close"
                        .formatted(
                                reading.account(desk.accountId()),
                                desk.symbol(),
                                position(desk),
                                Prose.price(desk.stopE8()),
                                Prose.price(desk.targetE8()),
                                signed(desk.equityE8() - desk.capitalE8())))
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "no position is open" : lines;
    }

    String orders() {
        String lines = image.orders().stream().map(this::order).collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "no order works" : lines;
    }

    private String order(WorkingOrder order) {
        return "%d %s %s: %s, %s %s%s, %s, filled %d"
                .formatted(
                        order.known().orderId(),
                        reading.account(order.known().accountId()),
                        reading.symbol(order.known().instrumentId()),
                        Prose.name(order.known().purpose()),
                        Prose.verb(order.known().direction()),
                        Prose.contracts(order.wantedContracts()),
                        order.wantedPriceE8() == 0 ? "" : " at " + Prose.price(order.wantedPriceE8()),
                        Prose.name(order.known().state()),
                        order.known().filledContracts());
    }

    String blocks() {
        List<String> lines = new ArrayList<>();
        for (Market market : image.markets()) {
            lines.add("%s %s, %d alive, nearest first:"
                    .formatted(
                            market.symbol(),
                            TickPrice.of(reading.configuration(), market.symbol(), market.lastPriceE8()),
                            market.blocks().size()));
            for (Block block : market.blocks().stream().limit(BLOCKS_SHOWN).toList()) {
                lines.add("  %s %s %s-%s of %s"
                        .formatted(
                                Prose.name(block.side()),
                                Prose.name(block.state()),
                                TickPrice.of(reading.configuration(), market.symbol(), block.bottomE8()),
                                TickPrice.of(reading.configuration(), market.symbol(), block.topE8()),
                                Prose.time(block.originNanos())));
            }
        }
        return String.join("\n", lines);
    }

    String trades() {
        List<TradeLife> closed = reading.history().closed();
        String lines = closed.reversed().stream()
                .limit(TRADES_SHOWN)
                .map(trade -> {
                    ClosedTrade end =
                            trade.end(reading.sequence()).orElseThrow().trade();
                    return "%d %s %s %s (%s): %s to %s, net %s USD, %s"
                            .formatted(
                                    trade.id(),
                                    reading.account(end.accountId()),
                                    Prose.name(end.direction()),
                                    reading.symbol(end.instrumentId()),
                                    trade.mode().letter(),
                                    Prose.price(end.entryE8()),
                                    Prose.price(end.exits().getLast().priceE8()),
                                    signed(end.netE8()),
                                    Prose.name(end.reason()));
                })
                .collect(Collectors.joining("\n"));
        return lines.isEmpty()
                ? "no trade was closed yet"
                : "the last of %d closed trades, newest first:\n%s".formatted(closed.size(), lines);
    }

    String performance() {
        Map<String, List<ClosedTrade>> byDesk = new LinkedHashMap<>();
        byDesk.put("all", new ArrayList<>());
        for (TradeLife trade : reading.history().closed()) {
            ClosedTrade end = trade.end(reading.sequence()).orElseThrow().trade();
            byDesk.get("all").add(end);
            byDesk.computeIfAbsent(
                            "mode %s %s".formatted(trade.mode().letter(), reading.symbol(end.instrumentId())),
                            _ -> new ArrayList<>())
                    .add(end);
        }
        if (byDesk.get("all").isEmpty()) {
            return "no trade was closed yet";
        }
        return byDesk.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + sum(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String sum(List<ClosedTrade> trades) {
        long won = trades.stream().filter(trade -> trade.netE8() > 0).count();
        long winsE8 = trades.stream()
                .mapToLong(ClosedTrade::netE8)
                .filter(net -> net > 0)
                .sum();
        long lossesE8 = trades.stream()
                .mapToLong(ClosedTrade::netE8)
                .filter(net -> net < 0)
                .sum();
        long netE8 = trades.stream().mapToLong(ClosedTrade::netE8).sum();
        long costsE8 = trades.stream()
                .mapToLong(trade -> trade.gainE8() - trade.netE8())
                .sum();
        return "%d trades, %d won, net %s USD after costs of %s, profit factor %s"
                .formatted(
                        trades.size(),
                        won,
                        signed(netE8),
                        cents(costsE8),
                        lossesE8 == 0
                                ? "without a loss"
                                : BigDecimal.valueOf(winsE8)
                                        .divide(BigDecimal.valueOf(-lossesE8), 2, RoundingMode.HALF_EVEN)
                                        .toPlainString());
    }

    String balance() {
        List<String> lines = new ArrayList<>();
        long capitalE8 = 0;
        long equityE8 = 0;
        for (Desk desk : image.desks()) {
            lines.add("%s %s: capital %s, equity %s"
                    .formatted(
                            reading.account(desk.accountId()),
                            desk.symbol(),
                            cents(desk.capitalE8()),
                            cents(desk.equityE8())));
            capitalE8 = Math.addExact(capitalE8, desk.capitalE8());
            equityE8 = Math.addExact(equityE8, desk.equityE8());
        }
        lines.add("in all: capital %s, equity %s USD, equity as of the last close"
                .formatted(cents(capitalE8), cents(equityE8)));
        return String.join("\n", lines);
    }

    /** Of the market, as frames have it. */
    Instant now() {
        return Instant.ofEpochSecond(0, image.atNanos());
    }

    private static String cents(long moneyE8) {
        return BigDecimal.valueOf(moneyE8, FixedPoint.SCALE)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String signed(long moneyE8) {
        return Prose.signed(moneyE8, cents(moneyE8));
    }
}
