package smc.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed;

/** SOLUSD, after a minute at 150 USD, without a trade. */
final class StandingMarket implements MarketFeed {
    /** 2025-01-01T12:00:00Z. */
    static final long START_NANOS = TimeUnit.SECONDS.toNanos(1_735_732_800);

    private static final long PRICE_E8 = 15_000_000_000L;

    @Override
    public String description() {
        return "synthetic, one price";
    }

    @Override
    public long startNanos() {
        return START_NANOS;
    }

    @Override
    public List<Row> history(String symbol) {
        long openNanos = START_NANOS - TimeUnit.MINUTES.toNanos(1);
        return List.of(new Row(openNanos, PRICE_E8, PRICE_E8, PRICE_E8, PRICE_E8, 100));
    }

    @Override
    public boolean advance() {
        return false;
    }

    @Override
    public String symbol() {
        throw noTrade();
    }

    @Override
    public long timeNanos() {
        throw noTrade();
    }

    @Override
    public long priceE8() {
        throw noTrade();
    }

    @Override
    public long contracts() {
        throw noTrade();
    }

    @Override
    public boolean isBuy() {
        throw noTrade();
    }

    @Override
    public long bidE8() {
        throw noTrade();
    }

    @Override
    public long askE8() {
        throw noTrade();
    }

    private static IllegalStateException noTrade() {
        return new IllegalStateException("expected nobody to ask for a trade, there is none");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
