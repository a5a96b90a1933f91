package smc.engine.backtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.Mode;
import smc.execution.risk.RiskSettings;
import smc.feed.market.RowTrades;
import smc.feed.market.TradeSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Runs the trading core over recorded candles or trades against the simulated venue (docs/rules.md, section 24). The caller's thread.
 *
 * @param fromNanos trading is off before; what comes earlier only feeds the detector
 * @param depositsE8 wallet of each account at the venue
 * @param toNanos what comes from here on is left out; a row that is not over by then too
 * @param isOverWire over trades, as an exchange reached over a wire does it: a market order meets the last price at once, and nothing can be
 *     done between two fills of the same trade
 */
public record Backtest(
        CoreSettings core,
        VenueSettings venue,
        List<InstrumentTerms> terms,
        List<Long> depositsE8,
        long fromNanos,
        long toNanos,
        boolean isOverWire) {

    /** Trading begins with a whole candle, so that each touch is either before it or judged. */
    public Backtest {
        fromNanos = Math.ceilDiv(fromNanos, core.timeframeNanos()) * core.timeframeNanos();
    }

    /** Over everything there is. */
    public Backtest(CoreSettings core, VenueSettings venue, List<InstrumentTerms> terms, List<Long> depositsE8) {
        this(core, venue, terms, depositsE8, 0, Long.MAX_VALUE, false);
    }

    /**
     * As configured.
     *
     * @param symbols to trade; instrument ids are their positions
     * @param modes accounts of other modes are left out
     * @throws IllegalArgumentException if the configuration has no data of a symbol
     */
    public static Backtest of(
            Configuration configuration,
            List<String> symbols,
            Set<Mode> modes,
            VenueSettings venue,
            long fromNanos,
            long toNanos) {
        CoreSettings core = CoreSettings.of(configuration, symbols, modes, 0);
        List<InstrumentTerms> terms = new ArrayList<>();
        for (String name : symbols) {
            terms.add(configuration.symbols().get(name).terms(terms.size()));
        }
        List<Long> depositsE8 = core.accounts().stream()
                .map(account -> Math.multiplyExact(account.capitalE8(), (long) symbols.size()))
                .toList();
        return new Backtest(core, venue, terms, depositsE8, fromNanos, toNanos, false);
    }

    /** The same, its entries held back by these limits. */
    public Backtest withRisk(RiskSettings limits) {
        return new Backtest(core.withRisk(limits), venue, terms, depositsE8, fromNanos, toNanos, isOverWire);
    }

    /** Mode of each account, by account id. */
    public List<Mode> modes() {
        return core.accounts().stream().map(DeskSettings::mode).toList();
    }

    /** The same against a venue that treats orders otherwise. */
    public Backtest withVenue(VenueSettings other) {
        return new Backtest(core, other, terms, depositsE8, fromNanos, toNanos, isOverWire);
    }

    /** The same without the accounts of other modes. */
    public Backtest withMode(Mode mode) {
        var deposits = new ArrayList<Long>();
        for (int account = 0; account < depositsE8.size(); account++) {
            if (core.accounts().get(account).mode() == mode) {
                deposits.add(depositsE8.get(account));
            }
        }
        return new Backtest(
                core.withAccounts(core.accounts().stream()
                        .filter(account -> account.mode() == mode)
                        .toList()),
                venue,
                terms,
                deposits,
                fromNanos,
                toNanos,
                isOverWire);
    }

    /** The same at an exchange reached over a wire. */
    public Backtest overWire() {
        return new Backtest(core, venue, terms, depositsE8, fromNanos, toNanos, true);
    }

    /** Tax on the fees of each instrument, as a fraction scaled by 1e-8. */
    public List<Long> gstRatesE8() {
        return terms.stream().map(InstrumentTerms::gstRateE8).toList();
    }

    /**
     * The same with the emergency stop of every account elsewhere.
     *
     * @param hundredths from the stop edge, in hundredths of the block's height
     */
    public Backtest withEmergencyHeights(int hundredths) {
        return new Backtest(
                core.withAccounts(core.accounts().stream()
                        .map(account -> account.withEmergencyHeights(hundredths))
                        .toList()),
                venue,
                terms,
                depositsE8,
                fromNanos,
                toNanos,
                isOverWire);
    }

    /** What a run leaves behind besides its effects. */
    public record Outcome(long inputs, SimulatedVenue venue) {}

    /**
     * Runs over rows: fills by section 24, decisions at the closes of the timeframe. All symbols share one timeline.
     *
     * @param series by instrument id; of the timeframe or an even part of it
     * @param recorder makes what takes the effects; it must pass the order requests on to its argument
     * @param progress told after each close how many candles are left, over all symbols
     * @throws OutOfRangeException if a price, size or amount leaves what can be counted
     */
    public Outcome overRows(List<CandleSeries> series, Function<VenuePort, Effects> recorder, LongConsumer progress) {
        var link = new VenueLink();
        SimulatedVenue simulated = SimulatedVenue.overRows(venue, terms, link);
        connect(link, simulated, direct(recorder));
        var markets = new RowMarket[series.size()];
        for (int i = 0; i < markets.length; i++) {
            markets[i] = new RowMarket(i, series.get(i).before(toNanos), core.timeframeNanos());
        }
        var trading = new TradingSwitch(link, fromNanos);
        try {
            for (long now = earliest(markets); now != Long.MAX_VALUE; now = earliest(markets)) {
                closeCandles(markets, now, link, simulated, progress);
                // Not before: a touch of the candle that closes now came before the time asked for.
                trading.onTime(now);
                fillRows(markets, now, link, simulated);
            }
        } catch (ArithmeticException e) {
            throw new OutOfRangeException(link.nowNanos(), e);
        }
        return new Outcome(link.inputs(), simulated);
    }

    /**
     * Runs over trades: the core builds the candles itself, closes them the grace after their boundary, and the venue fills at trades. The candle that
     * the last trade falls into is not closed, unless the source knows that it is over.
     *
     * @param sources by instrument id; read to their ends and not closed
     * @param recorder as in {@link #overRows}
     * @param progress told from time to time how far market time has come, epoch nanoseconds
     * @throws IOException if a source cannot be read
     * @throws OutOfRangeException as {@link #overRows}
     */
    public Outcome overTrades(
            List<? extends TradeSource> sources, Function<VenuePort, Effects> recorder, LongConsumer progress)
            throws IOException {
        return driveOverTrades(sources, direct(recorder), progress);
    }

    /**
     * As {@link #overTrades}, with whatever takes the inputs in the place of the core.
     *
     * @param engine makes it; it must pass the order requests on to its argument
     */
    public Outcome driveOverTrades(
            List<? extends TradeSource> sources, Function<VenuePort, Driven> engine, LongConsumer progress)
            throws IOException {
        var link = new VenueLink();
        SimulatedVenue simulated = SimulatedVenue.overTrades(venue, terms, link);
        if (isOverWire) {
            link.matchAtOnce(terms.size());
        }
        Runnable betweenFills = isOverWire ? () -> {} : link::carry;
        connect(link, simulated, engine);
        var markets = new TradeMarket[sources.size()];
        for (int i = 0; i < markets.length; i++) {
            markets[i] = new TradeMarket(i, sources.get(i));
        }
        TradeMarket market = earliest(markets);
        long nextTickNanos = core.nextTickNanos(market.nextNanos());
        // Once the candle before has closed: its touches came before the time asked for.
        var trading = new TradingSwitch(link, fromNanos + core.closeGraceNanos());
        try {
            for (long now = market.nextNanos(); now < toNanos; now = market.nextNanos()) {
                nextTickNanos = tickTo(now, nextTickNanos, link, simulated, trading, progress);
                trading.onTime(now);
                if (market.isHoleNext()) {
                    tellHole(market, now, now, market.trades.holeToNanos(), link);
                    market.done();
                    market = earliest(markets);
                    continue;
                }
                long priceE8 = market.trades.priceE8();
                long contracts = market.trades.contracts();
                simulated.onTrade(market.instrumentId, now, priceE8, contracts, betweenFills);
                link.traded(market.instrumentId, priceE8);
                link.carry();
                link.inputAt(now).onTrade(market.instrumentId, now, priceE8, contracts);
                link.carry();
                market.done();
                if (market.isOver()) {
                    tellHole(market, now, market.trades.endNanos().orElse(now + 1), Long.MAX_VALUE, link);
                }
                market = earliest(markets);
            }
            tickTo(lastCloseNanos(markets), nextTickNanos, link, simulated, trading, progress);
        } catch (ArithmeticException e) {
            throw new OutOfRangeException(link.nowNanos(), e);
        }
        return new Outcome(link.inputs(), simulated);
    }

    /**
     * Runs over trades made of rows: at the open, the extreme nearer to it, the other one and the close of each.
     *
     * @param series by instrument id, of the timeframe or an even part of it
     * @param recorder as in {@link #overRows}
     * @param progress as in {@link #overTrades}
     */
    public Outcome overRowsAsTrades(
            List<CandleSeries> series, Function<VenuePort, Effects> recorder, LongConsumer progress)
            throws IOException {
        return overTrades(asTrades(series), recorder, progress);
    }

    /** {@link #overRowsAsTrades} with whatever takes the inputs in the place of the core. */
    public Outcome driveOverRowsAsTrades(
            List<CandleSeries> series, Function<VenuePort, Driven> engine, LongConsumer progress) throws IOException {
        return driveOverTrades(asTrades(series), engine, progress);
    }

    private List<RowTrades> asTrades(List<CandleSeries> series) {
        return series.stream()
                .map(rows -> RowTrades.ofTraded(rows, core.timeframeNanos()))
                .toList();
    }

    /** Candles that are known to be over close; any other could still be changed by what was not recorded. */
    private long lastCloseNanos(TradeMarket[] markets) {
        long lastNanos = Long.MIN_VALUE;
        for (TradeMarket market : markets) {
            lastNanos =
                    Math.max(lastNanos, market.lastCloseNanos(toNanos, core.timeframeNanos(), core.closeGraceNanos()));
        }
        return lastNanos;
    }

    /** What is missing in a recording is not an interval without trades. */
    private static void tellHole(TradeMarket market, long now, long fromNanos, long toNanos, VenueLink link) {
        link.inputAt(now).onTradesMissed(market.instrumentId, fromNanos, toNanos);
        link.carry();
    }

    /** Lets time pass up to {@code now}, a tick a minute and one at each close of the timeframe. */
    private long tickTo(
            long now,
            long firstTickNanos,
            VenueLink link,
            SimulatedVenue simulated,
            TradingSwitch trading,
            LongConsumer progress) {
        long tickNanos = firstTickNanos;
        for (; tickNanos <= now; tickNanos = core.nextTickNanos(tickNanos)) {
            simulated.onTime(tickNanos, link::carry);
            // One clock closes one symbol; the last one moves what waits.
            for (int i = 0; i <= terms.size(); i++) {
                link.inputAt(tickNanos).onClock();
                link.carry();
            }
            trading.onTime(tickNanos);
            progress.accept(tickNanos);
        }
        return tickNanos;
    }

    private static TradeMarket earliest(TradeMarket[] markets) {
        TradeMarket earliest = markets[0];
        for (TradeMarket market : markets) {
            if (market.nextNanos() < earliest.nextNanos()) {
                earliest = market;
            }
        }
        return earliest;
    }

    private static void closeCandles(
            RowMarket[] markets, long now, VenueLink link, SimulatedVenue simulated, LongConsumer progress) {
        for (RowMarket market : markets) {
            if (market.nextNanos() != now || !market.isCloseNext()) {
                continue;
            }
            Candle candle = market.candle();
            simulated.onTime(now, link::carry);
            Inputs input = link.inputAt(now);
            input.onCandle(market.instrumentId, candle, market.isComplete(candle));
            link.carry();
            market.candleDone();
            progress.accept(candlesLeft(markets));
        }
    }

    /** The opens of all symbols come before the ranges of any, since time must not run backwards. */
    private static void fillRows(RowMarket[] markets, long now, VenueLink link, SimulatedVenue simulated) {
        for (RowMarket market : markets) {
            if (market.nextNanos() == now && !market.isCloseNext()) {
                simulated.openRow(market.instrumentId, now, market.row().openE8(), link::carry);
            }
        }
        for (RowMarket market : markets) {
            if (market.nextNanos() == now && !market.isCloseNext()) {
                Candle row = market.row();
                simulated.fillRow(
                        market.instrumentId, now, row.openE8(), row.highE8(), row.lowE8(), row.closeE8(), link::carry);
                market.rowDone();
            }
        }
    }

    /** The core alone. */
    Function<VenuePort, Driven> direct(Function<VenuePort, Effects> recorder) {
        return port -> new DirectCore(new TradingCore(core, recorder.apply(port)));
    }

    /** Gives every account its deposit, and makes the two sides known to the link. */
    void connect(VenueLink link, SimulatedVenue simulated, Function<VenuePort, Driven> engine) {
        for (int account = 0; account < depositsE8.size(); account++) {
            simulated.addAccount(account, depositsE8.get(account));
        }
        link.connect(simulated, engine.apply(link));
    }

    /** Lets entries be made from a time on, whether or not anything trades at it. */
    private final class TradingSwitch {
        private final VenueLink link;
        private final long onNanos;
        private boolean isOn;

        private TradingSwitch(VenueLink link, long onNanos) {
            this.link = link;
            this.onNanos = onNanos;
        }

        private void onTime(long now) {
            if (isOn || now < onNanos) {
                return;
            }
            isOn = true;
            for (int account = 0; account < core.accounts().size(); account++) {
                link.inputAt(now).onTradingSwitched(account, true);
                link.carry();
            }
        }
    }

    private static long earliest(RowMarket[] markets) {
        long earliest = Long.MAX_VALUE;
        for (RowMarket market : markets) {
            earliest = Math.min(earliest, market.nextNanos());
        }
        return earliest;
    }

    private static long candlesLeft(RowMarket[] markets) {
        long left = 0;
        for (RowMarket market : markets) {
            left += market.candlesLeft();
        }
        return left;
    }
}
