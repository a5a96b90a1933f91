package smc.execution.venue.delta.conformance;

import static smc.execution.venue.delta.conformance.Requests.marketEntry;
import static smc.execution.venue.delta.conformance.Requests.restingEntry;
import static smc.execution.venue.delta.conformance.Requests.target;
import static smc.execution.venue.delta.conformance.Scenarios.assertFilled;
import static smc.execution.venue.delta.conformance.Scenarios.assertPosition;
import static smc.execution.venue.delta.conformance.Scenarios.assertState;
import static smc.execution.venue.delta.conformance.Scenarios.enter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import smc.execution.order.OrderState;
import smc.execution.venue.delta.conformance.Scenarios.ScenarioList;
import smc.execution.venue.delta.conformance.VenueUnderTest.Disorder;

/** What the venue says comes otherwise than it was said. */
final class DisorderScenarios {
    private static final Map<Disorder, String> WORDS = new TreeMap<>(Map.of(
            Disorder.TWICE, "come twice",
            Disorder.OVERTAKEN, "overtake each other",
            Disorder.LATE, "come late",
            Disorder.LOST, "are lost"));

    private DisorderScenarios() {}

    static List<Scenario> all() {
        var scenarios = new ScenarioList();
        WORDS.forEach((disorder, words) -> scenarios
                .add(
                        "entry, reports " + words,
                        "reports of a market entry " + words,
                        "filled once, its stop is known",
                        venue -> {
                            venue.disorder(disorder);
                            venue.request(marketEntry(11));
                            venue.settle();
                            assertFilled(venue, 11, 2, "150");
                            assertState(venue, 12, OrderState.OPEN);
                            assertPosition(venue, 2);
                        })
                .add("target, reports " + words, "reports of a target that fills " + words, "half is held", venue -> {
                    enter(venue);
                    venue.request(target(13, 1));
                    venue.settle();
                    venue.disorder(disorder);
                    venue.trade("160.1");
                    venue.reconcile();
                    venue.settle();
                    assertFilled(venue, 13, 1, "160");
                    assertPosition(venue, 1);
                })
                .add("stop, reports " + words, "reports of a stop that fires " + words, "flat", venue -> {
                    enter(venue);
                    venue.disorder(disorder);
                    venue.trade("139");
                    venue.reconcile();
                    venue.settle();
                    assertFilled(venue, 12, 2, "139");
                    assertPosition(venue, 0);
                })
                .add(
                        "limit, reports " + words,
                        "reports of a resting entry that fills " + words,
                        "filled once",
                        venue -> {
                            venue.request(restingEntry(11));
                            venue.settle();
                            venue.disorder(disorder);
                            venue.trade("148.9");
                            venue.reconcile();
                            venue.settle();
                            assertFilled(venue, 11, 2, "149");
                            assertPosition(venue, 2);
                        }));
        return scenarios.list();
    }
}
