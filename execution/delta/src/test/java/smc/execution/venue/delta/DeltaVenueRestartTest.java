package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.ledger.Refusal;

/** A client that begins anew beside orders and a position of an earlier one. */
class DeltaVenueRestartTest {
    @Test
    void whatHappenedMeanwhileIsReportedOnce() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.entry(21, OrderType.LIMIT, Direction.LONG, "145", 3, "140");
            rig.settle();
            rig.stop();
            rig.advance(2);
            List<KnownOrder> known = List.of(
                    entry(11, OrderState.SENT, 0, "149"),
                    stop(12, OrderState.WANTED, "140", 11),
                    entry(21, OrderState.OPEN, 0, "145"),
                    stop(22, OrderState.WANTED, "140", 21));

            List<VenuePosition> positions = rig.restart(known);

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 3, VenueRig.e8("149")));
            assertThat(rig.said.lines())
                    .containsExactly("accepted 11", "filled 11: 3 at 149 for 0.105492", "accepted 12");

            rig.said.forget();
            rig.get(rig.venue.reconcile(known, PricedMarket.START_NANOS));
            assertThat(rig.said.lines()).isEmpty();
        }
    }

    @Test
    void aStopThatFiredMeanwhileIsFoundByItsLeg() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();
            rig.stop();
            rig.advance(1);

            List<VenuePosition> positions = rig.restart(List.of(stop(12, OrderState.OPEN, "140", 11)));

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 0, 0));
            assertThat(rig.said.lines()).containsExactly("filled 12: 3 at 139 for 0.24603");
        }
    }

    @Test
    void anAccountWithAPastIsSaidInOneLineByTheFirstStartOfAFolder() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(3);
            rig.settle();
            rig.stop();

            List<VenuePosition> positions = rig.restartOfANewFolder();

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 0, 0));
            assertThat(rig.said.lines())
                    .singleElement()
                    .asString()
                    .contains("a past before this data folder, 2 fills", "it holds nothing");
        }
    }

    /** It would be waited for without end, and a stop that never came would pass as one that works. */
    @Test
    void aLegOfATradeThatIsOverIsNeverTheStopOfALaterOne() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139", "137.9", "135")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(3);
            rig.settle();
            rig.stop();
            rig.said.forget();
            rig.begin(
                            List.of(entry(11, OrderState.FILLED, 3, "149")),
                            PricedMarket.START_NANOS + TimeUnit.SECONDS.toNanos(3))
                    .join();

            rig.entry(21, OrderType.LIMIT, Direction.LONG, "138", 3, "130");
            rig.settle();
            rig.advance(1);
            rig.settle();
            rig.await(() -> !rig.venue.isBusy());

            assertThat(rig.said.lines())
                    .containsExactly("sent 21", "accepted 21", "filled 21: 3 at 138 for 0.097704", "accepted 22");
            rig.edit(22, "136", 3);
            rig.settle();
            rig.advance(1);
            rig.settle();
            assertThat(rig.said.lines()).endsWith("edited 22: 3 at 136", "filled 22: 3 at 135 for 0.23895");
        }
    }

    @Test
    void ordersOfSomebodyElseAreLeftCountedAndSaidInOneLineWithThePast() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(3);
            rig.settle();
            for (String price : List.of("130", "131", "132")) {
                rig.foreignOrder(foreign("buy", price, ""));
            }

            rig.restartOfANewFolder();

            assertThat(rig.said.lines())
                    .singleElement()
                    .asString()
                    .contains("a past before this data folder, 2 fills", "it holds nothing", "3 orders", "SOLUSD 3");
            assertThat(rig.working()).hasSize(3);
            assertThat(rig.foreignOrders()).isEqualTo(3);
        }
    }

    @Test
    void whatAFirstStartReadsAgainIsNotSaidAgain() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "139")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(3);
            rig.settle();
            rig.foreignOrder(foreign("buy", "130", ""));
            rig.foreignOrder(foreign("sell", "170", ""));
            rig.restartOfANewFolder();
            rig.said.forget();

            rig.get(rig.venue.reconcile(List.of(), 0));

            assertThat(rig.said.lines()).isEmpty();
            assertThat(rig.foreignOrders()).isEqualTo(2);
        }
    }

    @Test
    void aPositionOfThePastKeepsItsStopAndNothingOfItIsTouched() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();
            rig.foreignOrder(foreign("sell", "170", ",\"reduce_only\":\"true\""));
            List<JsonNode> before = rig.working();

            List<VenuePosition> positions = rig.restartOfANewFolder();
            rig.settle();

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 3, VenueRig.e8("149")));
            assertThat(rig.said.lines())
                    .singleElement()
                    .asString()
                    .contains("1 fill", "what it holds is not the engine's", "1 order that is", "SOLUSD 1");
            assertThat(rig.working()).isEqualTo(before).hasSize(2);
        }
    }

    @Test
    void anyStartCountsOrdersOfSomebodyElseAndForgetsThoseThatAreOver() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "130.5", "129")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "120", 3, "110");
            rig.foreignOrder(foreign("buy", "130", ""));
            rig.foreignOrder(foreign("buy", "119", ""));
            rig.settle();
            assertThat(rig.foreignOrders()).isEqualTo(2);

            rig.restart(List.of(entry(11, OrderState.OPEN, 0, "120"), stop(12, OrderState.WANTED, "110", 11)));
            assertThat(rig.said.lines())
                    .containsExactly(
                            "alarm 0 the venue works 2 orders that are not the engine's, and they are left: SOLUSD 2");
            assertThat(rig.foreignOrders()).isEqualTo(2);
            rig.advance(4);
            rig.settle();

            assertThat(rig.foreignOrders()).isEqualTo(1);
            assertThat(rig.said.lines()).contains("position 0/0 3");
        }
    }

    /** Nothing names whose the fills are, and no list shows the orders any more: a start that waited to be told would wait for ever. */
    @Test
    void whatSomebodyElseHasTradedMeanwhileIsSaidAndHoldsUpNoStart() throws IOException {
        try (var rig = VenueRig.of("150", "150", "150")) {
            rig.settle();
            rig.stop();
            rig.advance(1);
            rig.foreignOrder(market("buy"));
            rig.advance(1);
            rig.foreignOrder(market("sell"));

            List<VenuePosition> positions = rig.restart(List.of());

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 0, 0));
            assertThat(rig.said.lines())
                    .containsExactly(
                            "alarm 0 a fill that is of no order of the engine's: SOLUSD 2 contracts, order 1000001, normal",
                            "position 0/0 2",
                            "alarm 0 a fill that is of no order of the engine's: SOLUSD -2 contracts, order 1000002, normal",
                            "position 0/0 0");
        }
    }

    private static String market(String side) {
        return "{\"product_id\":14823,\"size\":2,\"side\":\"%s\",\"order_type\":\"market_order\"}".formatted(side);
    }

    @Test
    void aStrangeEntryOfThisInstallationIsCancelledAndIsNotCounted() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.foreignOrder(foreign("buy", "130", ""));
            rig.settle();

            rig.restart(List.of());

            assertThat(rig.working())
                    .singleElement()
                    .extracting(each -> each.path("limit_price").asText())
                    .isEqualTo("130");
            assertThat(rig.foreignOrders()).isEqualTo(1);
        }
    }

    private static String foreign(String side, String price, String more) {
        return "{\"product_id\":14823,\"size\":3,\"side\":\"%s\",\"order_type\":\"limit_order\",\"limit_price\":\"%s\"%s}"
                .formatted(side, price, more);
    }

    @Test
    void aStopGoesOnWorkingForTheNextClient() throws IOException {
        try (var rig = VenueRig.of("150", "148.9", "142")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();

            rig.restart(List.of(stop(12, OrderState.OPEN, "140", 11)));
            assertThat(rig.said.lines()).isEmpty();
            rig.edit(12, "143", 3);
            rig.settle();
            rig.advance(1);
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("edited 12: 3 at 143", "filled 12: 3 at 142 for 0.25134");
        }
    }

    @Test
    void anOrderThatNeverLeftIsRejected() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.stop();
            rig.said.forget();
            var restarted = rig.begin(List.of(entry(11, OrderState.WANTED, 0, "149")));
            rig.await(() -> {
                rig.get(rig.venue.flush());
                rig.wallMillis.addAndGet(
                        10); // no faster: the signature of a request that is under way must not run out
                return restarted.isDone();
            });

            assertThat(restarted).isCompleted();
            assertThat(rig.said.lines()).containsExactly("rejected 11: " + Refusal.NOT_FOUND.code());
        }
    }

    @Test
    void anEntryThatNobodyKnowsIsCancelled() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();

            rig.restart(List.of());
            assertThat(rig.said.lines()).singleElement().asString().contains("does not know", "cancelled");
            rig.said.forget();
            rig.restart(List.of(entry(11, OrderState.OPEN, 0, "149"), stop(12, OrderState.WANTED, "140", 11)));

            assertThat(rig.said.lines()).containsExactly("cancelled 11");
        }
    }

    @Test
    void anOrderMovedByAnotherHandIsReportedAsEdited() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();

            rig.restart(List.of(entry(11, OrderState.OPEN, 0, "148"), stop(12, OrderState.WANTED, "140", 11)));

            assertThat(rig.said.lines()).containsExactly("edited 11: 3 at 149");
        }
    }

    @Test
    void fillsTheEngineKnowsAreNotReportedAgain() throws IOException {
        try (var rig = VenueRig.partly("150", "148.9", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();
            assertThat(rig.said.of(11)).contains("filled 11: 2 at 149 for 0.070328");
            rig.stop();
            rig.advance(1);

            rig.restart(List.of(entry(11, OrderState.PARTLY_FILLED, 2, "149"), stop(12, OrderState.OPEN, "140", 11)));

            // 1 x 149 x 0.0002 x 1.18
            assertThat(rig.said.lines()).containsExactly("filled 11: 3 at 149 for 0.035164");
        }
    }

    @Test
    void anEntryThatTheEngineBelievesRefusedIsCancelledWhereItWorks() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();

            rig.restart(List.of(entry(11, OrderState.REJECTED, 0, "149")));

            assertThat(rig.said.lines())
                    .singleElement()
                    .asString()
                    .contains("the venue works order 11, which is over here, and it is cancelled");
            assertThat(rig.working()).isEmpty();
        }
    }

    @Test
    void whatSuchAnEntryFilledMeanwhileIsReportedOnceWithItsStop() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.stop();
            rig.advance(2);
            List<KnownOrder> known = List.of(entry(11, OrderState.REJECTED, 0, "149"));

            List<VenuePosition> positions = rig.restart(known);

            assertThat(positions).containsExactly(new VenuePosition(0, 0, 3, VenueRig.e8("149")));
            assertThat(rig.said.of(11)).contains("filled 11: 3 at 149 for 0.105492");
            rig.said.forget();
            rig.get(rig.venue.reconcile(known, PricedMarket.START_NANOS));
            assertThat(rig.said.lines()).isEmpty();
        }
    }

    @Test
    void whatIsOverAndWasFilledIsNotReportedAgain() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();

            rig.restart(List.of(entry(11, OrderState.FILLED, 3, "149"), stop(12, OrderState.OPEN, "140", 11)));

            assertThat(rig.said.lines()).isEmpty();
        }
    }

    private static KnownOrder entry(long orderId, OrderState state, long filled, String price) {
        return new KnownOrder(
                orderId,
                VenueRig.ACCOUNT,
                VenueRig.SOL,
                OrderPurpose.ENTRY,
                OrderType.LIMIT,
                Direction.LONG,
                VenueRig.e8(price),
                3,
                filled,
                state,
                0,
                PricedMarket.START_NANOS);
    }

    private static KnownOrder stop(long orderId, OrderState state, String price, long entryOrderId) {
        return new KnownOrder(
                orderId,
                VenueRig.ACCOUNT,
                VenueRig.SOL,
                OrderPurpose.STOP,
                OrderType.STOP_MARKET,
                Direction.SHORT,
                VenueRig.e8(price),
                3,
                0,
                state,
                entryOrderId,
                PricedMarket.START_NANOS);
    }
}
