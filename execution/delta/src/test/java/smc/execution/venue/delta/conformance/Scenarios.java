package smc.execution.venue.delta.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import smc.execution.order.OrderState;

/** All of them, in the order of the table. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        FillScenarios.all(),
                        RefusalScenarios.all(),
                        LossScenarios.all(),
                        DisorderScenarios.all(),
                        EventScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Adds what each of them begins or ends with. */
    static final class ScenarioList {
        private final List<Scenario> scenarios = new ArrayList<>();

        ScenarioList add(String name, String happens, String holds, Consumer<VenueUnderTest> course) {
            scenarios.add(new Scenario(name, happens, holds, course));
            return this;
        }

        List<Scenario> list() {
            return List.copyOf(scenarios);
        }
    }

    /** Two are held, entry 11 and stop 12 at 140. */
    static void enter(VenueUnderTest venue) {
        venue.request(Requests.marketEntry(11));
        venue.settle();
        assertThat(venue.book().position()).isEqualTo(2);
        assertThat(venue.book().state(12)).isEqualTo(OrderState.OPEN);
    }

    static void assertState(VenueUnderTest venue, long orderId, OrderState state) {
        assertThat(venue.book().state(orderId)).describedAs("order " + orderId).isEqualTo(state);
    }

    static void assertFilled(VenueUnderTest venue, long orderId, long contracts, String at) {
        assertThat(venue.book().filled(orderId))
                .describedAs("filled of order " + orderId)
                .isEqualTo(contracts);
        assertThat(venue.book().filledAt(orderId))
                .describedAs("price of order " + orderId)
                .isEqualTo(at);
    }

    static void assertPosition(VenueUnderTest venue, long contracts) {
        assertThat(venue.position())
                .describedAs("position by the venue's books")
                .isEqualTo(contracts);
        assertThat(venue.book().position())
                .describedAs("position by the reports")
                .isEqualTo(contracts);
    }

    static void assertWorking(VenueUnderTest venue, String... prices) {
        assertThat(venue.working())
                .describedAs("what works, by the venue's books")
                .containsExactly(prices);
    }
}
