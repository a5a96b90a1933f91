package smc.ops.journal.export;

import java.util.List;
import smc.engine.outcome.OrderRecord;
import smc.execution.instrument.Direction;

/** A row for each order that was wanted in the part, as it stood at the end of it. */
final class OrderRows {
    private static final List<Column> COLUMNS = List.of(
            Column.id("sequence"),
            Column.id("id"),
            Column.id("trade_id"),
            Column.text("account"),
            Column.text("symbol"),
            Column.time("time"),
            Column.text("side"),
            Column.text("type"),
            Column.decimal("price"),
            Column.count("contracts"),
            Column.count("filled"),
            Column.decimal("average_price"),
            Column.text("state"),
            Column.text("reason"));

    private OrderRows() {}

    static Rows all() {
        return new ResultRows<>(
                COLUMNS,
                result -> result.record().orders(),
                (order, sequences) -> sequences.orders().get(order.id()),
                OrderRows::write);
    }

    private static void write(OrderRecord order, long sequence, Labels labels, ExportRow out) {
        out.id(sequence)
                .id(order.id())
                .id(order.tradeId())
                .text(labels.accounts().get(order.accountId()))
                .text(labels.symbols().get(order.instrumentId()))
                .time(order.atNanos())
                .text(order.direction() == Direction.LONG ? "buy" : "sell")
                .name(order.type())
                .decimal(order.priceE8())
                .count(order.contracts())
                .count(order.filledContracts());
        (order.filledContracts() == 0 ? out.none() : out.decimal(order.averagePriceE8()))
                .name(order.state())
                .name(order.purpose())
                .end();
    }
}
