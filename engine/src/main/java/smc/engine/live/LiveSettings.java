package smc.engine.live;

import java.nio.file.Path;
import smc.engine.config.Configuration;
import smc.engine.live.compare.ComparePace;
import smc.engine.live.kill.KillSettings;
import smc.engine.ring.RingSettings;
import smc.journal.chronicle.JournalSettings;

/**
 * How a live engine is run.
 *
 * @param data folder of the journal and everything beside it
 * @param isStepped whether the market waits for the engine: lock-step with an embedded exchange that runs faster than real time
 * @param waitsForAnswers in lock-step, whether the market waits for the venue's answers too, as it can if orders take no market time to arrive
 * @param firstStageE8 how much of its capital an account may trade with on a symbol from the very first start on, 1e-8 USD; 0 for all of it
 * @param lastFault why the last engine of the folder could not go on; empty if it ended in order, or nobody has to be told of it any more
 * @param comparing how often accounts are held against the venue
 * @param kill how a kill waits
 */
public record LiveSettings(
        Path data,
        Configuration configuration,
        RingSettings ring,
        JournalSettings journal,
        boolean isStepped,
        boolean waitsForAnswers,
        long firstStageE8,
        String lastFault,
        ComparePace comparing,
        KillSettings kill) {
    /** The last engine ended in order. */
    public LiveSettings(
            Path data,
            Configuration configuration,
            RingSettings ring,
            JournalSettings journal,
            boolean isStepped,
            boolean waitsForAnswers,
            long firstStageE8) {
        this(
                data,
                configuration,
                ring,
                journal,
                isStepped,
                waitsForAnswers,
                firstStageE8,
                "",
                ComparePace.SHIPPED,
                KillSettings.DEFAULTS);
    }

    /** Likewise, and all of the capital may be traded with. */
    public LiveSettings(
            Path data,
            Configuration configuration,
            RingSettings ring,
            JournalSettings journal,
            boolean isStepped,
            boolean waitsForAnswers) {
        this(data, configuration, ring, journal, isStepped, waitsForAnswers, 0);
    }
}
