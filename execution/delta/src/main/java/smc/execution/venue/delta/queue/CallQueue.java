package smc.execution.venue.delta.queue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an account has to do at the venue: what protects first, then what is taken back, then what we want to know, then entries. Event loop.
 *
 * <ul>
 *   <li>What protects or is taken back is done one thing at a time, and waits neither for an answer to a question nor for one to an entry. Of the
 *       questions one at a time is under way, and of the entries likewise.
 *   <li>No question begins while something more urgent is under way, and no entry while anything is, or a question waits.
 *   <li>Of the same urgency, the commands of an instrument keep their order, also where one of them is put off: the close stays behind the cancel that
 *       it needs, the change behind its order.
 *   <li>An entry that has waited longer than it may gets its turn to say so, whatever is under way.
 *   <li>What is alone waits until nothing is under way, and nothing begins beside it.
 * </ul>
 *
 * <p>Nothing begins inside the call that adds it.
 */
public final class CallQueue {
    /** What a job comes to that has nothing to wait for. */
    public static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private static final int NO_LANE = -1;

    /** Something to be done when its turn comes. */
    @FunctionalInterface
    public interface Job {
        /** Ends when the next may begin. */
        CompletableFuture<Void> begin(Turn turn);
    }

    /** A place in the queue. */
    public final class Turn {
        private final Urgency urgency;
        private final int lane;
        private final boolean isAlone;
        private final long lapsesMillis;
        private final Job job;
        private boolean isPutOff;
        private boolean keepsItsPlace;

        private Turn(Urgency urgency, int lane, boolean isAlone, long lapsesMillis, Job job) {
            this.urgency = urgency;
            this.lane = lane;
            this.isAlone = isAlone;
            this.lapsesMillis = lapsesMillis;
            this.job = job;
        }

        public Urgency urgency() {
            return urgency;
        }

        /** It keeps its place, and begins anew once {@link #resume} is called. For a job that is under way. */
        public void putOff() {
            isPutOff = true;
            keepsItsPlace = true;
        }

        public void resume() {
            isPutOff = false;
            wake();
        }
    }

    private final Executor loop;
    private final Consumer<Throwable> onFault;
    private final Map<Urgency, List<Turn>> waiting = new EnumMap<>(Urgency.class);
    /** Under way, or null. */
    private Turn urgent;

    private Turn query;
    private Turn entry;
    private final List<Runnable> afterEntry = new ArrayList<>();
    private long commandSteps;
    private boolean isClosed;

    /** @param loop runs later, one thing at a time, what it is given */
    public CallQueue(Executor loop, Consumer<Throwable> onFault) {
        this.loop = loop;
        this.onFault = onFault;
        for (Urgency urgency : Urgency.values()) {
            waiting.put(urgency, new ArrayList<>());
        }
    }

    /**
     * Adds a command.
     *
     * @param instrumentId whose commands of this urgency keep their order
     */
    public void command(Urgency urgency, int instrumentId, Job job) {
        entry(urgency, instrumentId, Long.MAX_VALUE, job);
    }

    /** As {@link #command}; {@code lapsesMillis} is the last moment, by {@link #onTime}, up to which it may wait. */
    public void entry(Urgency urgency, int instrumentId, long lapsesMillis, Job job) {
        add(new Turn(urgency, instrumentId, false, lapsesMillis, job));
    }

    /** Adds a command that had its turn, behind the others, to begin otherwise. */
    public void again(Turn turn, Job begin) {
        add(new Turn(turn.urgency, turn.lane, false, turn.lapsesMillis, begin));
    }

    /** Adds something of the first urgency that nothing may be beside. */
    public void alone(Supplier<CompletableFuture<Void>> job) {
        add(new Turn(Urgency.PROTECT, NO_LANE, true, Long.MAX_VALUE, _ -> job.get()));
    }

    public void question(Supplier<CompletableFuture<Void>> job) {
        add(new Turn(Urgency.QUERY, NO_LANE, false, Long.MAX_VALUE, _ -> job.get()));
    }

    private void add(Turn turn) {
        if (!isClosed) {
            waiting.get(turn.urgency).add(turn);
            wake();
        }
    }

    private void wake() {
        loop.execute(this::next);
    }

    public boolean isIdle() {
        return urgent == null
                && query == null
                && entry == null
                && waiting.values().stream().allMatch(List::isEmpty);
    }

    /** Does something as soon as no entry is under way. */
    public void afterEntry(Runnable action) {
        afterEntry.add(action);
        wake();
    }

    /** How many commands have begun and ended: what was asked for before is perhaps not what is so after. */
    public long commandSteps() {
        return commandSteps;
    }

    public void close() {
        isClosed = true;
        waiting.values().forEach(List::clear);
    }

    /** Time moved: what has waited longer than it may ends. Milliseconds of a clock that never goes back. */
    public void onTime(long nowMillis) {
        List<Turn> lapsed = waiting.get(Urgency.ENTRY).stream()
                .filter(turn -> !turn.equals(entry) && turn.lapsesMillis < nowMillis)
                .toList();
        waiting.get(Urgency.ENTRY).removeAll(lapsed);
        for (Turn turn : lapsed) {
            var _ = run(turn).whenComplete((_, failure) -> told(failure));
        }
    }

    private void next() {
        if (isClosed) {
            return;
        }
        if (entry == null && !afterEntry.isEmpty()) {
            List<Runnable> actions = List.copyOf(afterEntry);
            afterEntry.clear();
            actions.forEach(Runnable::run);
        }
        if (urgent == null) {
            urgent = begun(first(Urgency.PROTECT).or(() -> first(Urgency.CANCEL)));
        }
        if (urgent == null && query == null) {
            query = begun(first(Urgency.QUERY));
        }
        boolean isAnythingBefore = urgent != null || query != null || isAloneNext();
        if (entry == null && !isAnythingBefore) {
            entry = begun(first(Urgency.ENTRY));
        }
    }

    /** That of its urgency that may begin. */
    private Optional<Turn> first(Urgency urgency) {
        if (urgency == Urgency.QUERY && isAloneNext()) {
            return Optional.empty();
        }
        Set<Integer> putOff = new HashSet<>();
        for (Turn turn : waiting.get(urgency)) {
            if (turn.isPutOff) {
                putOff.add(turn.lane);
            } else if (!putOff.contains(turn.lane) && !(turn.isAlone && (query != null || entry != null))) {
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    private boolean isAloneNext() {
        return waiting.get(Urgency.PROTECT).stream().anyMatch(turn -> turn.isAlone);
    }

    private Turn begun(Optional<Turn> next) {
        next.ifPresent(turn -> loop.execute(() -> begin(turn)));
        return next.orElse(null);
    }

    private void begin(Turn turn) {
        if (isClosed) {
            return;
        }
        turn.keepsItsPlace = false;
        commandSteps += turn.urgency == Urgency.QUERY ? 0 : 1;
        var _ = run(turn).whenComplete((_, failure) -> end(turn, failure));
    }

    private void end(Turn turn, Throwable failure) {
        if (!turn.keepsItsPlace) {
            waiting.get(turn.urgency).remove(turn);
        }
        switch (turn.urgency) {
            case PROTECT, CANCEL -> urgent = null;
            case QUERY -> query = null;
            case ENTRY -> entry = null;
        }
        commandSteps += turn.urgency == Urgency.QUERY ? 0 : 1;
        told(failure);
        wake();
    }

    private static CompletableFuture<Void> run(Turn turn) {
        try {
            return turn.job.begin(turn);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void told(Throwable failure) {
        if (failure != null && !isClosed) {
            onFault.accept(failure);
        }
    }
}
