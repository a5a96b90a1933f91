package smc.execution.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;

/** Money of a trade (docs/rules.md, section 20). */
class PositionTest {
    private static Position of(Direction direction, String contractValue) {
        var instrument = new Instrument(0, "SOLUSD", 1, e8(contractValue), 0, Long.MAX_VALUE);
        return new Position(1, instrument, direction, e8("2.20"), 7);
    }

    private static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    @Test
    void addsUpTheFirstWorkedExample() {
        Position position = of(Direction.LONG, "1");
        position.enter(5, e8("152.50"), e8("152.50"), e8("0.449875"));
        position.exit(3, e8("156.90"), e8("156.90"), e8("0.1110852"));
        position.exit(2, e8("155.10"), e8("155.10"), e8("0.183018"));

        assertThat(position.contracts()).isZero();
        assertThat(position.gainE8(e8("155.10"))).isEqualTo(e8("18.40"));
        assertThat(position.feesE8()).isEqualTo(e8("0.7439782"));
        assertThat(position.netE8(e8("155.10"))).isEqualTo(e8("17.6560218"));
    }

    @Test
    void aShortEarnsWhenPriceFalls() {
        Position position = of(Direction.SHORT, "1");
        position.enter(5, e8("158.40"), e8("158.40"), 0);

        assertThat(position.gainE8(e8("154.80"))).isEqualTo(e8("18"));
        assertThat(position.gainE8(e8("162.00"))).isEqualTo(e8("-18"));
    }

    @Test
    void theAverageEntryIsRoundedAgainstTheHolder() {
        Position bought = of(Direction.LONG, "1");
        bought.enter(1, 100, 100, 0);
        bought.enter(2, 101, 100, 0);
        Position sold = of(Direction.SHORT, "1");
        sold.enter(1, 100, 100, 0);
        sold.enter(2, 101, 100, 0);

        // 302 / 3 = 100.67
        assertThat(bought.entryE8()).isEqualTo(101);
        assertThat(sold.entryE8()).isEqualTo(100);
    }

    @Test
    void theGainComesFromTheSumsAndNotFromTheRoundedAverage() {
        Position position = of(Direction.LONG, "1");
        position.enter(1, 100, 100, 0);
        position.enter(2, 101, 101, 0);
        position.exit(3, 102, 102, 0);

        assertThat(position.gainE8(102)).isEqualTo(4);
    }

    @Test
    void slippageIsWhatTheFillsWereWorseThanExpected() {
        Position position = of(Direction.LONG, "1");
        position.enter(5, e8("152.53"), e8("152.50"), 0);
        position.exit(2, e8("149.98"), e8("150.00"), 0);
        position.exit(3, e8("151.00"), e8("150.00"), 0);

        // 5 · 0.03 + 2 · 0.02 - 3 · 1
        assertThat(position.slippageE8()).isEqualTo(e8("-2.81"));
    }

    @Test
    void fundingCostsWhetherPaidOrReceived() {
        Position position = of(Direction.LONG, "1");
        position.enter(1, e8("100"), e8("100"), e8("0.01"));
        position.pay(e8("0.50"));
        position.pay(e8("-0.20"));

        assertThat(position.fundingE8()).isEqualTo(e8("0.30"));
        assertThat(position.netE8(e8("101"))).isEqualTo(e8("0.69"));
    }

    @Test
    void refusesToExitMoreThanIsHeld() {
        Position position = of(Direction.LONG, "1");
        position.enter(2, 100, 100, 0);

        assertThatThrownBy(() -> position.exit(3, 100, 100, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected to exit at most 2 contracts of trade 1, was 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theGainIsTheExactSumOfItsFillsRoundedDownOnce(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 5_000; round++) {
            Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
            long contractValueE8 = random.nextLong(1, e8("10"));
            var instrument = new Instrument(0, "SOLUSD", 1, contractValueE8, 0, Long.MAX_VALUE);
            var position = new Position(1, instrument, direction, 0, 0);
            BigDecimal cash = BigDecimal.ZERO;
            long held = 0;
            for (int fill = random.nextInt(1, 4); fill > 0; fill--) {
                long contracts = random.nextLong(1, 1_000);
                long priceE8 = random.nextLong(1, e8("1000"));
                position.enter(contracts, priceE8, priceE8, 0);
                cash = cash.subtract(BigDecimal.valueOf(contracts).multiply(BigDecimal.valueOf(priceE8, 8)));
                held += contracts;
            }
            long lastE8 = 0;
            while (held > 0) {
                long contracts = random.nextLong(1, held + 1);
                lastE8 = random.nextLong(1, e8("1000"));
                position.exit(contracts, lastE8, lastE8, 0);
                cash = cash.add(BigDecimal.valueOf(contracts).multiply(BigDecimal.valueOf(lastE8, 8)));
                held -= contracts;
            }

            BigDecimal gain = cash.multiply(BigDecimal.valueOf(contractValueE8, 8))
                    .multiply(BigDecimal.valueOf(direction.sign()))
                    .setScale(8, RoundingMode.FLOOR);
            assertThat(position.gainE8(lastE8))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(gain.movePointRight(8).longValueExact());
        }
    }
}
