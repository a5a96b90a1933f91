package smc.execution.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderType;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** Limits over several accounts and symbols, and those that time has a part in: two accounts, two symbols of one coin a contract. */
class RiskGateTest {
    private static final long E8 = 100_000_000;
    private static final long NOW = 1_735_690_500_000_000_000L;
    private static final Instrument SOL = instrument(0, "SOLUSD");
    private static final Instrument AAVE = instrument(1, "AAVEUSD");

    private static Instrument instrument(int id, String symbol) {
        return new Instrument(id, symbol, 1_000_000, E8, 500_000, Long.MAX_VALUE);
    }

    private record Stake(int accountId, Instrument instrument, long exposedContracts, int unresolvedOrders)
            implements Exposure {}

    private static RiskGate gate(UnaryOperator<Limits> limits, Stake... stakes) {
        var gate = new RiskGate(Limits.of(limits), 2, 2);
        Arrays.stream(stakes).forEach(gate::join);
        return gate;
    }

    /** Two contracts of SOL at 100 USD for the first account: 200 USD. */
    private static RiskReason two(RiskGate gate, long nowNanos) {
        return gate.firstThatRefuses(0, SOL, Direction.LONG, OrderType.LIMIT, 100 * E8, 2, 20, 97 * E8, nowNanos);
    }

    @Test
    void aSymbolCountsOverAllAccounts() {
        // 200 asked for, 300 held by the other account; what is held of the other symbol does not count.
        Stake[] stakes = {new Stake(1, SOL, 3, 0), new Stake(0, AAVE, 50, 0)};

        RiskGate narrow = gate(limits -> limits.symbolE8(499 * E8), stakes);
        assertThat(two(narrow, NOW)).isEqualTo(RiskReason.SYMBOL_VALUE);
        assertThat(narrow.found()).isEqualTo(500 * E8);
        assertThat(narrow.allowed()).isEqualTo(499 * E8);
        assertThat(two(gate(limits -> limits.symbolE8(500 * E8), stakes), NOW)).isNull();
    }

    /** What is held is worth what traded last: 3 at 110 and 1 at 250, beside the 200 that are asked for. */
    @Test
    void theExposureCountsOverAllSymbols() {
        Stake[] stakes = {new Stake(1, SOL, 3, 0), new Stake(0, AAVE, 1, 0)};

        RiskGate narrow = gate(limits -> limits.exposureE8(779 * E8), stakes);
        narrow.onTrade(0, 110 * E8, NOW);
        narrow.onTrade(1, 250 * E8, NOW);
        assertThat(two(narrow, NOW)).isEqualTo(RiskReason.EXPOSURE);
        assertThat(narrow.found()).isEqualTo(780 * E8);

        RiskGate wide = gate(limits -> limits.exposureE8(780 * E8), stakes);
        wide.onTrade(0, 110 * E8, NOW);
        wide.onTrade(1, 250 * E8, NOW);
        assertThat(two(wide, NOW)).isNull();
    }

    @Test
    void ordersOfWhichNobodyKnowsHoldBackTheirAccountAlone() {
        RiskGate own = gate(limits -> limits.unresolvedOrders(2), new Stake(0, SOL, 0, 1), new Stake(0, AAVE, 0, 1));
        assertThat(two(own, NOW)).isEqualTo(RiskReason.UNRESOLVED);
        assertThat(own.found()).isEqualTo(2);

        assertThat(two(
                        gate(limits -> limits.unresolvedOrders(2), new Stake(0, SOL, 0, 1), new Stake(1, AAVE, 0, 5)),
                        NOW))
                .isNull();
    }

