package smc.ops.journal.export;

import java.io.IOException;
import java.util.List;
import smc.engine.outcome.OrderRecord;
import smc.execution.instrument.Direction;
import smc.ops.journal.JournalResult;

/** A row for each order that was wanted in the part, as it stood at the end of it. */
final class OrderRows implements Rows {
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

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> write(Part part, ExportRow out) throws IOException {
        Sequences sequences = Sequences.of(part);
        Labels labels = Labels.of(part.data());
        for (OrderRecord order :
                JournalResult.of(part.data(), "", part.to()).result().record().orders()) {
            Long sequence = sequences.orders().get(order.id());
            if (sequence != null) {
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
        return sequences.remarks();
    }
}
