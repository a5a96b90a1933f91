package smc.ops.story;

import static smc.ops.story.Prose.price;
import static smc.ops.story.Prose.time;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.position.ExitReason;
import smc.ops.text.TextTable;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockEvent.Kind;

/** Tells one trade from the birth of its block to what its cool-down barred. */
public final class TradeStory {
    /** More touches than this are summed up: the last ones say most. */
    private static final int TOUCHES_SHOWN_MAX = 20;

    private static final String INDENT = "  ";

    private final RecordedTrade trade;
    private final List<BlockEvent> block;
    private final List<RecordedOrder> orders;
    /** What was said of the touch that it came of. */
    private final RecordedDecision decision;

    private final List<RecordedDecision> touchesBefore;
    private final List<RecordedDecision> touchesBarred;

    private TradeStory(RecordedRun run, RecordedTrade trade) throws IOException {
        this.trade = trade;
        block = run.blockEvents(trade.symbol()).stream()
                .filter(event -> event.kind().isBlock()
                        && event.side() == trade.blockSide()
                        && event.originNanos() == trade.originNanos())
                .toList();
        orders = run.orders().stream()
                .filter(order -> order.tradeId() == trade.id())
                .toList();
        List<RecordedDecision> decisions = run.decisions();
        List<RecordedDecision> touches =
                decisions.stream().filter(one -> one.isAboutZoneOf(trade)).toList();
        decision = touches.stream()
                .filter(one -> one.isEntryOf(trade))
                .findFirst()
                .or(() -> touches.stream()
                        .filter(one -> one.candleNanos() == trade.entryNanos())
                        .findFirst())
                .orElseThrow(() -> lacks("the verdict on its touch"));
        touchesBefore = touches.stream()
                .filter(one -> one.candleNanos() < trade.entryNanos())
                .toList();
        touchesBarred = barredBy(trade, run.trades(), decisions);
    }

    /**
     * Reads what belongs to a trade.
     *
     * @param trade of {@code run}
     * @throws IOException if the record cannot be read, or lacks the trade's block, verdict or orders
     */
    public static TradeStory of(RecordedRun run, RecordedTrade trade) throws IOException {
        var story = new TradeStory(run, trade);
        if (story.event(Kind.OB_CREATED).isEmpty()) {
            throw story.lacks("the birth of its block");
        }
        if (story.orders(OrderPurpose.ENTRY).isEmpty()) {
            throw story.lacks("its entry order");
        }
        if (story.orders(OrderPurpose.STOP).isEmpty()) {
            throw story.lacks("its stop order");
        }
        return story;
    }

    public void print(PrintWriter out) {
        printHeadline(out);
        printBlock(out);
        printTouchesBefore(out);
        printEntry(out);
        printTargetAndStop(out);
        printExits(out);
        printMoney(out);
        printOrders(out);
        printCooldown(out);
    }

    private void printHeadline(PrintWriter out) {
        String side = Prose.name(trade.blockSide());
        out.printf(
                "Trade %d %s: mode %s went %s %s, %s, in %s.%n",
                trade.id(),
                result(),
                trade.mode().letter(),
                Prose.name(trade.direction()),
                trade.symbol(),
                Prose.contracts(trade.contracts()),
                switch (trade.state()) {
                    case FRESH -> "a fresh " + side + " block";
                    case BREAKER -> "the breaker of a " + side + " block";
                });
        out.printf(
                "In at %s in candle %s, out in candle %s: %s.%n",
                price(trade.entryE8()), time(trade.entryNanos()), time(trade.exitNanos()), words(trade.reason()));
        out.println("Times are UTC; a candle has the time of its open.");
    }

    private String result() {
        long netE8 = trade.netE8();
        if (netE8 == 0) {
            return "came out even";
        }
        return "%s %s USD after costs"
                .formatted(netE8 > 0 ? "made" : "lost", Prose.cents(Math.abs(netE8), RoundingMode.HALF_EVEN));
    }

