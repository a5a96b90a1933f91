package smc.ops.run;

import java.io.IOException;
import java.util.function.Consumer;

/** Writes for people what an engine can do without: what cannot be written ends nothing, is said once, and not again until it could be. One thread. */
final class SpareWrite {
    private final String what;
    private final Consumer<String> alarm;
    private boolean isFailing;

    /** @param what begins the sentence that says it: {@code the files of state/} */
    SpareWrite(String what, Consumer<String> alarm) {
        this.what = what;
        this.alarm = alarm;
    }

    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    /** Whether it was written. */
    boolean run(Write write) {
        try {
            write.run();
            isFailing = false;
            return true;
        } catch (IOException e) {
            if (!isFailing) {
                alarm.accept(what + " cannot be written, which ends nothing: " + e);
            }
            isFailing = true;
            return false;
        }
    }
}
