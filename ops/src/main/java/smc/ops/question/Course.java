package smc.ops.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import smc.engine.backtest.Backtest;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.engine.outcome.RunRecord;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.desk.event.Verdict;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.ops.question.ToldTrade.Fill;

/** What one run of a market came to, step by step: of a journal, or of a simulation of it. Keeps it, and passes the order requests on. */
public final class Course implements Effects {
    private final RunRecord record;
    private final LongSupplier nowNanos;
    private final LongSupplier sequence;
    private final long fromNanos;
    private final StepWords words;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, OrderLife> orders = new LinkedHashMap<>();
    private final Map<Long, ToldTrade> trades = new LinkedHashMap<>();
    private final List<Touch> touches = new ArrayList<>();

    /**
     * Something that was decided or happened on one account and symbol.
     *
     * @param atNanos time of its frame, epoch nanoseconds
     * @param sequence of that frame in the journal; 0 if it is none
     * @param sameness what two runs that did the same have in common: neither ids nor the time of the frame
     * @param words for people
     */
    record Step(int accountId, int instrumentId, long atNanos, long sequence, String sameness, String words) {}

    /** A judged touch, the mode that its account was in, and the frame that judged it. */
    record Touch(TouchJudged judged, Mode mode, long atNanos, long sequence) {}

    /**
     * Before anything happened.
     *
     * @param record keeps what a backtest's does, and passes on
     * @param nowNanos time of the input being worked on, epoch nanoseconds
     * @param sequence of its frame; 0 if it is of no journal
     */
    Course(Backtest backtest, StepWords words, RunRecord record, LongSupplier nowNanos, LongSupplier sequence) {
        this.record = record;
        this.nowNanos = nowNanos;
        this.sequence = sequence;
        this.words = words;
        fromNanos = backtest.fromNanos();
    }

    /** What is told from here on was concluded under other rules for the same accounts and instruments. */
    void goOnUnder(Backtest backtest) {
        words.goOnUnder(backtest.core());
        record.goOnUnder(backtest);
    }

    /** As a backtest leaves it. */
    public RunRecord record() {
        return record;
    }

    List<Step> steps() {
        return steps;
    }

    /** In order of verdict. */
    List<Touch> touches() {
        return touches;
    }

    /** In order of opening, those that are open at the end too. */
    List<ToldTrade> trades() {
        return List.copyOf(trades.values());
    }

    /** Of the touch itself: a trade is judged by the candle of its fill, and an order at market is sent at the close of the one that touched. */
    long touchedNanos(Touch touch, long timeframeNanos) {
        long judgedNanos = touch.judged().candleNanos();
        return Optional.ofNullable(
                        touch.judged().verdict() == Verdict.TRADE
                                ? trades.get(touch.judged().value1())
                                : null)
                .flatMap(trade -> order(trade.opened().entryOrderId()))
                .filter(entry -> entry.submit().type() == OrderType.MARKET)
                .map(entry -> Math.floorDiv(entry.wantedNanos(), timeframeNanos) * timeframeNanos - timeframeNanos)
                .orElse(judgedNanos);
    }

    /** Empty if no such order was wanted; a bracket's stop was not. */
    Optional<OrderLife> order(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    /** How long the slowest answer took to an order of an account and symbol that was under way within two times; nanoseconds. */
    long lagNanos(int accountId, int instrumentId, long fromNanos, long toNanos) {
        return orders.values().stream()
                .filter(order -> order.submit().accountId() == accountId
                        && order.submit().instrumentId() == instrumentId)
                .mapToLong(order -> order.lagNanos(fromNanos, toNanos))
                .max()
                .orElse(0);
    }

    @Override
    public void seen(MarketEvent event) {
        record.seen(event);
    }

    @Override
    public void snapshotTaken(long hash) {
        // No course of events.
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        record.positionDiffers(accountId, instrumentId, ownContracts, venueContracts);
    }

    @Override
    public void wanted(OrderRequest request) {
        if (request instanceof Submit order) {
            var life = new OrderLife(order, nowNanos.getAsLong());
            orders.put(order.orderId(), life);
            Optional.ofNullable(trades.get(order.tradeId())).ifPresent(trade -> trade.add(life));
        }
        if (request instanceof Cancel) {
            order(request.orderId()).ifPresent(order -> order.cancel(nowNanos.getAsLong()));
        }
        step(
                request.accountId(),
                request.instrumentId(),
                words.of(request, Optional.ofNullable(orders.get(request.orderId()))));
        record.wanted(request);
    }

    @Override
    public void concluded(DeskEvent event) {
        record.concluded(event);
        switch (event) {
            case OrderChanged changed ->
                order(changed.orderId()).ifPresent(order -> order.on(changed, nowNanos.getAsLong()));
            case TouchJudged judged -> {
                if (judged.candleNanos() >= fromNanos) {
                    touches.add(new Touch(
                            judged, words.mode(judged.accountId()), nowNanos.getAsLong(), sequence.getAsLong()));
                    step(judged.accountId(), judged.instrumentId(), words.of(judged));
                }
            }
            case TradeOpened opened -> {
                var trade = new ToldTrade(opened, sequence.getAsLong());
                trades.put(opened.tradeId(), trade);
                order(opened.entryOrderId()).ifPresent(trade::add);
            }
            case TradeEntered entered -> {
                ToldTrade trade = trades.get(entered.tradeId());
                // A later fill of the same entry may fall into a later candle, which nobody tells: the first stands for
                // all.
                trade.add(new Fill(
                        nowNanos.getAsLong(),
                        trade.opened().candleNanos(),
                        Optional.empty(),
                        entered.contracts(),
                        entered.priceE8(),
                        entered.feeE8()));
                step(trade, words.of(entered));
            }
            case TradeReduced reduced -> {
                ToldTrade trade = trades.get(reduced.tradeId());
                trade.add(new Fill(
                        nowNanos.getAsLong(),
                        reduced.candleNanos(),
                        Optional.of(reduced.reason()),
                        reduced.contracts(),
                        reduced.priceE8(),
                        reduced.feeE8()));
                step(trade, words.of(reduced));
            }
            case TradeFunded funded -> {
                trades.get(funded.tradeId()).fund(funded.moneyE8());
                step(trades.get(funded.tradeId()), words.of(funded));
            }
            case TradeClosed closed -> {
                trades.get(closed.tradeId()).close(closed);
                step(trades.get(closed.tradeId()), words.of(closed));
            }
            case CapitalCorrected corrected ->
                step(corrected.accountId(), corrected.instrumentId(), words.of(corrected));
            case StopMoved _ -> {
                // The edit that is wanted for it says so too.
            }
            case StateChanged changed -> step(changed.accountId(), changed.instrumentId(), words.of(changed));
            case CapitalMoved _ -> {
                // A person's doing, the same in every course.
            }
            case EquityMarked _ -> {
                // In the record.
            }
        }
    }

    private void step(ToldTrade trade, StepWords.Said said) {
        step(trade.opened().accountId(), trade.opened().instrumentId(), said);
    }

    private void step(int accountId, int instrumentId, StepWords.Said said) {
        steps.add(new Step(
                accountId, instrumentId, nowNanos.getAsLong(), sequence.getAsLong(), said.sameness(), said.words()));
    }
}
