package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.state.StateCopy;

/** Counts what was told in each copy of a desk, so that what is remembered in two places is told whole once and named after that. */
final class Told {
    private long copy;
    private long zones;
    /** Told in this copy; few, since they change with the configuration only. */
    private final List<DeskSettings> terms = new ArrayList<>();

    /** Another copy begins. */
    void begin() {
        copy++;
        zones = 0;
        terms.clear();
    }

    /** Number of the copy that is being made. */
    long copy() {
        return copy;
    }

    /** Number of the next zone in it. */
    long nextZone() {
        return ++zones;
    }

    /** Copies terms out: whole for the first time in a copy, by their number in it after that. */
    void copyTo(StateCopy out, DeskSettings settings) {
        out.begin("terms");
        int number = terms.indexOf(settings);
        if (number >= 0) {
            out.put("number", number);
        } else {
            out.put("number", terms.size());
            terms.add(settings);
            settings.copyTo(out);
        }
        out.end();
    }
}
