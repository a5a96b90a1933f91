package smc.engine.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.event.Effects;
import smc.exchange.matching.InstrumentTerms;
import smc.execution.desk.DeskEvent;
import smc.execution.desk.DeskEvent.CapitalCorrected;
import smc.execution.desk.DeskEvent.EquityMarked;
import smc.execution.desk.DeskEvent.OrderChanged;
import smc.execution.desk.DeskEvent.StopMoved;
import smc.execution.desk.DeskEvent.TouchJudged;
import smc.execution.desk.DeskEvent.TradeClosed;
import smc.execution.desk.DeskEvent.TradeEntered;
import smc.execution.desk.DeskEvent.TradeFunded;
import smc.execution.desk.DeskEvent.TradeOpened;
import smc.execution.desk.DeskEvent.TradeReduced;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Keeps everything a backtest concluded, in order, and passes the order requests on. One thread. */
public final class RunRecord implements Effects {
    private final VenuePort venue;
    private final List<InstrumentTerms> terms;
    private final long fromNanos;

    private final List<CandleCount> candles = new ArrayList<>();
    private final List<List<Candle>> closedCandles = new ArrayList<>();
    /** What was missed altogether and known only when a later one had closed: by open time, of each instrument. */
    private final List<TreeMap<Long, Candle>> lateCandles = new ArrayList<>();

    /** By account. */
    private final List<TouchCount> touches = new ArrayList<>();

    private long positionDifferences;

    private final List<List<BlockEvent>> blockEvents = new ArrayList<>();
    private final List<ClosedTrade> trades = new ArrayList<>();
    private final List<TouchJudged> touchesJudged = new ArrayList<>();
    private final List<EquityPoint> equity = new ArrayList<>();
    private final Map<Long, OrderRecord> orders = new LinkedHashMap<>();
    private final Map<Long, TradeDraft> open = new LinkedHashMap<>();

    /** @param venue takes the order requests */
    public RunRecord(Backtest backtest, VenuePort venue) {
        this.venue = venue;
        terms = backtest.terms();
        fromNanos = backtest.fromNanos();
        terms.forEach(_ -> blockEvents.add(new ArrayList<>()));
        terms.forEach(_ -> candles.add(new CandleCount(backtest.core().timeframeNanos())));
        terms.forEach(_ -> closedCandles.add(new ArrayList<>()));
        terms.forEach(_ -> lateCandles.add(new TreeMap<>()));
        backtest.core().accounts().forEach(account -> touches.add(new TouchCount(account, terms)));
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
        return Collections.unmodifiableList(blockEvents.get(instrumentId));
    }

    public CandleCount candles(int instrumentId) {
        return candles.get(instrumentId);
    }

    /** All candles the core has seen closing, the warm-up included, in order. */
    public List<Candle> closedCandles(int instrumentId) {
        return Collections.unmodifiableList(closedCandles.get(instrumentId));
    }

