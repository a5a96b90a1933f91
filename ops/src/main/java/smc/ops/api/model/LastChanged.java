package smc.ops.api.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Which frame changed each resource last. One thread; allocates nothing while it folds. */
final class LastChanged {
    /** Of each resource an array of one. */
    private final Map<Resource, long[]> sequences = new EnumMap<>(Resource.class);

    LastChanged() {
        for (Resource resource : Resource.values()) {
            sequences.put(resource, new long[1]);
        }
    }

    void set(Resource resource, long sequence) {
        sequences.get(resource)[0] = sequence;
    }

    /** As it is now; 0 for never. */
    Map<Resource, Long> copy() {
        var copy = new EnumMap<Resource, Long>(Resource.class);
        sequences.forEach((resource, sequence) -> copy.put(resource, sequence[0]));
        return Collections.unmodifiableMap(copy);
    }
}
