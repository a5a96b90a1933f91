package smc.ops.door;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import smc.strategy.number.FixedPoint;

/** How much of its capital an account may trade with on a symbol, with real money. */
public enum Stage {
    FIRST("20 USD", 20, Duration.ofDays(2)),
    SECOND("100 USD", 100, Duration.ofDays(7)),
    /** All of it. */
    FULL("no cap", 0, Duration.ZERO);

    private final String words;
    private final long capUsd;
    private final Duration wanted;

    Stage(String words, long capUsd, Duration wanted) {
        this.words = words;
        this.capUsd = capUsd;
        this.wanted = wanted;
    }

    /** By account and symbol, for people. */
    public String words() {
        return words;
    }

    /** By account and symbol, 1e-8 USD; 0 for all of it. */
    public long capE8() {
        return capUsd * FixedPoint.ONE_E8;
    }

    /** How long it must have been traded at before it is raised. */
    public Duration wanted() {
        return wanted;
    }

    /** Empty at the last. */
    public Optional<Stage> next() {
        return switch (this) {
            case FIRST -> Optional.of(SECOND);
            case SECOND -> Optional.of(FULL);
            case FULL -> Optional.empty();
        };
    }

    /** Empty at the first. */
    public Optional<Stage> before() {
        return switch (this) {
            case FIRST -> Optional.empty();
            case SECOND -> Optional.of(FIRST);
            case FULL -> Optional.of(SECOND);
        };
    }

    /**
     * The stage of a cap that a journal has set.
     *
     * @return empty if none is of that cap
     */
    public static Optional<Stage> of(long capE8) {
        return Stream.of(values()).filter(stage -> stage.capE8() == capE8).findFirst();
    }
}
