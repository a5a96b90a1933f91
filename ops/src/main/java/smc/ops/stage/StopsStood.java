package smc.ops.stage;

import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.ops.journal.life.Span;

/** No position without a stop for longer than the bound. Time without a trade shows nothing of stops. */
final class StopsStood implements Condition {
    /** From the fill to the stop that stands, at the worst. */
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(12);

    @Override
    public String demand() {
        return "no position without a stop for longer than 12 s";
    }

    @Override
    public Shown look(Evidence evidence) {
        long trades = evidence.life().trades().stream()
                .filter(span -> span.toNanos() >= evidence.fromNanos())
                .count();
        if (trades == 0) {
            return Shown.missing("not shown: no trade was open in the time looked at");
        }
        List<Span> naked = evidence.life().naked().stream()
                .filter(span -> span.toNanos() >= evidence.fromNanos())
                .toList();
        long longestNanos = naked.stream().mapToLong(Span::nanos).max().orElse(0);
        long beyond = naked.stream().filter(span -> span.nanos() > BOUND_NANOS).count();
        String longest = "%,d trades, the longest time without one was %,d ms"
                .formatted(trades, TimeUnit.NANOSECONDS.toMillis(longestNanos));
        return beyond == 0 ? Shown.met(longest) : Shown.missing("%,d times beyond it, %s".formatted(beyond, longest));
    }
}
