package smc.ops.state;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.engine.view.EngineImage.Standing;
import smc.engine.view.EngineImage.Trade;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.venue.KnownOrder;
import smc.ops.story.RiskSentence;
import smc.ops.text.DurationText;
import smc.ops.text.TextTable;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** How an engine stands, for people: markets, open trades, working orders, blocks and capital. */
public final class EngineImageText {
    private static final int BLOCKS_PER_SIDE = 3;

    private final Configuration configuration;
    private final List<String> accounts;
    private final EngineImage image;
    private final long asOfNanos;

    /**
     * @param configuration of the engine
     * @param asOfNanos the moment, epoch nanoseconds: prices are told as old as they were then
     */
    public EngineImageText(Configuration configuration, EngineImage image, long asOfNanos) {
        this.configuration = configuration;
        accounts = configuration.engine().accountNames();
        this.image = image;
        this.asOfNanos = asOfNanos;
    }

    /** Prints all of it. */
    public void print(PrintWriter out) {
        out.printf("%s, after sequence %d%n%n", utc(image.atNanos()), image.sequence());
        printMarkets(out);
        out.println();
        printTrades(out);
        out.println();
        printOrders(out);
        out.println();
        printBlocks(out);
        out.println();
        printCapital(out);
    }

    private void printMarkets(PrintWriter out) {
        var table = new TextTable("symbol", "price", "last candle", "open", "high", "low", "close", "contracts")
                .alignLeft(2);
        for (Market market : image.markets()) {
            Optional<Candle> last = market.lastCandle();
            table.add(
                    market.symbol(),
                    isTraded(market) ? FixedPoint.formatE8(market.lastTradeE8()) : "none yet",
                    last.map(candle -> utc(candle.openTimeNanos()).toString()).orElse("none closed yet"),
                    last.map(candle -> FixedPoint.formatE8(candle.openE8())).orElse(""),
                    last.map(candle -> FixedPoint.formatE8(candle.highE8())).orElse(""),
                    last.map(candle -> FixedPoint.formatE8(candle.lowE8())).orElse(""),
                    last.map(candle -> FixedPoint.formatE8(candle.closeE8())).orElse(""),
                    last.<Object>map(Candle::contracts).orElse(""));
        }
        table.print(out);
        printAges(out);
    }

    /** In a quiet market, and in a hole of the recording, the last price is not one of the moment. */
    private void printAges(PrintWriter out) {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        for (Market market : image.markets()) {
            long ageNanos = asOfNanos - market.lastTradeNanos();
            if (isTraded(market) && ageNanos > timeframeNanos) {
                out.printf(
                        "the price of %s is %s old: of its last trade, at %s%n",
                        market.symbol(), DurationText.of(Duration.ofNanos(ageNanos)), utc(market.lastTradeNanos()));
            }
        }
    }

    private void printTrades(PrintWriter out) {
        if (image.trades().isEmpty()) {
            out.println("no open trade");
            return;
        }
        var table = new TextTable(
                        "open trade", "account", "symbol", "side", "contracts", "entry", "stop", "target", "unrealised")
                .alignLeft(1, 2, 3);
        for (Trade trade : image.trades()) {
            var open = new OpenTrade(configuration, image, trade);
            table.add(
                    Long.toString(trade.id()),
                    accounts.get(trade.accountId()),
                    open.market().symbol(),
                    name(trade.direction()),
                    trade.contracts(),
                    FixedPoint.formatE8(trade.entryE8()),
                    prices(open.workingPricesE8(OrderPurpose.STOP)),
                    prices(open.workingPricesE8(OrderPurpose.TARGET)),
                    open.unrealised().orElse(""));
        }
        table.print(out);
    }

    private void printOrders(PrintWriter out) {
        if (image.orders().isEmpty()) {
            out.println("no working order");
            return;
        }
        var table = new TextTable(
                        "working order",
                        "account",
                        "symbol",
                        "for",
                        "type",
                        "side",
                        "price",
                        "contracts",
                        "filled",
                        "state",
                        "wanted at")
                .alignLeft(1, 2, 3, 4, 5, 9, 10);
        for (WorkingOrder order : image.orders()) {
            KnownOrder known = order.known();
            table.add(
                    Long.toString(known.orderId()),
                    accounts.get(known.accountId()),
                    market(known.instrumentId()).symbol(),
                    name(known.purpose()),
                    name(known.type()),
                    known.direction() == Direction.LONG ? "buy" : "sell",
                    FixedPoint.formatE8(order.wantedPriceE8()),
                    order.wantedContracts(),
                    known.filledContracts(),
                    isBracket(order) ? "comes with its entry" : name(known.state()),
                    utc(known.createdNanos()));
        }
        table.print(out);
    }

