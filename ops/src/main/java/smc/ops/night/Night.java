package smc.ops.night;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import smc.engine.backtest.OutOfRangeException;
import smc.engine.config.ConfigException;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.Moment;
import smc.ops.journal.bundle.BundleException;
import smc.ops.journal.bundle.Manifest;
import smc.ops.journal.bundle.PartReplay;
import smc.ops.question.Market;
import smc.ops.question.Parity;
import smc.strategy.state.StateException;

/**
 * What a night's work came to: a day replayed, the same day against a backtest, and retention. A part that fails leaves the others as they are.
 *
 * @param night named by the day that begins with it, of the journal's last frame
 * @param day that was looked at; empty if none is over
 * @param from begun, by the wall
 * @param to ended, by the wall
 */
public record Night(
        LocalDate night,
        Optional<LocalDate> day,
        Instant from,
        Instant to,
        Part<PartReplay> replay,
        Part<Parity> parity,
        Part<Retention> retention) {
    private static final String NO_DAY = "no day of the journal is over";

    /** What is read and when. */
    private record Work(Path data, LongConsumer progress) {
        private Part<PartReplay> replay(LocalDate day) {
            return part(() -> PartReplay.of(
                    data, NightSchedule.midnightNanos(day), NightSchedule.midnightNanos(day.plusDays(1)), progress));
        }

        private Part<Parity> parity(LocalDate day) {
            long first = JournalFolder.firstSequence(data);
            return first == 1
                    ? part(() -> Parity.of(Market.of(data, Moment.END)).on(day))
                    : new Part.LeftOut<>(
                            "a backtest needs the journal's first frame, and it begins with sequence " + first);
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T result() throws IOException;
    }

    /**
     * Does it of the last day that is over.
     *
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws JournalException if the journal cannot be read at all
     */
    public static Night work(Path data, Retention.Rule rule, LongConsumer progress) throws IOException {
        Instant from = Instant.now();
        long lastNanos = lastNanos(data);
        LocalDate night = NightSchedule.night(lastNanos);
        Optional<LocalDate> day = lastDayBefore(data, night);
        var work = new Work(data, progress);
        Part<PartReplay> replay = day.map(work::replay).orElseGet(() -> new Part.LeftOut<>(NO_DAY));
        Part<Parity> parity = day.map(work::parity).orElseGet(() -> new Part.LeftOut<>(NO_DAY));
        Part<Retention> retention = new Part.Done<>(Retention.apply(data, rule, lastNanos));
        return new Night(night, day, from, Instant.now(), replay, parity, retention);
    }

    /**
     * Looks at a day, and changes nothing.
     *
     * @return empty if the journal has no frame of that day
     * @throws JournalException if the journal cannot be read at all
     */
    public static Optional<Night> look(Path data, LocalDate day, LongConsumer progress) throws IOException {
        if (!lastDayBefore(data, day.plusDays(1)).equals(Optional.of(day))) {
            return Optional.empty();
        }
        Instant from = Instant.now();
        var work = new Work(data, progress);
        Part<PartReplay> replay = work.replay(day);
        Part<Parity> parity = work.parity(day);
        return Optional.of(new Night(
                NightSchedule.night(lastNanos(data)),
                Optional.of(day),
                from,
                Instant.now(),
                replay,
                parity,
                new Part.LeftOut<>("a day that is asked for is only looked at")));
    }

    private static long lastNanos(Path data) throws IOException {
        return PartReplay.lastFrame(data, Long.MAX_VALUE)
                .map(Manifest.Point::atNanos)
                .orElseThrow(
                        () -> new JournalException("expected frames in the journal of " + data + ", there is none"));
    }

    /** The day of the last frame before a day begins. */
    private static Optional<LocalDate> lastDayBefore(Path data, LocalDate day) throws IOException {
        return PartReplay.lastFrame(data, NightSchedule.midnightNanos(day) - 1)
                .map(Manifest.Point::atNanos)
                .map(NightSchedule::day);
    }

    /** Whatever it is: a journal that does not replay may tell the model of a venue what cannot be, and the replay's result is to stand. */
    private static <T> Part<T> part(Attempt<T> attempt) {
        try {
            return new Part.Done<>(attempt.result());
        } catch (IOException
                | JournalException
                | StateException
                | ConfigException
                | BundleException
                | OutOfRangeException e) {
            return new Part.Failed<>(e.getMessage());
        } catch (RuntimeException e) {
            return new Part.Failed<>(e.toString());
        }
    }

    /** Whether nobody has to look. */
    public boolean isGood() {
        return wrong().isEmpty();
    }

    /** What somebody has to look at, in sentences without their end; empty if there is nothing. */
    public List<String> wrong() {
        var wrong = new ArrayList<String>();
        switch (replay) {
            case Part.Done<PartReplay>(var result) ->
                result.difference().ifPresent(difference -> wrong.add(differs(difference)));
            case Part.Failed<PartReplay>(var why) -> wrong.add("the day could not be replayed: " + why);
            case Part.LeftOut<PartReplay> _ -> {}
        }
        switch (parity) {
            case Part.Done<Parity>(var result) -> {
                if (result.withoutCause() > 0) {
                    wrong.add("parity: %,d %s without a cause that the journal shows: ./smc parity --day %s lists them"
                            .formatted(
                                    result.withoutCause(),
                                    result.withoutCause() == 1 ? "difference" : "differences",
                                    day.orElseThrow()));
                }
            }
            case Part.Failed<Parity>(var why) -> wrong.add("parity could not be worked out: " + why);
            case Part.LeftOut<Parity> _ -> {}
        }
        if (retention instanceof Part.Done<Retention>(var result)) {
            result.failure().ifPresent(why -> wrong.add("retention went no further: " + why));
        }
        return List.copyOf(wrong);
    }

    private static String differs(PartReplay.Differing difference) {
        return "replay: sequence %d at %s comes to something else, written by %s: ./smc journal verify --replay shows it"
                .formatted(
                        difference.sequence(), Moment.utc(difference.atNanos()), Frame.buildText(difference.build()));
    }

    /** What was done, in sentences without their end: the day, then every file that was archived or deleted. */
    public List<String> told() {
        var told = new ArrayList<String>();
        told.add("%s: %s; %s".formatted(day.map(one -> "day " + one).orElse("no day"), replayed(), compared()));
        if (retention instanceof Part.Done<Retention>(var result)) {
            result.archived()
                    .forEach(epoch -> told.add("archived epoch %d, older than %d days: %,d bytes, now %,d in %s"
                            .formatted(
                                    epoch.epoch(),
                                    Retention.ARCHIVE_DAYS,
                                    epoch.bytes(),
                                    epoch.archivedBytes(),
                                    epoch.archive())));
            result.deleted()
                    .forEach(epoch -> told.add("deleted epoch %d, older than %d days: %,d bytes of %s"
                            .formatted(
                                    epoch.epoch(),
                                    result.rule().keepDays().orElseThrow(),
                                    epoch.bytes(),
                                    epoch.archive())));
            told.addAll(result.kept());
        }
        return List.copyOf(told);
    }

    private String replayed() {
        return switch (replay) {
            case Part.Done<PartReplay>(var result) ->
                "%,d frames replayed to the same bytes, %,d hashes of the state among them, from %s%s"
                        .formatted(
                                result.frames(),
                                result.hashes(),
                                result.snapshot().isEmpty()
                                        ? "the first frame"
                                        : "the snapshot of sequence "
                                                + result.snapshot().getAsLong(),
                                result.remarks().stream()
                                        .map(remark -> "; " + remark)
                                        .collect(Collectors.joining()));
            case Part.Failed<PartReplay> _ -> "not replayed";
            case Part.LeftOut<PartReplay>(var why) -> "not replayed: " + why;
        };
    }

    private String compared() {
        return switch (parity) {
            case Part.Done<Parity>(var result) -> {
                long differences = result.days().stream()
                        .mapToLong(one -> one.differences().size())
                        .sum();
                yield differences == 0
                        ? "parity without a difference"
                        : "parity with %,d %s, %,d without a cause"
                                .formatted(
                                        differences,
                                        differences == 1 ? "difference" : "differences",
                                        result.withoutCause());
            }
            case Part.Failed<Parity> _ -> "parity not worked out";
            case Part.LeftOut<Parity>(var why) -> "parity not worked out: " + why;
        };
    }
}
