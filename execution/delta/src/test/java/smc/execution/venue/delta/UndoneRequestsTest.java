package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;

/** A venue that says that it has done what it was asked, and has not: it is found out, said, and made good, and what is held keeps a stop. */
class UndoneRequestsTest {
    private static final String UNDONE = "{\"kind\":\"undone\",\"target\":\"/v2/orders\",\"count\":%d}";
    private static final String WITHOUT_BRACKET = "{\"kind\":\"bracket_lost\",\"target\":\"/v2/orders\"}";

    @Test
    void anEntryThatWorksOnBehindItsCancelIsSaidAndCancelledUntilItIsOver() throws IOException {
        try (var rig = VenueRig.looking("150")) {
            rig.advance(1);
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();

            rig.fault(UNDONE.formatted(2));
            rig.cancel(11);
            rig.await(() -> rig.working().isEmpty());
            rig.settle();

            assertThat(rig.said.of(11)).containsOnlyOnce("cancelled 11");
            assertThat(rig.said.alarms())
                    .isNotEmpty()
                    .allMatch(line -> line.contains("works order 11, which is over here, and it is cancelled"));
        }
    }

    @Test
    void anEntryThatFillsBehindItsCancelIsReportedWithItsStop() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.advance(1);
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();

            rig.fault(UNDONE.formatted(1));
            rig.cancel(11);
            rig.awaitSaid("cancelled 11");
            rig.advance(1);
            rig.settle();

            assertThat(rig.said.of(11)).contains("filled 11: 2 at 149 for 0.070328");
            assertThat(rig.said.alarms()).singleElement().asString().contains("order 11 is over here, and fills 2");
            assertThat(rig.said.of(12)).containsExactly("accepted 12");
            assertThat(stops(rig)).containsExactly("140");
        }
    }

    @Test
    void aStopThatStaysWhereItWasIsSaidAndMovedUntilItStandsWhereItWasReported() throws IOException {
        try (var rig = VenueRig.looking("150")) {
            rig.advance(1);
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            rig.fault(UNDONE.formatted(2));
            rig.edit(12, "143", 2);
            rig.await(() -> {
                assertThat(stops(rig)).hasSize(1); // which of the two, the position has one all the time
                return stops(rig).equals(List.of("143"));
            });
            rig.settle();

            assertThat(rig.said.of(12)).contains("accepted 12", "edited 12: 2 at 143");
            assertThat(rig.said.alarms())
                    .isNotEmpty()
                    .allMatch(line -> line.contains("the stop of order 12 stands at 140 at the venue instead of 143"));
        }
    }

    @Test
    void aBracketThatWasNotMovedBeforeTheFillIsMovedAfterIt() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.advance(1);
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();

            rig.fault(UNDONE.formatted(1));
            rig.edit(12, "143", 2);
            rig.awaitSaid("edited 12: 2 at 143");
            rig.advance(1);
            rig.await(() -> stops(rig).equals(List.of("143")));
            rig.settle();

            assertThat(rig.said.alarms()).singleElement().asString().contains("stands at 140", "instead of 143");
            assertThat(rig.position()).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatStaysWhereItWasIsReportedWhereItStands() throws IOException {
        try (var rig = VenueRig.looking("150")) {
            rig.advance(1);
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();
            rig.exit(13, OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, "160", 2);
            rig.settle();

            rig.fault(UNDONE.formatted(1));
            rig.edit(13, "155", 2);
            rig.awaitSaid("edited 13: 2 at 160");

            assertThat(rig.said.of(13)).endsWith("edited 13: 2 at 155", "edited 13: 2 at 160");
        }
    }

    @Test
    void aPositionWhoseBracketDidNotComeIsSaidSoThatAPlainStopTakesItsPlace() throws IOException {
        for (OrderType type : List.of(OrderType.MARKET, OrderType.LIMIT)) {
            try (var rig = VenueRig.of("150", "148.9")) {
                rig.advance(1);
                rig.fault(WITHOUT_BRACKET);
                rig.entry(11, type, Direction.LONG, "149", 2, "140");
                rig.awaitSaid("accepted 11"); // else the next price may be there first
                rig.advance(1);
                rig.awaitSaid("cancelled 12");

                rig.exit(13, OrderPurpose.STOP, OrderType.STOP_MARKET, Direction.SHORT, "140", 2);
                rig.settle();

                assertThat(rig.said.alarms())
                        .singleElement()
                        .asString()
                        .contains("the bracket of order 11 did not come with its fill");
                assertThat(rig.said.of(13)).containsExactly("sent 13", "accepted 13");
                assertThat(stops(rig)).containsExactly("140");
            }
        }
    }

    /** Prices of what protects a long position there. */
    private static List<String> stops(VenueRig rig) {
        return rig.working().stream()
                .filter(order -> order.path("stop_order_type").asText().equals("stop_loss_order")
                        && order.path("reduce_only").asBoolean()
                        && order.path("side").asText().equals("sell"))
                .map(UndoneRequestsTest::stopPrice)
                .toList();
    }

    private static String stopPrice(JsonNode order) {
        return new BigDecimal(order.path("stop_price").asText())
                .stripTrailingZeros()
                .toPlainString();
    }
}
