package smc.ops.stage;

import java.time.Duration;
import java.util.List;
import smc.ops.text.DurationText;

/** All conditions of a raise, in the order in which they are said. Whoever adds evidence to the journal adds a line. */
public final class Conditions {
    private Conditions() {}

    /** For any stage: how long is demanded comes with the evidence. */
    public static List<Condition> all() {
        return List.of(
                new TradedLongEnough(),
                new NoFaultExit(),
                new ReconciliationsEqual(),
                new StopsStood(),
                new ParityExplained(),
                new UptimeEnough());
    }

    static String text(long nanos) {
        return DurationText.of(Duration.ofNanos(nanos));
    }
}
