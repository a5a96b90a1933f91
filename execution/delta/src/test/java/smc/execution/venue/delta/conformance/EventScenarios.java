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
import static smc.execution.venue.delta.conformance.Scenarios.assertFilled;
import static smc.execution.venue.delta.conformance.Scenarios.assertPosition;
import static smc.execution.venue.delta.conformance.Scenarios.assertState;
import static smc.execution.venue.delta.conformance.Scenarios.assertWorking;
import static smc.execution.venue.delta.conformance.Scenarios.enter;

import java.util.List;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.conformance.Scenarios.ScenarioList;

/** Races, breaks, and what the venue or somebody else does. */
final class EventScenarios {
    private EventScenarios() {}

    static List<Scenario> all() {
        var scenarios = new ScenarioList();
        addRaces(scenarios);
        addBreaks(scenarios);
        addOfTheVenue(scenarios);
        addByHand(scenarios);
        return scenarios.list();
    }

    private static void addRaces(ScenarioList scenarios) {
        scenarios
                .add(
                        "cancel crosses a fill",
                        "an entry fills before its cancel arrives",
                        "filled, and it has its stop",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.trade("148.9");
                            venue.request(cancel(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.FILLED);
                            assertPosition(venue, 2);
                            assertWorking(venue, "140");
                        })
                .add("edit crosses a fill", "an entry fills before its change arrives", "filled as it was", venue -> {
                    venue.request(restingEntry(11));
                    venue.settle();
                    venue.trade("148.9");
                    venue.request(edit(11, "148", 2));
                    venue.settle();
                    assertFilled(venue, 11, 2, "149");
                    assertPosition(venue, 2);
                })
                .add("exit crosses a stop", "the stop fires before an exit arrives", "flat, and never short", venue -> {
                    enter(venue);
                    venue.trade("139");
                    venue.request(exit(13, 2));
                    venue.settle();
                    assertPosition(venue, 0);
                    assertThat(venue.book().filled(12) + venue.book().filled(13))
                            .isEqualTo(2);
                })
                .add(
                        "target and stop",
                        "the target of half fills, then the stop of all fires",
                        "flat, and never short",
                        venue -> {
                            enter(venue);
                            venue.request(target(13, 1));
                            venue.settle();
                            venue.trade("160.1");
                            venue.trade("139");
                            venue.settle();
                            assertFilled(venue, 13, 1, "160");
                            assertFilled(venue, 12, 1, "139");
                            assertPosition(venue, 0);
                        })
                .add(
                        "entry and its cancel",
                        "an entry and its cancel in the same breath",
                        "nothing works, nothing is held",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.request(cancel(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.CANCELLED);
                            assertPosition(venue, 0);
                            assertWorking(venue);
                        })
                .add("two edits", "two changes of a target in the same breath", "the later one counts", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.request(edit(13, "156", 1));
                    venue.request(edit(13, "155", 1));
                    venue.settle();
                    assertThat(venue.book().price(13)).isEqualTo("155");
                    assertWorking(venue, "140", "155");
                })
                .add(
                        "stop in exchange for another",
                        "a new stop and the cancel of the old in the same breath",
                        "the new one works alone",
                        venue -> {
                            enter(venue);
                            venue.request(stop(13, "141", 2));
                            venue.request(cancel(12));
                            venue.settle();
                            assertState(venue, 13, OrderState.OPEN);
                            assertState(venue, 12, OrderState.CANCELLED);
                            assertWorking(venue, "141");
                        });
    }

    private static void addBreaks(ScenarioList scenarios) {
        scenarios
                .add(
                        "reconnect in mid-order",
                        "the connection of reports is lost as an entry is placed",
                        "filled once, its stop is known",
                        venue -> {
                            venue.reconnect();
                            venue.request(marketEntry(11));
                            venue.settle();
                            assertFilled(venue, 11, 2, "150");
                            assertState(venue, 12, OrderState.OPEN);
                            assertPosition(venue, 2);
                        })
                .add("reconnect over a fill", "a stop fires while the connection of reports is lost", "flat", venue -> {
                    enter(venue);
                    venue.reconnect();
                    venue.trade("139");
                    venue.reconcile();
                    venue.settle();
                    assertFilled(venue, 12, 2, "139");
                    assertPosition(venue, 0);
                })
                .add(
                        "asked how things stand",
                        "a start asks while an entry rests and a position is held",
                        "nothing changes",
                        venue -> {
                            enter(venue);
                            venue.request(target(13, 1));
                            venue.settle();
                            venue.reconcile();
                            venue.reconcile();
                            venue.settle();
                            assertState(venue, 13, OrderState.OPEN);
                            assertState(venue, 12, OrderState.OPEN);
                            assertPosition(venue, 2);
                            assertWorking(venue, "140", "160");
                        })
                .add(
                        "maintenance",
                        "an entry is wanted while the venue answers nothing",
                        "rejected, never placed",
                        venue -> {
                            // So that no leverage has to be asked for before it is sent.
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.beginMaintenance();
                            venue.request(entry(21, OrderType.LIMIT, Direction.LONG, "148", 2, "140"));
                            venue.endMaintenance();
                            venue.settle();
                            assertState(venue, 11, OrderState.OPEN);
                            assertThat(venue.book().state(21).isFinal()).isEqualTo(venue.placed(21) == 0);
                        })
                .add(
                        "cancel in maintenance",
                        "an entry is taken back while the venue answers nothing",
                        "cancelled once it answers",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.beginMaintenance();
                            venue.request(cancel(11));
                            venue.endMaintenance();
                            venue.settle();
                            assertState(venue, 11, OrderState.CANCELLED);
                            assertWorking(venue);
                        });
    }

    private static void addOfTheVenue(ScenarioList scenarios) {
        scenarios
                .add(
                        "liquidation",
                        "price falls to the price of liquidation, the stop lies below",
                        "told, flat",
                        venue -> {
                            enter(venue);
                            venue.trade("142.9");
                            venue.settle();
                            assertThat(venue.book().told()).contains("liquidated 2");
                            assertPosition(venue, 0);
                        })
                .add("liquidation of a short", "price rises to the price of liquidation", "told, flat", venue -> {
                    venue.request(entry(11, OrderType.MARKET, Direction.SHORT, "150", 3, "160"));
                    venue.settle();
                    venue.trade("157.1");
                    venue.settle();
                    assertThat(venue.book().told()).contains("liquidated 3");
                    assertPosition(venue, 0);
                })
                .add(
                        "ADL",
                        "the venue takes a position to cover somebody else",
                        "told like a liquidation, flat",
                        venue -> {
                            enter(venue);
                            venue.deleverage("150.5");
                            venue.settle();
                            assertThat(venue.book().told()).contains("liquidated 2");
                            assertPosition(venue, 0);
                        })
                .add("funding", "eight hours go by with a long", "0.01 % of 300 USD is paid once", venue -> {
                    enter(venue);
                    venue.tradeHoursLater("150");
                    venue.settle();
                    assertThat(venue.book().told()).containsExactly("funding 0.03");
                    assertPosition(venue, 2);
                })
                .add("no funding without a position", "eight hours go by without one", "nothing is paid", venue -> {
                    venue.tradeHoursLater("150");
                    venue.settle();
                    assertThat(venue.book().told()).isEmpty();
                });
    }

    private static void addByHand(ScenarioList scenarios) {
        scenarios
                .add("closed by hand", "somebody closes the position", "told, flat", venue -> {
                    enter(venue);
                    venue.closeByHand(2, true);
                    venue.settle();
                    assertThat(venue.book().told()).contains("moved to 0");
                    assertPosition(venue, 0);
                })
                .add(
                        "half closed by hand",
                        "somebody closes half of the position",
                        "told, half is held, the stop works",
                        venue -> {
                            enter(venue);
                            venue.closeByHand(1, true);
                            venue.settle();
                            assertThat(venue.book().told()).contains("moved to 1");
                            assertPosition(venue, 1);
                            assertState(venue, 12, OrderState.OPEN);
                        })
                .add("foreign order", "somebody places an order", "it is left alone, and so are ours", venue -> {
                    enter(venue);
                    venue.placeByHand("130", 1);
                    venue.reconcile();
                    venue.settle();
                    assertState(venue, 12, OrderState.OPEN);
                    assertWorking(venue, "130", "140");
                })
                .add("foreign order fills", "somebody's order fills", "told, what is held is known", venue -> {
                    venue.placeByHand("149.5", 1);
                    venue.settle();
                    venue.trade("149.4");
                    venue.settle();
                    assertThat(venue.book().told()).contains("moved to 1");
                    assertPosition(venue, 1);
                })
                .add(
                        "leverage changed by hand",
                        "somebody changes the leverage beside a position",
                        "the position closes as ever",
                        venue -> {
                            enter(venue);
                            venue.setLeverageByHand(10);
                            venue.request(exit(13, 2));
                            venue.settle();
                            assertFilled(venue, 13, 2, "150");
                            assertPosition(venue, 0);
                        })
                .add(
                        "deposit",
                        "an entry is refused for want of margin, then money comes in",
                        "the next one is taken",
                        venue -> {
                            venue.request(entry(11, OrderType.MARKET, Direction.LONG, "150", 200, "140"));
                            venue.settle();
                            assertState(venue, 11, OrderState.REJECTED);
                            venue.deposit(2_000);
                            venue.request(entry(21, OrderType.MARKET, Direction.LONG, "150", 200, "140"));
                            venue.settle();
                            assertState(venue, 21, OrderState.FILLED);
                            assertPosition(venue, 200);
                        });
    }
}
