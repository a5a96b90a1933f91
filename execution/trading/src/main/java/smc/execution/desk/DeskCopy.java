package smc.execution.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** What both sides of a copy of a desk keep count of, so that what is remembered in two places is told once and made once. */
final class DeskCopy {
    private DeskCopy() {}

    /** Counts what was told in each copy of a desk, so that what is remembered in two places is told whole once and named after that. */
    static final class Told {
        private long copy;
        private long zones;
        /** Told in this copy; few, since they change with the configuration only. */
        private final List<DeskSettings> terms = new ArrayList<>();

        /** Another copy begins. */
        void begin() {
            copy++;
            zones = 0;
            terms.clear();
        }

        /** Number of the copy that is being made. */
        long copy() {
            return copy;
        }

        /** Number of the next zone in it. */
        long nextZone() {
            return ++zones;
        }

        /** Copies terms out: whole for the first time in a copy, by their number in it after that. */
        void copyTo(StateCopy out, DeskSettings settings) {
            out.begin("terms");
            int number = terms.indexOf(settings);
            if (number >= 0) {
                out.put("number", number);
            } else {
                out.put("number", terms.size());
                terms.add(settings);
                settings.copyTo(out);
            }
            out.end();
        }
    }

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
            return new Remade(instrument, settings, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
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
}
