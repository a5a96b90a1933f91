package smc.ops.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.strategy.number.FixedPoint;

class TickPriceTest {
    @ParameterizedTest
    @CsvSource({
        "0.0001, 213.5, 213.5000",
        "0.001, 271.77529146, 271.775",
        "0.05, 271.77529146, 271.78",
        "0.5, 61250, 61250.0",
        "1, 61250.5, 61250",
        "10, 61250, 61250"
    })
    void aPriceHasTheDecimalsOfItsTick(String tick, String price, String expected) {
        assertThat(TickPrice.of(FixedPoint.parseE8(tick), FixedPoint.parseE8(price)))
                .isEqualTo(expected);
    }
}
