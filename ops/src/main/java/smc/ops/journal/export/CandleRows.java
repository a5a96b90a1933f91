package smc.ops.journal.export;

import java.util.List;
import java.util.TreeMap;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
import smc.strategy.candle.Candle;

/** A row for each candle that closed in the part, as it was known at the end of it: one that the venue corrected has the venue's prices. */
final class CandleRows implements Rows {
    private static final List<Column> COLUMNS = List.of(
            Column.id("sequence"),
            Column.time("time"),
            Column.text("symbol"),
            Column.decimal("open"),
            Column.decimal("high"),
            Column.decimal("low"),
            Column.decimal("close"),
            Column.count("contracts"),
            Column.flag("trusted"),
            Column.flag("corrected"));

    /** By time, then by instrument. */
    private record Place(long openNanos, int instrumentId) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(openNanos, other.openNanos);
            return byTime != 0 ? byTime : Integer.compare(instrumentId, other.instrumentId);
        }
    }

    private record Row(long sequence, Candle candle, boolean isTrusted, boolean isCorrected) {}

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> write(Part part, ExportRow out) {
        var rows = new TreeMap<Place, Row>();
        var reader = new FrameReader();
        var sequence = new long[1];
        var said = new NoEffects() {
            @Override
            public void seen(MarketEvent event) {
                if (event instanceof CandleClosed(int instrument, Candle candle, boolean isTrusted)) {
                    rows.put(
                            new Place(candle.openTimeNanos(), instrument),
                            new Row(sequence[0], candle, isTrusted, false));
                } else if (event instanceof CandleCorrected(int instrument, Candle candle)) {
                    rows.merge(
                            new Place(candle.openTimeNanos(), instrument),
                            new Row(sequence[0], candle, false, true),
                            (was, now) -> new Row(was.sequence(), now.candle(), was.isTrusted(), true));
                }
            }
        };
        List<String> remarks = part.read((isIn, buffer, offset, length) -> {
            if (isIn && (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
                sequence[0] = Frame.sequence(buffer, offset);
                reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, said);
            }
        });
        Labels labels = Labels.of(part.data());
        rows.forEach((place, row) -> out.id(row.sequence())
                .candle(place.openNanos())
                .text(labels.symbols().get(place.instrumentId()))
                .decimal(row.candle().openE8())
                .decimal(row.candle().highE8())
                .decimal(row.candle().lowE8())
                .decimal(row.candle().closeE8())
                .count(row.candle().contracts())
                .flag(row.isTrusted())
                .flag(row.isCorrected())
                .end());
        return remarks;
    }
}
