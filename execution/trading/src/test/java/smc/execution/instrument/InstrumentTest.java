package smc.execution.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.strategy.number.ProductSum;

class InstrumentTest {
    private static Instrument instrument(long tickE8, long contractValueE8) {
        return new Instrument(0, "SOLUSD", tickE8, contractValueE8, 500_000, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1499, 1400, 1500", "1500, 1500, 1500", "1501, 1500, 1600", "-1, -100, 0", "-100, -100, -100"})
    void roundsToTheGridInTheDirectionNamed(long priceE8, long floorE8, long ceilE8) {
        Instrument instrument = instrument(100, 1);

        assertThat(instrument.floorToTick(priceE8)).isEqualTo(floorE8);
        assertThat(instrument.ceilToTick(priceE8)).isEqualTo(ceilE8);
    }

    /** A contract is 0.33333333 coins, so that 3 of them are 0.99999999. */
    @ParameterizedTest
    @CsvSource({"3, 0", "4, 1", "-3, -1", "-4, -2", "0, 0"})
    void moneyIsRoundedDownAlsoBelowZero(long priceContractsE8, long moneyE8) {
        var sum = new ProductSum();
        sum.add(priceContractsE8, 1);

        assertThat(instrument(1, 33_333_333).moneyFloorE8(sum)).isEqualTo(moneyE8);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "-1, 1, 0, 1", "1, 0, 0, 1", "1, 1, -1, 1", "1, 1, 0, 0"})
    void refusesTermsNoVenueHas(long tickE8, long contractValueE8, long maintenanceRateE8, long positionMax) {
        assertThatThrownBy(() -> new Instrument(0, "SOLUSD", tickE8, contractValueE8, maintenanceRateE8, positionMax))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was SOLUSD " + tickE8 + " " + contractValueE8);
    }

    @Test
    void beyondIsHigherForLongAndLowerForShortAndNeverEqual() {
        assertThat(Direction.LONG.isBeyond(2, 1)).isTrue();
        assertThat(Direction.LONG.isBeyond(1, 2)).isFalse();
        assertThat(Direction.SHORT.isBeyond(1, 2)).isTrue();
        assertThat(Direction.SHORT.isBeyond(2, 1)).isFalse();
        assertThat(Direction.LONG.isBeyond(1, 1)).isFalse();
        assertThat(Direction.SHORT.isBeyond(1, 1)).isFalse();
        assertThat(Direction.LONG.further(1, 2)).isEqualTo(2);
        assertThat(Direction.SHORT.further(1, 2)).isEqualTo(1);
    }
}
