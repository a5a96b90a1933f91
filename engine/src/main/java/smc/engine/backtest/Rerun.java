package smc.engine.backtest;

import java.util.function.Consumer;
import java.util.function.Function;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.exchange.matching.SimulatedVenue;
import smc.execution.order.OrderReport;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/**
 * The inputs of a journal once more, at their recorded times, with the simulated venue in the place of the one that answered then. What that one
 * reported is passed over; starts, switches of trading, the clock and the market are what they were. The caller's thread.
 *
 * <p>The inputs that a backtest has recorded give what it came to, if core and venue are its own. What traded while nobody listened fills nothing
 * here: of that the journal has candles alone.
 */
public final class Rerun implements Inputs {
    private final VenueLink link = new VenueLink();
    private final SimulatedVenue venue;
    private final Runnable betweenFills;
    private long nowNanos;

    /**
     * Before the first input.
     *
     * @param backtest rules, venue and deposits; its times are not looked at
     * @param recorder makes what takes the effects; it must pass the order requests on to its argument
     */
    public Rerun(Backtest backtest, Function<VenuePort, Effects> recorder) {
        venue = SimulatedVenue.overTrades(backtest.venue(), backtest.terms(), link);
        if (backtest.isOverWire()) {
            link.matchAtOnce(backtest.terms().size());
        }
        betweenFills = backtest.isOverWire() ? () -> {} : link::carry;
        backtest.connect(link, venue, backtest.direct(recorder));
    }

    @Override
    public void at(long sequence, long nowNanos) {
        this.nowNanos = nowNanos;
    }

    /** As a backtest does: first what time and trade do at the venue, then the input, each until both sides are quiet. */
    private void take(Runnable atVenue, Consumer<Inputs> input) {
        try {
            atVenue.run();
            link.carry();
            input.accept(link.inputAt(nowNanos));
            link.carry();
        } catch (ArithmeticException e) {
            throw new OutOfRangeException(link.nowNanos(), e);
        }
    }

    private void take(Consumer<Inputs> input) {
        take(() -> {}, input);
    }

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        take(input -> input.onEngineStarted(epoch, configHash, keptSequence, cutReason));
    }

    @Override
    public void onClock() {
        take(() -> venue.onTime(nowNanos, link::carry), Inputs::onClock);
    }

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        take(
                () -> {
                    venue.onTrade(instrumentId, nowNanos, priceE8, contracts, betweenFills);
                    link.traded(instrumentId, priceE8);
                },
                input -> input.onTrade(instrumentId, venueNanos, priceE8, contracts));
    }

    @Override
    public void onCandle(int instrumentId, Candle candle, boolean isTrusted) {
        take(() -> venue.onTime(nowNanos, link::carry), input -> input.onCandle(instrumentId, candle, isTrusted));
    }

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        take(input -> input.onTradesMissed(instrumentId, fromNanos, toNanos));
    }

    @Override
    public void onOfficialCandle(int instrumentId, Candle candle) {
        take(input -> input.onOfficialCandle(instrumentId, candle));
    }

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {
        take(input -> input.onTradingSwitched(accountId, isOn));
    }

    @Override
    public void onLiveStarted(long installationId) {
        take(input -> input.onLiveStarted(installationId));
    }

    @Override
    public void onHistoryCandle(int instrumentId, Candle candle) {
        take(input -> input.onHistoryCandle(instrumentId, candle));
    }

    @Override
    public void onHistoryEnded(int instrumentId, long anchorNanos, long candles) {
        take(input -> input.onHistoryEnded(instrumentId, anchorNanos, candles));
    }

    @Override
    public void onHistoryHeld(int instrumentId, HistoryMark held) {
        take(input -> input.onHistoryHeld(instrumentId, held));
    }

    @Override
    public void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand) {
        take(input -> input.onCapitalMoved(accountId, instrumentId, moneyE8, isByHand));
    }

    @Override
    public void onSnapshotAsked() {
        // Of who kept it.
    }

    @Override
    public void onHistoryAsked() {
        // Of who read the history.
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        // Said by the venue of the time, as the three that follow: here another one answers.
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        // Of the venue of the time.
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        // Of the venue of the time.
    }

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
        // Of the venue of the time.
    }
}
