package smc.engine.loopback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import smc.exchange.MarketFeed;
import smc.feed.synthetic.SyntheticBar;
import smc.feed.synthetic.SyntheticBars;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.feed.synthetic.SyntheticTrades;

/** Some time of a synthetic market, all trades made beforehand, so that a test knows what the exchange will deliver. */
final class MadeFeed implements MarketFeed {
    private final SyntheticMarket market;
    private final long historyFromNanos;
    private final long startNanos;
    private final List<Trade> trades = new ArrayList<>();
    private int next = -1;

    /** @param symbolIndex as the symbols were named */
    record Trade(
            int symbolIndex,
            String symbol,
            long timeNanos,
            long priceE8,
            long contracts,
            boolean isBuy,
            long bidE8,
            long askE8) {
        /** The stream has microseconds. */
        long streamNanos() {
            return timeNanos - timeNanos % 1_000;
        }
    }

    /** Trades from the start to the end, bars from {@code historyFromNanos} to the start; all whole minutes. */
    MadeFeed(SyntheticMarket market, List<String> symbols, long historyFromNanos, long startNanos, long endNanos) {
        this.market = market;
        this.historyFromNanos = historyFromNanos;
        this.startNanos = startNanos;
        for (String symbol : symbols) {
            SyntheticTrades ofOne = market.trades(SyntheticInstrument.named(symbol), startNanos);
            for (ofOne.advance(); ofOne.timeNanos() < endNanos; ofOne.advance()) {
                trades.add(new Trade(
                        symbols.indexOf(symbol),
                        symbol,
                        ofOne.timeNanos(),
                        ofOne.priceE8(),
                        ofOne.contracts(),
                        ofOne.isBuy(),
                        ofOne.bidE8(),
                        ofOne.askE8()));
            }
        }
        trades.sort(Comparator.comparingLong(Trade::timeNanos));
    }

    /** Everything that the exchange delivers, in order. */
    List<Trade> trades() {
        return trades;
    }

    @Override
    public String description() {
        return "synthetic market of a test, seed " + market.seed();
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public List<Row> history(String symbol) {
        var rows = new ArrayList<Row>();
        SyntheticBars bars = market.bars(SyntheticInstrument.named(symbol), historyFromNanos);
        for (SyntheticBar bar = bars.next(); bar.openTimeNanos() < startNanos; bar = bars.next()) {
            rows.add(new Row(
                    bar.openTimeNanos(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.contracts()));
        }
        return rows;
    }

    @Override
    public boolean advance() {
        next++;
        return next < trades.size();
    }

    @Override
    public String symbol() {
        return trades.get(next).symbol;
    }

    @Override
    public long timeNanos() {
        return trades.get(next).timeNanos;
    }

    @Override
    public long priceE8() {
        return trades.get(next).priceE8;
    }

    @Override
    public long contracts() {
        return trades.get(next).contracts;
    }

    @Override
    public boolean isBuy() {
        return trades.get(next).isBuy;
    }

    @Override
    public long bidE8() {
        return trades.get(next).bidE8;
    }

    @Override
    public long askE8() {
        return trades.get(next).askE8;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
