package smc.execution.risk;

/** What an account may do on a symbol, from everything to nothing new; stops that protect stand in each (docs/rules.md, section 30). */
public enum TradingState {
    /** Everything. */
    ACTIVE,
    /** No new entries; what rests is cancelled. The open trade goes on. */
    PAUSED,
    /** Likewise, and the trail of the open trade is tightened. */
    REDUCING,
    /** As paused, and only a person ends it. */
    HALTED;

    /** Whether entries may be made. */
    public boolean allowsEntries() {
        return this == ACTIVE;
    }

    /** Whether it holds back more than another. */
    public boolean isStricterThan(TradingState other) {
        return compareTo(other) > 0;
    }
}
