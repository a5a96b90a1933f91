package smc.engine.ring;

import java.util.function.Function;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameWriter;

/**
 * A core and the writer that its effects go to: handed from the replay that brought it up to date to the ring that goes on with it.
 *
 * @param lastNanos time of the last input it had, epoch nanoseconds; {@link Long#MIN_VALUE} before the first
 */
public record WiredCore(Inputs core, FrameWriter effects, long lastNanos) {
    /** A core that has had no input. */
    public static WiredCore fresh(Function<Effects, ? extends Inputs> core) {
        var effects = new FrameWriter();
        return new WiredCore(core.apply(new EffectEncoder(effects)), effects, Long.MIN_VALUE);
    }

    /** The same, later. */
    public WiredCore at(long nanos) {
        return new WiredCore(core, effects, nanos);
    }
}