    /** {@link #closedCandles}, and those in their holes that became known later: blocks may have their origin in one. In order of time. */
    public List<Candle> knownCandles(int instrumentId) {
        return Stream.concat(closedCandles.get(instrumentId).stream(), lateCandles.get(instrumentId).values().stream())
                .sorted(Comparator.comparingLong(Candle::openTimeNanos))
                .toList();
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
     * Every touch has exactly one verdict (order-blocks.md, section 25), and a simulated venue holds what the desks do.
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
                    .filter(touch -> touch.accountId() == accountId)
                    .count();
            if (judged + undecided(account) != touches(account)) {
                throw new IllegalStateException("expected a verdict for each of " + touches(account)
                        + " touches of account " + account + ", were " + judged + " and " + undecided(account)
                        + " undecided");
            }
        }
    }

    @Override
    public void candleClosed(
            int instrumentId,
            long candleNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isTrusted) {
        candles.get(instrumentId).add(candleNanos);
        closedCandles.get(instrumentId).add(new Candle(candleNanos, openE8, highE8, lowE8, closeE8, contracts));
        if (candleNanos >= fromNanos) {
            touches.forEach(count -> count.onCandle(instrumentId, highE8, lowE8));
        }
    }

    @Override
    public void tradeIgnored(int instrumentId, long venueNanos, long ignoredTrades) {
        // Counted by the effect itself; of no row.
    }

    @Override
    public void candleCorrected(
            int instrumentId, long candleNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {
        venueCandle(instrumentId, new Candle(candleNanos, openE8, highE8, lowE8, closeE8, contracts));
    }

    /**
     * The venue's own candle of an interval, whatever the trades of the time had made of it. One that follows all others is left out: it is closed
     * after this, as any other.
     */
    public void venueCandle(int instrumentId, Candle candle) {
        List<Candle> closed = closedCandles.get(instrumentId);
        int at = Collections.binarySearch(closed, candle, Comparator.comparingLong(Candle::openTimeNanos));
        if (at >= 0) {
            closed.set(at, candle);
        } else if (-1 - at < closed.size()) {
            lateCandles.get(instrumentId).put(candle.openTimeNanos(), candle);
        }
    }

    /** A block that a correction takes away ends at the candle closed last, and one that it brings begins there: it has no candle of its own. */
    @Override
    public void blockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        addBlock(instrumentId, lastCandleNanos(instrumentId), Kind.OB_INVALIDATED, side, originNanos, topE8, bottomE8);
        touches.forEach(count -> count.onDead(instrumentId, side, originNanos));
    }

    @Override
    public void blockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        long candleNanos = lastCandleNanos(instrumentId);
        addBlock(instrumentId, candleNanos, Kind.OB_CREATED, side, originNanos, topE8, bottomE8);
        if (state == BlockState.BREAKER) {
            addBlock(instrumentId, candleNanos, Kind.OB_BREAKER, side, originNanos, topE8, bottomE8);
        }
        touches.forEach(count -> {
            switch (state) {
                case FRESH -> count.onBorn(instrumentId, side, originNanos, topE8, bottomE8);
                case BREAKER -> count.onBroken(instrumentId, side, originNanos, topE8, bottomE8);
            }
        });
    }

    private long lastCandleNanos(int instrumentId) {
        return closedCandles.get(instrumentId).getLast().openTimeNanos();
    }

    @Override
    public void stateHashed(int instrumentId, long candleNanos, long hash) {
        // For replays.
    }

    @Override
    public void structureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8) {
        Kind eventKind = kind == Break.BOS ? Kind.BOS : Kind.CHOCH;
        blockEvents.get(instrumentId).add(new BlockEvent(candleNanos, eventKind, direction, 0, 0, 0, levelE8));
    }

    @Override
    public void levelSwept(int instrumentId, long candleNanos, Side side, long levelE8) {
        blockEvents.get(instrumentId).add(new BlockEvent(candleNanos, Kind.SWEEP, side, 0, 0, 0, levelE8));
    }

    @Override
    public void blockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        addBlock(instrumentId, candleNanos, Kind.OB_CREATED, side, originNanos, topE8, bottomE8);
        touches.forEach(count -> count.onBorn(instrumentId, side, originNanos, topE8, bottomE8));
    }

    @Override
    public void blockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        addBlock(instrumentId, candleNanos, Kind.OB_BREAKER, side, originNanos, topE8, bottomE8);
        touches.forEach(count -> count.onBroken(instrumentId, side, originNanos, topE8, bottomE8));
    }

    @Override
    public void blockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        addBlock(instrumentId, candleNanos, Kind.OB_INVALIDATED, side, originNanos, topE8, bottomE8);
        touches.forEach(count -> count.onDead(instrumentId, side, originNanos));
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
                orders.put(order.orderId(), OrderRecord.of(order, venue.nowNanos()));
                if (order.hasStop()) {
                    orders.put(order.stopOrderId(), OrderRecord.ofStop(order, venue.nowNanos()));
                }
            }
            case Edit edit -> orders.get(edit.orderId()).edit(edit.priceE8(), edit.contracts());
            case Cancel _ -> {
                // What becomes of it is told when the venue has answered.
            }
        }
        venue.request(request);
    }

    @Override
    public void concluded(DeskEvent event) {
        switch (event) {
            case OrderChanged changed -> orders.get(changed.orderId()).change(changed);
            case TouchJudged judged -> {
                if (judged.candleNanos() >= fromNanos) {
                    touchesJudged.add(judged);
                }
            }
            case TradeOpened opened -> {
                orders.get(opened.entryOrderId()).joinTrade(opened.tradeId());
                orders.get(opened.stopOrderId()).joinTrade(opened.tradeId());
                open.put(opened.tradeId(), new TradeDraft(opened, terms.get(opened.instrumentId())));
            }
            case TradeEntered entered -> open.get(entered.tradeId()).enter(entered);
            case StopMoved _ -> {
                // The order's own record shows where it went.
            }
            case TradeReduced reduced -> open.get(reduced.tradeId()).reduce(reduced);
            case TradeFunded _ -> {
                // Part of the sums the trade closes with.
            }
            case TradeClosed closed -> trades.add(open.remove(closed.tradeId()).close(closed));
            case CapitalCorrected _ -> {
                // Funding that was told only after its trade was closed: in the capital from here on, in no trade's
                // figures.
            }
            case EquityMarked marked -> {
                if (marked.candleNanos() >= fromNanos) {
                    equity.add(new EquityPoint(
                            marked.accountId(),
                            marked.instrumentId(),
                            marked.candleNanos(),
                            marked.capitalE8(),
                            marked.unrealisedE8()));
                }
            }
        }
    }

    private void addBlock(
            int instrumentId, long candleNanos, Kind kind, Side side, long originNanos, long topE8, long bottomE8) {
        blockEvents.get(instrumentId).add(new BlockEvent(candleNanos, kind, side, topE8, bottomE8, originNanos, 0));
    }
}