    private void printBlock(PrintWriter out) {
        heading(out, "Block");
        BlockEvent born = event(Kind.OB_CREATED).orElseThrow();
        fact(
                out,
                "zone",
                "%s block from %s to %s, %s high"
                        .formatted(
                                Prose.name(trade.blockSide()),
                                price(born.bottomE8()),
                                price(born.topE8()),
                                price(born.topE8() - born.bottomE8())));
        fact(out, "origin", "candle " + time(trade.originNanos()));
        fact(out, "born", "at the close of candle " + time(born.timeNanos()));
        event(Kind.OB_BREAKER).ifPresent(broken -> fact(out, "broken", ended(broken, "a breaker from then on")));
        event(Kind.OB_INVALIDATED).ifPresent(dead -> fact(out, "ended", ended(dead, "gone")));
        long edgeE8 = isLong() ? born.bottomE8() : born.topE8();
        fact(
                out,
                "traded",
                "%s: %s when price comes %s to %s, out when a body goes %s %s"
                        .formatted(
                                switch (trade.state()) {
                                    case FRESH -> "fresh";
                                    case BREAKER -> "as a breaker";
                                },
                                Prose.verb(trade.direction()),
                                isLong() ? "down" : "up",
                                price(decision.entryLevelE8()),
                                Prose.far(trade.direction()),
                                price(edgeE8)));
    }

    private static String ended(BlockEvent event, String what) {
        return "at the close of candle %s, %s".formatted(time(event.timeNanos()), what);
    }

    private void printTouchesBefore(PrintWriter out) {
        heading(out, "Touches of this zone before, mode " + trade.mode().letter());
        if (touchesBefore.isEmpty()) {
            out.println(INDENT + "none: this was the first");
            return;
        }
        int leftOut = Math.max(0, touchesBefore.size() - TOUCHES_SHOWN_MAX);
        TouchTable.ofOneZone(touchesBefore.subList(leftOut, touchesBefore.size()))
                .print(out, INDENT);
        if (leftOut > 0) {
            out.printf(INDENT + "and %,d before these; smc why-not shows all%n", leftOut);
        }
    }

    private void printEntry(PrintWriter out) {
        heading(out, "Entry");
        RecordedOrder entry = orders(OrderPurpose.ENTRY).getFirst();
        String order = "order %d, %s %s"
                .formatted(entry.id(), Prose.verb(trade.direction()), Prose.contracts(entry.contracts()));
        switch (trade.mode()) {
            case CANDLE_CLOSE ->
                fact(out, "decided", "%s, at the candle's close: %s at market".formatted(time(entry.atNanos()), order));
            case LIMIT ->
                fact(
                        out,
                        "planned",
                        "%s, at a candle's close: %s at %s or better"
                                .formatted(time(entry.atNanos()), order, price(entry.priceE8())));
        }
        fact(
                out,
                "candle",
                "%sopen %s  high %s  low %s  close %s"
                        .formatted(
                                trade.mode() == Mode.LIMIT ? time(decision.candleNanos()) + "  " : "",
                                price(decision.openE8()),
                                price(decision.highE8()),
                                price(decision.lowE8()),
                                price(decision.closeE8())));
        fact(out, "why", whyEntered());
        fact(out, "expected", price(trade.expectedEntryE8()));
        fact(
                out,
                "filled",
                "%s in candle %s, %s".formatted(price(trade.entryE8()), time(trade.entryNanos()), againstExpected()));
    }

    private String whyEntered() {
        if (decision.verdict() != Verdict.TRADE) {
            return "not as planned: %s; but the order filled before its cancel arrived"
                    .formatted(VerdictSentence.of(decision));
        }
        long reachedE8 = isLong() ? decision.lowE8() : decision.highE8();
        String reached = "price came %s to %s, %s the level %s"
                .formatted(
                        isLong() ? "down" : "up",
                        price(reachedE8),
                        reachedE8 == decision.entryLevelE8() ? "exactly" : "through",
                        price(decision.entryLevelE8()));
        return switch (trade.mode()) {
            case CANDLE_CLOSE ->
                "%s, and closed at %s, %s the open %s"
                        .formatted(
                                reached,
                                price(decision.closeE8()),
                                Prose.near(trade.direction()),
                                price(decision.openE8()));
            case LIMIT -> reached + ", where the order rested";
        };
    }

