package smc.ops.journal.bundle;

import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameWriter;
import smc.engine.record.KeptConfigurations;
import smc.engine.ring.WiredCore;
import smc.engine.snapshot.Snapshot;
import smc.engine.view.EngineView;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/** A core and a view to replay with. */
record RestoredCore(WiredCore core, EngineView view) {
    /** Nothing has been told yet. */
    static RestoredCore fresh(CoreSettings settings, KeptConfigurations kept) {
        return new RestoredCore(
                WiredCore.fresh(effects -> new TradingCore(settings, kept, effects)), new EngineView(settings, kept));
    }

    /** @throws StateException if this build makes another state of the snapshot than was copied into it */
    static RestoredCore of(Snapshot snapshot, KeptConfigurations kept) {
        CoreSettings settings = kept.apply(snapshot.header().configuration());
        var effects = new FrameWriter();
        var trading = new TradingCore(settings, kept, new EffectEncoder(effects));
        trading.restore(StateTree.of(snapshot.core()));
        var again = new StateCopy();
        trading.copyTo(again);
        if (again.hash() != snapshot.header().hash()) {
            throw new StateException("expected a state of hash %016x, was %016x"
                    .formatted(snapshot.header().hash(), again.hash()));
        }
        var view = new EngineView(settings, kept);
        view.restore(StateTree.of(snapshot.view()));
        return new RestoredCore(
                new WiredCore(trading, effects, snapshot.header().atNanos()), view);
    }
}
