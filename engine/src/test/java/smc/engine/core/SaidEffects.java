package smc.engine.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;

/** Each effect as a line, {@code name argument argument ...}. */
final class SaidEffects {
    private final List<String> said = new ArrayList<>();

    Effects asEffects() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                said.add(call.toString());
            }
        };
    }

    /** All since the last {@link #take}. */
    List<String> lines() {
        return List.copyOf(said);
    }

    /** Those since the last call that begin with one of the names; the others are forgotten too. */
    List<String> take(String... names) {
        List<String> found = said.stream()
                .filter(line -> Arrays.stream(names).anyMatch(line::startsWith))
                .toList();
        said.clear();
        return found;
    }
}