    private String againstExpected() {
        long worseE8 = trade.direction().sign() * (trade.entryE8() - trade.expectedEntryE8());
        if (worseE8 == 0) {
            return "as expected";
        }
        BigDecimal bps = BigDecimal.valueOf(Math.abs(worseE8))
                .multiply(BigDecimal.valueOf(10_000))
                .divide(BigDecimal.valueOf(trade.expectedEntryE8()), 1, RoundingMode.HALF_EVEN);
        return "%s %s, %s bps".formatted(price(Math.abs(worseE8)), worseE8 > 0 ? "worse" : "better", bps);
    }

    private void printTargetAndStop(PrintWriter out) {
        heading(out, "Target and stop");
        fact(
                out,
                "target",
                "%s, %s %s the entry: %s"
                        .formatted(
                                price(trade.targetE8()),
                                price(Math.abs(trade.targetE8() - trade.entryE8())),
                                Prose.near(trade.direction()),
                                trade.targetContracts() == 0
                                        ? "sells nothing, only arms the trail"
                                        : "for %d of %d".formatted(trade.targetContracts(), trade.contracts())));
        RecordedOrder stop = orders(OrderPurpose.STOP).getLast();
        // The emergency stop lies where the trade loses; the trail moves it to where it has earned something, nearly
        // always.
        boolean isTrail = trade.direction().isBeyond(stop.priceE8(), trade.entryE8())
                || (stop.filledContracts() > 0 && trade.reason() == ExitReason.TRAIL_STOP);
        fact(
                out,
                "stop",
                "%s, %s"
                        .formatted(
                                price(stop.priceE8()),
                                isTrail
                                        ? "where the trail had moved it in the end"
                                        : "the emergency stop, resting from the first fill"));
        fact(out, "ATR", price(trade.entryAtrE8()) + " at the entry");
    }

    private void printExits(PrintWriter out) {
        heading(out, "Exit");
        int decimals = Prose.decimals(
                trade.exits().stream().flatMapToLong(exit -> LongStream.of(exit.priceE8(), gainPerCoinE8(exit))));
        var table = new TextTable(INDENT + "candle", "contracts", "price", "gain per coin", "why").alignLeft(4);
        for (RecordedTrade.Exit exit : trade.exits()) {
            long gainE8 = gainPerCoinE8(exit);
            table.add(
                    INDENT + time(exit.candleNanos()),
                    exit.contracts(),
                    price(exit.priceE8(), decimals),
                    Prose.signed(gainE8, price(gainE8, decimals)),
                    words(exit.reason()));
        }
        table.print(out);
    }

    private long gainPerCoinE8(RecordedTrade.Exit exit) {
        return trade.direction().sign() * (exit.priceE8() - trade.entryE8());
    }

    private String words(ExitReason reason) {
        return switch (reason) {
            case TARGET -> "the target was reached";
            case TRAIL_STOP -> "price came back to the trailing stop";
            case BODY_STOP -> "the zone ended, a body went " + Prose.far(trade.direction()) + " its edge";
            case EMERGENCY_STOP -> "the emergency stop was reached";
            case LIQUIDATION -> "the venue closed it for want of margin";
            case OPERATOR -> "the operator closed it";
            case RISK_LIMIT -> "a breaker closed it";
            case DOUBLE_FILL -> "an entry the other way filled before its cancel arrived";
        };
    }

