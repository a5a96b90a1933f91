package smc.execution.venue.delta.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.execution.order.Order;

/** The same scenarios at both venues that the engine can trade at (docs/conformance.md). */
class VenueConformanceTest {
    private static final Path TABLE = Path.of("../..").resolve("docs/conformance.md");

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void overSockets(Scenario scenario) throws IOException {
        try (var venue = new SocketVenue()) {
            play(scenario, venue);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void inProcess(Scenario scenario) {
        try (var venue = new SimulatedPort()) {
            play(scenario, venue);
        }
    }

    /** Whatever the scenario, at its end. */
    private static void play(Scenario scenario, VenueUnderTest venue) {
        scenario.course().accept(venue);

        assertThat(venue.book().position())
                .describedAs("position by reports, and by the books")
                .isEqualTo(venue.position());
        assertThat(venue.book().told())
                .noneMatch(line -> line.startsWith("fault") || line.startsWith("a report of no order"));
        for (Order order : venue.book().all()) {
            assertThat(venue.placed(order.id()))
                    .describedAs("order " + order.id() + " was placed")
                    .isLessThanOrEqualTo(1);
            assertThat(order.filledContracts())
                    .describedAs("filled of " + order.id())
                    .isLessThanOrEqualTo(order.contracts());
        }
    }

    @Test
    void theTableHasEveryScenarioAndNoOther() throws IOException {
        var rows = new ArrayList<String>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("| ") && !line.startsWith("| scenario |")) {
                rows.add(line);
            }
        }

        assertThat(rows).containsExactlyElementsOf(rowsOfTheCode());
    }

    private static List<String> rowsOfTheCode() {
        return Scenarios.all().stream()
                .map(each -> "| " + each.name() + " | " + each.happens() + " | " + each.holds() + " |")
                .toList();
    }

    @Test
    void thereAreSixtyAtLeastAndEachHasANameOfItsOwn() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(60);
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }
}
