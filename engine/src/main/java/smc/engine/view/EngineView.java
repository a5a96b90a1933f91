package smc.engine.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;
import smc.engine.core.CoreSettings;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.event.codec.FrameReader;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.KnownOrder;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * How the engine stands, folded from frames alone: first from those of the journal, then from each new one once it is on disk. Safe to ask from any
 * thread.
 */
public final class EngineView implements FrameListener {
    private final LongFunction<CoreSettings> settingsOf;
    private final OrdersView orders = new OrdersView();
    private MarketView[] markets;
    private DesksView desks;

    private final DifferencesView differences = new DifferencesView();
    private final WalletsView wallets = new WalletsView();
    private final FrameReader reader = new FrameReader();
    private final Told told = new Told();
    private final Said said = new Said();

    private long sequence;
    private long atNanos;
    private long epoch;
    private long configHash;
    private long installationId;
    private long closes;
    /** Time of the last frame whose input made the core fail; 0 before. */
    private long faultedNanos;
    /** Whether the frame being read switches trading. */
    private boolean isSwitching;

    /** A position that the venue has otherwise; contracts positive long, negative short. */
    public record Difference(int accountId, int instrumentId, long ownContracts, long venueContracts) {}

    /** A trade as the venue told it: its time in epoch nanoseconds, its price in 1e-8 USD. */
    public record KnownTrade(long venueNanos, long priceE8, long contracts) {}

    /** Before the first frame, of an engine that every start goes on with by the same settings. */
    public EngineView(CoreSettings core) {
        this(core, _ -> core);
    }

    /**
     * Before the first frame.
     *
     * @param core until the first start says by which it runs
     * @param settingsOf those of a configuration, by its number
     */
    public EngineView(CoreSettings core, LongFunction<CoreSettings> settingsOf) {
        this.settingsOf = settingsOf;
        build(core);
    }

    private void build(CoreSettings core) {
        markets = core.instruments().stream()
                .map(instrument -> new MarketView(instrument.symbol(), core.timeframeNanos()))
                .toArray(MarketView[]::new);
        desks = new DesksView(core, markets);
    }

    @Override
    public synchronized void onFrame(DirectBuffer buffer, int offset, int length) {
        sequence = Frame.sequence(buffer, offset);
        atNanos = Frame.atNanos(buffer, offset);
        isSwitching = false;
        desks.risk().onFrame();
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0) {
            faultedNanos = atNanos;
        } else {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
    }

    /** Copies out everything that is remembered. */
    public synchronized void copyTo(StateCopy out) {
        out.clear();
        out.begin("view", 1)
                .put("sequence", sequence)
                .put("atNanos", atNanos)
                .put("epoch", epoch)
                .put("configHash", configHash)
                .put("installationId", installationId)
                .put("closes", closes)
                .put("faultedNanos", faultedNanos);
        MarketView.copyTo(out, markets);
        orders.copyTo(out);
        desks.copyTo(out);
        differences.copyTo(out);
        wallets.copyTo(out);
        out.end();
    }

    /**
     * Of one that has folded no frame: goes on as the one did that copied itself out.
     *
     * @throws StateException if it is not what {@link #copyTo} tells by these settings
     */
    public synchronized void restore(StateTree in) {
        StateTree told = in.object("view", 1);
        sequence = told.number("sequence");
        atNanos = told.number("atNanos");
        epoch = told.number("epoch");
        configHash = told.number("configHash");
        installationId = told.number("installationId");
        closes = told.number("closes");
        faultedNanos = told.number("faultedNanos");
        MarketView.restore(told, markets);
        orders.restore(told);
        desks.restore(told);
        differences.restore(told);
        wallets.restore(told);
    }

    /** Everything as it is now. */
    public synchronized EngineImage image() {
        return new EngineImage(
                epoch,
                sequence,
                atNanos,
                Arrays.stream(markets).map(MarketView::image).toList(),
                desks.image(),
                desks.trades(),
                orders.image());
    }

    /** Sequence of the last frame; 0 before the first. */
    public synchronized long sequence() {
        return sequence;
    }

