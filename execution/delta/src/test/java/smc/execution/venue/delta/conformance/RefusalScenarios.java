package smc.execution.venue.delta.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.execution.venue.delta.conformance.Requests.cancel;
import static smc.execution.venue.delta.conformance.Requests.edit;
import static smc.execution.venue.delta.conformance.Requests.entry;
import static smc.execution.venue.delta.conformance.Requests.exit;
import static smc.execution.venue.delta.conformance.Requests.marketEntry;
import static smc.execution.venue.delta.conformance.Requests.restingEntry;
import static smc.execution.venue.delta.conformance.Requests.stop;
import static smc.execution.venue.delta.conformance.Requests.target;
import static smc.execution.venue.delta.conformance.Scenarios.assertPosition;
import static smc.execution.venue.delta.conformance.Scenarios.assertState;
import static smc.execution.venue.delta.conformance.Scenarios.assertWorking;
import static smc.execution.venue.delta.conformance.Scenarios.enter;

import java.util.List;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.conformance.Scenarios.ScenarioList;
import smc.execution.venue.delta.conformance.VenueUnderTest.Request;
import smc.execution.venue.delta.ledger.Refusal;

/** The venue will not have it. */
final class RefusalScenarios {
    /** Of docs/delta-exchange.md, section 3.7, one of each kind that an entry may meet. */
    private static final List<String> OF_ENTRIES = List.of(
            "bad_schema",
            "max_leverage_exceeded",
            "immediate_execution_post_only",
            "insufficient_margin",
            "order_size_exceed_available",
            "order_max_size_exceeded",
            "risk_limits_breached",
            "invalid_contract",
            "trading_blocked",
            "bracket_order_position_exists",
            "bracket_order_immediate_execution",
            "max_orders_count_exceeded",
            "unavailable",
            "a_new_code");

    private RefusalScenarios() {}

    static List<Scenario> all() {
        var scenarios = new ScenarioList();
        for (String code : OF_ENTRIES) {
            scenarios.add(
                    "entry refused: " + code,
                    "an entry is refused with `" + code + "`",
                    "rejected by its number, never placed",
                    venue -> {
                        venue.refuseNext(Request.ENTRY, code);
                        venue.request(restingEntry(11));
                        venue.settle();
                        assertState(venue, 11, OrderState.REJECTED);
                        assertThat(venue.book().refusal(11))
                                .isEqualTo(Refusal.of(code).code());
                        assertThat(venue.placed(11)).isZero();
                        assertWorking(venue);
                    });
        }
        return scenarios
                .add("post-only would cross", "an entry would take at once", "rejected, nothing is held", venue -> {
                    venue.request(entry(11, OrderType.LIMIT, Direction.LONG, "151", 2, "140"));
                    venue.settle();
                    assertState(venue, 11, OrderState.REJECTED);
                    assertThat(venue.book().refusal(11)).isEqualTo(Refusal.POST_ONLY_WOULD_CROSS.code());
                    assertPosition(venue, 0);
                })
                .add(
                        "margin too small",
                        "an entry of 200 contracts with 1,000 USD",
                        "rejected, nothing is held",
                        venue -> {
                            venue.request(entry(11, OrderType.MARKET, Direction.LONG, "150", 200, "140"));
                            venue.settle();
                            assertState(venue, 11, OrderState.REJECTED);
                            assertThat(venue.book().refusal(11)).isEqualTo(Refusal.INSUFFICIENT_MARGIN.code());
                            assertPosition(venue, 0);
                        })
                .add("nothing to reduce", "an exit without a position", "rejected, nothing is held", venue -> {
                    venue.request(exit(13, 2));
                    venue.settle();
                    assertState(venue, 13, OrderState.REJECTED);
                    assertThat(venue.book().refusal(13)).isEqualTo(Refusal.NO_POSITION_TO_REDUCE.code());
                    assertPosition(venue, 0);
                })
                .add(
                        "stop refused",
                        "the venue refuses a plain stop",
                        "rejected, and the bracket's stop works still",
                        venue -> {
                            enter(venue);
                            venue.refuseNext(Request.REDUCING, "immediate_execution_stop_order");
                            venue.request(stop(13, "141", 2));
                            venue.settle();
                            assertState(venue, 13, OrderState.REJECTED);
                            assertState(venue, 12, OrderState.OPEN);
                            assertWorking(venue, "140");
                        })
                .add("target refused", "the venue refuses a target", "rejected, the stop works", venue -> {
                    enter(venue);
                    venue.refuseNext(Request.REDUCING, "bad_schema");
                    venue.request(target(13, 1));
                    venue.settle();
                    assertState(venue, 13, OrderState.REJECTED);
                    assertWorking(venue, "140");
                    assertPosition(venue, 2);
                })
                .add(
                        "close refused",
                        "a close is refused, since orders that reduce stand in its way",
                        "rejected by the number that says so, the stop works",
                        venue -> {
                            enter(venue);
                            venue.refuseNext(Request.REDUCING, "out_of_bankruptcy");
                            venue.request(exit(13, 2));
                            venue.settle();
                            assertState(venue, 13, OrderState.REJECTED);
                            assertThat(venue.book().refusal(13)).isEqualTo(Refusal.REDUCING_ORDERS_IN_THE_WAY.code());
                            assertWorking(venue, "140");
                        })
                .add(
                        "close after what stood in its way",
                        "the target is cancelled and the close asked for in the same breath",
                        "flat",
                        venue -> {
                            enter(venue);
                            venue.request(target(13, 2));
                            venue.settle();
                            venue.request(cancel(13));
                            venue.request(exit(15, 2));
                            venue.settle();
                            assertState(venue, 13, OrderState.CANCELLED);
                            assertPosition(venue, 0);
                        })
                .add("edit refused", "the venue refuses a change of a target", "the target works as before", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.refuseNext(Request.EDIT, "bad_schema");
                    venue.request(edit(13, "155", 1));
                    venue.settle();
                    assertThat(venue.book().price(13)).isEqualTo("160");
                    assertWorking(venue, "140", "160");
                })
                .add(
                        "cancel refused",
                        "the venue refuses a cancel",
                        "it is asked again, and cancelled in the end",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.refuseNext(Request.CANCEL, "internal_server_error");
                            venue.request(cancel(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.CANCELLED);
                            assertWorking(venue);
                        })
                .add("edit of what is over", "a target that has filled is changed", "it stays as it filled", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.trade("160.1");
                    venue.settle();
                    venue.request(edit(13, "165", 1));
                    venue.settle();
                    assertState(venue, 13, OrderState.FILLED);
                    assertPosition(venue, 1);
                })
                .add("cancel of what is over", "an entry that has filled is taken back", "it stays filled", venue -> {
                    venue.request(marketEntry(11));
                    venue.settle();
                    venue.request(cancel(11));
                    venue.settle();
                    assertState(venue, 11, OrderState.FILLED);
                    assertPosition(venue, 2);
                })
                .list();
    }
}
