package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever is ordered, the wallets add up to the last 1e-8, and reduce-only orders only reduce. */
class RandomFlowTest {
    private static final int SEEDS = 40;
    private static final int STEPS = 400;

    @Test
    void walletsAddUpOverRows() {
        List<Ledger> ledgers = run(seed -> RandomFlow.overRows(seed, STEPS));

        assertThat(ledgers).allMatch(ledger -> ledger.fills > 50 && ledger.closedTrades > 10 && ledger.fundings > 5);
        assertThat(ledgers).allMatch(ledger -> ledger.liquidations == 0);
    }

    @Test
    void walletsAddUpOverTrades() {
        List<Ledger> ledgers = run(seed -> RandomFlow.overTrades(seed, STEPS));

        assertThat(ledgers).allMatch(ledger -> ledger.fills > 20 && ledger.closedTrades > 5 && ledger.fundings > 0);
        assertThat(ledgers).anyMatch(ledger -> ledger.liquidations > 0);
    }

    @Test
    void sameCallsGiveTheSameReports() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(RandomFlow.overRows(seed, STEPS).reportsHash)
                    .as("rows, seed %d", seed)
                    .isEqualTo(RandomFlow.overRows(seed, STEPS).reportsHash);
            assertThat(RandomFlow.overTrades(seed, STEPS).reportsHash)
                    .as("trades, seed %d", seed)
                    .isEqualTo(RandomFlow.overTrades(seed, STEPS).reportsHash);
        }
    }

    private static List<Ledger> run(LongFunction<Ledger> flow) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> runOne(flow, seed))
                .toList();
    }

    private static Ledger runOne(LongFunction<Ledger> flow, long seed) {
        try {
            return flow.apply(seed);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }
}
