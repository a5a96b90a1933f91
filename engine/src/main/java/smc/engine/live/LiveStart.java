package smc.engine.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.live.watch.LiveListener;
import smc.engine.record.DataFolder;
import smc.engine.recovery.FirstOtherCandle;
import smc.engine.recovery.HistoryCheck;
import smc.engine.view.EngineView;
import smc.execution.instrument.Instrument;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.VenuePosition;
import smc.journal.Cut;
import smc.journal.JournalException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.HistoryMark;

/**
 * What a start tells the core, step by step, each to be taken before the next. A start does not go on with an engine that has failed. Event loop.
 *
 * <pre>
 *   OPENED --begin--> BEGUN --takeHistory, once an instrument--> BEGUN --connect--> CONNECTED --letTrade--> TRADING
 * </pre>
 */
final class LiveStart {
    private final CoreSettings core;
    private final EngineView view;
    private final LiveInputs inputs;
    private final LiveMarket market;
    private final LiveVenue venue;
    private final LiveWatch watch;
    private final LiveListener listener;
    private final Runnable requireSound;
    /** End of the last candle of its history, by instrument. */
    private final long[] historyEndNanos;

    private Step step = Step.OPENED;
    /** Whether it is the first of its data folder. */
    private boolean isFirst;

    private enum Step {
        OPENED,
        BEGUN,
        CONNECTED,
        TRADING
    }

    /** @param requireSound throws if the engine has failed */
    LiveStart(
            CoreSettings core,
            EngineView view,
            LiveInputs inputs,
            LiveMarket market,
            LiveVenue venue,
            LiveWatch watch,
            LiveListener listener,
            Runnable requireSound) {
        this.core = core;
        this.view = view;
        this.inputs = inputs;
        this.market = market;
        this.venue = venue;
        this.watch = watch;
        this.listener = listener;
        this.requireSound = requireSound;
        historyEndNanos = new long[core.instruments().size()];
    }

    private void go(Step from, Step to) {
        if (step != from) {
            throw new IllegalStateException("expected a start that is " + from + ", was " + step);
        }
        step = to;
    }

    /** Whether it is over. */
    boolean hasEnded() {
        return step == Step.TRADING;
    }

    /** Waits for the engine thread to be done with everything so far. */
    void awaitInputs() {
        inputs.await();
        requireSound.run();
    }

    void begin(int epoch, LiveSettings settings, Cut cut, long installationId) {
        long configuration = DataFolder.number(settings.configuration());
        long firstStageE8 = settings.firstStageE8();
        go(Step.OPENED, Step.BEGUN);
        inputs.send(input -> input.onEngineStarted(
                epoch, configuration, cut.lastSequence(), cut.why().code()));
        if (view.installationId() == 0 && firstStageE8 != 0) {
            // Before what makes it no first start any more: killed in between, the next sets it.
            inputs.send(input -> input.onStageSet(firstStageE8, "start", "the first start with real money"));
        }
        isFirst = view.installationId() == 0;
        inputs.send(input -> input.onLiveStarted(installationId));
        if (!settings.lastFault().isEmpty()) {
            halt(Inputs.ALL, RiskReason.FAULT, "the engine could not go on: " + settings.lastFault());
        }
        bookConfiguredCapital();
        inputs.send(Inputs::onHistoryAsked);
        awaitInputs();
    }

    /** Only a person lets it trade again. */
    private void halt(int accountId, RiskReason reason, String why) {
        inputs.send(input -> input.onStateAsked(accountId, Inputs.ALL, TradingState.HALTED, reason, "the start", why));
    }

    /** What the journal has not seen booked yet, whichever start was to do it: so none of it is lost, and none booked twice. */
    private void bookConfiguredCapital() {
        for (int account = 0; account < core.accounts().size(); account++) {
            int accountId = account;
            for (Instrument instrument : core.instruments()) {
                int id = instrument.id();
                long dueE8 = view.capitalDueE8(
                        accountId, id, core.accounts().get(account).capitalE8());
                if (dueE8 != 0) {
                    inputs.send(input -> input.onCapitalMoved(accountId, id, dueE8, false));
                }
            }
        }
    }

    /**
     * What became of a history.
     *
     * @param told how many of its candles, since the engine did not hold them already
     * @param other that the engine held, where one of its candles is another than the venue's
     */
    record Taken(Instrument instrument, List<Candle> candles, int told, Optional<HistoryMark> other) {
        /**
         * Names the first candle that is another, in words; reads the journal, which may take seconds.
         *
         * @param before where it ended at this start
         */
        Optional<String> firstOther(Path data, Cut before) {
            return other.map(held -> {
                try {
                    return FirstOtherCandle.in(
                            data, instrument.id(), instrument.symbol(), before.lastSequence() + 1, held, candles);
                } catch (JournalException e) {
                    return "the first candle of %s that differs cannot be named: %s"
                            .formatted(instrument.symbol(), e.getMessage());
                }
            });
        }
    }

