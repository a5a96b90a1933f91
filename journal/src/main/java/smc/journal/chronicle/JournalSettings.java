package smc.journal.chronicle;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import smc.journal.Boot;
import smc.journal.DiskLimits;
import smc.journal.Journal;

/**
 * How the journal uses the disk, and what a start may take for its end.
 *
 * @param roll how long a file is written to
 * @param clock wall time; decides only when a file is rolled
 * @param boot which start of the machine this is, {@link Boot#id}; {@link Boot#UNKNOWN} if it cannot be told, and then no damage is put down to a
 *     power cut
 * @param syncsWhenAsked whether the writer syncs each batch that holds a frame which asks for it, before it appends the next
 * @param known where a reader may begin that has what is before by another way; empty for the beginning
 * @param lossAcceptedAfter sequence behind which a person gives everything up, since it is damaged; empty for nobody
 */
public record JournalSettings(
        Roll roll,
        InstantSource clock,
        DiskLimits diskLimits,
        String boot,
        boolean syncsWhenAsked,
        Optional<Journal.Place> known,
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
        this(roll, clock, diskLimits, Boot.UNKNOWN, true, Optional.empty(), OptionalLong.empty());
    }

    /** @param id as {@link #boot} */
    public JournalSettings onBoot(String id) {
        return new JournalSettings(roll, clock, diskLimits, id, syncsWhenAsked, known, lossAcceptedAfter);
    }

    /** @param syncs as {@link #syncsWhenAsked} */
    public JournalSettings syncing(boolean syncs) {
        return new JournalSettings(roll, clock, diskLimits, boot, syncs, known, lossAcceptedAfter);
    }

    /** @param sequence as {@link #lossAcceptedAfter} */
    public JournalSettings acceptingLossAfter(OptionalLong sequence) {
        return new JournalSettings(roll, clock, diskLimits, boot, syncsWhenAsked, known, sequence);
    }

    /** @param place as {@link #known} */
    public JournalSettings knownUpTo(Optional<Journal.Place> place) {
        return new JournalSettings(roll, clock, diskLimits, boot, syncsWhenAsked, place, lossAcceptedAfter);
    }

    /** @param place as {@link #known} */
    public JournalSettings knownUpTo(Journal.Place place) {
        return knownUpTo(Optional.of(place));
    }
}
