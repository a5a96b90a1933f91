package smc.execution.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdsTest {
    @Test
    void countsOrdersAndTradesFromOneAboveTheEpoch() {
        var ids = new OrderIds(3);

        assertThat(ids.nextOrder()).isEqualTo((3L << 40) + 1);
        assertThat(ids.nextTrade()).isEqualTo((3L << 40) + 1);
        assertThat(ids.nextOrder()).isEqualTo((3L << 40) + 2);
        assertThat(ids.nextTrade()).isEqualTo((3L << 40) + 2);
    }

    @Test
    void idsOfTheLastEpochAreStillPositive() {
        assertThat(new OrderIds((1L << 23) - 1).nextOrder()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 23})
    void refusesAnEpochThatDoesNotFit(long epoch) {
        assertThatThrownBy(() -> new OrderIds(epoch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was " + epoch);
    }
}
