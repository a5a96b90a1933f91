package smc.execution.venue.delta.conformance;

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

/** Nothing goes wrong. */
final class FillScenarios {
    private FillScenarios() {}

    static List<Scenario> all() {
        return new ScenarioList()
                .add("market entry", "two are bought at market", "filled at the last price, its stop works", venue -> {
                    venue.request(marketEntry(11));
                    venue.settle();
                    assertFilled(venue, 11, 2, "150");
                    assertState(venue, 12, OrderState.OPEN);
                    assertPosition(venue, 2);
                    assertWorking(venue, "140");
                })
                .add("short entry", "three are sold at market", "short three, its stop above works", venue -> {
                    venue.request(entry(11, OrderType.MARKET, Direction.SHORT, "150", 3, "160"));
                    venue.settle();
                    assertFilled(venue, 11, 3, "150");
                    assertPosition(venue, -3);
                    assertWorking(venue, "160");
                })
                .add("resting entry", "a limit below the market", "it works, and nothing is held", venue -> {
                    venue.request(restingEntry(11));
                    venue.settle();
                    assertState(venue, 11, OrderState.OPEN);
                    assertPosition(venue, 0);
                    assertWorking(venue, "149");
                })
                .add(
                        "limit reached",
                        "price goes through a resting entry",
                        "filled at its price, its stop works",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.trade("148.9");
                            venue.settle();
                            assertFilled(venue, 11, 2, "149");
                            assertState(venue, 12, OrderState.OPEN);
                            assertWorking(venue, "140");
                        })
                .add("limit touched", "price comes to a resting entry and not through it", "it works still", venue -> {
                    venue.request(restingEntry(11));
                    venue.settle();
                    venue.trade("149");
                    venue.settle();
                    assertState(venue, 11, OrderState.OPEN);
                    assertPosition(venue, 0);
                })
                .add(
                        "partial fill",
                        "a trade of two fills part of five",
                        "partly filled, and what is held has a stop",
                        venue -> {
                            venue.tradeLittle();
                            venue.request(entry(11, OrderType.LIMIT, Direction.LONG, "149", 5, "140"));
                            venue.settle();
                            venue.trade("148.9");
                            venue.settle();
                            assertState(venue, 11, OrderState.PARTLY_FILLED);
                            assertFilled(venue, 11, 2, "149");
                            assertState(venue, 12, OrderState.OPEN);
                            assertPosition(venue, 2);
                        })
                .add("partial fills to the end", "three trades of two fill five", "filled whole", venue -> {
                    venue.tradeLittle();
                    venue.request(entry(11, OrderType.LIMIT, Direction.LONG, "149", 5, "140"));
                    venue.settle();
                    for (int i = 0; i < 3; i++) {
                        venue.trade("148.9");
                    }
                    venue.settle();
                    assertState(venue, 11, OrderState.FILLED);
                    assertFilled(venue, 11, 5, "149");
                    assertPosition(venue, 5);
                })
                .add(
                        "rest cancelled",
                        "a partly filled entry is taken back",
                        "cancelled, what it filled is held",
                        venue -> {
                            venue.tradeLittle();
                            venue.request(entry(11, OrderType.LIMIT, Direction.LONG, "149", 5, "140"));
                            venue.settle();
                            venue.trade("148.9");
                            venue.settle();
                            venue.request(cancel(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.CANCELLED);
                            assertPosition(venue, 2);
                            assertWorking(venue, "140");
                        })
                .add("entry cancelled", "a resting entry is taken back", "cancelled, nothing works", venue -> {
                    venue.request(restingEntry(11));
                    venue.settle();
                    venue.request(cancel(11));
                    venue.settle();
                    assertState(venue, 11, OrderState.CANCELLED);
                    assertPosition(venue, 0);
                    assertWorking(venue);
                })
                .add(
                        "entry moved",
                        "a resting entry gets another price and size",
                        "it works as it was asked to",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.request(edit(11, "148", 3));
                            venue.settle();
                            venue.trade("147.9");
                            venue.settle();
                            assertFilled(venue, 11, 3, "148");
                            assertPosition(venue, 3);
                        })
                .add("exit", "a position is closed at market", "flat", venue -> {
                    enter(venue);
                    venue.request(exit(13, 2));
                    venue.settle();
                    assertFilled(venue, 13, 2, "150");
                    assertPosition(venue, 0);
                })
                .add(
                        "partial exit",
                        "half of a position is closed at market",
                        "half is held, the stop works",
                        venue -> {
                            enter(venue);
                            venue.request(exit(13, 1));
                            venue.settle();
                            assertPosition(venue, 1);
                            assertState(venue, 12, OrderState.OPEN);
                        })
                .add(
                        "exit larger than the position",
                        "five are to be closed, two are held",
                        "flat, and never short",
                        venue -> {
                            enter(venue);
                            venue.request(exit(13, 5));
                            venue.settle();
                            assertFilled(venue, 13, 2, "150");
                            assertPosition(venue, 0);
                        })
                .add(
                        "target reached",
                        "price goes through the target of half",
                        "half is held, the stop works",
                        venue -> {
                            enter(venue);
                            venue.request(target(13, 1));
                            venue.settle();
                            venue.trade("160.1");
                            venue.settle();
                            assertFilled(venue, 13, 1, "160");
                            assertPosition(venue, 1);
                            assertState(venue, 12, OrderState.OPEN);
                        })
                .add("stop fires", "price falls through the stop of a bracket", "flat, filled at the trade", venue -> {
                    enter(venue);
                    venue.trade("139");
                    venue.settle();
                    assertFilled(venue, 12, 2, "139");
                    assertPosition(venue, 0);
                })
                .add(
                        "stop moved",
                        "the stop of a bracket is raised, then it fires",
                        "it fires where it was moved to",
                        venue -> {
                            enter(venue);
                            venue.request(edit(12, "145", 2));
                            venue.settle();
                            assertWorking(venue, "145");
                            venue.trade("144.5");
                            venue.settle();
                            assertFilled(venue, 12, 2, "144.5");
                            assertPosition(venue, 0);
                        })
                .add(
                        "second stop",
                        "a plain stop beside the bracket's, which is cancelled",
                        "the plain one works alone, and fires",
                        venue -> {
                            enter(venue);
                            venue.request(stop(13, "141", 2));
                            venue.settle();
                            venue.request(cancel(12));
                            venue.settle();
                            assertState(venue, 12, OrderState.CANCELLED);
                            assertWorking(venue, "141");
                            venue.trade("140.5");
                            venue.settle();
                            assertFilled(venue, 13, 2, "140.5");
                            assertPosition(venue, 0);
                        })
                .add("target moved", "a target gets another price and size", "it fills there", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.request(edit(13, "155", 2));
                    venue.settle();
                    venue.trade("155.1");
                    venue.settle();
                    assertFilled(venue, 13, 2, "155");
                    assertPosition(venue, 0);
                })
                .add(
                        "two entries",
                        "two resting entries fill one after the other",
                        "both are held, each with its stop",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.request(entry(21, OrderType.LIMIT, Direction.LONG, "148", 3, "140"));
                            venue.settle();
                            venue.trade("148.9");
                            venue.trade("147.9");
                            venue.settle();
                            assertPosition(venue, 5);
                            assertState(venue, 12, OrderState.OPEN);
                            assertState(venue, 22, OrderState.OPEN);
                        })
                .list();
    }
}
