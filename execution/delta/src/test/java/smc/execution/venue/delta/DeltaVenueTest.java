package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Refusal;

/** The client against the exchange in the box: real sockets, and no code in common. */
class DeltaVenueTest {
    @Test
    void anEntryIsAcceptedAndItsStopAppearsWithTheFirstFill() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();

            // 3 x 149 x 0.0002 x 1.18
            assertThat(rig.said.lines())
                    .containsExactly("sent 11", "accepted 11", "filled 11: 3 at 149 for 0.105492", "accepted 12");
        }
    }

    @Test
    void aStopThatFiresEndsThePosition() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(3);
            rig.settle();

            // 3 x 139 x 0.0005 x 1.18
            assertThat(rig.said.of(12)).containsExactly("accepted 12", "filled 12: 3 at 139 for 0.24603");
            assertThat(rig.said.alarms()).isEmpty();
        }
    }

    @Test
    void aMarketEntryIsClosedByAMarketExit() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.SHORT, "150", 2, "160");
            rig.settle();
            rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.LONG, "150", 2);
            rig.settle();

            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
            assertThat(rig.said.of(13)).containsExactly("sent 13", "accepted 13", "filled 13: 2 at 150 for 0.177");
            assertThat(rig.said.of(12)).containsExactly("accepted 12", "cancelled 12");
            assertThat(rig.said.alarms()).isEmpty();
        }
    }

    @Test
    void aStopIsMovedBeforeAndAfterItAppears() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "144", "142")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.edit(12, "141", 3);
            rig.settle();
            rig.advance(2);
            rig.settle();
            rig.edit(12, "143", 3);
            rig.settle();
            rig.advance(2);
            rig.settle();

            assertThat(rig.said.of(12))
                    .containsExactly(
                            "edited 12: 3 at 141",
                            "accepted 12",
                            "edited 12: 3 at 143",
                            "filled 12: 3 at 142 for 0.25134");
        }
    }

    @Test
    void anEntryIsCancelledAndItsStopIsNotMentioned() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.cancel(11);
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("sent 11", "accepted 11", "cancelled 11");
        }
    }

    @Test
    void anEntryThatIsCancelledBeforeItsTurnNeverLeaves() throws IOException {
        try (var rig = VenueRig.of("150")) {
            // What it needs to know first, its leverage, is slow.
            rig.fault("{\"kind\":\"slow\",\"target\":\"/v2/products\",\"millis\":100}");
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.cancel(11);
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("cancelled 11");
            assertThat(rig.orders()).isEmpty();
        }
    }

    @Test
    void aPostOnlyEntryThatWouldCrossIsRefused() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "151", 3, "140");
            rig.settle();

            assertThat(rig.said.lines())
                    .containsExactly("sent 11", "rejected 11: " + Refusal.POST_ONLY_WOULD_CROSS.code());
        }
    }

    @Test
    void whatEndsWithThePositionIsCancelledAfterTheExit() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.settle();
            rig.exit(15, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.settle();

            List<String> lines = rig.said.lines();
            assertThat(rig.said.of(13)).containsExactly("sent 13", "accepted 13", "cancelled 13");
            assertThat(lines.indexOf("cancelled 13")).isGreaterThan(lines.indexOf("filled 15: 2 at 150 for 0.177"));
            assertThat(lines.indexOf("cancelled 12")).isGreaterThan(lines.indexOf("filled 15: 2 at 150 for 0.177"));
        }
    }

    @Test
    void oneLegStandsForTheStopsOfTwoEntries() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "147.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.entry(21, OrderType.LIMIT, Direction.LONG, "148", 2, "140");
            rig.settle();
            rig.advance(4);
            rig.settle();

            // 5 x 139 x 0.0005 x 1.18 = 0.41005, of which 3 contracts are 0.24603
            assertThat(rig.said.of(12)).containsExactly("accepted 12", "filled 12: 3 at 139 for 0.24603");
            assertThat(rig.said.of(22)).containsExactly("accepted 22", "filled 22: 2 at 139 for 0.16402");
            assertThat(rig.said.alarms()).isEmpty();
        }
    }

    @Test
    void aStopThatIsCancelledLeavesThePosition() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.STOP, OrderType.STOP_MARKET, Direction.SHORT, "141", 2);
            rig.cancel(12);
            rig.settle();

            assertThat(rig.said.of(12)).containsExactly("accepted 12", "cancelled 12");
            assertThat(rig.said.of(13)).containsExactly("sent 13", "accepted 13");
        }
    }

    @Test
    void anEditOfWhatIsOverIsRejected() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.settle();
            rig.edit(13, "171", 2);
            rig.settle();
            rig.exit(15, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.settle();
            rig.edit(13, "172", 2);
            rig.settle();

            assertThat(rig.said.of(13))
                    .containsExactly(
                            "sent 13", "accepted 13", "edited 13: 2 at 171", "cancelled 13", "edit rejected 13");
        }
    }

    @Test
    void everyFundingIsReportedOnce() throws IOException {
        // Trades at 13, 14, 15 and 16 o'clock; funding is at 16.
        try (var rig = VenueRig.hourly("150", "150", "150", "150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.advance(4);
            rig.said.forget();

            rig.get(rig.venue.fundingSince(PricedMarket.START_NANOS));
            rig.get(rig.venue.fundingSince(PricedMarket.START_NANOS));

            // 2 x 150 x 0.0001
            assertThat(rig.said.lines()).containsExactly("funding 0/0 0.03");
        }
    }

    @Test
    void aFaultCancelsEntriesAndLeavesWhatProtects() throws IOException {
        try (var rig = VenueRig.of("150")) {
            // In this order: with a position the venue takes no entry that has a bracket.
            rig.entry(21, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.settle();
            rig.said.forget();

            rig.get(rig.venue.cancelEntries());
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("cancelled 21");
        }
    }

    @Test
    void theProductIsReadAndAgreesWithTheInstrument() throws IOException {
        try (var rig = VenueRig.of("150")) {
            ProductFacts product = rig.products.getFirst();

            assertThat(product.disagreements(VenueRig.INSTRUMENT, 50_000, 20_000))
                    .isEmpty();
            assertThat(product.productId()).isEqualTo(14_823);
        }
    }
}
