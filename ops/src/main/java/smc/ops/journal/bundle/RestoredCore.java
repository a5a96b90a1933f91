package smc.ops.journal.bundle;

import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.record.KeptConfigurations;
import smc.engine.ring.WiredCore;
import smc.engine.snapshot.Snapshot;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
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

    /**
     * Holds a snapshot against its frame.
     *
     * @throws StateException if the frame says something else
     */
    static void requireFrame(Snapshot.Header header, DirectBuffer buffer, int offset, int length) {
        var told = new Told();
        new FrameReader().readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told);
        if (Frame.sequence(buffer, offset) != header.sequence()
                || Frame.atNanos(buffer, offset) != header.atNanos()
                || !told.hash.equals(OptionalLong.of(header.hash()))) {
            throw new StateException(
                    "expected the frame of sequence %d to say that a state of hash %016x was copied, %d says %s"
                            .formatted(
                                    header.sequence(),
                                    header.hash(),
                                    Frame.sequence(buffer, offset),
                                    told.hash.isEmpty() ? "nothing of it" : "%016x".formatted(told.hash.getAsLong())));
        }
    }

    private static final class Told extends NoEffects {
        private OptionalLong hash = OptionalLong.empty();

        @Override
        public void snapshotTaken(long taken) {
            hash = OptionalLong.of(taken);
        }
    }
}
