package smc.ops.journal.cause;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smc.execution.desk.event.Verdict;
import smc.strategy.structure.Side;

/** Who belongs to whom in a journal: orders to trades, trades to blocks. Gathered by reading it once. */
final class Relations implements SpokenFrames.Listener {
    private static final int NONE = -1;

    private final Map<Long, Order> orders = new HashMap<>();
    private final Map<Long, Trade> trades = new HashMap<>();
    private final Set<BlockName> blocks = new HashSet<>();

    /** Of entries that became no trade, by the verdict on their touch. */
    private final Map<Long, BlockName> blocksOfOrders = new HashMap<>();

    /**
     * An order that was wanted.
     *
     * @param tradeId it worked for; 0 if it never became one
     */
    record Order(int instrumentId, int accountId, boolean isEntry, long tradeId) {
        private Order joining(long id) {
            return new Order(instrumentId, accountId, isEntry, id);
        }
    }

    /**
     * A trade that was opened.
     *
     * @param closedAt sequence of the frame that closed it; {@link Long#MAX_VALUE} while it is open
     */
    record Trade(int instrumentId, int accountId, BlockName block, long entryOrderId, long stopOrderId, long closedAt) {
        private Trade closed(long sequence) {
            return new Trade(instrumentId, accountId, block, entryOrderId, stopOrderId, sequence);
        }

        boolean isClosed() {
            return closedAt != Long.MAX_VALUE;
        }
    }

    @Override
    public void onFrame(long sequence, long atNanos, List<Message> messages) {
        for (Message message : messages) {
            switch (message.name()) {
                case "submit" -> onSubmit(message);
                case "tradeOpened" -> onOpened(message);
                case "tradeClosed" ->
                    trades.computeIfPresent(message.number("trade"), (_, trade) -> trade.closed(sequence));
                case "touchJudged" -> onTouch(message);
                case "blockBorn", "blockFound" -> blocks.add(block(message, "side"));
                default -> {
                    // Nothing belongs to anything by it.
                }
            }
        }
    }

    private void onSubmit(Message submit) {
        var order = new Order(
                instrument(submit),
                (int) submit.number("account"),
                submit.get("purpose").equals("ENTRY"),
                submit.number("trade"));
        orders.put(submit.number("order"), order);
        if (submit.number("stopOrder") != 0) {
            orders.put(
                    submit.number("stopOrder"),
                    new Order(order.instrumentId(), order.accountId(), false, order.tradeId()));
        }
    }

    private void onOpened(Message opened) {
        long trade = opened.number("trade");
        trades.put(
                trade,
                new Trade(
                        instrument(opened),
                        (int) opened.number("account"),
                        block(opened, "blockSide"),
                        opened.number("entryOrder"),
                        opened.number("stopOrder"),
                        Long.MAX_VALUE));
        orders.computeIfPresent(opened.number("entryOrder"), (_, order) -> order.joining(trade));
        orders.computeIfPresent(opened.number("stopOrder"), (_, order) -> order.joining(trade));
    }

    private void onTouch(Message touch) {
        switch (Verdict.valueOf(touch.get("verdict"))) {
            case REACHED_NOT_FILLED, ORDER_NOT_LIVE, ORDER_REFUSED ->
                blocksOfOrders.put(touch.number("value1"), block(touch, "blockSide"));
            default -> {
                // It names no order that was an entry into this block.
            }
        }
    }

    private static int instrument(Message message) {
        return (int) message.number("instrument");
    }

    private static BlockName block(Message message, String sideField) {
        return new BlockName(instrument(message), Side.valueOf(message.get(sideField)), message.nanos("origin"));
    }

    /** The block that an entry was to be made in, as far as it was ever said. */
    Optional<BlockName> blockOf(long orderId) {
        Order order = orders.get(orderId);
        if (order == null || !order.isEntry()) {
            return Optional.empty();
        }
        Trade trade = trades.get(order.tradeId());
        return trade != null ? Optional.of(trade.block()) : Optional.ofNullable(blocksOfOrders.get(orderId));
    }

    /** By id. */
    Map<Long, Order> orders() {
        return orders;
    }

    /** By id. */
    Map<Long, Trade> trades() {
        return trades;
    }

    /** Every block there ever was. */
    Set<BlockName> blocks() {
        return blocks;
    }

    /** The instrument that a message is about, by itself or by the trade or order it names; -1 if it is about none. */
    int instrumentOf(Message message) {
        if (message.has("instrument")) {
            return instrument(message);
        }
        if (message.has("trade") && trades.containsKey(message.number("trade"))) {
            return trades.get(message.number("trade")).instrumentId();
        }
        return message.has("order") && orders.containsKey(message.number("order"))
                ? orders.get(message.number("order")).instrumentId()
                : NONE;
    }
}
