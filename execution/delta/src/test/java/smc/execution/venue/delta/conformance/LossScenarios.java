package smc.execution.venue.delta.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.execution.venue.delta.conformance.Requests.cancel;
import static smc.execution.venue.delta.conformance.Requests.edit;
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
import java.util.Map;
import java.util.TreeMap;
import smc.execution.order.OrderState;
import smc.execution.venue.delta.conformance.Scenarios.ScenarioList;
import smc.execution.venue.delta.conformance.VenueUnderTest.Request;
import smc.execution.venue.delta.conformance.VenueUnderTest.Strike;

/** A request or its answer does not come through. */
final class LossScenarios {
    private static final Map<Strike, String> WORDS = new TreeMap<>(Map.of(
            Strike.LOST_BEFORE, "lost on its way",
            Strike.LOST_AFTER, "carried out and not answered",
            Strike.SERVER_ERROR, "answered 503",
            Strike.QUOTA, "answered 429"));

    private LossScenarios() {}

    static List<Scenario> all() {
        var scenarios = new ScenarioList();
        WORDS.forEach((strike, words) -> addTo(scenarios, strike, words));
        addTimeOuts(scenarios);
        addQuotas(scenarios);
        return scenarios.list();
    }

    private static void addTimeOuts(ScenarioList scenarios) {
        scenarios
                .add(
                        "market entry, time-out before",
                        "a market entry never arrives, nothing is answered",
                        "rejected, never placed",
                        venue -> {
                            venue.strikeNext(Request.ENTRY, Strike.TIME_OUT_BEFORE);
                            venue.request(marketEntry(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.REJECTED);
                            assertThat(venue.placed(11)).isZero();
                            assertPosition(venue, 0);
                        })
                .add(
                        "market entry, time-out after",
                        "a market entry fills, nothing is answered",
                        "placed once, its stop is known",
                        venue -> {
                            venue.strikeNext(Request.ENTRY, Strike.TIME_OUT_AFTER);
                            venue.request(marketEntry(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.FILLED);
                            assertState(venue, 12, OrderState.OPEN);
                            assertThat(venue.placed(11)).isEqualTo(1);
                            assertPosition(venue, 2);
                        })
                .add("exit, time-out after", "an exit fills, nothing is answered", "placed once, flat", venue -> {
                    enter(venue);
                    venue.strikeNext(Request.REDUCING, Strike.TIME_OUT_AFTER);
                    venue.request(exit(13, 2));
                    venue.settle();
                    assertState(venue, 13, OrderState.FILLED);
                    assertThat(venue.placed(13)).isEqualTo(1);
                    assertPosition(venue, 0);
                })
                .add(
                        "move of a stop, time-out before",
                        "a change of the bracket's stop never arrives, nothing is answered",
                        "the stop is moved",
                        venue -> {
                            enter(venue);
                            venue.strikeNext(Request.EDIT, Strike.TIME_OUT_BEFORE);
                            venue.request(edit(12, "145", 2));
                            venue.settle();
                            assertThat(venue.book().price(12)).isEqualTo("145");
                            assertWorking(venue, "145");
                        });
    }

    private static void addQuotas(ScenarioList scenarios) {
        scenarios
                .add(
                        "leverage answered 429",
                        "the change of leverage that an entry needs is answered 429",
                        "rejected, never placed",
                        venue -> {
                            venue.strikeNext(Request.LEVERAGE, Strike.QUOTA);
                            venue.request(marketEntry(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.REJECTED);
                            assertThat(venue.placed(11)).isZero();
                        })
                .add(
                        "question answered 429",
                        "the question for what works is answered 429",
                        "asked again, nothing changes",
                        venue -> {
                            enter(venue);
                            venue.strikeNext(Request.QUESTION, Strike.QUOTA);
                            venue.reconcile();
                            venue.settle();
                            assertState(venue, 12, OrderState.OPEN);
                            assertPosition(venue, 2);
                            assertWorking(venue, "140");
                        });
    }

    private static void addTo(ScenarioList scenarios, Strike strike, String words) {
        boolean isThere = strike == Strike.LOST_AFTER;
        boolean isMadeLater = strike == Strike.QUOTA;
        String fate = isThere ? "placed once" : "rejected, never placed";
        String reducingFate = isThere || isMadeLater ? "placed once" : "rejected, never placed";
        scenarios
                .add("market entry " + words, "a market entry is " + words, fate, venue -> {
                    venue.strikeNext(Request.ENTRY, strike);
                    venue.request(marketEntry(11));
                    venue.settle();
                    assertState(venue, 11, isThere ? OrderState.FILLED : OrderState.REJECTED);
                    assertThat(venue.placed(11)).isEqualTo(isThere ? 1 : 0);
                    assertPosition(venue, isThere ? 2 : 0);
                    assertWorking(venue, isThere ? new String[] {"140"} : new String[0]);
                })
                .add("resting entry " + words, "a resting entry is " + words, fate, venue -> {
                    venue.strikeNext(Request.ENTRY, strike);
                    venue.request(restingEntry(11));
                    venue.settle();
                    assertState(venue, 11, isThere ? OrderState.OPEN : OrderState.REJECTED);
                    assertThat(venue.placed(11)).isEqualTo(isThere ? 1 : 0);
                    assertWorking(venue, isThere ? new String[] {"149"} : new String[0]);
                })
                .add("exit " + words, "an exit is " + words, reducingFate, venue -> {
                    enter(venue);
                    venue.strikeNext(Request.REDUCING, strike);
                    venue.request(exit(13, 2));
                    venue.settle();
                    boolean isClosed = isThere || isMadeLater;
                    assertState(venue, 13, isClosed ? OrderState.FILLED : OrderState.REJECTED);
                    assertThat(venue.placed(13)).isEqualTo(isClosed ? 1 : 0);
                    assertPosition(venue, isClosed ? 0 : 2);
                })
                .add("stop " + words, "a plain stop is " + words, reducingFate, venue -> {
                    enter(venue);
                    venue.strikeNext(Request.REDUCING, strike);
                    venue.request(stop(13, "141", 2));
                    venue.settle();
                    boolean works = isThere || isMadeLater;
                    assertState(venue, 13, works ? OrderState.OPEN : OrderState.REJECTED);
                    assertThat(venue.placed(13)).isEqualTo(works ? 1 : 0);
                    assertWorking(venue, works ? new String[] {"140", "141"} : new String[] {"140"});
                })
                .add(
                        "move of a stop " + words,
                        "a change of the bracket's stop is " + words,
                        "the stop is moved",
                        venue -> {
                            enter(venue);
                            venue.strikeNext(Request.EDIT, strike);
                            venue.request(edit(12, "145", 2));
                            venue.settle();
                            assertThat(venue.book().price(12)).isEqualTo("145");
                            assertWorking(venue, "145");
                        })
                .add("move of a target " + words, "a change of a target is " + words, "the target is moved", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.strikeNext(Request.EDIT, strike);
                    venue.request(edit(13, "155", 2));
                    venue.settle();
                    assertThat(venue.book().price(13)).isEqualTo("155");
                    assertThat(venue.book().size(13)).isEqualTo(2);
                    assertWorking(venue, "140", "155");
                })
                .add(
                        "cancel of an entry " + words,
                        "a cancel of an entry is " + words,
                        "cancelled, nothing works",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.strikeNext(Request.CANCEL, strike);
                            venue.request(cancel(11));
                            venue.settle();
                            assertState(venue, 11, OrderState.CANCELLED);
                            assertWorking(venue);
                        })
                .add(
                        "cancel of a target " + words,
                        "a cancel of a target is " + words,
                        "cancelled, the stop works",
                        venue -> {
                            enter(venue);
                            venue.request(target(13, 1));
                            venue.settle();
                            venue.strikeNext(Request.CANCEL, strike);
                            venue.request(cancel(13));
                            venue.settle();
                            assertState(venue, 13, OrderState.CANCELLED);
                            assertWorking(venue, "140");
                        });
    }
}