    @Test
    void aSecondHasSoManyOrdersOfAnAccount() {
        RiskGate gate = gate(limits -> limits.ordersPerSecond(2));
        gate.onSubmitted(0, NOW);
        gate.onSubmitted(1, NOW + 1);
        assertThat(two(gate, NOW + 2)).isNull();
        gate.onSubmitted(0, NOW + 2);

        assertThat(two(gate, NOW + TimeUnit.SECONDS.toNanos(1) - 1)).isEqualTo(RiskReason.ORDERS_A_SECOND);
        // The first is a second old.
        assertThat(two(gate, NOW + TimeUnit.SECONDS.toNanos(1))).isNull();
    }

    @Test
    void aMinuteHasSoManyOrdersOfAnAccount() {
        RiskGate gate = gate(limits -> limits.ordersPerMinute(60));
        for (int i = 0; i < 60; i++) {
            assertThat(two(gate, NOW + i)).isNull();
            gate.onSubmitted(0, NOW + i);
        }

        assertThat(two(gate, NOW + TimeUnit.MINUTES.toNanos(1) - 1)).isEqualTo(RiskReason.ORDERS_A_MINUTE);
        assertThat(gate.found()).isEqualTo(60);
        assertThat(two(gate, NOW + TimeUnit.MINUTES.toNanos(1))).isNull();
    }

    /** At 20 times, with 0.5 % of maintenance, a long from 100 is liquidated at 95.5. */
    @Test
    void aStopComesBeforeTheLiquidation() {
        RiskGate gate = gate(Limits::guardsLiquidation);

        assertThat(gate.firstThatRefuses(
                        0, SOL, Direction.LONG, OrderType.LIMIT, 100 * E8, 1, 20, 95 * E8 + E8 / 2, NOW))
                .isEqualTo(RiskReason.LIQUIDATION);
        assertThat(gate.allowed()).isEqualTo(95 * E8 + E8 / 2);
        assertThat(gate.firstThatRefuses(
                        0, SOL, Direction.LONG, OrderType.LIMIT, 100 * E8, 1, 20, 95 * E8 + E8 / 2 + 1, NOW))
                .isNull();
        // A short is at 104.5.
        assertThat(gate.firstThatRefuses(
                        0, SOL, Direction.SHORT, OrderType.LIMIT, 100 * E8, 1, 20, 104 * E8 + E8 / 2, NOW))
                .isEqualTo(RiskReason.LIQUIDATION);
    }

    @Test
    void aCopyGoesOnAsTheOneItIsOf() {
        UnaryOperator<Limits> limits =
                all -> all.ordersPerMinute(2).dataAgeMillis(1_000).pricePct(1).clockSkewMillis(100);
        RiskGate gate = gate(limits);
        gate.onTrade(0, 100 * E8, NOW);
        gate.onQuote(1, 250 * E8, 249 * E8, 251 * E8, NOW);
        gate.onClockRead(7);
        gate.onStageSet(20 * E8);
        gate.onSubmitted(0, NOW - TimeUnit.MINUTES.toNanos(2));
        gate.onSubmitted(0, NOW - 1);
        gate.onSubmitted(0, NOW);

        RiskGate other = gate(limits);
        other.restore(StateTree.of(copy(gate)).object("all"));

        assertThat(copy(other).hash()).isEqualTo(copy(gate).hash());
        assertThat(two(other, NOW)).isEqualTo(RiskReason.ORDERS_A_MINUTE);
        assertThat(other.sizedE8(100 * E8)).isEqualTo(20 * E8);
    }

    private static StateCopy copy(RiskGate gate) {
        var copy = new StateCopy();
        copy.begin("all");
        gate.copyTo(copy, NOW);
        copy.end();
        return copy;
    }

    @Test
    void everyReasonHasACodeOfItsOwn() {
        assertThat(Arrays.stream(RiskReason.values()).map(RiskReason::code)).doesNotHaveDuplicates();
        for (RiskReason reason : RiskReason.values()) {
            assertThat(RiskReason.of(reason.code())).isEqualTo(reason);
        }
        assertThatThrownBy(() -> RiskReason.of(99)).hasMessageContaining("was 99");
    }
}
