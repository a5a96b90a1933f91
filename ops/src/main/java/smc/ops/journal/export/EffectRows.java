package smc.ops.journal.export;

import java.time.Instant;
import java.util.List;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.risk.RiskReason;
import smc.journal.Frame;

/** A row for each conclusion of one kind, as it was said. */
final class EffectRows implements Rows {
    private static final List<Column> DECISIONS = List.of(
            Column.id("sequence"),
            Column.time("candle_time"),
            Column.text("account"),
            Column.text("mode"),
            Column.text("symbol"),
            Column.text("block_side"),
            Column.time("block_origin_time"),
            Column.text("state"),
            Column.decimal("entry_level"),
            Column.decimal("open"),
            Column.decimal("high"),
            Column.decimal("low"),
            Column.decimal("close"),
            Column.text("verdict"),
            Column.text("values"));

    private static final List<Column> EQUITY = List.of(
            Column.id("sequence"),
            Column.time("candle_time"),
            Column.text("account"),
            Column.text("symbol"),
            Column.decimal("capital"),
            Column.decimal("unrealised"),
            Column.decimal("equity"));

    private final List<Column> columns;
    private final Writer writer;

    /** Writes the row of what it knows, and nothing for anything else. */
    @FunctionalInterface
    private interface Writer {
        void write(DeskEvent event, long sequence, Labels labels, ExportRow out);
    }

    private EffectRows(List<Column> columns, Writer writer) {
        this.columns = columns;
        this.writer = writer;
    }

    /** The verdict on every touch. */
    static EffectRows decisions() {
        return new EffectRows(DECISIONS, (event, sequence, labels, out) -> {
            if (event instanceof TouchJudged touch) {
                write(touch, sequence, labels, out);
            }
        });
    }

    /** Capital and open result at every close. */
    static EffectRows equity() {
        return new EffectRows(EQUITY, (event, sequence, labels, out) -> {
            if (event instanceof EquityMarked mark) {
                out.id(sequence)
                        .candle(mark.candleNanos())
                        .text(labels.accounts().get(mark.accountId()))
                        .text(labels.symbols().get(mark.instrumentId()))
                        .decimal(mark.capitalE8())
                        .decimal(mark.unrealisedE8())
                        .decimal(mark.capitalE8() + mark.unrealisedE8())
                        .end();
            }
        });
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<String> write(Part part, ExportRow out) {
        Labels labels = Labels.of(part.data());
        var reader = new FrameReader();
        var sequence = new long[1];
        var said = new NoEffects() {
            @Override
            public void concluded(DeskEvent event) {
                writer.write(event, sequence[0], labels, out);
            }
        };
        return part.read((isIn, buffer, offset, length) -> {
            if (isIn && (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
                sequence[0] = Frame.sequence(buffer, offset);
                reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, said);
            }
        });
    }

    private static void write(TouchJudged touch, long sequence, Labels labels, ExportRow out) {
        out.id(sequence)
                .candle(touch.candleNanos())
                .text(labels.accounts().get(touch.accountId()))
                .text(labels.mode(touch.accountId(), sequence))
                .text(labels.symbols().get(touch.instrumentId()))
                .name(touch.blockSide())
                .candle(touch.originNanos())
                .name(touch.state())
                .decimal(touch.entryLevelE8())
                .decimal(touch.openE8())
                .decimal(touch.highE8())
                .decimal(touch.lowE8())
                .decimal(touch.closeE8())
                .text(touch.verdict().name())
                .text(values(touch))
                .end();
    }

    /** {@code name=value} joined by {@code ;}, with the names and kinds of the verdict. */
    private static String values(TouchJudged touch) {
        long[] numbers = {touch.value1(), touch.value2(), touch.value3()};
        var values = new StringBuilder();
        List<String> named = touch.verdict().numbers(touch.value1());
        for (int i = 0; i < named.size(); i++) {
            String[] nameAndKind = named.get(i).split(":", -1);
            values.append(values.isEmpty() ? "" : ";").append(nameAndKind[0]).append('=');
            switch (nameAndKind[1]) {
                case "price", "money" -> values.append(ExportRow.fixed(numbers[i]));
                case "time" -> values.append(Instant.ofEpochSecond(0, numbers[i]));
                case "reason" -> values.append(RiskReason.of(-numbers[i]));
                default -> values.append(numbers[i]);
            }
        }
        return values.toString();
    }
}
