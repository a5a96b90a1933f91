package smc.engine.live;

import smc.engine.live.watch.Delays;
import smc.engine.live.watch.LiveClock;
import smc.engine.ring.EngineRing;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.journal.DiskLevel;

/**
 * A running engine at one moment.
 *
 * @param marketNanos market time
 * @param blocks from a candle's boundary to its blocks
 * @param orders from a candle's boundary to its entry handed to the connection
 */
public record LiveStatus(
        EngineImage engine,
        long marketNanos,
        boolean isConnected,
        long trades,
        long gaps,
        long disconnects,
        DiskLevel disk,
        Delays blocks,
        Delays orders) {
    /** As it is now. Event loop. */
    static LiveStatus of(EngineView view, LiveClock clock, LiveMarket market, EngineRing ring, LiveWatch watch) {
        return new LiveStatus(
                view.image(),
                clock.nowNanos(),
                market.isConnected(),
                market.trades(),
                market.gaps(),
                market.disconnects(),
                ring.diskLevel(),
                watch.blockDelays(),
                watch.orderDelays());
    }
}
