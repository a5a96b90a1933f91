package smc.ops.doctor;

/**
 * What a check found of one thing.
 *
 * @param what was looked at, for people
 * @param mend what to do about it; empty if nothing is to be done
 */
public record Finding(Level level, String what, String expected, String found, String mend) {
    /** How bad it is. */
    public enum Level {
        PASS("pass"),
        /** It may be meant so, or cannot be told. */
        WARN("warn"),
        /** Nothing may trade like this. */
        FAIL("FAIL");

        private final String text;

        Level(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public static Finding pass(String what, String expected, String found) {
        return new Finding(Level.PASS, what, expected, found, "");
    }

    public static Finding warn(String what, String expected, String found, String mend) {
        return new Finding(Level.WARN, what, expected, found, mend);
    }

    public static Finding fail(String what, String expected, String found, String mend) {
        return new Finding(Level.FAIL, what, expected, found, mend);
    }
}