    /** Time of the last frame, epoch nanoseconds; 0 before the first. */
    public synchronized long atNanos() {
        return atNanos;
    }

    /** Of the last start; 0 before the first. */
    public synchronized long configHash() {
        return configHash;
    }

    /** Of the first live start; 0 before. */
    public synchronized long installationId() {
        return installationId;
    }

    /** Candles closed so far, over all instruments. */
    public synchronized long closes() {
        return closes;
    }

    /** Whether an order that is not final is an entry decided at the last close, not one that is placed again. */
    public synchronized boolean isEntryOfClose(long orderId) {
        return orders.isEntryOfClose(orderId);
    }

    /** Whether an account may make new entries. */
    public synchronized boolean isTradingOn(int accountId) {
        return desks.isTradingOn(accountId);
    }

    /** Whether an entry of an account was cancelled because trading was switched off, in a candle that still forms. */
    public synchronized boolean hasSwitchedOffEntry(int accountId) {
        return desks.hasSwitchedOffEntry(accountId);
    }

    /**
     * The trades of the last instant at which something traded, to go on from; empty before the first. After a frame that made the core fail one
     * without a price stands for all that came up to it: none of them is to be told again, see {@link #missedUntilNanos}.
     */
    public synchronized List<KnownTrade> newestTrades(int instrumentId) {
        long missedNanos = missedUntilNanos(instrumentId);
        return missedNanos != 0 ? List.of(new KnownTrade(missedNanos, 0, 0)) : markets[instrumentId].newestTrades();
    }

    /** Time of its last trade, epoch nanoseconds; 0 before the first. */
    public synchronized long newestTradeNanos(int instrumentId) {
        return markets[instrumentId].newestTradeNanos();
    }

    /** End of what was missed since the last trade because the core had failed; 0 if it has not. */
    public synchronized long missedUntilNanos(int instrumentId) {
        return faultedNanos != 0 && faultedNanos >= newestTradeNanos(instrumentId) ? faultedNanos + 1 : 0;
    }

    /** Which history of an instrument the engine holds, as it has said last; empty before. */
    public synchronized Optional<HistoryHeld> historyHeld(int instrumentId) {
        return markets[instrumentId].historyHeld();
    }

    /** How often a position was found to be another than the venue's. */
    public synchronized int positionDifferences() {
        return differences.soFar();
    }

    /** Those after so many, oldest first; of very many the latest. */
    public synchronized List<Difference> positionDifferencesAfter(int number) {
        return differences.after(number);
    }

    /** The latest orders that became final, but for bracket stops, which have no name at a venue. */
    public synchronized List<KnownOrder> endedOrders() {
        return orders.ended();
    }

    /** Open time of the candle of an instrument that closed last; {@link Long#MIN_VALUE} before the first. */
    public synchronized long lastCandleNanos(int instrumentId) {
        return markets[instrumentId].lastCandleNanos();
    }

    /** Whether the candle closed last may be traded on. */
    public synchronized boolean isTrusted(int instrumentId) {
        return markets[instrumentId].isTrusted();
    }

    /** Price of the last trade in 1e-8 USD, or of the close of a later candle; 0 before the first. */
    public synchronized long lastPriceE8(int instrumentId) {
        return markets[instrumentId].lastPriceE8();
    }

    /** Orders that are not final, oldest first. */
    public synchronized List<KnownOrder> orders() {
        return orders.working(_ -> true);
    }

    /** Orders whose cancel was asked for and has not been answered. */
    public synchronized List<KnownOrder> cancelsUnderWay() {
        return orders.working(OrderView::isCancelAsked);
    }

    /** Orders of which a change was asked for and has not been answered. */
    public synchronized List<KnownOrder> editsUnderWay() {
        return orders.working(OrderView::isEditAsked);
    }

    /** Whether the venue may have anything to report: an order works, or a position is open. */
    public synchronized boolean isExposed() {
        return !orders.isEmpty() || desks.holdsAnything();
    }

    /** Whether a desk has no position and no order that works. */
    public synchronized boolean isFlat(int accountId, int instrumentId) {
        return !desks.holds(accountId, instrumentId) && !orders.works(accountId, instrumentId);
    }

