package smc.ops.journal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.journal.Frame;
import smc.journal.FrameListener;

/** Prints frames, a message a line or as JSON a frame a line. */
public final class FramePrinter implements FrameListener {
    private static final String INSTRUMENT = "instrument";

    private final PrintWriter out;
    private final boolean isJson;
    private final Moment from;
    private final Moment to;
    private final Set<String> types;
    private final String instrument;
    private final FrameText text = new FrameText();
    private boolean isDone;
    private long lastSequence;

    /**
     * @param from the first frame printed
     * @param to the first frame left out
     * @param types messages to print, by name; all if empty
     * @param instrument id, to print only frames in which a message is about it; null for all
     */
    public FramePrinter(
            PrintWriter out, boolean isJson, Moment from, Moment to, Set<String> types, Integer instrument) {
        this.out = out;
        this.isJson = isJson;
        this.from = from;
        this.to = to;
        this.types = Set.copyOf(types);
        this.instrument = instrument == null ? null : instrument.toString();
    }

    /** Whether no later frame will be printed. */
    public boolean isDone() {
        return isDone;
    }

    /** Of the frame that came last, printed or not; 0 if none came. */
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        long atNanos = Frame.atNanos(buffer, offset);
        lastSequence = sequence;
        isDone |= !to.isAfter(sequence, atNanos);
        if (isDone || from.isAfter(sequence, atNanos)) {
            return;
        }
        List<MessageText> messages = text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH);
        if (instrument != null && messages.stream().noneMatch(this::isAboutInstrument)) {
            return;
        }
        List<MessageText> shown = messages.stream().filter(this::isShown).toList();
        if (shown.isEmpty()) {
            return;
        }
        boolean isFaulted = (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0;
        if (isJson) {
            printJson(sequence, atNanos, Frame.build(buffer, offset), isFaulted, shown);
        } else {
            printText(sequence, atNanos, isFaulted, messages);
        }
    }

    /** The input, which comes first, stands out, since its effects are further in. */
    private void printText(long sequence, long atNanos, boolean isFaulted, List<MessageText> messages) {
        String place = sequence + "  " + Moment.utc(atNanos) + "  ";
        for (int i = 0; i < messages.size(); i++) {
            MessageText message = messages.get(i);
            if (isShown(message)) {
                out.println(place + (i == 0 ? "" : "  ") + message.toText() + (i == 0 && isFaulted ? " FAULTED" : ""));
            }
        }
    }

    private void printJson(long sequence, long atNanos, int build, boolean isFaulted, List<MessageText> shown) {
        out.println("{\"sequence\":\"%d\",\"time\":\"%s\",\"build\":%d,\"faulted\":%b,\"messages\":[%s]}"
                .formatted(
                        sequence,
                        Moment.utc(atNanos),
                        build,
                        isFaulted,
                        shown.stream().map(MessageText::toJson).collect(Collectors.joining(","))));
    }

    private boolean isShown(MessageText message) {
        return types.isEmpty() || types.contains(message.name());
    }

    private boolean isAboutInstrument(MessageText message) {
        return message.fields().stream()
                .anyMatch(field ->
                        field.name().equals(INSTRUMENT) && field.value().equals(instrument));
    }
}
