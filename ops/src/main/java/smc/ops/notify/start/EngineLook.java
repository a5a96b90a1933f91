package smc.ops.notify.start;

import smc.engine.live.LiveStatus;
import smc.engine.view.EngineImage.Desk;
import smc.journal.DiskLevel;

/** Asks a running engine how it stands. Any thread. */
@FunctionalInterface
public interface EngineLook {
    LiveStatus status() throws InterruptedException;

    /** Connected, with room on its disk, and allowed to trade somewhere: not so, somebody should be told. */
    default boolean isHealthy() {
        try {
            LiveStatus now = status();
            return now.isConnected()
                    && now.disk().compareTo(DiskLevel.HALT_ENTRIES) < 0
                    && now.engine().desks().stream().anyMatch(Desk::isTradingOn);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException _) {
            return false; // It has failed, or is closed.
        }
    }
}
