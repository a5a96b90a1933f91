package smc.ops.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NightScheduleTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 3, 1);
    private static final long LONG_AGO = nanos("2025-01-01T00:00:00Z");

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private static boolean isDue(Optional<LocalDate> done) {
        return NightSchedule.isDue(TODAY, LONG_AGO, done);
    }

    @Test
    void aNightBeginsFiveMinutesAfterMidnight() {
        assertThat(NightSchedule.night(nanos("2025-03-01T00:04:59.999999999Z"))).isEqualTo("2025-02-28");
        assertThat(NightSchedule.night(nanos("2025-03-01T00:05:00Z"))).isEqualTo(TODAY);
        assertThat(NightSchedule.night(nanos("2025-03-02T00:04:59Z"))).isEqualTo(TODAY);
    }

    @Test
    void itIsDueUntilItIsDone() {
        assertThat(isDue(Optional.empty())).isTrue();
        assertThat(isDue(Optional.of(TODAY.minusDays(1)))).isTrue();
        assertThat(isDue(Optional.of(TODAY.minusDays(40)))).isTrue();
        assertThat(isDue(Optional.of(TODAY))).isFalse();
    }

    /** A clock that is set back over midnight has the night before again, which is done. */
    @Test
    void theNightBeforeOneThatIsDoneIsNotDue() {
        assertThat(isDue(Optional.of(TODAY.plusDays(1)))).isFalse();
    }

    /** Else a clock that was years ahead once would end it for years. */
    @Test
    void aResultFromTheFutureIsNotBelieved() {
        assertThat(isDue(Optional.of(TODAY.plusDays(2)))).isTrue();
    }

    @Test
    void withoutADayThatIsOverNothingIsDue() {
        assertThat(NightSchedule.isDue(TODAY, nanos("2025-03-01T00:00:00Z"), Optional.empty()))
                .isFalse();
        assertThat(NightSchedule.isDue(TODAY, nanos("2025-02-28T23:59:59.999999999Z"), Optional.empty()))
                .isTrue();
    }
}
