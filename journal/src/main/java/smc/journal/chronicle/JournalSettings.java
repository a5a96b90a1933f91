package smc.journal.chronicle;

import java.time.InstantSource;
import smc.journal.DiskLimits;

/**
 * How the journal uses the disk.
 *
 * @param roll how long a file is written to
 * @param clock wall time; decides only when a file is rolled
 */
public record JournalSettings(Roll roll, InstantSource clock, DiskLimits diskLimits) {
    public static final JournalSettings DEFAULT =
            new JournalSettings(Roll.DAILY, InstantSource.system(), DiskLimits.DEFAULT);

    /** Periods begin on whole multiples since 1970, UTC. */
    public enum Roll {
        DAILY,
        HOURLY
    }
}
