package smc.execution.venue.delta;

import java.util.List;
import smc.exchange.MarketFeed;
import smc.strategy.number.FixedPoint;

/** SOLUSD trades a step apart at the prices of a test, after a minute at 150. */
final class PricedMarket implements MarketFeed {
    /** 2025-01-01T12:00:00Z. */
    static final long START_NANOS = 1_735_732_800_000_000_000L;

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long E8 = 100_000_000L;

    private final String[] prices;
    private final long stepNanos;
    private final long contracts;
    private int next = -1;

    PricedMarket(long stepNanos, long contracts, String... prices) {
        this.stepNanos = stepNanos;
        this.contracts = contracts;
        this.prices = prices;
    }

    @Override
    public String description() {
        return "synthetic, " + prices.length + " trades of a test";
    }

    @Override
    public long startNanos() {
        return START_NANOS;
    }

    @Override
    public List<Row> history(String symbol) {
        return symbol.equals("SOLUSD")
                ? List.of(new Row(START_NANOS - MINUTE_NANOS, 150 * E8, 150 * E8, 150 * E8, 150 * E8, 100))
                : List.of();
    }

    @Override
    public boolean advance() {
        next++;
        return next < prices.length;
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
        return FixedPoint.parseE8(prices[next]);
    }

    @Override
    public long contracts() {
        return contracts;
    }

    @Override
    public boolean isBuy() {
        return true;
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
