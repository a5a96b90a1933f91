package smc.engine.core;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smc.engine.event.Effects;
import smc.engine.event.Spoken;

/** Each effect as a line, {@code name argument argument ...}; a proxy, so that every effect is heard. */
final class SaidEffects {
    private final List<String> said = new ArrayList<>();

    Effects asEffects() {
        return (Effects) Proxy.newProxyInstance(
                Effects.class.getClassLoader(), new Class<?>[] {Effects.class}, (_, method, arguments) -> {
                    said.add(Spoken.of(method, arguments).toString());
                    return null;
                });
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
