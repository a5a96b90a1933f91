package smc.exchange.market;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order book made around the best bid and ask, since a market of trades has none: one level a tick, each size a function of its price.
 * Orders of the accounts are not in it, and it does not fill them.
 *
 * @param bidE8 best bid, in 1e-8 USD
 * @param askE8 best ask
 */
public record MadeBook(long bidE8, long askE8, long tickE8) {
    static final int LEVELS = 20;

    public record Level(long priceE8, long contracts) {}

    /** Best first; fewer than {@link #LEVELS} where the price ends. */
    public List<Level> bids() {
        return levels(bidE8, -tickE8);
    }

    public List<Level> asks() {
        return levels(askE8, tickE8);
    }

    private static List<Level> levels(long bestE8, long stepE8) {
        var levels = new ArrayList<Level>(LEVELS);
        for (long priceE8 = bestE8; levels.size() < LEVELS && priceE8 > 0; priceE8 += stepE8) {
            levels.add(new Level(priceE8, 10 + Math.floorMod(priceE8 / Math.abs(stepE8) * 37, 200)));
        }
        return levels;
    }

    /** What turns {@code before} into {@code after}: gone levels with size 0, new and changed ones. */
    public static List<Level> changes(List<Level> before, List<Level> after) {
        Map<Long, Level> changes = new LinkedHashMap<>();
        for (Level level : before) {
            changes.put(level.priceE8, new Level(level.priceE8, 0));
        }
        for (Level level : after) {
            if (before.contains(level)) {
                changes.remove(level.priceE8);
            } else {
                changes.put(level.priceE8, level);
            }
        }
        return List.copyOf(changes.values());
    }
}
