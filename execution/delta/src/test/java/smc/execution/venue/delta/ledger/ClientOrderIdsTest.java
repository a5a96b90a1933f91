package smc.execution.venue.delta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientOrderIdsTest {
    private final ClientOrderIds ids = new ClientOrderIds(0xfedc_ba98_7654_3210L);

    @Test
    void anIdIsReadBack() {
        long orderId = 3L << 40 | 17;

        String name = ids.of(orderId);

        assertThat(name).isEqualTo("fedcba98765432100000030000000011").hasSize(32);
        assertThat(ids.orderId(name)).isEqualTo(orderId);
    }

    @Test
    void whatIsNotOfThisInstallationIsNoId() {
        assertThat(ids.orderId("")).isZero();
        assertThat(ids.orderId("GA123")).isZero();
        assertThat(ids.orderId("zzzzzzzzzzzzzzzz0000030000000011")).isZero();
        assertThat(ids.orderId(new ClientOrderIds(1).of(5))).isZero();
    }
}
