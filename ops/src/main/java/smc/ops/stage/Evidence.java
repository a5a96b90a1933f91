package smc.ops.stage;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.ops.door.Stage;
import smc.ops.journal.life.EngineLife;
import smc.ops.journal.life.Span;

/**
 * What is looked at: the latest time of trading at a stage that is as long as is demanded, and what happened in it. What lies before does not count, for
 * or against.
 */
public final class Evidence {
    private final EngineLife life;
    private final List<Long> faultExits;
    private final Supplier<ParityShown> parity;
    private final long wantedNanos;
    private final long fromNanos;
    private final long toNanos;
    private final long tradedNanos;

    /**
     * What a comparison with a backtest said.
     *
     * @param days of the time in which anything was decided
     * @param withoutCause differences of them that nobody can explain
     * @param problem why there was no comparison; empty if there was
     */
    public record ParityShown(int days, long withoutCause, String problem) {}

    /** Compares from a moment on. */
    @FunctionalInterface
    public interface ParitySource {
        ParityShown since(Instant from);
    }

    private Evidence(
            EngineLife life,
            List<Long> faultExits,
            ParitySource parity,
            long wantedNanos,
            long fromNanos,
            long toNanos,
            long tradedNanos) {
        this.life = life;
        this.faultExits = faultExits;
        this.parity = () -> parity.since(Instant.ofEpochSecond(0, fromNanos));
        this.wantedNanos = wantedNanos;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.tradedNanos = tradedNanos;
    }

    /**
     * Of an engine's life.
     *
     * @param faultExits of the wall
     * @param now of the wall
     */
    public static Evidence of(
            Stage stage, EngineLife life, List<Instant> faultExits, ParitySource parity, Instant now) {
        long wantedNanos = stage.wanted().toNanos();
        long sinceNanos = life.stageNanos();
        long fromNanos = sinceNanos;
        long tradedNanos = 0;
        for (Span span : life.trading().reversed()) {
            long nanos = span.nanosWithin(sinceNanos, Long.MAX_VALUE);
            if (tradedNanos + nanos >= wantedNanos) {
                fromNanos = span.toNanos() - (wantedNanos - tradedNanos);
                tradedNanos = wantedNanos;
                break;
            }
            tradedNanos += nanos;
        }
        return new Evidence(
                life,
                faultExits.stream().map(Evidence::nanos).toList(),
                parity,
                wantedNanos,
                fromNanos,
                Math.max(nanos(now), life.lastNanos()),
                tradedNanos);
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    EngineLife life() {
        return life;
    }

    ParityShown parity() {
        return parity.get();
    }

    List<Long> faultExits() {
        return within(faultExits);
    }

    /** How long must have been traded. */
    long wantedNanos() {
        return wantedNanos;
    }

    /** How long was. */
    long tradedNanos() {
        return tradedNanos;
    }

    long fromNanos() {
        return fromNanos;
    }

    long toNanos() {
        return toNanos;
    }

    /** Those in the time that is looked at. */
    List<Long> within(List<Long> moments) {
        return moments.stream()
                .filter(moment -> moment >= fromNanos && moment <= toNanos)
                .toList();
    }
}
