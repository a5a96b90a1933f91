package smc.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;

/** Two cores that are told the same, one of them a {@link RemadeCore}: both must say the same at every input, so each scenario is one of snapshots too. */
final class StraightAndRemade extends EveryInput {
    /** A prime, so that it falls on inputs of every kind. */
    private static final int STRIDE = 61;

    private final List<Call> saidStraight = new ArrayList<>();
    private final List<Call> saidRemade = new ArrayList<>();
    private final Inputs straight;
    private final Inputs remade;

    /** @param effects hears what they say, once */
    StraightAndRemade(CoreSettings settings, Effects effects) {
        straight = new TradingCore(settings, keptIn(saidStraight, again -> again.accept(effects)));
        remade = new RemadeCore(settings, keptIn(saidRemade, _ -> {}), STRIDE);
    }

    private static Effects keptIn(List<Call> said, Consumer<Consumer<Effects>> also) {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                said.add(call);
                also.accept(again);
            }
        };
    }

    @Override
    protected void on(Call call, Consumer<Inputs> again) {
        again.accept(straight);
        again.accept(remade);
        assertThat(saidRemade)
                .as(() -> "said by a core made again before " + call)
                .isEqualTo(saidStraight);
        saidStraight.clear();
        saidRemade.clear();
    }
}
