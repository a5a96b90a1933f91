package smc.engine.outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.Candle;

/** Everything that a run concluded, in order: of a backtest, or of a journal. Keeps it and passes the order requests on. One thread. */
public final class RunRecord implements Effects {
    private final LongSupplier nowNanos;
    private final Consumer<OrderRequest> onward;
    private final long fromNanos;

    /** By instrument. */
    private final List<MarketRecord> markets;

    /** By account. */
    private final List<TouchCount> touches;

    private final List<ClosedTrade> trades = new ArrayList<>();
    private final List<TouchJudged> touchesJudged = new ArrayList<>();
    private final List<EquityPoint> equity = new ArrayList<>();
    private final Map<Long, OrderRecord> orders = new LinkedHashMap<>();
    private final Map<Long, TradeDraft> open = new LinkedHashMap<>();
    /** Of each trade: by which its first entry was sized. */
    private final Map<Long, Integer> leverages = new HashMap<>();

    private final Map<Long, Integer> leveragesOfEntries = new HashMap<>();

    /** By account and instrument: what was added to its capital, less what was taken. */
    private final long[][] movedE8;

    /** Of each trade: in which its account was when it was opened. */
    private final Map<Long, Mode> modesOfTrades = new HashMap<>();
    /** Of each of {@link #touchesJudged}. */
    private final List<Mode> modesOfTouches = new ArrayList<>();

    private List<Mode> modes;
    private List<Long> gstRatesE8;
    private long positionDifferences;

    /** @param venue takes the order requests */
    public RunRecord(Backtest backtest, VenuePort venue) {
        this(backtest, venue::nowNanos, venue::request);
    }

    /**
     * Before anything happened.
     *
     * @param nowNanos time of the input that what is said belongs to, epoch nanoseconds
     * @param onward takes the order requests after they were kept
     */
    public RunRecord(Backtest backtest, LongSupplier nowNanos, Consumer<OrderRequest> onward) {
        this.nowNanos = nowNanos;
        this.onward = onward;
        gstRatesE8 = backtest.gstRatesE8();
        modes = backtest.modes();
        fromNanos = backtest.fromNanos();
        List<Instrument> instruments = backtest.core().instruments();
        markets = instruments.stream()
                .map(_ -> new MarketRecord(backtest.core().timeframeNanos()))
                .toList();
        touches = backtest.core().accounts().stream()
                .map(account -> new TouchCount(account, instruments, fromNanos))
                .toList();
        movedE8 = new long[touches.size()][markets.size()];
    }

    /** What is said from here on was concluded under these settings; the accounts and instruments are the same. */
    public void goOnUnder(Backtest backtest) {
        gstRatesE8 = backtest.gstRatesE8();
        modes = backtest.modes();
        for (int account = 0; account < touches.size(); account++) {
            touches.get(account)
                    .goOnUnder(
                            backtest.core().accounts().get(account),
                            backtest.core().instruments());
        }
    }

    /** Notional of a trade for each USD of margin, as it was ordered. */
    public int leverage(long tradeId) {
        return leverages.get(tradeId);
    }

    /** In which the account of a trade was when it was opened. */
    public Mode mode(ClosedTrade trade) {
        return modesOfTrades.get(trade.id());
    }

    /** In which the account was that judged one of {@link #decisions}. */
    public Mode decisionMode(int decision) {
        return modesOfTouches.get(decision);
    }

    /** What was added to the capital of an account over all instruments, less what was taken; 1e-8 USD. No result. */
    public long capitalMovedE8(int accountId) {
        return Arrays.stream(movedE8[accountId]).reduce(0, Math::addExact);
    }

    /** In order of closing. */
    public List<ClosedTrade> trades() {
        return Collections.unmodifiableList(trades);
    }

    /** Ids of the trades open at the end. */
    public Collection<Long> openTrades() {
        return Collections.unmodifiableCollection(open.keySet());
    }

    /** In order of verdict. */
    public List<TouchJudged> decisions() {
        return Collections.unmodifiableList(touchesJudged);
    }

    /** In order of being wanted. */
    public Collection<OrderRecord> orders() {
        return Collections.unmodifiableCollection(orders.values());
    }

    /** Oldest first. As it was said it need not be: after a stop, what one symbol missed is caught up before the next one's. */
    public List<EquityPoint> equity() {
        return equity.stream()
                .sorted(Comparator.comparingLong(EquityPoint::candleNanos))
                .toList();
    }

    /** The detector's events of one instrument, in order. */
    public List<BlockEvent> blockEvents(int instrumentId) {
        return markets.get(instrumentId).events();
    }

    public CandleCount candles(int instrumentId) {
        return markets.get(instrumentId).count();
    }