    private void printMoney(PrintWriter out) {
        heading(out, "Money, USD");
        money(out, "gain", trade.gainE8(), "");
        money(out, "fees", -trade.feesE8(), "");
        money(out, "GST", -trade.gstE8(), "");
        money(out, "funding", -trade.fundingE8(), "");
        money(out, "net", trade.netE8(), "");
        money(out, "slippage", -trade.slippageE8(), "  in the gain already");
        out.printf(
                "%scapital went from %s to %s%n",
                INDENT, price(trade.capitalBeforeE8()), price(trade.capitalAfterE8()));
    }

    private void printOrders(PrintWriter out) {
        heading(out, "Orders");
        int decimals = Prose.decimals(
                orders.stream().flatMapToLong(order -> LongStream.of(order.priceE8(), order.averagePriceE8())));
        var table = new TextTable(
                        INDENT + "placed",
                        "order",
                        "for",
                        "side",
                        "type",
                        "contracts",
                        "price",
                        "filled",
                        "at",
                        "state")
                .alignLeft(2, 3, 4, 9);
        for (RecordedOrder order : orders) {
            table.add(
                    INDENT + time(order.atNanos()),
                    Long.toString(order.id()),
                    Prose.name(order.purpose()),
                    Prose.verb(order.direction()),
                    Prose.name(order.type()),
                    order.contracts(),
                    price(order.priceE8(), decimals),
                    order.filledContracts(),
                    order.filledContracts() == 0 ? "-" : price(order.averagePriceE8(), decimals),
                    Prose.name(order.state()));
        }
        table.print(out);
    }

    private void printCooldown(PrintWriter out) {
        heading(out, "Cool-down");
        if (touchesBarred.isEmpty()) {
            out.println(INDENT + "barred no touch");
        } else {
            TouchTable.ofAnyZone(touchesBarred).print(out, INDENT);
        }
    }

    /**
     * The touches that the cool-down after this trade barred: those between its exit and the next one in its direction (docs/rules.md,
     * section 23). Whether both modes share one position, and so one cool-down, is not recorded; that a trade of one mode barred a touch
     * by the other shows it.
     */
    private static List<RecordedDecision> barredBy(
            RecordedTrade trade, List<RecordedTrade> trades, List<RecordedDecision> decisions) {
        Map<Long, Mode> modes =
                trades.stream().collect(Collectors.toMap(RecordedTrade::id, RecordedTrade::mode, (first, _) -> first));
        boolean isShared = decisions.stream()
                .anyMatch(one -> one.verdict() == Verdict.POSITION_OPEN
                        && modes.getOrDefault(one.value1(), one.mode()) != one.mode());
        long untilNanos = trades.stream()
                .filter(next -> next.exitNanos() > trade.exitNanos()
                        && next.symbol().equals(trade.symbol())
                        && next.direction() == trade.direction()
                        && (isShared || next.mode() == trade.mode()))
                .mapToLong(RecordedTrade::exitNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        return decisions.stream()
                .filter(one -> one.verdict() == Verdict.COOLDOWN
                        && one.symbol().equals(trade.symbol())
                        && one.direction() == trade.direction()
                        && (isShared || one.mode() == trade.mode())
                        && one.candleNanos() >= trade.exitNanos()
                        && one.candleNanos() < untilNanos)
                .toList();
    }

    private boolean isLong() {
        return trade.direction() == Direction.LONG;
    }

    private Optional<BlockEvent> event(Kind kind) {
        return block.stream().filter(event -> event.kind() == kind).findFirst();
    }

    private List<RecordedOrder> orders(OrderPurpose purpose) {
        return orders.stream().filter(order -> order.purpose() == purpose).toList();
    }

    private IOException lacks(String what) {
        return new IOException("expected of trade %d %s, the record lacks it".formatted(trade.id(), what));
    }

    private static void heading(PrintWriter out, String text) {
        out.println();
        out.println(text);
    }

    private static void money(PrintWriter out, String name, long moneyE8, String note) {
        out.printf("%s%-14s %18s%s%n", INDENT, name, Prose.signed(moneyE8, Prose.money(moneyE8)), note);
    }

    private static void fact(PrintWriter out, String name, String text) {
        out.printf("%s%-9s %s%n", INDENT, name, text);
    }
}
