package smc.engine.core;

import java.util.List;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.strategy.candle.Candle;

/** What a history comes to, worked out from its first candle by a detector of its own. Any thread. */
public final class FreshHistory {
    private FreshHistory() {}

    /**
     * What a core that holds these candles says of them.
     *
     * @param candles the venue's own, oldest first
     * @throws IllegalArgumentException if they are no sound series
     */
    public static HistoryHeld of(int instrumentId, List<Candle> candles) {
        var history = new VenueHistory();
        candles.forEach(history::take);
        return history.held(instrumentId);
    }
}
