package smc.ops.journal.export;

import java.util.List;
import smc.engine.outcome.ClosedTrade;

/** A row for each trade that closed in the part. */
final class TradeRows {
    private static final List<Column> COLUMNS = List.of(
            Column.id("sequence"),
            Column.id("id"),
            Column.text("account"),
            Column.text("mode"),
            Column.text("symbol"),
            Column.text("direction"),
            Column.text("state"),
            Column.text("block_side"),
            Column.time("block_origin_time"),
            Column.time("entry_time"),
            Column.time("exit_time"),
            Column.count("contracts"),
            Column.decimal("entry_price"),
            Column.decimal("expected_entry_price"),
            Column.decimal("target"),
            Column.count("target_contracts"),
            Column.decimal("entry_atr"),
            Column.decimal("gain"),
            Column.decimal("fees"),
            Column.decimal("gst"),
            Column.decimal("funding"),
            Column.decimal("slippage"),
            Column.decimal("net"),
            Column.decimal("capital_before"),
            Column.decimal("capital_after"),
            Column.text("exit_reason"));

    private TradeRows() {}

    static Rows all() {
        return new ResultRows<>(
                COLUMNS,
                result -> result.record().trades(),
                (trade, sequences) -> sequences.trades().get(trade.id()),
                TradeRows::write);
    }

    private static void write(ClosedTrade trade, long sequence, Labels labels, ExportRow out) {
        out.id(sequence)
                .id(trade.id())
                .text(labels.accounts().get(trade.accountId()))
                .text(labels.mode(trade.accountId(), sequence))
                .text(labels.symbols().get(trade.instrumentId()))
                .name(trade.direction())
                .name(trade.state())
                .name(trade.blockSide())
                .candle(trade.originNanos())
                .candle(trade.entryNanos())
                .candle(trade.exitNanos())
                .count(trade.contracts())
                .decimal(trade.entryE8())
                .decimal(trade.expectedEntryE8())
                .decimal(trade.targetE8())
                .count(trade.targetContracts())
                .decimal(trade.entryAtrE8())
                .decimal(trade.gainE8())
                .decimal(trade.feesE8())
                .decimal(trade.gstE8())
                .decimal(trade.fundingE8())
                .decimal(trade.slippageE8())
                .decimal(trade.netE8())
                .decimal(trade.capitalBeforeE8())
                .decimal(trade.capitalAfterE8())
                .text(trade.reason().name())
                .end();
    }
}
