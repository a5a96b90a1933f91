package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.Wire.Strike.Answer;
import smc.execution.venue.delta.ledger.Refusal;

/** What protects goes first, and a used up quota holds back only what may wait. The quota comes back when the test moves the venue's clock. */
class UrgencyTest {
    private static final Answer FIVE_MINUTES = new Answer(
            429, "X-RATE-LIMIT-RESET: 300000\r\n", "{\"success\":false,\"error\":{\"code\":\"rate_limit_exceeded\"}}");
    private static final Answer UNSAID = new Answer(429, "", "{\"success\":false,\"error\":{\"code\":\"busy\"}}");

    private static VenueRig withAPosition() throws IOException {
        VenueRig rig = VenueRig.of("150");
        rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
        rig.settle();
        rig.rest.forget();
        return rig;
    }

    @Test
    void anExitWaitsForNoQuestionThatTheQuotaHoldsBack() throws IOException {
        try (var rig = withAPosition()) {
            rig.rest.next("GET /v2/wallet", FIVE_MINUTES);
            var funding = rig.venue.fundingSince(PricedMarket.START_NANOS);
            rig.await(rig.rest::hasStruckAll);

            rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.awaitSaid("filled 13: 2 at 150 for 0.177");

            assertThat(funding).isNotDone();
            rig.quotaIsBackUntil(funding::isDone);
            rig.get(funding);
        }
    }

    @Test
    void anEditOfAStopAndACancelGoOutWhileTheQuotaHoldsBackAnEntry() throws IOException {
        try (var rig = withAPosition()) {
            rig.rest.next("GET /v2/wallet", FIVE_MINUTES);
            var funding = rig.venue.fundingSince(PricedMarket.START_NANOS);
            rig.await(rig.rest::hasStruckAll);

            rig.entry(21, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.edit(12, "141", 2);
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.cancel(13);
            rig.awaitSaid("cancelled 13");
            // It waits behind the question, and five seconds are all that it may.
            rig.awaitSaid("rejected 21: " + Refusal.QUOTA_USED_UP.code());

            assertThat(rig.said.lines()).contains("edited 12: 2 at 141").doesNotContain("sent 21");
            assertThat(rig.rest.requests("POST /v2/orders")).hasSize(1);
            rig.quotaIsBackUntil(funding::isDone);
            rig.get(funding);
        }
    }

    /** Its own 429 puts an exit off, and what comes behind it stays behind; the venue says five minutes, the test lets them pass. */
    @Test
    void whatIsPutOffKeepsItsOrder() throws IOException {
        try (var rig = withAPosition()) {
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "170", 1);
            rig.settle();
            rig.rest.forget();
            rig.rest.next("DELETE /v2/orders", FIVE_MINUTES);

            rig.cancel(13);
            rig.exit(15, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.await(rig.rest::hasStruckAll);
            rig.get(rig.venue.flush());
            assertThat(rig.rest.requests("POST")).isEmpty();
            rig.settle(rig.quotaComesBack());

            List<String> requests = rig.rest.requests().stream()
                    .filter(each -> !each.startsWith("GET"))
                    .toList();
            assertThat(requests).containsExactly("DELETE /v2/orders", "DELETE /v2/orders", "POST /v2/orders");
            assertThat(rig.position()).isZero();
        }
    }

    /** As the matching engine's may be: without a time. A second, then longer; a stop is tried again for as long. */
    @Test
    void a429WithoutATimeIsTriedAgainSoon() throws IOException {
        try (var rig = withAPosition()) {
            rig.rest.next("POST /v2/orders", UNSAID);
            rig.rest.next("POST /v2/orders", UNSAID);

            rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.await(() -> {
                rig.wallMillis.addAndGet(100);
                return rig.said.lines().contains("accepted 13");
            });

            assertThat(rig.said.of(13).getFirst()).isEqualTo("sent 13");
            assertThat(rig.rest.requests("POST /v2/orders")).hasSize(3);
        }
    }
}
