package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.ledger.Refusal;

/** What goes wrong on the way, each with the same outcome as if it had not. */
class DeltaVenueFaultTest {
    private static final List<String> FILLED = List.of("accepted 11", "filled 11: 2 at 150 for 0.177");

    @Test
    void anAnswerThatIsLostIsAskedForAndNothingIsSentTwice() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"answer_lost\",\"target\":\"/v2/orders\"}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.said.of(11))
                    .filteredOn(line -> !line.startsWith("unanswered"))
                    .containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
            assertThat(rig.get(rig.venue.reconcile(List.of(), PricedMarket.START_NANOS)))
                    .extracting(position -> position.contracts())
                    .containsExactly(2L);
        }
    }

    @Test
    void anOrderThatNeverArrivedIsRejectedOnlyWhenItsSignatureIsVoid() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"http_5xx\",\"target\":\"/v2/orders\"}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.awaitSaid("unanswered 11");
            rig.wallMillis.addAndGet(6_900);
            rig.get(rig.venue.flush());
            assertThat(rig.said.lines()).containsExactly("sent 11", "unanswered 11");
            rig.wallMillis.addAndGet(200);
            rig.settle(() ->
                    rig.wallMillis.addAndGet(10)); // a question that was just under way is asked again, a little later

            assertThat(rig.said.lines())
                    .containsExactly("sent 11", "unanswered 11", "rejected 11: " + Refusal.NOT_FOUND.code());
        }
    }

    @Test
    void anEntryIsRefusedWhenTheQuotaIsUsedUp() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"http_429\",\"target\":\"/v2/orders\"}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("sent 11", "rejected 11: " + Refusal.QUOTA_USED_UP.code());
        }
    }

    @Test
    void anExitWaitsForTheQuota() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            // Three seconds before the quota is whole again.
            rig.wallMillis.addAndGet(97_000);
            rig.fault("{\"kind\":\"http_429\",\"target\":\"/v2/orders\"}");

            rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.await(() -> {
                rig.wallMillis.addAndGet(500);
                return rig.said.lines().contains("accepted 13");
            });
            rig.settle();

            assertThat(rig.said.of(13)).containsExactly("sent 13", "accepted 13", "filled 13: 2 at 150 for 0.177");
        }
    }

    @Test
    void aRefusalCarriesItsCode() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"reject\",\"target\":\"/v2/orders\",\"code\":\"insufficient_margin\"}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.said.lines())
                    .containsExactly("sent 11", "rejected 11: " + Refusal.INSUFFICIENT_MARGIN.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "reorder", "malformed", "drop", "stall"})
    void aFaultOfTheSocketChangesNothing(String kind) throws IOException {
        for (int after = 0; after < 8; after++) {
            try (var rig = VenueRig.of("150")) {
                rig.fault("{\"kind\":\"" + kind + "\",\"target\":\"private\",\"after\":" + after + ",\"millis\":0}");

                rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
                rig.awaitSaid("accepted 12");
                rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
                rig.awaitSaid("cancelled 12");
                rig.settle();

                assertThat(rig.said.of(11))
                        .describedAs("after " + after)
                        .containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
                assertThat(rig.said.of(12))
                        .describedAs("after " + after)
                        .containsExactly("accepted 12", "cancelled 12");
                assertThat(rig.said.of(13))
                        .describedAs("after " + after)
                        .containsExactly("sent 13", "accepted 13", "filled 13: 2 at 150 for 0.177");
            }
        }
    }

    @Test
    void aSlowAnswerComesAfterTheFramesAndChangesNothing() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"slow\",\"target\":\"/v2/orders\",\"millis\":300}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.said.of(11)).containsAll(FILLED).hasSize(3);
        }
    }

    @Test
    void aClockThatIsOffIsCorrectedByTheVenue() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.fault("{\"kind\":\"clock_skew\",\"millis\":60000}");

            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
        }
    }
}
