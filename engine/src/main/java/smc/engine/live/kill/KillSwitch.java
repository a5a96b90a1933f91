package smc.engine.live.kill;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import smc.engine.event.Inputs;
import smc.execution.desk.event.DeskEvent;
import smc.execution.instrument.Instrument;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;

/**
 * Stops an engine and proves it, in this order, the next step only after the one before is on disk or at the venue:
 *
 * <pre>
 * halted by KILL -> entries cancelled -> held positions closed at market, their stops standing
 *   -> what stays is closed and cancelled past the engine -> every account read until it is empty, twice -> flat, or what is not
 * </pre>
 *
 * One at a time: who asks for another joins it. The engine stays up, halted. Event loop.
 */
public final class KillSwitch {
    private final Killable engine;
    private final List<String> names;
    private final List<Instrument> instruments;
    private final KillSettings settings;
    private final LongSupplier clock;
    private Optional<Course> course = Optional.empty();

    /**
     * @param names of the accounts for people, by id
     * @param instruments by id
     * @param clock time that really passes, nanoseconds
     */
    public KillSwitch(
            Killable engine,
            List<String> names,
            List<Instrument> instruments,
            KillSettings settings,
            LongSupplier clock) {
        this.engine = engine;
        this.names = List.copyOf(names);
        this.instruments = List.copyOf(instruments);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins, or joins what is under way: then only who and why are journaled.
     *
     * @param who at most {@link Inputs#WHO_BYTES} in UTF-8
     * @param why at most {@link Inputs#WHY_BYTES} in UTF-8
     * @param told hears how it goes on, a line at a time; must not block
     * @return exceptionally if the engine fails or ends before
     */
    public CompletableFuture<KillReport> begin(String who, String why, Consumer<String> told) {
        Optional<Course> running = course.filter(each -> !each.isOver());
        if (running.isPresent()) {
            running.get().listen(told);
            engine.tell(inputs ->
                    inputs.onStateAsked(Inputs.ALL, Inputs.ALL, TradingState.HALTED, RiskReason.KILL, who, why));
            told.accept("a kill is under way already, and this joins it");
            return running.get().end().copy();
        }
        var next = new Course(engine, names, instruments, settings, clock, who);
        next.listen(told);
        course = Optional.of(next);
        try {
            next.begin(why);
        } catch (RuntimeException e) {
            next.fail(e);
        }
        return next.end().copy();
    }

    /** What the engine says of its trades. */
    public void on(DeskEvent event) {
        course.ifPresent(each -> each.on(event));
    }

    /** Nothing comes of one that is under way. */
    public void fail(Throwable cause) {
        course.ifPresent(each -> each.fail(cause));
    }
}
