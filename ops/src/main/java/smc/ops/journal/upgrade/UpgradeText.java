package smc.ops.journal.upgrade;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import smc.engine.event.codec.EventSchema;
import smc.engine.snapshot.Snapshot;
import smc.journal.Frame;
import smc.ops.journal.Moment;
import smc.ops.journal.upgrade.FrameDifference.Said;
import smc.ops.journal.upgrade.UpgradeCheck.Money;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** An {@link UpgradeCheck} for people. */
public final class UpgradeText {
    private UpgradeText() {}

    /** @param build number of the program at hand, as frames carry it */
    public static void print(UpgradeCheck check, int build, PrintWriter out) {
        OtherReplay replay = check.replay();
        out.println(range(check));
        replay.writers().forEach(writer -> out.println("written by " + words(writer)));
        out.printf("this build is %s, schema version %d%n", Frame.buildText(build), EventSchema.VERSION);
        if (!check.isSame()) {
            out.println();
            replay.listed().forEach(difference -> print(difference, out));
            long more = replay.differing() - replay.listed().size();
            if (more > 0) {
                out.printf("and %s more%n", counted(more));
            }
            if (replay.differing() > 1) {
                out.printf(
                        "what follows sequence %d may follow from it: this build's state is another one since%n",
                        replay.firstDifference());
            }
            replay.failedAt()
                    .ifPresent(sequence ->
                            out.printf("what follows sequence %d was not compared: the core has failed%n", sequence));
            out.println();
            print(check.money(), out);
            out.println();
        }
        out.println("verdict: " + verdict(check));
    }

    private static String range(UpgradeCheck check) {
        OtherReplay replay = check.replay();
        String from = check.snapshot().map(UpgradeText::words).orElse("from the first frame, without a snapshot");
        return replay.frames() == 0
                ? "replayed %s: no frame is behind it".formatted(from)
                : "replayed %s, to sequence %d of %s: %s"
                        .formatted(
                                from, replay.lastSequence(), Moment.utc(replay.lastNanos()), counted(replay.frames()));
    }

    private static String words(Snapshot.Header snapshot) {
        return "from the snapshot of sequence %d, of %s".formatted(snapshot.sequence(), Moment.utc(snapshot.atNanos()));
    }

    private static String words(Writer writer) {
        return "%s, schema version %d: %s, sequence %d to %d"
                .formatted(
                        Frame.buildText(writer.build()),
                        writer.schemaVersion(),
                        counted(writer.frames()),
                        writer.firstSequence(),
                        writer.lastSequence());
    }

    private static void print(FrameDifference difference, PrintWriter out) {
        out.printf(
                "sequence %d of %s, %s%n", difference.sequence(), Moment.utc(difference.atNanos()), difference.input());
        print("recorded:   ", difference.recorded(), out);
        print("this build: ", difference.instead(), out);
    }

    private static void print(String who, List<Said> said, PrintWriter out) {
        if (said.isEmpty()) {
            out.println("  " + who + "nothing of it");
        }
        said.forEach(one -> {
            String place = one.place();
            out.println("  " + who + (place.isEmpty() ? "" : place + ": ") + one.words());
        });
    }

    private static void print(List<Money> money, PrintWriter out) {
        if (money.isEmpty()) {
            out.println("no cent differs in what was booked");
            return;
        }
        var table = new TextTable("booked, USD", "recorded", "this build", "difference");
        money.forEach(one -> table.add(
                one.account() + " " + one.symbol(),
                FixedPoint.formatE8(one.recordedE8()),
                FixedPoint.formatE8(one.insteadE8()),
                FixedPoint.formatE8(one.differenceE8())));
        table.print(out);
    }

    /** In one line. */
    static String verdict(UpgradeCheck check) {
        OtherReplay replay = check.replay();
        if (check.isSame()) {
            return "this build does the same in all of it";
        }
        var words = new ArrayList<String>();
        words.add("this build does otherwise in %s of %,d, first in sequence %d"
                .formatted(counted(replay.differing()), replay.frames(), replay.firstDifference()));
        words.add("a start with it that replays this frame is refused");
        words.add("one from a snapshot behind the last of them is not");
        return String.join("; ", words);
    }

    private static String counted(long frames) {
        return "%,d %s".formatted(frames, frames == 1 ? "frame" : "frames");
    }
}
