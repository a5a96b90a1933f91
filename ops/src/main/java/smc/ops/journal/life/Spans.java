package smc.ops.journal.life;

import java.util.ArrayList;
import java.util.List;

/** Spans while they grow, oldest first. */
final class Spans {
    private final List<Span> closed = new ArrayList<>();
    private long fromNanos;
    private boolean isOpen;

    void begin(long atNanos) {
        if (!isOpen) {
            isOpen = true;
            fromNanos = atNanos;
        }
    }

    void end(long atNanos) {
        if (isOpen) {
            isOpen = false;
            if (atNanos > fromNanos) {
                closed.add(new Span(fromNanos, atNanos));
            }
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Those that ended, and the one that has not, up to a moment. */
    List<Span> upTo(long atNanos) {
        var all = new ArrayList<>(closed);
        if (isOpen && atNanos > fromNanos) {
            all.add(new Span(fromNanos, atNanos));
        }
        return List.copyOf(all);
    }
}
