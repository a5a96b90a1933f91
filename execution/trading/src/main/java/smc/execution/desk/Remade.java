package smc.execution.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.strategy.state.StateTree;

/**
 * What of a desk was made again from a copy, to be found by those that remember it too.
 *
 * @param settings in force
 * @param orders by id
 * @param entries by the id of their order
 * @param zones by their number in the copy
 * @param terms by their number in the copy
 */
record Remade(
        Instrument instrument,
        DeskSettings settings,
        Map<Long, Order> orders,
        Map<Long, Entry> entries,
        Map<Long, Zone> zones,
        Map<Long, DeskSettings> terms) {
    /** Nothing yet. */
    static Remade of(Instrument instrument, DeskSettings settings) {
        return new Remade(
                instrument, settings, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    Optional<Zone> zone(long number) {
        return Optional.ofNullable(zones.get(number));
    }

    Optional<Entry> entry(long orderId) {
        return Optional.ofNullable(entries.get(orderId));
    }

    DeskSettings terms(StateTree in) {
        StateTree told = in.object("terms");
        long number = told.number("number");
        if (told.has("mode")) {
            terms.put(number, DeskSettings.of(told));
        }
        return terms.get(number);
    }
}
