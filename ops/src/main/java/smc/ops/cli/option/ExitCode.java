package smc.ops.cli.option;

/** What the process tells its caller. */
public final class ExitCode {
    public static final int GOOD = 0;
    /** The thing asked for failed. */
    public static final int FAILED = 1;
    /** The command line or the configuration is wrong. */
    public static final int USAGE = 2;

    /** It was not tried, since it might do harm. */
    public static final int REFUSED = 3;

    private ExitCode() {}
}
