package smc.engine.event;

import smc.execution.desk.event.DeskListener;

/** What the core concluded and wants. Never answered in place: each answer comes back later as an input. Units as in {@link Inputs}. */
public interface Effects extends DeskListener {
    /** What became of a market's candles and blocks. */
    void seen(MarketEvent event);

    /**
     * The state was copied out.
     *
     * @param hash of the copy
     */
    void snapshotTaken(long hash);
}
