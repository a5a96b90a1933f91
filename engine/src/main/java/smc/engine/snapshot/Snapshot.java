package smc.engine.snapshot;

import smc.journal.Journal;
import smc.strategy.state.StateCopy;

/**
 * How the engine stood after a frame.
 *
 * @param core as {@link smc.engine.core.TradingCore#copyTo} tells it
 * @param view as {@link smc.engine.view.EngineView#copyTo} tells it
 */
public record Snapshot(Header header, StateCopy core, StateCopy view) {
    /**
     * What it is of.
     *
     * @param sequence of the frame, whose input asked for it
     * @param atNanos time of the frame, epoch nanoseconds
     * @param build number of the program that took it
     * @param schemaVersion of the messages
     * @param configuration number of the one that was in force
     * @param hash of {@code core}, as the frame has it
     * @param place where in the journal the frame's batch begins
     */
    public record Header(
            long sequence,
            long atNanos,
            int build,
            int schemaVersion,
            long configuration,
            long hash,
            Journal.Place place) {}
}
