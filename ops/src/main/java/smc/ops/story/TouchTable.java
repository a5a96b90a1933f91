package smc.ops.story;

import static smc.ops.story.Prose.price;
import static smc.ops.story.Prose.time;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import smc.ops.text.TextTable;

/** Touches, a line each: the candle, and what came of it. */
final class TouchTable {
    private final List<RecordedDecision> touches;
    private final boolean showsZone;
    private final int decimals;

    private TouchTable(List<RecordedDecision> touches, boolean showsZone) {
        this.touches = touches;
        this.showsZone = showsZone;
        decimals = Prose.decimals(touches.stream()
                .flatMapToLong(touch -> LongStream.of(
                        touch.entryLevelE8(), touch.openE8(), touch.highE8(), touch.lowE8(), touch.closeE8())));
    }

    /** Touches of one zone by one mode, which the reader knows. */
    static TouchTable ofOneZone(List<RecordedDecision> touches) {
        return new TouchTable(touches, false);
    }

    static TouchTable ofAnyZone(List<RecordedDecision> touches) {
        return new TouchTable(touches, true);
    }

    void print(PrintWriter out, String indent) {
        TextTable table = showsZone
                ? new TextTable(
                                indent + "candle",
                                "mode",
                                "block",
                                "state",
                                "level",
                                "open",
                                "high",
                                "low",
                                "close",
                                "why")
                        .alignLeft(1, 2, 3, 9)
                : new TextTable(indent + "candle", "open", "high", "low", "close", "why").alignLeft(5);
        for (RecordedDecision touch : touches) {
            var cells = new ArrayList<Object>();
            cells.add(indent + time(touch.candleNanos()));
            if (showsZone) {
                cells.add(touch.mode().letter());
                cells.add(Prose.name(touch.blockSide()) + " " + time(touch.originNanos()));
                cells.add(Prose.name(touch.state()));
                cells.add(price(touch.entryLevelE8(), decimals));
            }
            cells.add(price(touch.openE8(), decimals));
            cells.add(price(touch.highE8(), decimals));
            cells.add(price(touch.lowE8(), decimals));
            cells.add(price(touch.closeE8(), decimals));
            cells.add(VerdictSentence.of(touch));
            table.add(cells.toArray());
        }
        table.print(out);
    }
}
