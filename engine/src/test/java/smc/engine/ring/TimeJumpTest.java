package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two clocks that go apart: the machine slept, or its clock was set. */
class TimeJumpTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TimeJump jump = new TimeJump(SECOND);

    @Test
    void theFirstTickHasNothingToCompareWith() {
        assertThat(jump.onTick(1_700_000_000 * SECOND, 5)).isZero();
    }

    @Test
    void clocksThatGoTogetherHaveNotJumpedHoweverLongItTook() {
        jump.onTick(100 * SECOND, 0);

        assertThat(jump.onTick(3_700 * SECOND, 3_600 * SECOND)).isZero();
    }

    @Test
    void upToTheToleranceIsNoJump() {
        jump.onTick(100 * SECOND, 0);

        assertThat(jump.onTick(102 * SECOND, SECOND)).isZero();
        assertThat(jump.onTick(104 * SECOND + 1, 2 * SECOND)).isEqualTo(SECOND + 1);
    }

    @Test
    void aSleepIsAJumpByItsLengthAndOnlyOnce() {
        jump.onTick(100 * SECOND, 0);

        assertThat(jump.onTick(1_000 * SECOND, SECOND)).isEqualTo(899 * SECOND);
        assertThat(jump.onTick(1_001 * SECOND, 2 * SECOND)).isZero();
    }

    @Test
    void aClockSetBackIsANegativeJump() {
        jump.onTick(100 * SECOND, 0);

        assertThat(jump.onTick(90 * SECOND, SECOND)).isEqualTo(-11 * SECOND);
    }
}
