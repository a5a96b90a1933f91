package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePosition;

/** Accounts beside each other, and what the venue itself does to their positions. */
class AccountsTest {
    @Test
    void eachAccountHasItsOwnOrdersAndPositionsAtTheSameTime() throws IOException {
        try (var rig = VenueRig.ofTwo("150", "150")) {
            rig.entry(VenueRig.ACCOUNT, 11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.entry(VenueRig.SECOND_ACCOUNT, 21, OrderType.MARKET, Direction.SHORT, "150", 3, "160");
            rig.settle();

            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
            // 3 x 150 x 0.0005 x 1.18
            assertThat(rig.said.of(21)).containsExactly("sent 21", "accepted 21", "filled 21: 3 at 150 for 0.2655");
            assertThat(rig.said.of(12)).containsExactly("accepted 12");
            assertThat(rig.said.of(22)).containsExactly("accepted 22");
            assertThat(rig.said.alarms()).isEmpty();
            assertThat(rig.get(rig.venue.reconcile(List.of(), PricedMarket.START_NANOS)))
                    .extracting(VenuePosition::accountId, VenuePosition::contracts)
                    .containsExactly(tuple(0, 2L), tuple(1, -3L));
        }
    }

    /** All that the first account asks is answered late: the second does not wait for it. */
    @Test
    void anAccountThatIsNotAnsweredHoldsNoOtherUp() throws IOException {
        try (var rig = VenueRig.ofTwo("150")) {
            rig.fault("{\"kind\":\"slow\",\"target\":\"/v2/products\",\"millis\":1500}");
            rig.entry(VenueRig.ACCOUNT, 11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.await(() -> rig.rest.requests("GET /v2/products/14823/orders").size() == 1);
            rig.entry(VenueRig.SECOND_ACCOUNT, 21, OrderType.MARKET, Direction.SHORT, "150", 3, "160");
            rig.awaitSaid("accepted 22");
            rig.settle();

            assertThat(rig.said.lines().indexOf("accepted 22"))
                    .isLessThan(rig.said.lines().indexOf("sent 11"));
        }
    }

    /** At leverage 20 and 0.5 % maintenance a long of 150 ends at 143.25, which the stop at 140 does not prevent. */
    @Test
    void aLiquidationIsToldWithWhatItCostAndNothingIsLeft() throws IOException {
        try (var rig = VenueRig.of("150", "142.9")) {
            rig.advance(1);
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.settle();
            rig.advance(1);
            rig.awaitSaid("liquidated 2 at 142.9");
            rig.settle();

            assertThat(rig.said.of(12)).contains("cancelled 12");
            assertThat(rig.said.of(13)).contains("cancelled 13");
            assertThat(rig.position()).isZero();
        }
    }

    /** The venue takes a position to cover somebody else's loss: where the market is does not matter, and a position that wins is taken first. */
    @Test
    void adlIsToldLikeALiquidation() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.deleverage("150.5");
            rig.awaitSaid("liquidated 2 at 150.5");
            rig.settle();

            assertThat(rig.reasonsOfFills()).containsExactly("adl", "normal");
            assertThat(rig.said.of(12)).contains("cancelled 12");
            assertThat(rig.position()).isZero();
        }
    }
}
