package smc.execution.venue.delta.conformance;

import java.util.List;
import smc.exchange.MarketFeed;

/** A market without an end, whose next trade is what it is told. Set before the exchange is told to go on; any thread. */
final class SteeredMarket implements MarketFeed {
    /** 2025-01-01T12:00:00Z. */
    static final long START_NANOS = 1_735_732_800_000_000_000L;

    static final long SECOND_NANOS = 1_000_000_000L;
    private static final long START_E8 = 150 * 100_000_000L;

    volatile long priceE8 = START_E8;
    volatile long atNanos = START_NANOS;
    volatile long contracts = 10;

    @Override
    public String description() {
        return "synthetic, steered by a test";
    }

    @Override
    public long startNanos() {
        return START_NANOS;
    }

    @Override
    public List<Row> history(String symbol) {
        return List.of(new Row(START_NANOS - 60 * SECOND_NANOS, START_E8, START_E8, START_E8, START_E8, 100));
    }

    @Override
    public boolean advance() {
        return true;
    }

    @Override
    public String symbol() {
        return "SOLUSD";
    }

    @Override
    public long timeNanos() {
        return atNanos;
    }

    @Override
    public long priceE8() {
        return priceE8;
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
        return priceE8 - 10_000;
    }

    @Override
    public long askE8() {
        return priceE8;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
