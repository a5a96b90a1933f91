package smc.ops.text;

/** Which version of the program this is. */
public final class ProgramVersion {
    private static final int PART = 1_000;

    private ProgramVersion() {}

    /** That of the jar this class came in. */
    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** As frames carry it: three digits a part, 1,002,003 for 1.2.3; 0 if not packaged. */
    public static int number() {
        int number = 0;
        for (String part : text().split("\\.", -1)) {
            if (!part.matches("\\d{1,3}")) {
                return 0;
            }
            number = number * PART + Integer.parseInt(part);
        }
        return number;
    }
}
