package smc.execution.venue.delta.conformance;

import java.util.function.Consumer;

/**
 * Something that happens between engine and venue.
 *
 * @param name of its own, as the table in docs/conformance.md has it
 * @param happens in words
 * @param holds what must be so afterwards, in words
 * @param course lets it happen, and holds it
 */
record Scenario(String name, String happens, String holds, Consumer<VenueUnderTest> course) {
    @Override
    public String toString() {
        return name;
    }
}
