package smc.exchange.host;

import java.util.ArrayList;
import java.util.List;
import smc.exchange.MarketFeed;
import smc.exchange.json.Decimals;

/** A market written down in a test: SOLUSD trades a step apart, after three minutes of history at 150. */
final class ScriptedFeed implements MarketFeed {
    /** 2025-01-01T12:00:00Z. */
    static final long START_NANOS = 1_735_732_800_000_000_000L;

    static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final long E8 = 100_000_000L;

    private final List<Long> pricesE8 = new ArrayList<>();
    private final List<Row> history = new ArrayList<>();
    private final long stepNanos;
    private final long contracts;
    private int next = -1;

    /** @param contracts of each trade */
    ScriptedFeed(long stepNanos, long contracts, String... prices) {
        this.stepNanos = stepNanos;
        this.contracts = contracts;
        for (String price : prices) {
            pricesE8.add(Decimals.parseE8(price));
        }
        for (int minute = 3; minute > 0; minute--) {
            history.add(new Row(START_NANOS - minute * MINUTE_NANOS, 149 * E8, 151 * E8, 148 * E8, 150 * E8, 100));
        }
    }

    @Override
    public String description() {
        return "synthetic, " + pricesE8.size() + " trades of a test";
    }

    @Override
    public long startNanos() {
        return START_NANOS;
    }

    @Override
    public List<Row> history(String symbol) {
        return symbol.equals("SOLUSD") ? history : List.of();
    }

    @Override
    public boolean advance() {
        next++;
        return next < pricesE8.size();
    }

    @Override
    public String symbol() {
        return "SOLUSD";
    }

    @Override
    public long timeNanos() {
        return START_NANOS + (next + 1) * stepNanos;
    }

    @Override
    public long priceE8() {
        return pricesE8.get(next);
    }

    @Override
    public long contracts() {
        return contracts;
    }

    @Override
    public boolean isBuy() {
        return next % 2 == 0;
    }

    @Override
    public long bidE8() {
        return priceE8() - 10_000;
    }

    @Override
    public long askE8() {
        return priceE8();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
