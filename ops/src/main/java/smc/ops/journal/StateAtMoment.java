package smc.ops.journal;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig.PositionScope;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.engine.outcome.OrderRecord;
import smc.engine.outcome.RunRecord;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.position.ExitReason;
import smc.ops.result.BacktestResult;
import smc.ops.text.DurationText;
import smc.ops.text.TextTable;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** How things stood at a moment of a recording, put together from the effects up to there. */
public final class StateAtMoment {
    private static final int BLOCKS_PER_SIDE = 3;

    private final JournalResult journal;
    private final long asOfNanos;
    private final RunRecord record;
    private final Configuration configuration;
    private final List<BacktestResult.Account> accounts;
    private final List<String> symbols;

    /** A block that lives. */
    private record Block(Side side, BlockState state, long originNanos, long topE8, long bottomE8) {}

    /** @param asOfNanos the moment, epoch nanoseconds: prices are told as old as they were then */
    public StateAtMoment(JournalResult journal, long asOfNanos) {
        this.journal = journal;
        this.asOfNanos = asOfNanos;
        BacktestResult result = journal.result();
        record = result.record();
        configuration = result.configuration();
        accounts = result.accounts();
        symbols = configuration.engine().symbols();
    }

    /** Prints markets, open trades, working orders, blocks and capital. */
    public void print(PrintWriter out) {
        out.printf("%s, after sequence %d%n%n", Moment.utc(journal.lastNanos()), journal.lastSequence());
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
        for (int i = 0; i < symbols.size(); i++) {
            List<Candle> candles = record.closedCandles(i);
            if (candles.isEmpty()) {
                table.add(symbols.get(i), price(journal.lastPriceE8(i)), "none closed yet", "", "", "", "", "");
                continue;
            }
            Candle last = candles.getLast();
            table.add(
                    symbols.get(i),
                    price(journal.lastPriceE8(i)),
                    Moment.utc(last.openTimeNanos()),
                    FixedPoint.formatE8(last.openE8()),
                    FixedPoint.formatE8(last.highE8()),
                    FixedPoint.formatE8(last.lowE8()),
                    FixedPoint.formatE8(last.closeE8()),
                    last.contracts());
        }
        table.print(out);
        printAges(out);
    }

    /** In a quiet market, and in a hole of the recording, the last price is not one of the moment. */
    private void printAges(PrintWriter out) {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        for (int i = 0; i < symbols.size(); i++) {
            OptionalLong priceNanos = journal.lastPriceNanos(i);
            if (priceNanos.isPresent() && asOfNanos - priceNanos.getAsLong() > timeframeNanos) {
                out.printf(
                        "the price of %s is %s old: of its last trade, at %s%n",
                        symbols.get(i),
                        DurationText.of(Duration.ofNanos(asOfNanos - priceNanos.getAsLong())),
                        Moment.utc(priceNanos.getAsLong()));
            }
        }
    }

    private void printTrades(PrintWriter out) {
        if (record.openTrades().isEmpty()) {
            out.println("no open trade");
            return;
        }
        var table = new TextTable(
                        "open trade", "account", "symbol", "side", "contracts", "entry", "stop", "target", "unrealised")
                .alignLeft(1, 2, 3);
        for (long tradeId : record.openTrades()) {
            List<OrderRecord> orders = record.orders().stream()
                    .filter(order -> order.tradeId() == tradeId)
                    .toList();
            List<OrderRecord> entries = orders.stream()
                    .filter(order -> order.purpose() == OrderPurpose.ENTRY && order.filledContracts() > 0)
                    .toList();
            OrderRecord first = entries.getFirst();
            long contracts = filled(entries)
                    - filled(orders.stream()
                            .filter(order -> order.purpose() != OrderPurpose.ENTRY)
                            .toList());
            BigDecimal entry = average(entries);
            table.add(
                    Long.toString(tradeId),
                    accounts.get(first.accountId()).name(),
                    symbols.get(first.instrumentId()),
                    name(first.direction()),
                    contracts,
                    entry.toPlainString(),
                    working(orders, OrderPurpose.STOP),
                    working(orders, OrderPurpose.TARGET),
                    unrealised(first, entry, contracts));
        }
        table.print(out);
    }

