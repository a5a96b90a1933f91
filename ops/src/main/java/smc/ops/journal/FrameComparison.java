package smc.ops.journal;

import java.io.PrintWriter;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.engine.replay.Difference;
import smc.journal.Frame;
import smc.ops.text.TextTable;

/** Shows where a replay first went another way: the frame's messages, recorded and replayed side by side. */
public final class FrameComparison {
    private static final String NONE = "-";

    private FrameComparison() {}

    /** Prints equal messages by name alone, and of others every field. */
    public static void print(PrintWriter out, Difference difference) {
        List<MessageText> recorded = messages(difference.recorded());
        List<MessageText> replayed = messages(difference.replayed());
        out.printf(
                "sequence %d at %s: the replay concludes something else%n%n",
                difference.sequence(), Moment.utc(Frame.atNanos(difference.recorded(), 0)));
        var table = new TextTable("", "recorded", "replayed", "").alignLeft(1, 2, 3);
        for (int i = 0; i < Math.max(recorded.size(), replayed.size()); i++) {
            add(table, i < recorded.size() ? recorded.get(i) : null, i < replayed.size() ? replayed.get(i) : null);
        }
        table.print(out);
    }

    /** @param recorded null if there is one less; {@code replayed} likewise */
    private static void add(TextTable table, MessageText recorded, MessageText replayed) {
        boolean isEqual = recorded != null && recorded.equals(replayed);
        table.add("message", name(recorded), name(replayed), isEqual ? "" : "differs");
        if (isEqual) {
            return;
        }
        for (int i = 0; i < Math.max(count(recorded), count(replayed)); i++) {
            String ours = value(recorded, i);
            String theirs = value(replayed, i);
            table.add("", ours, theirs, ours.equals(theirs) ? "" : "differs");
        }
    }

    private static List<MessageText> messages(DirectBuffer frame) {
        return new FrameText().messages(frame, Frame.HEADER_LENGTH, frame.capacity() - Frame.HEADER_LENGTH);
    }

    private static String name(MessageText message) {
        return message == null ? NONE : message.name();
    }

    private static int count(MessageText message) {
        return message == null ? 0 : message.fields().size();
    }

    private static String value(MessageText message, int index) {
        if (index >= count(message)) {
            return "";
        }
        MessageText.Field field = message.fields().get(index);
        return "  " + field.name() + "=" + field.value();
    }
}
