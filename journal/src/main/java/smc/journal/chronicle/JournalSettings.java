package smc.journal.chronicle;

import java.time.InstantSource;
import java.util.OptionalLong;
import smc.journal.Boot;
import smc.journal.DiskLimits;

/**
 * How the journal uses the disk, and what a start may take for its end.
 *
 * @param roll how long a file is written to
 * @param clock wall time; decides only when a file is rolled
 * @param boot which start of the machine this is, {@link Boot#id}; {@link Boot#UNKNOWN} if it cannot be told, and then no damage is put down to a
 *     power cut
 * @param syncsWhenAsked whether the writer syncs each batch that holds a frame which asks for it, before it appends the next
 * @param lossAcceptedAfter sequence behind which a person gives everything up, since it is damaged; empty for nobody
 */
public record JournalSettings(
        Roll roll,
        InstantSource clock,
        DiskLimits diskLimits,
        String boot,
        boolean syncsWhenAsked,
        OptionalLong lossAcceptedAfter) {
    public static final JournalSettings DEFAULT =
            new JournalSettings(Roll.DAILY, InstantSource.system(), DiskLimits.DEFAULT);

    /** Periods begin on whole multiples since 1970, UTC. */
    public enum Roll {
        DAILY,
        HOURLY
    }

    /** On a machine whose starts cannot be told apart. */
    public JournalSettings(Roll roll, InstantSource clock, DiskLimits diskLimits) {
        this(roll, clock, diskLimits, Boot.UNKNOWN, true, OptionalLong.empty());
    }

    /** @param id as {@link #boot} */
    public JournalSettings onBoot(String id) {
        return new JournalSettings(roll, clock, diskLimits, id, syncsWhenAsked, lossAcceptedAfter);
    }

    /** @param syncs as {@link #syncsWhenAsked} */
    public JournalSettings syncing(boolean syncs) {
        return new JournalSettings(roll, clock, diskLimits, boot, syncs, lossAcceptedAfter);
    }

    /** @param sequence as {@link #lossAcceptedAfter} */
    public JournalSettings acceptingLossAfter(OptionalLong sequence) {
        return new JournalSettings(roll, clock, diskLimits, boot, syncsWhenAsked, sequence);
    }
}
