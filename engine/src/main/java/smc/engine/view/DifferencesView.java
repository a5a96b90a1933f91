package smc.engine.view;

import java.util.ArrayDeque;
import java.util.List;
import smc.engine.view.EngineView.Difference;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** Positions that the venue had otherwise; under the view's lock. */
final class DifferencesView {
    private static final int REMEMBERED = 100;

    /** The latest. */
    private final ArrayDeque<Difference> differences = new ArrayDeque<>();

    private int soFar;

    void add(Difference difference) {
        soFar++;
        differences.add(difference);
        if (differences.size() > REMEMBERED) {
            differences.remove();
        }
    }

    /** How often. */
    int soFar() {
        return soFar;
    }

    /** Those after so many, oldest first; of very many the latest. */
    List<Difference> after(int number) {
        return differences.stream()
                .skip(Math.max(0, differences.size() - (soFar - number)))
                .toList();
    }

    void copyTo(StateCopy out) {
        out.put("differencesSoFar", soFar).beginList("differences");
        for (Difference difference : differences) {
            out.begin()
                    .put("accountId", difference.accountId())
                    .put("instrumentId", difference.instrumentId())
                    .put("ownContracts", difference.ownContracts())
                    .put("venueContracts", difference.venueContracts())
                    .end();
        }
        out.end();
    }

    void restore(StateTree in) {
        soFar = in.integer("differencesSoFar");
        for (StateTree one : in.objects("differences")) {
            differences.add(new Difference(
                    one.integer("accountId"),
                    one.integer("instrumentId"),
                    one.number("ownContracts"),
                    one.number("venueContracts")));
        }
    }
}