    /** What a configured capital still is to be moved by, given what starts have booked of it so far; 1e-8 USD, negative to be taken. */
    public synchronized long capitalDueE8(int accountId, int instrumentId, long configuredE8) {
        return Math.subtractExact(configuredE8, desks.configuredE8(accountId, instrumentId));
    }

    /** Capital of a desk at the first start and all that was added or taken since, results left out; 1e-8 USD. */
    public synchronized long depositedE8(int accountId, int instrumentId) {
        return desks.depositedE8(accountId, instrumentId);
    }

    /** How an account's wallet stood when that was told last; empty before. */
    public synchronized Optional<KnownWallet> wallet(int accountId) {
        return wallets.of(accountId);
    }

    /**
     * Capital of a desk that can be taken without touching what is open: less a loss that is open, and less the margin of what is held and of
     * entries that may still fill; 1e-8 USD, negative if there is less than none.
     */
    public synchronized long freeE8(int accountId, int instrumentId) {
        return Math.subtractExact(
                desks.freeE8(accountId, instrumentId), orders.entryMarginE8(accountId, instrumentId, desks));
    }

    /** The most capital that may be traded with by account and symbol, 1e-8 USD; 0 for all of it. */
    public synchronized long stageCapE8() {
        return desks.risk().stageCapE8();
    }

    /** Whether an account is paused on a symbol for this reason. */
    public synchronized boolean isPausedBy(RiskReason reason, int accountId, int instrumentId) {
        return desks.risk().isPausedBy(reason, accountId, instrumentId);
    }

    /** Whether an entry may still fill. */
    public synchronized boolean hasWorkingEntry() {
        return orders.hasEntry();
    }

    /** What the engine was told. */
    private final class Told extends NoInputs {
        @Override
        public void onEngineStarted(long newEpoch, long newConfigHash, long keptSequence, int cutReason) {
            CoreSettings settings = settingsOf.apply(newConfigHash);
            if (epoch == 0) {
                build(settings);
            }
            desks.goOnUnder(settings);
            epoch = newEpoch;
            configHash = newConfigHash;
            desks.onEngineStarted();
        }

        @Override
        public void onLiveStarted(long id) {
            installationId = id;
        }

        @Override
        public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
            markets[instrumentId].onTrade(venueNanos, priceE8, contracts);
        }

        @Override
        public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
            orders.on(report);
        }

        @Override
        public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
            wallets.onRead(accountId, walletE8, broughtE8, isShort);
        }

        @Override
        public void onTradingSwitched(int accountId, boolean isOn) {
            isSwitching = true;
            desks.onTradingSwitched(accountId, isOn);
        }

        @Override
        public void onStateAsked(
                int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
            desks.risk().onAsked(who, why);
        }

        @Override
        public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
            desks.risk().onAsked(who, why);
        }

        @Override
        public void onStageSet(long capE8, String who, String why) {
            desks.risk().onStageSet(capE8);
        }
    }

    /** What the engine concluded. */
    private final class Said extends NoEffects {
        @Override
        public void seen(MarketEvent event) {
            markets[event.instrumentId()].on(event);
            if (event instanceof CandleClosed) {
                closes++;
                desks.onCandleClosed(event.instrumentId());
            }
        }

        @Override
        public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
            differences.add(new Difference(accountId, instrumentId, ownContracts, venueContracts));
        }

        @Override
        public void wanted(OrderRequest request) {
            boolean isEntry = orders.on(request, atNanos, isSwitching);
            if (isSwitching && isEntry && request instanceof Cancel) {
                desks.onSwitchedOffEntry(request.accountId(), request.instrumentId());
            }
        }

        @Override
        public void concluded(DeskEvent event) {
            if (event instanceof OrderChanged changed) {
                orders.on(changed);
            } else if (event instanceof TradeOpened opened) {
                orders.on(opened);
                desks.onSized(opened, orders.leverage(opened.entryOrderId()));
            }
            desks.on(event, atNanos);
        }
    }
}
