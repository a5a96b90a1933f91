package smc.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Market time out of the wall's and the venue's stamps, whose greatest lead of a minute counts. */
class LiveClockTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long wallNanos = 1_000 * SECOND;
    private final LiveClock clock = new LiveClock(() -> wallNanos, false);

    @Test
    void beginsAtTheVenuesTimeAndGoesOnWithTheWalls() {
        clock.start(5_000 * SECOND);

        wallNanos += 3 * SECOND;

        assertThat(clock.nowNanos()).isEqualTo(5_003 * SECOND);
    }

    @Test
    void aStampAheadPullsItForwardAtOnce() {
        clock.start(1_000 * SECOND);

        clock.stamped(1_002 * SECOND);

        assertThat(clock.nowNanos()).isEqualTo(1_002 * SECOND);
    }

    @Test
    void aStampThatCameLateDoesNotPullItBack() {
        clock.start(1_000 * SECOND);
        clock.stamped(1_002 * SECOND);

        wallNanos += SECOND;
        clock.stamped(1_001 * SECOND);

        assertThat(clock.nowNanos()).isEqualTo(1_003 * SECOND);
    }

    @Test
    void afterAMinuteWithoutABetterStampTheBestOfThatMinuteCounts() {
        clock.start(1_010 * SECOND);
        wallNanos += 30 * SECOND;
        clock.stamped(wallNanos + 2 * SECOND);

        wallNanos += 30 * SECOND;
        clock.stamped(wallNanos + SECOND);

        assertThat(clock.nowNanos()).isEqualTo(wallNanos + 2 * SECOND);
    }

    @Test
    void inLockStepItIsTheTimeOfTheStepAndNeverGoesBack() {
        var stepped = new LiveClock(() -> wallNanos, true);
        stepped.start(5_000 * SECOND);

        stepped.step(5_007 * SECOND);
        stepped.step(5_006 * SECOND);
        stepped.stamped(9_000 * SECOND);
        wallNanos += 60 * SECOND;

        assertThat(stepped.nowNanos()).isEqualTo(5_007 * SECOND);
    }
}
