package smc.ops.night;

import java.io.PrintWriter;
import smc.ops.journal.bundle.PartReplay;
import smc.ops.question.Parity;
import smc.ops.question.ParityText;

/** A night's result for people. */
public final class NightText {
    private NightText() {}

    /** Prints what was done, the first frame that comes to something else, the day's parity, and what somebody has to look at. */
    public static void print(Night night, PrintWriter out) {
        night.told().forEach(out::println);
        if (night.replay() instanceof Part.Done<PartReplay>(var replay)) {
            replay.difference().ifPresent(difference -> {
                out.println();
                difference.comparison().forEach(out::println);
            });
        }
        if (night.parity() instanceof Part.Done<Parity>(var parity)
                && !parity.days().isEmpty()) {
            out.println();
            ParityText.print(parity, out);
        }
        out.println();
        if (night.isGood()) {
            out.println("Nothing to look at.");
        }
        night.wrong().forEach(what -> out.println("LOOK AT: " + what));
    }
}
