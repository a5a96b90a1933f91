package smc.ops.api.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.strategy.candle.Candle;

/** How long a shown candle is. Those longer than the engine's are for the eye alone; all begin with the day in UTC. */
public enum Resolution {
    M15("15m", TimeUnit.MINUTES.toNanos(15)),
    H1("1h", TimeUnit.HOURS.toNanos(1)),
    H4("4h", TimeUnit.HOURS.toNanos(4)),
    D1("1d", TimeUnit.DAYS.toNanos(1));

    private static final List<String> LABELS =
            Stream.of(values()).map(Resolution::label).toList();

    public static final Parameter PARAMETER = Parameter.optional("resolution", "one of " + String.join(", ", LABELS));

    private final String label;
    private final long nanos;

    Resolution(String label, long nanos) {
        this.label = label;
        this.nanos = nanos;
    }

    public String label() {
        return label;
    }

    /** 15 minutes unless it says otherwise. */
    public static Resolution of(Query query) throws RefusedException {
        Optional<Integer> index = query.indexIn("resolution", LABELS);
        return values()[index.orElse(0)];
    }

    /** Open time of the candle of a moment. */
    public long openNanos(long atNanos) {
        return atNanos - Math.floorMod(atNanos, nanos);
    }

    /** Candles of 15 minutes that this many of its own are made of, and one more: the oldest may be there in part alone. */
    int candles(int count) {
        return (int) ((count + 1) * (nanos / M15.nanos));
    }

    /** @param candles in order of time */
    List<Candle> candles(List<Candle> candles) {
        if (this == M15) {
            return candles;
        }
        var longer = new ArrayList<Candle>();
        for (Candle candle : candles) {
            long openNanos = openNanos(candle.openTimeNanos());
            if (!longer.isEmpty() && longer.getLast().openTimeNanos() == openNanos) {
                Candle before = longer.removeLast();
                longer.add(new Candle(
                        openNanos,
                        before.openE8(),
                        Math.max(before.highE8(), candle.highE8()),
                        Math.min(before.lowE8(), candle.lowE8()),
                        candle.closeE8(),
                        before.contracts() + candle.contracts()));
            } else {
                longer.add(new Candle(
                        openNanos,
                        candle.openE8(),
                        candle.highE8(),
                        candle.lowE8(),
                        candle.closeE8(),
                        candle.contracts()));
            }
        }
        return longer;
    }
}
