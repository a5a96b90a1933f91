package smc.ops.doctor.venue;

import java.util.List;
import smc.engine.config.AccountConfig;
import smc.execution.venue.delta.DeltaAccount;

/**
 * An account as it is configured, and whose key opens it.
 *
 * @param name its file without .json
 * @param capitalE8 what it trades with, by instrument; 1e-8 USD
 */
public record Account(String name, AccountConfig config, DeltaAccount key, List<Long> capitalE8) {
    public Account {
        capitalE8 = List.copyOf(capitalE8);
    }

    /** What it may trade with on an instrument at a stage, 1e-8 USD. */
    long usableE8(int instrumentId, long stageE8) {
        long all = capitalE8.get(instrumentId);
        return stageE8 == 0 ? all : Math.min(all, stageE8);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name;
    }
}
