package smc.ops.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed;
import smc.feed.synthetic.SyntheticBar;
import smc.feed.synthetic.SyntheticBars;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.feed.synthetic.SyntheticTrades;

/** The trades of a synthetic market, all symbols on one timeline; of two at one instant the symbol named first comes first. */
public final class SyntheticFeed implements MarketFeed {
    /** How the description of one begins. */
    static final String KIND = "synthetic market";

    private final SyntheticMarket market;
    private final List<SyntheticInstrument> instruments;
    private final List<SyntheticTrades> trades = new ArrayList<>();
    private final long startNanos;
    private final int historyDays;
    private final boolean isOfNow;
    private int current = -1;

    /** @param startNanos epoch nanoseconds, a whole minute */
    public SyntheticFeed(
            SyntheticMarket market,
            List<SyntheticInstrument> instruments,
            long startNanos,
            int historyDays,
            boolean isOfNow) {
        this.market = market;
        this.instruments = instruments;
        this.startNanos = startNanos;
        this.historyDays = historyDays;
        this.isOfNow = isOfNow;
        for (SyntheticInstrument instrument : instruments) {
            SyntheticTrades ofOne = market.trades(instrument, startNanos);
            ofOne.advance();
            trades.add(ofOne);
        }
    }

    @Override
    public String description() {
        return KIND + " " + market.preset() + " of seed " + market.seed() + ", " + historyDays + " days of history";
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public boolean isOfNow() {
        return isOfNow;
    }

    @Override
    public List<Row> history(String symbol) {
        var rows = new ArrayList<Row>();
        SyntheticInstrument instrument = instruments.stream()
                .filter(each -> each.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        SyntheticBars bars = market.bars(instrument, startNanos - TimeUnit.DAYS.toNanos(historyDays));
        for (SyntheticBar bar = bars.next(); bar.openTimeNanos() < startNanos; bar = bars.next()) {
            rows.add(new Row(
                    bar.openTimeNanos(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.contracts()));
        }
        return rows;
    }

    @Override
    public boolean advance() {
        if (current >= 0) {
            trades.get(current).advance();
        }
        current = 0;
        for (int i = 1; i < trades.size(); i++) {
            if (trades.get(i).timeNanos() < trades.get(current).timeNanos()) {
                current = i;
            }
        }
        return true;
    }

    @Override
    public String symbol() {
        return instruments.get(current).symbol();
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
    public boolean isBuy() {
        return trades.get(current).isBuy();
    }

    @Override
    public long bidE8() {
        return trades.get(current).bidE8();
    }

    @Override
    public long askE8() {
        return trades.get(current).askE8();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
