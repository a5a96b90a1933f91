package smc.ops.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticBar;
import smc.feed.synthetic.SyntheticBars;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.feed.synthetic.SyntheticTrades;

/**
 * A lively market of a few days with history behind it, its trades stamped in whole microseconds, as the wire has them. It begins ten seconds after a
 * candle's boundary, so that the last candle of the history has settled.
 */
public final class MadeFeed implements MarketFeed {
    public static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    private static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    final List<Trade> trades = new ArrayList<>();
    private final SyntheticMarket market;
    private final long boundaryNanos;
    private final int historyDays;
    private int current = -1;

    record Trade(
            int instrumentId, long timeNanos, long priceE8, long contracts, boolean isBuy, long bidE8, long askE8) {}

    /** @param boundaryNanos midnight */
    public MadeFeed(long seed, long boundaryNanos, int historyDays, long lastsNanos) {
        market = new SyntheticMarket(Preset.LIVELY, seed);
        this.boundaryNanos = boundaryNanos;
        this.historyDays = historyDays;
        for (int i = 0; i < SYMBOLS.size(); i++) {
            SyntheticTrades made = market.trades(SyntheticInstrument.named(SYMBOLS.get(i)), boundaryNanos);
            for (made.advance(); made.timeNanos() < boundaryNanos + lastsNanos; made.advance()) {
                long micros = made.timeNanos() / 1_000;
                if (micros * 1_000 >= startNanos()) {
                    trades.add(new Trade(
                            i,
                            micros * 1_000,
                            made.priceE8(),
                            made.contracts(),
                            made.isBuy(),
                            made.bidE8(),
                            made.askE8()));
                }
            }
        }
        trades.sort(Comparator.comparingLong(Trade::timeNanos)); // stable: of one instant, the first symbol first
    }

    /**
     * Leaves out what comes sooner than so long after the one before of its symbol, for days that are to pass quickly; but not behind a candle's boundary,
     * where orders meet the market.
     */
    public MadeFeed withATradeEvery(long nanos) {
        var lastNanos = new long[SYMBOLS.size()];
        trades.removeIf(trade -> {
            boolean isTooSoon = trade.timeNanos() - lastNanos[trade.instrumentId()] < nanos
                    && Math.floorMod(trade.timeNanos(), CANDLE_NANOS) > nanos;
            if (!isTooSoon) {
                lastNanos[trade.instrumentId()] = trade.timeNanos();
            }
            return isTooSoon;
        });
        return this;
    }

    /** With buyers and sellers so much further apart, each half of it from every trade; the trades stay as they are. */
    public MadeFeed withASpreadOf(long bps) {
        trades.replaceAll(trade -> new Trade(
                trade.instrumentId(),
                trade.timeNanos(),
                trade.priceE8(),
                trade.contracts(),
                trade.isBuy(),
                onTick(trade.priceE8() - trade.priceE8() / 20_000 * bps),
                onTick(trade.priceE8() + trade.priceE8() / 20_000 * bps)));
        return this;
    }

    /** On that of any of its symbols. */
    private static long onTick(long priceE8) {
        return priceE8 - priceE8 % 100_000;
    }

    /** Where the history ends. */
    long boundaryNanos() {
        return boundaryNanos;
    }

    @Override
    public String description() {
        return "synthetic market for tests";
    }

    @Override
    public long startNanos() {
        return boundaryNanos + TimeUnit.SECONDS.toNanos(10);
    }

    @Override
    public List<Row> history(String symbol) {
        var rows = new ArrayList<Row>();
        SyntheticBars bars = market.bars(SyntheticInstrument.named(symbol), boundaryNanos - historyDays * DAY_NANOS);
        for (SyntheticBar bar = bars.next(); bar.openTimeNanos() < boundaryNanos; bar = bars.next()) {
            rows.add(new Row(
                    bar.openTimeNanos(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.contracts()));
        }
        return rows;
    }

    @Override
    public boolean advance() {
        return ++current < trades.size();
    }

    private Trade trade() {
        return trades.get(current);
    }

    @Override
    public String symbol() {
        return SYMBOLS.get(trade().instrumentId());
    }

    @Override
    public long timeNanos() {
        return trade().timeNanos();
    }

    @Override
    public long priceE8() {
        return trade().priceE8();
    }

    @Override
    public long contracts() {
        return trade().contracts();
    }

    @Override
    public boolean isBuy() {
        return trade().isBuy();
    }

    @Override
    public long bidE8() {
        return trade().bidE8();
    }

    @Override
    public long askE8() {
        return trade().askE8();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
