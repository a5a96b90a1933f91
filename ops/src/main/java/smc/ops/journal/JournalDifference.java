package smc.ops.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import smc.journal.Frame;

/**
 * Where two journals first differ. Frames are equal byte for byte, but for the number of the build that wrote them, which is counted, and the
 * checksum, which covers it.
 */
public final class JournalDifference {
    private static final int SCHEMA_AND_CONTENT_OFFSET = 28;

    private final Path firstData;
    private final Path secondData;
    private final List<String> remarks = new ArrayList<>();
    private long equalFrames;
    private long otherBuilds;
    private DirectBuffer lastEqual;

    /** Null behind the last; {@code second} likewise. Both, of equal journals. */
    private DirectBuffer first;

    private DirectBuffer second;

    /** From the one on that the shorter journal lacks. */
    private long moreFrames;

    private JournalDifference(Path firstData, Path secondData) {
        this.firstData = firstData;
        this.secondData = secondData;
    }

    /**
     * Reads both, up to the first frame that differs.
     *
     * @throws smc.journal.JournalException if one cannot be read that far, or is damaged before
     */
    public static JournalDifference of(Path firstData, Path secondData) {
        var difference = new JournalDifference(firstData, secondData);
        try (var firstFrames = FrameCursor.open(firstData);
                var secondFrames = FrameCursor.open(secondData)) {
            difference.read(firstFrames, secondFrames);
        }
        return difference;
    }

    private void read(FrameCursor firstFrames, FrameCursor secondFrames) {
        do {
            first = firstFrames.next();
            second = secondFrames.next();
        } while (first != null && second != null && countIfEqual());
        if (first == null || second == null) {
            FrameCursor longer = first == null ? secondFrames : firstFrames;
            for (DirectBuffer more = first == null ? second : first; more != null; more = longer.next()) {
                moreFrames++;
            }
        }
        remarks.addAll(firstFrames.remarks());
        remarks.addAll(secondFrames.remarks());
    }

    private boolean countIfEqual() {
        if (!areEqual(first, second)) {
            return false;
        }
        equalFrames++;
        if (Frame.build(first, 0) != Frame.build(second, 0)) {
            otherBuilds++;
        }
        lastEqual = first;
        return true;
    }

    private static boolean areEqual(DirectBuffer one, DirectBuffer other) {
        if (one.capacity() != other.capacity()
                || Frame.sequence(one, 0) != Frame.sequence(other, 0)
                || Frame.atNanos(one, 0) != Frame.atNanos(other, 0)) {
            return false;
        }
        for (int at = SCHEMA_AND_CONTENT_OFFSET; at < one.capacity(); at += Integer.BYTES) {
            if (one.getInt(at, LITTLE_ENDIAN) != other.getInt(at, LITTLE_ENDIAN)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is none. */
    public boolean isNone() {
        return first == null && second == null;
    }

    /** What must be said beside it: how a journal ends that was not closed. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Says it in words; the frames as a dump prints them, a star before each line that the other frame does not have. */
    public void print(PrintWriter out) {
        if (first != null && second != null) {
            printFrames(out);
        } else if (isNone()) {
            out.printf("equal: %s%n", counted(equalFrames));
        } else {
            printLonger(out);
        }
        if (otherBuilds > 0) {
            out.printf("%s alike but for the number of the build that wrote them%n", counted(otherBuilds));
        }
    }

    private void printLonger(PrintWriter out) {
        DirectBuffer more = first == null ? second : first;
        out.printf(
                "equal up to the end of %s: %s%n%s goes on: %s more, from %s on%n",
                first == null ? firstData : secondData,
                lastEqual == null ? "no frame" : counted(equalFrames) + ", the last of " + place(lastEqual),
                first == null ? secondData : firstData,
                counted(moreFrames),
                place(more));
    }

    private void printFrames(PrintWriter out) {
        out.printf(
                "the first frame that differs is %s%s, after %s%n",
                place(first),
                place(first).equals(place(second)) ? "" : " against " + place(second),
                equalFrames == 0 ? "none that are equal" : counted(equalFrames) + " that are equal");
        List<String> ours = dump(first);
        List<String> theirs = dump(second);
        boolean isOfHeaders = ours.equals(theirs);
        print(out, firstData, first, ours, theirs, isOfHeaders);
        print(out, secondData, second, theirs, ours, isOfHeaders);
    }

    private static void print(
            PrintWriter out, Path data, DirectBuffer frame, List<String> lines, List<String> others, boolean withHead) {
        out.printf("%n%s%n", data);
        lines.forEach(line -> out.println((others.contains(line) ? "  " : "* ") + line));
        if (withHead) {
            out.printf(
                    "* %,d bytes, schema version %d, flags %d%n",
                    frame.capacity(), Frame.schemaVersion(frame, 0), Frame.flags(frame, 0));
        }
    }

    private static List<String> dump(DirectBuffer frame) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        new FramePrinter(out, false, new Moment.AtSequence(1), Moment.END, Set.of(), null)
                .onFrame(frame, 0, frame.capacity());
        return text.toString().lines().toList();
    }

    private static String place(DirectBuffer frame) {
        return "sequence %d at %s".formatted(Frame.sequence(frame, 0), Moment.utc(Frame.atNanos(frame, 0)));
    }

    private static String counted(long frames) {
        return "%,d %s".formatted(frames, frames == 1 ? "frame" : "frames");
    }
}