    /** All candles the core has seen closing, the warm-up included, in order. */
    public List<Candle> closedCandles(int instrumentId) {
        return markets.get(instrumentId).closed();
    }

    /** {@link #closedCandles}, and those in their holes that became known later: blocks may have their origin in one. In order of time. */
    public List<Candle> knownCandles(int instrumentId) {
        return markets.get(instrumentId).known();
    }

    /** Touches of an account's zones, counted without the core; from {@code fromNanos} on. */
    public long touches(int accountId) {
        return touches.get(accountId).total();
    }

    /** Market entries decided at a last close, with no candle left to fill in: touches without a verdict. */
    public long undecided(int accountId) {
        return orders.values().stream()
                .filter(order -> order.accountId() == accountId
                        && order.purpose() == OrderPurpose.ENTRY
                        && order.type() == OrderType.MARKET
                        && order.filledContracts() == 0
                        && !order.state().isFinal())
                .count();
    }

    /**
     * Every touch has exactly one verdict (docs/rules.md, section 25), and a simulated venue holds what the desks do.
     *
     * @throws IllegalStateException if it is not so: a fault
     */
    public void requireEveryTouchJudged() {
        if (positionDifferences > 0) {
            throw new IllegalStateException("expected the simulated venue to hold what the desks do, differed "
                    + positionDifferences + " times");
        }
        for (int account = 0; account < touches.size(); account++) {
            int accountId = account;
            long judged = touchesJudged.stream()
                    .filter(decision -> decision.accountId() == accountId)
                    .count();
            if (judged + undecided(account) != touches(account)) {
                throw new IllegalStateException("expected a verdict for each of " + touches(account)
                        + " touches of account " + account + ", were " + judged + " and " + undecided(account)
                        + " undecided");
            }
        }
    }

    @Override
    public void seen(MarketEvent event) {
        markets.get(event.instrumentId()).on(event);
        touches.forEach(count -> count.on(event));
    }

    /**
     * The venue's own candle of an interval, whatever the trades of the time had made of it. One that follows all others is left out: it is closed
     * after this, as any other.
     */
    public void venueCandle(int instrumentId, Candle candle) {
        markets.get(instrumentId).onVenueCandle(candle);
    }

    @Override
    public void snapshotTaken(long hash) {
        // Nothing became of it.
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        // An alarm for whoever runs the engine; no row of any file.
        positionDifferences++;
    }

    @Override
    public void wanted(OrderRequest request) {
        switch (request) {
            case Submit order -> {
                orders.put(order.orderId(), OrderRecord.of(order, nowNanos.getAsLong()));
                if (order.hasStop()) {
                    leveragesOfEntries.put(order.orderId(), order.leverage());
                    orders.put(order.stopOrderId(), OrderRecord.ofStop(order, nowNanos.getAsLong()));
                }
            }
            case Edit edit -> orders.get(edit.orderId()).edit(edit.priceE8(), edit.contracts());
            case Cancel _ -> {
                // What becomes of it is told when the venue has answered.
            }
        }
        onward.accept(request);
    }

    @Override
    public void concluded(DeskEvent event) {
        switch (event) {
            case OrderChanged changed -> orders.get(changed.orderId()).change(changed);
            case TouchJudged judged -> {
                if (judged.candleNanos() >= fromNanos) {
                    touchesJudged.add(judged);
                    modesOfTouches.add(modes.get(judged.accountId()));
                }
            }
            case TradeOpened opened -> {
                orders.get(opened.entryOrderId()).joinTrade(opened.tradeId());
                orders.get(opened.stopOrderId()).joinTrade(opened.tradeId());
                leverages.put(opened.tradeId(), leveragesOfEntries.get(opened.entryOrderId()));
                modesOfTrades.put(opened.tradeId(), modes.get(opened.accountId()));
                open.put(opened.tradeId(), new TradeDraft(opened, gstRatesE8.get(opened.instrumentId())));
            }
            case TradeEntered entered -> open.get(entered.tradeId()).enter(entered);
            case TradeReduced reduced -> open.get(reduced.tradeId()).reduce(reduced);
            case TradeClosed closed -> trades.add(open.remove(closed.tradeId()).close(closed));
            case EquityMarked marked -> {
                if (marked.candleNanos() >= fromNanos) {
                    equity.add(new EquityPoint(
                            marked.accountId(),
                            marked.instrumentId(),
                            marked.candleNanos(),
                            marked.capitalE8(),
                            marked.unrealisedE8(),
                            movedE8[marked.accountId()][marked.instrumentId()]));
                }
            }
            case CapitalMoved moved -> movedE8[moved.accountId()][moved.instrumentId()] += moved.moneyE8();
            default -> {
                // An order's own record shows where a stop went. Funding is part of the sums a trade closes with; told
                // only after that, it is in the capital from there on, in no trade's figures.
            }
        }
    }
}
