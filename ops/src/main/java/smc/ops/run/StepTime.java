package smc.ops.run;

/** Times the steps of a start, one after the other. */
final class StepTime {
    private final StartListener steps;
    private long fromNanos = System.nanoTime();

    StepTime(StartListener steps) {
        this.steps = steps;
    }

    /** The step that began with the end of the one before is done. */
    void done(String what) {
        long now = System.nanoTime();
        steps.done(what, now - fromNanos);
        fromNanos = now;
    }
}
