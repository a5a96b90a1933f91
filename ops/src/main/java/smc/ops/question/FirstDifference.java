package smc.ops.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smc.ops.journal.Moment;
import smc.ops.question.Course.Step;

/**
 * Where two courses of a market first part. Each account and symbol is compared by itself, step by step, since what one does need not come before what
 * another does; the earliest of these is the first.
 *
 * @param one what the first did there; empty if it did nothing more
 * @param other likewise the second
 */
public record FirstDifference(int accountId, int instrumentId, Optional<Told> one, Optional<Told> other) {

    /**
     * What somebody did.
     *
     * @param atNanos epoch nanoseconds
     * @param sequence of its frame in the journal; 0 if it is none
     */
    public record Told(long atNanos, long sequence, String words) {
        private static Told of(Step step) {
            return new Told(step.atNanos(), step.sequence(), step.words());
        }
    }

    /**
     * Compares what lies within a window.
     *
     * @return empty if they do the same there
     */
    static Optional<FirstDifference> between(Course one, Course other, int accounts, int instruments, Window window) {
        Optional<FirstDifference> first = Optional.empty();
        for (int account = 0; account < accounts; account++) {
            for (int instrument = 0; instrument < instruments; instrument++) {
                Optional<FirstDifference> here = between(
                        account,
                        instrument,
                        steps(one, account, instrument, window),
                        steps(other, account, instrument, window));
                if (here.isPresent()
                        && (first.isEmpty()
                                || here.get().atNanos() < first.get().atNanos())) {
                    first = here;
                }
            }
        }
        return first;
    }

    private static List<Step> steps(Course course, int accountId, int instrumentId, Window window) {
        var steps = new ArrayList<Step>();
        for (Step step : course.steps()) {
            if (step.accountId() == accountId && step.instrumentId() == instrumentId && window.has(step.atNanos())) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static Optional<FirstDifference> between(
            int accountId, int instrumentId, List<Step> one, List<Step> other) {
        int at = 0;
        while (at < one.size()
                && at < other.size()
                && one.get(at).sameness().equals(other.get(at).sameness())) {
            at++;
        }
        if (at == one.size() && at == other.size()) {
            return Optional.empty();
        }
        List<Step> ours = one.subList(at, one.size());
        List<Step> theirs = other.subList(at, other.size());
        return Optional.of(new FirstDifference(accountId, instrumentId, own(ours, theirs), own(theirs, ours)));
    }

    /**
     * The first step that the others do not take in the same moment: of a close several things are said, and those they agree on are no difference. If
     * they only come in another order, the first.
     */
    private static Optional<Told> own(List<Step> steps, List<Step> others) {
        long nowNanos = Stream.of(steps, others)
                .flatMap(list -> list.stream().limit(1))
                .mapToLong(Step::atNanos)
                .min()
                .orElseThrow();
        List<String> ours = ofMoment(steps, nowNanos);
        List<String> theirs = ofMoment(others, nowNanos);
        boolean isOtherOrder = ours.size() == theirs.size() && theirs.containsAll(ours);
        var left = new ArrayList<>(theirs);
        return steps.stream()
                .filter(step -> isOtherOrder || step.atNanos() != nowNanos || !left.remove(step.sameness()))
                .findFirst()
                .map(Told::of);
    }

    private static List<String> ofMoment(List<Step> steps, long nanos) {
        return steps.stream()
                .takeWhile(step -> step.atNanos() == nanos)
                .map(Step::sameness)
                .toList();
    }

    /** The same, with the frame of what happened where the first did just that: it was the model's, and has none. */
    FirstDifference withSequencesOf(Course recorded) {
        return new FirstDifference(
                accountId,
                instrumentId,
                one.map(told -> recorded.steps().stream()
                        .filter(step -> step.accountId() == accountId
                                && step.instrumentId() == instrumentId
                                && step.atNanos() == told.atNanos
                                && step.words().equals(told.words))
                        .findFirst()
                        .map(Told::of)
                        .orElse(told)),
                other);
    }

    /** When the first of the two did what the other did not, epoch nanoseconds. */
    public long atNanos() {
        return Math.min(
                one.map(Told::atNanos).orElse(Long.MAX_VALUE),
                other.map(Told::atNanos).orElse(Long.MAX_VALUE));
    }

    /** What one of the two did at that time, for people. */
    String words(Optional<Told> told) {
        if (told.isEmpty()) {
            return "does nothing more";
        }
        String sequence = told.get().sequence() == 0
                ? ""
                : " [sequence %d]".formatted(told.get().sequence());
        return told.get().atNanos() > atNanos()
                ? "does nothing then; at %s it %s%s"
                        .formatted(Moment.utc(told.get().atNanos()), told.get().words(), sequence)
                : told.get().words() + sequence;
    }
}
