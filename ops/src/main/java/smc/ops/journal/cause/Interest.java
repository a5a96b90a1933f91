package smc.ops.journal.cause;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.execution.desk.event.Verdict;

/**
 * Which messages belong to a chain.
 *
 * @param orders all that is said of them
 * @param trades all that is said of them
 * @param milestones trades of which the opening and the end alone belong to it
 * @param block all that happens to it, up to {@code until}; empty if none is known
 * @param allTouches whether every touch of the block, or only those that name one of the orders or trades
 * @param until sequence behind which what happens to the block is no cause any more
 */
record Interest(
        Set<Long> orders,
        Set<Long> trades,
        Set<Long> milestones,
        Optional<BlockName> block,
        boolean allTouches,
        long until) {

    static Interest ofTrade(long id, Relations relations) {
        Relations.Trade trade = relations.trades().get(id);
        Set<Long> orders = Stream.concat(
                        relations.orders().entrySet().stream()
                                .filter(entry -> entry.getValue().tradeId() == id)
                                .map(entry -> entry.getKey()),
                        Stream.of(trade.entryOrderId(), trade.stopOrderId()))
                .filter(order -> order != 0)
                .collect(Collectors.toUnmodifiableSet());
        return new Interest(orders, Set.of(id), Set.of(), Optional.of(trade.block()), false, trade.closedAt());
    }

    /** Only an entry came of a block; what other orders came of is the opening of their trade. */
    static Interest ofOrder(long id, Relations relations) {
        Relations.Order order = relations.orders().get(id);
        Relations.Trade trade = relations.trades().get(order.tradeId());
        return new Interest(
                Set.of(id),
                Set.of(),
                trade == null ? Set.of() : Set.of(order.tradeId()),
                relations.blockOf(id),
                false,
                trade == null ? Long.MAX_VALUE : trade.closedAt());
    }

    static Interest ofBlock(BlockName block, Relations relations) {
        Set<Long> trades = relations.trades().entrySet().stream()
                .filter(entry -> entry.getValue().block().equals(block))
                .map(entry -> entry.getKey())
                .collect(Collectors.toUnmodifiableSet());
        return new Interest(Set.of(), Set.of(), trades, Optional.of(block), true, Long.MAX_VALUE);
    }

    boolean has(Message message, long sequence) {
        return switch (message.name()) {
            case "touchJudged" -> hasTouch(message);
            case "tradeOpened", "tradeClosed" ->
                message.namesOrder(orders) || message.namesTrade(trades) || message.namesTrade(milestones);
            case "blockBorn", "blockBroken", "blockDead", "blockWithdrawn", "blockFound" ->
                sequence <= until && block.isPresent() && block.get().isOf(message);
            default -> message.namesOrder(orders) || message.namesTrade(trades);
        };
    }

    /** Whether it stands in a frame beside what belongs to the chain, and says how that came. */
    boolean explains(Message message, Set<Integer> instruments, boolean hasBirth) {
        boolean isOfThem = message.has("instrument") && instruments.contains((int) message.number("instrument"));
        return switch (message.name()) {
            case "candleClosed", "candleCorrected" -> isOfThem;
            case "structureBroken" -> isOfThem && hasBirth;
            case "stopMoved", "tradeReduced", "tradeEntered" -> message.namesTrade(milestones) && !orders.isEmpty();
            default -> false;
        };
    }

    private boolean hasTouch(Message touch) {
        if (allTouches) {
            return block.isPresent() && block.get().isOf(touch);
        }
        long named = touch.number("value1");
        boolean isNamed = Verdict.valueOf(touch.get("verdict")).numbers(named).stream()
                .findFirst()
                .filter(number -> switch (number) {
                    case "trade:id" ->
                        touch.get("verdict").equals("TRADE")
                                && (trades.contains(named) || (milestones.contains(named) && block.isPresent()));
                    case "order:id" -> orders.contains(named);
                    default -> false;
                })
                .isPresent();
        return isNamed;
    }
}
