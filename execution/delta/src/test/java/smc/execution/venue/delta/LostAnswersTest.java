package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.Wire.Strike;
import smc.execution.venue.delta.Wire.Strike.Answer;
import smc.execution.venue.delta.Wire.Strike.AnswerLost;
import smc.execution.venue.delta.Wire.Strike.RequestLost;
import smc.execution.venue.delta.ledger.Refusal;

/** A request of each method that is lost on its way there, or whose answer is lost on its way back: it is asked for, and nothing is assumed. */
class LostAnswersTest {
    static final List<Strike> LOSSES = List.of(new RequestLost(), new AnswerLost());
    private static final String PUT = "PUT /v2/orders";
    private static final String DELETE = "DELETE /v2/orders";
    private static final String POST = "POST /v2/orders";
    private static final String LEVERAGE = "POST /v2/products/14823/orders/leverage";

    /** How often a request is sent: again only where the first never arrived. */
    private static int sent(Strike loss) {
        return loss instanceof RequestLost ? 2 : 1;
    }

    /** Between the first such request and the last, what is so was asked. */
    private static void assertAskedBeforeSentAgain(VenueRig rig, String request) {
        List<String> all = rig.rest.requests();
        List<String> own = all.stream().filter(each -> each.startsWith(request)).toList();
        if (own.size() > 1) {
            int first = all.indexOf(own.getFirst());
            int last = all.lastIndexOf(own.getLast());
            assertThat(all.subList(first + 1, last)).anyMatch(each -> each.startsWith("GET /v2/orders/"));
        }
    }

    /** One order, 11, whose stop is 12; the next such request behind it is lost. */
    private static VenueRig withARestingEntry(String request, Strike loss) throws IOException {
        return with(OrderType.LIMIT, "149", request, loss);
    }

    /** The same, filled. */
    private static VenueRig withAPosition(String request, Strike loss) throws IOException {
        return with(OrderType.MARKET, "150", request, loss);
    }