    private void printOrders(PrintWriter out) {
        List<OrderRecord> working = record.orders().stream()
                .filter(order -> !order.state().isFinal())
                .toList();
        if (working.isEmpty()) {
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
        for (OrderRecord order : working) {
            table.add(
                    Long.toString(order.id()),
                    accounts.get(order.accountId()).name(),
                    symbols.get(order.instrumentId()),
                    name(order.purpose()),
                    name(order.type()),
                    order.direction() == Direction.LONG ? "buy" : "sell",
                    FixedPoint.formatE8(order.priceE8()),
                    order.contracts(),
                    order.filledContracts(),
                    isBracket(order) ? "comes with its entry" : name(order.state()),
                    Moment.utc(order.atNanos()));
        }
        table.print(out);
    }

    private static boolean isBracket(OrderRecord order) {
        return order.purpose() == OrderPurpose.STOP && order.tradeId() == 0;
    }

    private void printBlocks(PrintWriter out) {
        var table = new TextTable("symbol", "nearest blocks", "bottom", "top", "price is", "origin").alignLeft(1, 4, 5);
        long live = 0;
        for (int i = 0; i < symbols.size(); i++) {
            List<Block> blocks = liveBlocks(i);
            live += blocks.size();
            OptionalLong priceE8 = journal.lastPriceE8(i);
            if (priceE8.isPresent()) {
                for (Block block : nearest(blocks, priceE8.getAsLong())) {
                    table.add(
                            symbols.get(i),
                            name(block.side()) + " " + name(block.state()),
                            FixedPoint.formatE8(block.bottomE8()),
                            FixedPoint.formatE8(block.topE8()),
                            place(block, priceE8.getAsLong()),
                            Moment.utc(block.originNanos()));
                }
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
        for (int account = 0; account < accounts.size(); account++) {
            for (int i = 0; i < symbols.size(); i++) {
                table.add(
                        accounts.get(account).name(),
                        symbols.get(i),
                        FixedPoint.formatE8(capitalE8(account, i)),
                        coolDown(account, i));
            }
        }
        table.print(out);
    }

    private static long filled(List<OrderRecord> orders) {
        return orders.stream().mapToLong(OrderRecord::filledContracts).sum();
    }

    /** To the last digit that prices have, rounded half-even. */
    private static BigDecimal average(List<OrderRecord> entries) {
        BigDecimal sum = entries.stream()
                .map(order -> decimal(order.averagePriceE8()).multiply(BigDecimal.valueOf(order.filledContracts())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return plain(sum.divide(BigDecimal.valueOf(filled(entries)), FixedPoint.SCALE, RoundingMode.HALF_EVEN));
    }

    private static String working(List<OrderRecord> orders, OrderPurpose purpose) {
        String prices = orders.stream()
                .filter(order -> order.purpose() == purpose && !order.state().isFinal())
                .map(order -> FixedPoint.formatE8(order.priceE8()))
                .collect(Collectors.joining(", "));
        return prices.isEmpty() ? "none" : prices;
    }

    /** Before costs, at the last price. */
    private String unrealised(OrderRecord entryOrder, BigDecimal entry, long contracts) {
        OptionalLong priceE8 = journal.lastPriceE8(entryOrder.instrumentId());
        if (priceE8.isEmpty()) {
            return "";
        }
        BigDecimal contractValue = decimal(configuration
                .symbols()
                .get(symbols.get(entryOrder.instrumentId()))
                .contractValueE8());
        BigDecimal move = decimal(priceE8.getAsLong()).subtract(entry);
        return plain((entryOrder.direction() == Direction.LONG ? move : move.negate())
                        .multiply(contractValue)
                        .multiply(BigDecimal.valueOf(contracts))
                        .setScale(FixedPoint.SCALE, RoundingMode.FLOOR))
                .toPlainString();
    }

    private List<Block> liveBlocks(int instrumentId) {
        Map<List<Object>, Block> live = new LinkedHashMap<>();
        for (BlockEvent event : record.blockEvents(instrumentId)) {
            List<Object> key = List.of(event.side(), event.originNanos());
            switch (event.kind()) {
                case OB_CREATED -> live.put(key, block(event, BlockState.FRESH));
                case OB_BREAKER -> live.put(key, block(event, BlockState.BREAKER));
                case OB_INVALIDATED -> live.remove(key);
                case BOS, CHOCH, SWEEP -> {
                    // About levels, not blocks.
                }
            }
        }
        return List.copyOf(live.values());
    }

    private static Block block(BlockEvent event, BlockState state) {
        return new Block(event.side(), state, event.originNanos(), event.topE8(), event.bottomE8());
    }

    /** Those around the price and the next ones above and below, from the highest down. */
    private static List<Block> nearest(List<Block> blocks, long priceE8) {
        Predicate<Block> isAbove = block -> block.bottomE8() > priceE8;
        Predicate<Block> isBelow = block -> block.topE8() < priceE8;
        List<Block> above = blocks.stream()
                .filter(isAbove)
                .sorted(Comparator.comparingLong(Block::bottomE8))
                .limit(BLOCKS_PER_SIDE)
                .toList();
        Stream<Block> around = blocks.stream()
                .filter(isAbove.or(isBelow).negate())
                .sorted(Comparator.comparingLong(Block::topE8).reversed());
        Stream<Block> below = blocks.stream()
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

    /** The later of the last close's and the last closed trade's, which comes within a candle. */
    private long capitalE8(int account, int instrumentId) {
        OptionalLong atClose = OptionalLong.empty();
        long closeNanos = Long.MIN_VALUE;
        for (EquityPoint point : record.equity().reversed()) {
            if (point.accountId() == account && point.instrumentId() == instrumentId) {
                atClose = OptionalLong.of(point.capitalE8());
                closeNanos = point.candleNanos();
                break;
            }
        }
        for (ClosedTrade trade : record.trades().reversed()) {
            if (trade.accountId() == account && trade.instrumentId() == instrumentId) {
                return trade.exitNanos() > closeNanos ? trade.capitalAfterE8() : atClose.orElseThrow();
            }
        }
        return atClose.orElse(configuration(account).capitalE8());
    }

    /** Rule 10 of docs/rules.md, section 25: candles left in each direction. */
    private String coolDown(int account, int instrumentId) {
        String left = Stream.of(Direction.LONG, Direction.SHORT)
                .map(direction -> coolDown(account, instrumentId, direction))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return left.isEmpty() ? "none" : left;
    }

    private String coolDown(int account, int instrumentId, Direction direction) {
        boolean isShared = configuration.engine().positionScope() == PositionScope.SYMBOL;
        long exitIndex = record.trades().stream()
                .filter(trade -> trade.instrumentId() == instrumentId
                        && trade.direction() == direction
                        && (isShared || trade.accountId() == account))
                .mapToLong(this::exitIndex)
                .max()
                .orElse(Integer.MIN_VALUE);
        long closedIndex = record.closedCandles(instrumentId).size() - 1L;
        long left = exitIndex + configuration(account).cooldownCandles() - closedIndex;
        return left <= 0 ? "" : "no %s for %d %s".formatted(name(direction), left, left == 1 ? "candle" : "candles");
    }

    /** The candle whose close decided the exit, or the one inside which it filled. */
    private long exitIndex(ClosedTrade trade) {
        List<Candle> candles = record.closedCandles(trade.instrumentId());
        int index = Collections.binarySearch(
                candles.stream().map(Candle::openTimeNanos).toList(), trade.exitNanos());
        int filledIn = index < 0 ? candles.size() : index;
        return trade.reason() == ExitReason.BODY_STOP ? filledIn - 1L : filledIn;
    }

    private AccountConfig configuration(int account) {
        return configuration.accounts().get(account);
    }

    private static String price(OptionalLong priceE8) {
        return priceE8.isPresent() ? FixedPoint.formatE8(priceE8.getAsLong()) : "none yet";
    }

    private static String name(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static BigDecimal decimal(long valueE8) {
        return BigDecimal.valueOf(valueE8, FixedPoint.SCALE);
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
