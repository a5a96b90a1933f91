package smc.ops.run;

import java.util.List;
import smc.feed.market.TradeSource;

/** One symbol's trades of a made market. */
final class ListedTrades implements TradeSource {
    private final List<MadeFeed.Trade> trades;
    private int current = -1;

    ListedTrades(List<MadeFeed.Trade> trades) {
        this.trades = trades;
    }

    @Override
    public boolean advance() {
        return ++current < trades.size();
    }

    @Override
    public long timeNanos() {
        return trades.get(current).timeNanos();
    }

    @Override
    public long priceE8() {
        return trades.get(current).priceE8();
    }

    @Override
    public long contracts() {
        return trades.get(current).contracts();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
