package smc.ops.cli;

/** What the process tells its caller. */
final class ExitCode {
    static final int GOOD = 0;
    /** The thing asked for failed. */
    static final int FAILED = 1;
    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;

    /** It was not tried, since it might do harm. */
    static final int REFUSED = 3;

    private ExitCode() {}
}
