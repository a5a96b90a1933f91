package smc.ops.journal.export;

import java.util.List;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.journal.Frame;

/** A row for each message, its fields as JSON. */
final class FrameRows implements Rows {
    private static final List<Column> COLUMNS = List.of(
            Column.id("sequence"),
            Column.time("time"),
            Column.count("build"),
            Column.flag("faulted"),
            Column.count("place"),
            Column.text("message"),
            Column.text("fields"));

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> write(Part part, ExportRow out) {
        var text = new FrameText();
        return part.read((isIn, buffer, offset, length) -> {
            if (!isIn) {
                return;
            }
            boolean isFaulted = (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0;
            int place = 0;
            for (MessageText message :
                    text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)) {
                out.id(Frame.sequence(buffer, offset))
                        .time(Frame.atNanos(buffer, offset))
                        .count(Frame.build(buffer, offset))
                        .flag(isFaulted)
                        .count(place)
                        .text(message.name())
                        .text(message.toJson())
                        .end();
                place++;
            }
        });
    }
}
