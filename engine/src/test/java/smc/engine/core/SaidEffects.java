package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;

/** What a core said, in order: as records, or as lines, {@code name argument argument ...}. */
final class SaidEffects {
    private final List<Call> said = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    Effects asEffects() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                said.add(call);
                lines.add(call.toString());
            }
        };
    }

    /** All since the last {@link #take}. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The records of one kind since the last {@link #take}. */
    <T> List<T> said(Class<T> type) {
        return said.stream()
                .map(call -> call.arguments().getLast())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Those since the last call; the others are forgotten too. */
    <T> List<T> take(Class<T> type) {
        List<T> found = said(type);
        said.clear();
        lines.clear();
        return found;
    }

    /** Those since the last call that begin with one of the names; the others are forgotten too. */
    List<String> take(String... names) {
        List<String> found = lines.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
        said.clear();
        lines.clear();
        return found;
    }
}
