package smc.engine.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.exchange.matching.InstrumentTerms;
import smc.execution.desk.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequests;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/** Everything that a run concluded, in order: of a backtest, or of a journal. Keeps it and passes the order requests on. One thread. */
public final class RunRecord implements Effects {
    private final LongSupplier nowNanos;
    private final OrderRequests onward;
    private final List<InstrumentTerms> terms;
    private final long fromNanos;

    /** By instrument. */
    private final List<MarketRecord> markets;

    /** By account. */
    private final List<TouchCount> touches;

    private final List<ClosedTrade> trades = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<EquityPoint> equity = new ArrayList<>();
    private final Map<Long, OrderRecord> orders = new LinkedHashMap<>();
    private final Map<Long, OpenTrade> open = new LinkedHashMap<>();
    private long positionDifferences;

    /** @param venue takes the order requests */
    public RunRecord(Backtest backtest, VenuePort venue) {
        this(backtest, venue::nowNanos, venue);
    }

    /**
     * Before anything happened.
     *
     * @param nowNanos time of the input that what is said belongs to, epoch nanoseconds
     * @param onward takes the order requests after they were kept
     */
    public RunRecord(Backtest backtest, LongSupplier nowNanos, OrderRequests onward) {
        this.nowNanos = nowNanos;
        this.onward = onward;
        terms = backtest.terms();
        fromNanos = backtest.fromNanos();
        markets = terms.stream()
                .map(_ -> new MarketRecord(backtest.core().timeframeNanos()))
                .toList();
        touches = backtest.core().accounts().stream()
                .map(account -> new TouchCount(account, terms, fromNanos))
                .toList();
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
    public List<Decision> decisions() {
        return Collections.unmodifiableList(decisions);
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
            long judged = decisions.stream()
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
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        // An alarm for whoever runs the engine; no row of any file.
        positionDifferences++;
    }

    @Override
    public void submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId) {
        orders.put(
                orderId,
                new OrderRecord(
                        orderId,
                        accountId,
                        instrumentId,
                        nowNanos.getAsLong(),
                        purpose,
                        type,
                        direction,
                        priceE8,
                        contracts,
                        tradeId));
        if (stopOrderId != 0) {
            orders.put(
                    stopOrderId,
                    new OrderRecord(
                            stopOrderId,
                            accountId,
                            instrumentId,
                            nowNanos.getAsLong(),
                            OrderPurpose.STOP,
                            OrderType.STOP_MARKET,
                            direction.opposite(),
                            stopE8,
                            contracts,
                            tradeId));
        }
        onward.submit(
                orderId,
                accountId,
                instrumentId,
                purpose,
                type,
                direction,
                priceE8,
                contracts,
                leverage,
                stopOrderId,
                stopE8,
                tradeId);
    }

    @Override
    public void edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) {
        orders.get(orderId).edit(priceE8, contracts);
        onward.edit(orderId, accountId, instrumentId, priceE8, contracts);
    }

    @Override
    public void cancel(long orderId, int accountId, int instrumentId) {
        onward.cancel(orderId, accountId, instrumentId);
    }

    @Override
    public void orderChanged(
            long orderId,
            int accountId,
            int instrumentId,
            OrderState state,
            long filledContracts,
            long averagePriceE8) {
        orders.get(orderId).change(state, filledContracts, averagePriceE8);
    }

    @Override
    public void touchJudged(
            int accountId,
            int instrumentId,
            long candleNanos,
            Side blockSide,
            BlockState state,
            long originNanos,
            long entryLevelE8,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            Verdict verdict,
            long value1,
            long value2,
            long value3) {
        if (candleNanos >= fromNanos) {
            decisions.add(new Decision(
                    accountId,
                    instrumentId,
                    candleNanos,
                    blockSide,
                    state,
                    originNanos,
                    entryLevelE8,
                    openE8,
                    highE8,
                    lowE8,
                    closeE8,
                    verdict,
                    value1,
                    value2,
                    value3));
        }
    }

    @Override
    public void tradeOpened(
            long tradeId,
            long entryOrderId,
            long stopOrderId,
            int accountId,
            int instrumentId,
            long candleNanos,
            Direction direction,
            BlockState state,
            Side blockSide,
            long originNanos,
            long expectedE8,
            long entryAtrE8) {
        orders.get(entryOrderId).joinTrade(tradeId);
        orders.get(stopOrderId).joinTrade(tradeId);
        open.put(
                tradeId,
                new OpenTrade(
                        tradeId,
                        terms.get(instrumentId).gstRateE8(),
                        candleNanos,
                        direction,
                        state,
                        blockSide,
                        originNanos,
                        expectedE8,
                        entryAtrE8));
    }

    @Override
    public void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8) {
        open.get(tradeId).enter(contracts, feeE8, entryE8, targetE8, targetContracts);
    }

    @Override
    public void stopMoved(long tradeId, long stopE8, ExitReason reason) {
        // The order's own record shows where it went.
    }

    @Override
    public void tradeReduced(
            long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason) {
        open.get(tradeId).reduce(candleNanos, contracts, priceE8, feeE8, reason);
    }

    @Override
    public void tradeFunded(long tradeId, long moneyE8) {
        // Part of the sums the trade closes with.
    }

    @Override
    public void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8) {
        // Funding that was told only after its trade was closed: in the capital from here on, in no trade's figures.
    }

    @Override
    public void tradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason) {
        trades.add(open.remove(tradeId)
                .close(
                        accountId,
                        instrumentId,
                        gainE8,
                        feesE8,
                        fundingE8,
                        slippageE8,
                        capitalBeforeE8,
                        capitalAfterE8,
                        reason));
    }

    @Override
    public void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {
        if (candleNanos >= fromNanos) {
            equity.add(new EquityPoint(accountId, instrumentId, candleNanos, capitalE8, unrealisedE8));
        }
    }
}
