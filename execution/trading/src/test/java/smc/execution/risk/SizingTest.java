package smc.execution.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.instrument.Instrument;

/** docs/rules.md, section 20. */
class SizingTest {
    private static Instrument instrument(String contractValue, long positionMaxContracts) {
        return new Instrument(0, "SOLUSD", e8("0.01"), e8(contractValue), e8("0.005"), positionMaxContracts);
    }

    private static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    /** The table of section 20: fresh 40 % at 20x, breaker 30 % at 10x, one coin a contract. */
    @ParameterizedTest
    @CsvSource({"100, 152.50, 5, 1", "100, 250, 3, 1", "100, 320, 2, 0", "1000, 152.50, 52, 19"})
    void countsTheContractsOfTheTable(String capital, String price, long fresh, long breaker) {
        Instrument instrument = instrument("1", Long.MAX_VALUE);

        assertThat(Sizing.contracts(instrument, e8(capital), 4_000, 20, e8(price)))
                .isEqualTo(fresh);
        assertThat(Sizing.contracts(instrument, e8(capital), 3_000, 10, e8(price)))
                .isEqualTo(breaker);
    }

    @ParameterizedTest
    @CsvSource({"800, 1", "800.00000001, 0", "400, 2", "400.00000001, 1"})
    void aContractThatIsJustPaidForCounts(String price, long contracts) {
        assertThat(Sizing.contracts(instrument("1", Long.MAX_VALUE), e8("100"), 4_000, 20, e8(price)))
                .isEqualTo(contracts);
    }

    @Test
    void neverExceedsTheVenuesPositionLimit() {
        assertThat(Sizing.contracts(instrument("1", 4), e8("100"), 4_000, 20, e8("152.50")))
                .isEqualTo(4);
        assertThat(Sizing.contracts(instrument("1", 6), e8("100"), 4_000, 20, e8("152.50")))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.00000001", "-250"})
    void withoutCapitalThereIsNoContract(String capital) {
        assertThat(Sizing.contracts(instrument("1", Long.MAX_VALUE), e8(capital), 4_000, 20, e8("0.01")))
                .isZero();
    }

    @Test
    void theCapitalForOneContractIsTheLeastThatPaysForIt() {
        Instrument instrument = instrument("1", Long.MAX_VALUE);

        // 320 / (30 % · 10) = 106.666…, rounded up.
        long neededE8 = Sizing.capitalForOneE8(instrument, 3_000, 10, e8("320"));

        assertThat(neededE8).isEqualTo(e8("106.66666667"));
        assertThat(Sizing.contracts(instrument, neededE8, 3_000, 10, e8("320"))).isEqualTo(1);
        assertThat(Sizing.contracts(instrument, neededE8 - 1, 3_000, 10, e8("320")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheFormulaInExactDecimals(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            long capitalE8 = random.nextLong(1, e8("1000000"));
            int fractionBps = random.nextInt(1, 10_001);
            int leverage = random.nextInt(1, 101);
            long priceE8 = random.nextLong(e8("0.5"), e8("100000"));
            long contractValueE8 = random.nextLong(1, e8("10"));
            var instrument = new Instrument(0, "SOLUSD", 1, contractValueE8, 0, Long.MAX_VALUE);
            BigDecimal worth = BigDecimal.valueOf(capitalE8, 8)
                    .multiply(BigDecimal.valueOf(fractionBps, 4))
                    .multiply(BigDecimal.valueOf(leverage));
            BigDecimal one = BigDecimal.valueOf(priceE8, 8).multiply(BigDecimal.valueOf(contractValueE8, 8));

            assertThat(Sizing.contracts(instrument, capitalE8, fractionBps, leverage, priceE8))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(worth.divide(one, 0, RoundingMode.DOWN).longValueExact());
            BigDecimal share = BigDecimal.valueOf(fractionBps, 4).multiply(BigDecimal.valueOf(leverage));
            assertThat(Sizing.capitalForOneE8(instrument, fractionBps, leverage, priceE8))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(one.divide(share, 8, RoundingMode.UP)
                            .movePointRight(8)
                            .longValueExact());
        }
    }
}