    Taken takeHistory(int instrumentId, CandleSeries history) {
        go(Step.BEGUN, Step.BEGUN);
        List<Candle> candles = history.candles();
        HistoryHeld held = view.historyHeld(instrumentId)
                .orElseThrow(() -> new IllegalStateException("expected the engine to say which history it holds"));
        HistoryCheck check =
                HistoryCheck.of(core.instruments().get(instrumentId).symbol(), held, candles);
        check.sayTo(listener);
        if (check.held() > 0) {
            inputs.send(input -> input.onHistoryHeld(instrumentId, held.held()));
        }
        List<Candle> told = candles.subList(check.held(), candles.size());
        for (Candle candle : told) {
            inputs.send(input -> input.onHistoryCandle(instrumentId, candle));
            if (!inputs.canTake()) {
                awaitInputs();
            }
        }
        inputs.send(
                input -> input.onHistoryEnded(instrumentId, candles.getFirst().openTimeNanos(), candles.size()));
        awaitInputs();
        historyEndNanos[instrumentId] = candles.getLast().openTimeNanos() + core.timeframeNanos();
        boolean isOneOther = check.outcome() == HistoryCheck.Outcome.OTHER_CANDLES
                && held.held().anchorNanos() == candles.getFirst().openTimeNanos()
                && held.held().lastNanos() <= candles.getLast().openTimeNanos();
        return new Taken(
                core.instruments().get(instrumentId),
                candles,
                told.size(),
                isOneOther ? Optional.of(held.held()) : Optional.empty());
    }

    /** From here on trades come in: what is known of every instrument so far. */
    void connect(CandleRepair repair) {
        go(Step.BEGUN, Step.CONNECTED);
        for (Instrument instrument : core.instruments()) {
            int id = instrument.id();
            watch.known(id, view.lastCandleNanos(id)); // closed by an earlier process, or late
            // What closed here may have to be confirmed yet.
            repair.known(id, historyEndNanos[id]);
            market.knownUntil(id, view.lastCandleNanos(id) + core.timeframeNanos());
            long missedNanos = view.missedUntilNanos(id);
            if (missedNanos != 0) {
                long fromNanos = view.newestTradeNanos(id);
                inputs.send(input -> input.onTradesMissed(id, fromNanos, missedNanos));
            }
        }
    }

    /**
     * Lets entries be made in every account whose positions are the same on both sides and in which no order of somebody else works.
     *
     * @return how many accounts may trade
     */
    int letTrade(List<VenuePosition> positions) {
        go(Step.CONNECTED, Step.TRADING);
        venue.ready();
        int trading = 0;
        for (int account = 0; account < core.accounts().size(); account++) {
            if (mayTrade(account, positions)) {
                int accountId = account;
                inputs.send(input -> input.onTradingSwitched(accountId, true));
                trading++;
            }
        }
        awaitInputs();
        watch.differencesAreSaid();
        return trading;
    }

    private boolean mayTrade(int account, List<VenuePosition> positions) {
        int before = view.positionDifferences();
        for (VenuePosition position : positions) {
            if (position.accountId() == account) {
                inputs.send(input -> input.onPositionRead(
                        position.accountId(), position.instrumentId(), position.contracts(), position.entryPriceE8()));
            }
        }
        awaitInputs();
        haltIfItHasTraded(account, positions);
        int foreignOrders = venue.get().foreignOrders(account);
        if (view.positionDifferences() != before) {
            listener.alarm("account " + core.accounts().get(account).mode()
                    + ": the venue holds another position than the engine knows of, so nothing is traded there");
            return false;
        }
        if (foreignOrders > 0) {
            // What they fill is netted with what the engine holds, and what they reduce is the engine's.
            listener.alarm(
                    "account %s: the venue works %,d %s not the engine's, so nothing is traded there until a start finds none"
                            .formatted(
                                    core.accounts().get(account).mode(),
                                    foreignOrders,
                                    foreignOrders == 1 ? "order that is" : "orders that are"));
            return false;
        }
        return !watch.hasHaltedEntries();
    }

    /** What is known of an account that has traded is in no data folder that is new: somebody has to know of it. */
    private void haltIfItHasTraded(int account, List<VenuePosition> positions) {
        long fills = venue.get().pastFills(account);
        boolean holds = positions.stream().anyMatch(held -> held.accountId() == account && held.contracts() != 0);
        if (isFirst && (fills > 0 || holds)) {
            halt(
                    account,
                    RiskReason.DATA_LOST,
                    "the data folder is new, and the account has traded before: %,d fills%s; ./smc acknowledge ends it"
                            .formatted(fills, holds ? ", and it holds something" : ""));
        }
    }

    /** What rested at the stop rests again, once what the start has asked for is answered. */
    CompletableFuture<Void> placed() {
        return venue.settled()
                .thenCompose(_ ->
                        hasSwitchedOffEntry() ? venue.get().flush() : CompletableFuture.<Void>completedFuture(null))
                .thenRun(this::placeAgain);
    }

    private boolean hasSwitchedOffEntry() {
        return IntStream.range(0, core.accounts().size()).anyMatch(view::hasSwitchedOffEntry);
    }

    /** Told twice that it may trade, an account places again what rested when it was told not to. Nothing, while it is not known what was missed since. */
    private void placeAgain() {
        inputs.await();
        if (!market.isHeard()) {
            return;
        }
        for (int account = 0; account < core.accounts().size(); account++) {
            int accountId = account;
            if (view.hasSwitchedOffEntry(accountId) && view.isTradingOn(accountId)) {
                inputs.send(input -> input.onTradingSwitched(accountId, true));
            }
        }
    }
}
