package smc.engine.config.change;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.config.Finding;
import smc.engine.view.EngineView;
import smc.strategy.number.FixedPoint;

/**
 * What a start by another configuration than the last changes, and whether it may.
 *
 * @param changes by file and key
 * @param moves what it books; also what an earlier start has not come to book
 * @param refusals why it may not; empty if it may
 */
public record ChangedStart(List<ConfigChange> changes, List<Move> moves, List<Finding> refusals) {
    private static final String CAPITAL = "capitalUsdPerSymbol";

    /** Capital of a desk that the configuration has otherwise: 1e-8 USD, negative is taken. */
    public record Move(int accountId, int instrumentId, long moneyE8) {}

    /**
     * Of an engine that stands as its journal has left it.
     *
     * @param before the configuration of the last start
     * @param after that of the start to be made
     */
    public static ChangedStart of(Configuration before, Configuration after, EngineView view) {
        List<ConfigChange> changes = ConfigChange.between(before, after);
        var refusals = new ArrayList<Finding>(needingFolder(changes));
        if (!refusals.isEmpty()) {
            return new ChangedStart(changes, List.of(), List.copyOf(refusals));
        }
        List<String> held = held(before, view);
        for (ConfigChange change : changes) {
            if (change.kind() == ChangeKind.WHEN_FLAT && !held.isEmpty()) {
                refusals.add(change.refused(
                        "taken only while no position is open and no order works, and %s: start with the value before until that is over, then change it"
                                .formatted(String.join(", ", held))));
            }
        }
        List<Move> moves = moves(after, view);
        for (Move move : moves) {
            long freeE8 = view.freeE8(move.accountId, move.instrumentId);
            if (move.moneyE8 < 0 && -move.moneyE8 > freeE8) {
                refusals.add(new Finding(
                        after.engine().accountFiles().get(move.accountId),
                        0,
                        CAPITAL,
                        "%s USD are to be taken from %s, of which %s USD are free: lower it less, or wait until more is free"
                                .formatted(
                                        FixedPoint.formatE8(-move.moneyE8),
                                        after.engine().symbols().get(move.instrumentId),
                                        FixedPoint.formatE8(Math.max(0, freeE8)))));
            }
        }
        return new ChangedStart(changes, moves, List.copyOf(refusals));
    }

    /** Of an engine that nothing is known of but its configuration: as if it were flat. */
    public static ChangedStart unheld(Configuration before, Configuration after) {
        List<ConfigChange> changes = ConfigChange.between(before, after);
        return new ChangedStart(changes, List.of(), needingFolder(changes));
    }

    private static List<Finding> needingFolder(List<ConfigChange> changes) {
        return changes.stream()
                .filter(change -> change.kind() == ChangeKind.NEW_FOLDER)
                .map(
                        change -> change.refused(
                                "this needs a data folder of its own: give another with --data, and keep this one for its results"))
                .toList();
    }

    /** @throws ConfigException with every reason, if it may not be */
    public void requireAllowed() {
        if (!refusals.isEmpty()) {
            throw new ConfigException(refusals);
        }
    }

    private static List<String> held(Configuration before, EngineView view) {
        var held = new ArrayList<String>();
        for (int account = 0; account < before.accounts().size(); account++) {
            for (int instrument = 0; instrument < before.engine().symbols().size(); instrument++) {
                if (!view.isFlat(account, instrument)) {
                    held.add("%s has some on %s"
                            .formatted(
                                    before.engine().accountNames().get(account),
                                    before.engine().symbols().get(instrument)));
                }
            }
        }
        return held;
    }

    private static List<Move> moves(Configuration after, EngineView view) {
        return IntStream.range(0, after.accounts().size())
                .boxed()
                .flatMap(account -> IntStream.range(0, after.engine().symbols().size())
                        .mapToObj(instrument -> new Move(
                                account,
                                instrument,
                                view.capitalDueE8(
                                        account,
                                        instrument,
                                        after.accounts().get(account).capitalE8()))))
                .filter(move -> move.moneyE8 != 0)
                .toList();
    }
}
