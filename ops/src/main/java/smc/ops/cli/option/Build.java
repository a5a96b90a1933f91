package smc.ops.cli.option;

import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.ops.text.ProgramVersion;

/** Which build of the program this is, for people, files and frames. */
public final class Build {
    private Build() {}

    /** The version of the jar this class came in. */
    public static String version() {
        return ProgramVersion.text();
    }

    /** The version as frames carry it: three digits a part, 1,002,003 for 1.2.3; 0 if not packaged. */
    public static int number() {
        return ProgramVersion.number();
    }

    /**
     * A ring of this build, as configured; but in lock-step the engine thread always sleeps: two threads that take turns on two processors recorded
     * 44,000 inputs a second with SLEEPING, 23,000 with BACKOFF or BUSY_SPIN, and 5,000 with BUSY_SPIN while something else ran (2026-11-22).
     */
    public static RingSettings ring(Configuration configuration, boolean isLockStep) {
        return new RingSettings(
                configuration.engine().ring().slots(),
                isLockStep ? RingSettings.Idle.SLEEPING : idle(configuration),
                switch (configuration.engine().journal().sync()) {
                    case REQUESTS -> RingSettings.Sync.REQUESTS;
                    case ALWAYS -> RingSettings.Sync.ALWAYS;
                    case NONE -> RingSettings.Sync.NONE;
                },
                number());
    }

    private static RingSettings.Idle idle(Configuration configuration) {
        return switch (configuration.engine().ring().waitStrategy()) {
            case BACKOFF -> RingSettings.Idle.BACKOFF;
            case SLEEPING -> RingSettings.Idle.SLEEPING;
            case BLOCKING -> RingSettings.Idle.BLOCKING;
            case BUSY_SPIN -> RingSettings.Idle.BUSY_SPIN;
        };
    }
}