    private static VenueRig with(OrderType type, String price, String request, Strike loss) throws IOException {
        VenueRig rig = VenueRig.of("150");
        rig.entry(11, type, Direction.LONG, price, 2, "140");
        rig.settle();
        rig.rest.forget();
        rig.rest.next(request, loss);
        return rig;
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void aChangeOfAnOrder(Strike loss) throws IOException {
        try (var rig = withARestingEntry(PUT, loss)) {
            rig.edit(11, "148", 3);
            rig.settle();

            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "edited 11: 3 at 148");
            assertThat(rig.rest.requests(PUT)).hasSize(sent(loss));
            assertAskedBeforeSentAgain(rig, PUT);
            assertThat(rig.working())
                    .extracting(each -> each.path("limit_price").asText())
                    .containsExactly("148");
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void aChangeOfTheStopThatAnEntryCarries(Strike loss) throws IOException {
        try (var rig = withARestingEntry("PUT /v2/orders/bracket", loss)) {
            rig.edit(12, "141", 2);
            rig.settle();

            assertThat(rig.said.of(12)).containsExactly("edited 12: 2 at 141");
            assertThat(rig.rest.requests(PUT)).hasSize(sent(loss));
            assertAskedBeforeSentAgain(rig, PUT);
            assertThat(rig.working())
                    .extracting(each -> each.path("bracket_stop_loss_price").asText())
                    .containsExactly("141");
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void aChangeOfTheStopThatStandsBesideThePosition(Strike loss) throws IOException {
        try (var rig = withAPosition(PUT, loss)) {
            rig.edit(12, "141", 2);
            rig.settle();

            assertThat(rig.said.of(12)).containsExactly("accepted 12", "edited 12: 2 at 141");
            assertThat(rig.rest.requests(PUT)).hasSizeLessThanOrEqualTo(sent(loss));
            assertThat(rig.working())
                    .extracting(each -> each.path("stop_price").asText())
                    .containsExactly("141");
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void aCancelOfAnOrder(Strike loss) throws IOException {
        try (var rig = withARestingEntry(DELETE, loss)) {
            rig.cancel(11);
            rig.settle();

            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "cancelled 11");
            assertThat(rig.rest.requests(DELETE)).hasSize(sent(loss));
            assertAskedBeforeSentAgain(rig, DELETE);
            assertThat(rig.working()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void aCancelOfTheStopThatStandsBesideThePosition(Strike loss) throws IOException {
        try (var rig = withAPosition(DELETE, loss)) {
            rig.cancel(12);
            rig.settle();

            assertThat(rig.said.of(12)).containsExactly("accepted 12", "cancelled 12");
            assertThat(rig.rest.requests(DELETE)).hasSize(sent(loss));
            assertThat(rig.working()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void anOrderIsNeverSentTwice(Strike loss) throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.rest.next(POST, loss);
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            // A request that has not arrived is void only once its signature is.
            rig.settle(() -> rig.wallMillis.addAndGet(loss instanceof RequestLost ? 200 : 0));

            assertThat(rig.rest.requests(POST)).hasSize(1);
            boolean isThere = loss instanceof AnswerLost;
            assertThat(rig.position()).isEqualTo(isThere ? 2 : 0);
            assertThat(rig.said.of(11))
                    .contains(isThere ? "filled 11: 2 at 150 for 0.177" : "rejected 11: " + Refusal.NOT_FOUND.code());
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void anExitIsNeverSentTwice(Strike loss) throws IOException {
        try (var rig = withAPosition(POST, loss)) {
            rig.exit(13, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
            rig.settle(() -> rig.wallMillis.addAndGet(loss instanceof RequestLost ? 200 : 0));

            assertThat(rig.rest.requests(POST)).hasSize(1);
            assertThat(rig.position()).isEqualTo(loss instanceof AnswerLost ? 0 : 2);
        }
    }

    /** Whether the venue has it is asked; an entry whose leverage does not become certain in time is not sent. */
    @ParameterizedTest
    @FieldSource("LOSSES")
    void aChangeOfLeverage(Strike loss) throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.rest.next(LEVERAGE, loss);

            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();

            boolean isThere = loss instanceof AnswerLost;
            assertThat(rig.said.of(11))
                    .isEqualTo(
                            isThere
                                    ? List.of("sent 11", "accepted 11")
                                    : List.of("rejected 11: " + Refusal.LEVERAGE_NOT_SET.code()));
            assertThat(rig.rest.requests(LEVERAGE)).hasSize(1);
            assertThat(rig.rest.requests("GET /v2/products/14823/orders/leverage"))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void aChangeThatComesLateDoesNotUndoTheOneThatIsWanted() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();
            rig.rest.next(PUT, new RequestLost());
            // Nobody says whether it has arrived, until another is wanted.
            rig.rest.next("GET /v2/orders/client_order_id", new Answer(502, "", "<html>"));
            rig.edit(11, "148", 2);
            rig.await(rig.rest::hasStruckAll);
            rig.edit(11, "147", 2);
            rig.awaitSaid("edited 11: 2 at 147");

            // The first one comes now, as it were: somebody has it made.
            rig.foreignChange(order(rig), "148", 2);
            rig.wallMillis.addAndGet(7_100);
            rig.await(() -> rig.said.lines().stream()
                            .filter("edited 11: 2 at 147"::equals)
                            .count()
                    == 2);
            rig.settle();

            assertThat(rig.working())
                    .extracting(each -> each.path("limit_price").asText())
                    .containsExactly("147");
        }
    }

    private static JsonNode order(VenueRig rig) {
        return rig.working().getFirst();
    }

    @Test
    void entriesThatWereCancelledWithoutAnAnswerAreLookedFor() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();
            rig.rest.next("DELETE /v2/orders/all", new AnswerLost());

            rig.get(rig.venue.cancelEntries());

            assertThat(rig.working()).isEmpty();
        }
    }
}
