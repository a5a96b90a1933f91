package smc.engine.backtest;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import smc.engine.core.TradingCore;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.SimulatedVenue;
import smc.execution.order.OrderReport;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
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
    private final LongFunction<Backtest> rulesOf;
    private final Consumer<Backtest> changed;
    private Backtest rules;
    private boolean hasStarted;

    /** Capital of each account and instrument as it was configured, by the starts so far: 1e-8 USD. */
    private final long[][] configuredE8;

    private long nowNanos;

    /**
     * Before the first input.
     *
     * @param backtest rules, venue and deposits; its times are not looked at
     * @param recorder makes what takes the effects; it must pass the order requests on to its argument
     */
    public Rerun(Backtest backtest, Function<VenuePort, Effects> recorder) {
        this(backtest, _ -> backtest, _ -> {}, recorder);
    }

    /**
     * Likewise, each start by rules of its own. Capital that a start has booked since it was configured otherwise is booked as these rules have it.
     *
     * @param backtest until the first start says which
     * @param rulesOf those of a start, by the number of its configuration; of the same accounts and instruments. Their venue is not looked at
     * @param changed told of other rules before the start that goes on under them
     */
    public Rerun(
            Backtest backtest,
            LongFunction<Backtest> rulesOf,
            Consumer<Backtest> changed,
            Function<VenuePort, Effects> recorder) {
        this.rulesOf = rulesOf;
        this.changed = changed;
        rules = backtest;
        configuredE8 =
                new long[backtest.core().accounts().size()][backtest.terms().size()];
        venue = SimulatedVenue.overTrades(backtest.venue(), backtest.terms(), link);
        if (backtest.isOverWire()) {
            link.matchAtOnce(backtest.terms().size());
        }
        betweenFills = backtest.isOverWire() ? () -> {} : link::carry;
        backtest.connect(
                link,
                venue,
                port -> new DirectCore(new TradingCore(
                        backtest.core(), number -> rulesOf.apply(number).core(), recorder.apply(port))));
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

    /** @throws IllegalArgumentException if these rules can only be taken when nothing is held, and something is */
    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        Backtest next = rulesOf.apply(configHash);
        if (!next.equals(rules)) {
            requireFlat(next);
            venue.terms(next.terms());
            changed.accept(next);
            rules = next;
        }
        if (!hasStarted) {
            hasStarted = true;
            for (int account = 0; account < configuredE8.length; account++) {
                Arrays.fill(
                        configuredE8[account],
                        next.core().accounts().get(account).capitalE8());
            }
        }
        take(input -> input.onEngineStarted(epoch, configHash, keptSequence, cutReason));
    }

    /** The engine of the time was flat when it took such a change; what these rules have made of the market need not be. */
    private void requireFlat(Backtest next) {
        boolean isOtherMode = !next.modes().equals(rules.modes());
        boolean isForFlat =
                isOtherMode || next.core().sharesPosition() != rules.core().sharesPosition();
        for (int instrument = 0; instrument < rules.terms().size(); instrument++) {
            InstrumentTerms before = rules.terms().get(instrument);
            InstrumentTerms after = next.terms().get(instrument);
            isForFlat |= before.tickE8() != after.tickE8()
                    || before.contractValueE8() != after.contractValueE8()
                    || before.maintenanceRateE8() != after.maintenanceRateE8();
        }
        for (int account = 0; account < configuredE8.length && isForFlat && hasStarted; account++) {
            for (AccountState.Holding holding : venue.account(account).holdings()) {
                if (holding.contracts() != 0) {
                    throw new IllegalArgumentException(
                            "expected nothing to be held at %s, when symbols, modes or scope were configured otherwise, were %d contracts: what came before can be asked for with --to"
                                    .formatted(Instant.ofEpochSecond(0, nowNanos), holding.contracts()));
                }
            }
            if (isOtherMode && !venue.working(account).isEmpty()) {
                throw new IllegalArgumentException(
                        "expected no order to work at %s, when modes were configured otherwise, were %d: what came before can be asked for with --to"
                                .formatted(
                                        Instant.ofEpochSecond(0, nowNanos),
                                        venue.working(account).size()));
            }
        }
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
        long movedE8 = isByHand ? moneyE8 : configuredMoveE8(accountId, instrumentId);
        if (movedE8 != 0) {
            take(
                    () -> venue.book(accountId, movedE8),
                    input -> input.onCapitalMoved(accountId, instrumentId, movedE8, isByHand));
        }
    }

    private long configuredMoveE8(int accountId, int instrumentId) {
        long capitalE8 = rules.core().accounts().get(accountId).capitalE8();
        long movedE8 = Math.subtractExact(capitalE8, configuredE8[accountId][instrumentId]);
        configuredE8[accountId][instrumentId] = capitalE8;
        return movedE8;
    }

    @Override
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8) {
        take(input -> input.onQuote(instrumentId, markE8, bidE8, askE8));
    }

    @Override
    public void onClockRead(long offsetNanos) {
        take(input -> input.onClockRead(offsetNanos));
    }

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
        take(input -> input.onStateAsked(accountId, instrumentId, state, reason, who, why));
    }

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
        take(input -> input.onFlattenAsked(accountId, instrumentId, reason, who, why));
    }

    @Override
    public void onStageSet(long capE8, String who, String why) {
        take(input -> input.onStageSet(capE8, who, why));
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
        // Said by the venue of the time, as the five that follow: here another one answers.
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
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        // Of the venue of the time.
    }

    @Override
    public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
        // Of the venue of the time.
    }

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
        // Of the venue of the time.
    }
}
