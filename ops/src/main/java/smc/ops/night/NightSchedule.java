package smc.ops.night;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.ops.journal.Moment;

/** When a night's work is due, in market time. A night is named by the day that begins with it. */
final class NightSchedule {
    /**
     * How long after midnight UTC it begins. By then the day's last candle is closed and the venue's own has been asked for, for a minute at most, and the
     * first snapshot of the hour was taken.
     */
    static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(5);

    private NightSchedule() {}

    /**
     * The night that has begun last.
     *
     * @param marketNanos epoch nanoseconds
     */
    static LocalDate night(long marketNanos) {
        return day(marketNanos - AFTER_MIDNIGHT.toNanos());
    }

    /** The day of a time, UTC. */
    static LocalDate day(long nanos) {
        return LocalDate.ofInstant(Moment.utc(nanos), ZoneOffset.UTC);
    }

    /** Its first moment, epoch nanoseconds. */
    static long midnightNanos(LocalDate day) {
        return TimeUnit.SECONDS.toNanos(day.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC));
    }

    /**
     * Whether a night's work is still to be done.
     *
     * @param journalFromNanos time of the journal's first frame: a day that it has nothing of is no day to look at
     * @param done the night of which there is a result. One that is further ahead than a clock can have been set back over midnight is not believed
     */
    static boolean isDue(LocalDate night, long journalFromNanos, Optional<LocalDate> done) {
        boolean isDone =
                done.isPresent() && !done.get().isBefore(night) && !done.get().isAfter(night.plusDays(1));
        return !isDone && journalFromNanos < midnightNanos(night);
    }
}
