package smc.exchange.wire;

/** What the public sees of one instrument. Prices in 1e-8 USD; 0 before the first. */
final class Market {
    final ExchangeInstrument instrument;
    final Candles candles;
    long lastNanos;
    long lastE8;
    long bidE8;
    long askE8;

    Market(ExchangeInstrument instrument, Candles candles, long startNanos) {
        this.instrument = instrument;
        this.candles = candles;
        lastNanos = startNanos;
        quote(
                candles.lastE8(),
                candles.lastE8(),
                candles.lastE8() + instrument.terms().tickE8());
    }

    void onTrade(long timeNanos, long priceE8, long contracts, long newBidE8, long newAskE8) {
        lastNanos = timeNanos;
        candles.onTrade(timeNanos, priceE8, contracts);
        quote(priceE8, newBidE8, newAskE8);
    }

    MadeBook book() {
        return new MadeBook(bidE8, askE8, instrument.terms().tickE8());
    }

    private void quote(long priceE8, long newBidE8, long newAskE8) {
        lastE8 = priceE8;
        bidE8 = newBidE8;
        askE8 = newAskE8;
    }
}
