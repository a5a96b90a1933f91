package smc.exchange.market;

import smc.exchange.ExchangeInstrument;

/** What the public sees of one instrument. Prices in 1e-8 USD; 0 before the first. */
public final class ListedMarket {
    public final ExchangeInstrument instrument;
    public final Candles candles;
    public final RecentTrades recentTrades = new RecentTrades();
    public long lastNanos;
    public long lastE8;
    public long bidE8;
    public long askE8;

    public ListedMarket(ExchangeInstrument instrument, Candles candles, long startNanos) {
        this.instrument = instrument;
        this.candles = candles;
        lastNanos = startNanos;
        quote(
                candles.lastE8(),
                candles.lastE8(),
                candles.lastE8() + instrument.terms().tickE8());
    }

    public void onTrade(long timeNanos, long priceE8, long contracts, long newBidE8, long newAskE8) {
        lastNanos = timeNanos;
        candles.onTrade(timeNanos, priceE8, contracts);
        quote(priceE8, newBidE8, newAskE8);
    }

    /** Contracts changed hands at the price that was told last. */
    public void onTraded(boolean isBuy, long contracts) {
        recentTrades.add(new RecentTrades.Trade(lastNanos, isBuy, lastE8, contracts));
    }

    public MadeBook book() {
        return new MadeBook(bidE8, askE8, instrument.terms().tickE8());
    }

    private void quote(long priceE8, long newBidE8, long newAskE8) {
        lastE8 = priceE8;
        bidE8 = newBidE8;
        askE8 = newAskE8;
    }
}
