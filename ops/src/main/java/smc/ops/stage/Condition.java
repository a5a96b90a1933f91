package smc.ops.stage;

/** One thing that must be shown before a stage is raised. */
public interface Condition {
    /** What is demanded, for people. */
    String demand();

    /** Looks at what there is. What there is nothing of is not shown, never passed over. */
    Shown look(Evidence evidence);

    /**
     * What came of it.
     *
     * @param found with how much, and what is missing
     */
    record Shown(boolean isMet, String found) {
        static Shown met(String found) {
            return new Shown(true, found);
        }

        static Shown missing(String found) {
            return new Shown(false, found);
        }
    }
}