    private static boolean isBracket(WorkingOrder order) {
        return order.known().purpose() == OrderPurpose.STOP && order.tradeId() == 0;
    }

    private void printBlocks(PrintWriter out) {
        var table = new TextTable("symbol", "nearest blocks", "bottom", "top", "price is", "origin").alignLeft(1, 4, 5);
        long live = 0;
        for (Market market : image.markets()) {
            live += market.blocks().size();
            if (!isTraded(market)) {
                continue;
            }
            for (Block block : nearest(market)) {
                table.add(
                        market.symbol(),
                        name(block.side()) + " " + name(block.state()),
                        FixedPoint.formatE8(block.bottomE8()),
                        FixedPoint.formatE8(block.topE8()),
                        place(block, market.lastTradeE8()),
                        utc(block.originNanos()));
            }
        }
        if (live == 0) {
            out.println("no live block");
            return;
        }
        table.print(out);
        out.printf("%,d blocks live%n", live);
    }

    private void printCapital(PrintWriter out) {
        var table = new TextTable("account", "symbol", "capital", "cool-down").alignLeft(1, 3);
        for (Desk desk : image.desks()) {
            table.add(
                    accounts.get(desk.accountId()),
                    desk.symbol(),
                    FixedPoint.formatE8(desk.capitalE8()),
                    coolDown(desk));
        }
        table.print(out);
        printHeldBack(out);
    }

    /** Nothing where everything may be done. */
    private void printHeldBack(PrintWriter out) {
        for (Desk desk : image.desks()) {
            Standing standing = desk.standing();
            standing.reason()
                    .ifPresent(reason -> out.printf(
                            "%s, %s: %s since %s%s, %s%s%n",
                            accounts.get(desk.accountId()),
                            desk.symbol(),
                            standing.state(),
                            utc(standing.sinceNanos()),
                            standing.untilNanos() == 0 ? "" : " until " + utc(standing.untilNanos()),
                            RiskSentence.of(reason, standing.found(), standing.allowed()),
                            standing.why().isEmpty() ? "" : " (%s: %s)".formatted(standing.who(), standing.why())));
        }
    }

    private Market market(int instrumentId) {
        return image.markets().get(instrumentId);
    }

    private static boolean isTraded(Market market) {
        return market.lastTradeE8() != 0;
    }

    private static String prices(List<Long> pricesE8) {
        return pricesE8.isEmpty()
                ? "none"
                : pricesE8.stream().map(FixedPoint::formatE8).collect(Collectors.joining(", "));
    }

    /** Those around the price and the next ones above and below, from the highest down. */
    private static List<Block> nearest(Market market) {
        long priceE8 = market.lastTradeE8();
        Predicate<Block> isAbove = block -> block.bottomE8() > priceE8;
        Predicate<Block> isBelow = block -> block.topE8() < priceE8;
        List<Block> above = market.blocks().stream()
                .filter(isAbove)
                .sorted(Comparator.comparingLong(Block::bottomE8))
                .limit(BLOCKS_PER_SIDE)
                .toList();
        Stream<Block> around = market.blocks().stream()
                .filter(isAbove.or(isBelow).negate())
                .sorted(Comparator.comparingLong(Block::topE8).reversed());
        Stream<Block> below = market.blocks().stream()
                .filter(isBelow)
                .sorted(Comparator.comparingLong(Block::topE8).reversed())
                .limit(BLOCKS_PER_SIDE);
        return Stream.of(above.reversed().stream(), around, below)
                .flatMap(part -> part)
                .toList();
    }

    private static String place(Block block, long priceE8) {
        if (block.bottomE8() > priceE8) {
            return percent(block.bottomE8() - priceE8, priceE8) + " below";
        }
        return block.topE8() < priceE8 ? percent(priceE8 - block.topE8(), priceE8) + " above" : "inside";
    }

    private static String percent(long differenceE8, long priceE8) {
        return BigDecimal.valueOf(differenceE8)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(priceE8), 2, RoundingMode.HALF_EVEN)
                + " %";
    }

    private static String coolDown(Desk desk) {
        String left = Stream.of(
                        coolDown(Direction.LONG, desk.longCooldown()), coolDown(Direction.SHORT, desk.shortCooldown()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? "none" : left;
    }

    private static String coolDown(Direction direction, long left) {
        return left == 0 ? "" : "no %s for %d %s".formatted(name(direction), left, left == 1 ? "candle" : "candles");
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static String name(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
