package smc.engine.core;

import java.util.function.Consumer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * A core that after every input is replaced by another one, which goes on from a copy of it. What it says must be what a core says that stays. Of
 * clocks that follow a clock and say nothing, most inputs of a journal, it is replaced after some: they change the time alone.
 */
public final class RemadeCore extends EveryInput {
    private static final int FIRST_INPUTS = 100;
    private static final int QUIET_CLOCKS = 997;

    private final CoreSettings settings;
    private final Effects effects;
    private final int stride;
    private final StateCopy copy = new StateCopy();
    private final StateCopy copyOfRemade = new StateCopy();
    private TradingCore core;
    private long inputs;
    private long times;
    private long quietClocks;
    private boolean wasClock;
    private boolean hasSaid;

    public RemadeCore(CoreSettings settings, Effects effects) {
        this(settings, effects, 1);
    }

    /** @param stride replaced after each of the first inputs, and of the later ones after every so many: for runs of thousands of candles */
    RemadeCore(CoreSettings settings, Effects effects, int stride) {
        this.settings = settings;
        this.effects = new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                hasSaid = true;
                again.accept(effects);
            }
        };
        this.stride = stride;
        core = new TradingCore(settings, this.effects);
    }

    /** How often it was replaced. */
    public long times() {
        return times;
    }

    @Override
    protected void on(Call call, Consumer<Inputs> again) {
        again.accept(core);
        if (call.method().equals("at")) { // the header of the input that follows
            return;
        }
        boolean isClock = call.method().equals("onClock");
        boolean isQuiet = isClock && wasClock && !hasSaid;
        wasClock = isClock;
        hasSaid = false;
        if (isQuiet ? ++quietClocks % QUIET_CLOCKS == 0 : ++inputs <= FIRST_INPUTS || inputs % stride == 0) {
            core = remade(call);
            times++;
        }
    }

    /** Inputs that were no quiet clocks. */
    public long inputs() {
        return inputs;
    }

    private TradingCore remade(Call call) {
        core.copyTo(copy);
        var remade = new TradingCore(settings, effects);
        remade.restore(StateTree.of(copy));
        remade.copyTo(copyOfRemade);
        if (copyOfRemade.hash() != copy.hash()) {
            throw new AssertionError(
                    "expected the core made again after " + call + " to copy itself as the one before");
        }
        return remade;
    }
}
