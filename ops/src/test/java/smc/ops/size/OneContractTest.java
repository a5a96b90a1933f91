package smc.ops.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smc.engine.config.Configuration;
import smc.engine.config.ZoneConfig;
import smc.execution.instrument.Instrument;
import smc.strategy.number.FixedPoint;

class OneContractTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path ROOT = Files.exists(HERE.resolve("mvnw")) ? HERE : HERE.getParent();

    private static final ZoneConfig FRESH = new ZoneConfig(4_000, 20, 2_000, 200, 150);

    private static long e8(String value) {
        return FixedPoint.parseE8(value);
    }

    private static OneContract of(String contractValue, ZoneConfig zone) {
        return new OneContract(
                new Instrument(0, "SOLUSD", e8("0.0001"), e8(contractValue), e8("0.005"), Long.MAX_VALUE), zone);
    }

    /** 40 % of 100 USD, 20 times: 800 USD of notional. */
    @Test
    void aCapitalPaysForAContractUpToItsNotional() {
        OneContract one = of("1", FRESH);

        assertThat(one.priceMaxE8(e8("100"))).hasValue(e8("800"));
        assertThat(one.contracts(e8("100"), e8("800"))).isEqualTo(1);
        assertThat(one.contracts(e8("100"), e8("800.00000001"))).isZero();
        assertThat(one.capitalE8(e8("800"))).isEqualTo(e8("100"));
    }

    /** The three say the same of whatever there is. */
    @Test
    void theHighestPriceIsTheOneAtWhichTheSizeIsStillOne() {
        var random = new Random(20);
        for (int round = 0; round < 1_000; round++) {
            var zone = new ZoneConfig(1 + random.nextInt(10_000), 1 + random.nextInt(100), 0, 1, 1);
            OneContract one = of(List.of("0.001", "0.1", "1", "250").get(random.nextInt(4)), zone);
            long capitalE8 = e8("1") + Math.floorMod(random.nextLong(), e8("100000"));
            long priceE8 = one.priceMaxE8(capitalE8).orElseThrow();
            if (priceE8 > 0) {
                assertThat(one.contracts(capitalE8, priceE8))
                        .as("round %d", round)
                        .isPositive();
                assertThat(one.capitalE8(priceE8)).as("round %d", round).isLessThanOrEqualTo(capitalE8);
            }
            assertThat(one.contracts(capitalE8, priceE8 + 1))
                    .as("round %d", round)
                    .isZero();
            assertThat(one.capitalE8(priceE8 + 1)).as("round %d", round).isGreaterThan(capitalE8);
        }
    }

    @Test
    void aPriceThatCannotBeCountedIsNone() {
        assertThat(of("0.00000001", FRESH).priceMaxE8(e8("10000000"))).isEqualTo(OptionalLong.empty());
    }

    /** 20 USD: 160 USD of notional in a fresh block, 60 in a breaker, which does not pay for one at 151.2. */
    @Test
    void whereThereIsNoneIsSaidLoudly() {
        Configuration shipped = Configuration.load(ROOT.resolve("config"));

        assertThat(OneContract.words(shipped, shipped.accounts().getFirst(), "SOLUSD", e8("151.2"), e8("20")))
                .isEqualTo("20.00 USD: 1 contract in a fresh block (18.90 each); NONE in a breaker (50.40 each)");
    }
}
