package smc.ops.api.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;
import smc.engine.config.Configuration;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.event.MarketEvent.LevelSwept;
import smc.engine.event.MarketEvent.StateHashed;
import smc.engine.event.MarketEvent.StructureBroken;
import smc.engine.event.MarketEvent.TradeIgnored;
import smc.engine.event.codec.FrameReader;
import smc.engine.outcome.EquityPoint;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
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
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.ops.api.model.History.Move;
import smc.ops.api.model.History.Start;
import smc.ops.api.model.History.Touch;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** Folds what an engine did, frame by frame, into rows that are only ever appended. One thread. */
final class HistoryFold implements FrameListener {
    /** The engine's own, and that it is live. */
    private static final int FRAMES_OF_A_START = 2;

    private final LongFunction<Configuration> configurations;
    private final FrameReader reader = new FrameReader();
    private final Told told = new Told();
    private final Said said = new Said();
    private final List<MarketFold> markets = new ArrayList<>();
    private final Rows<TradeLife> trades = new Rows<>(16);
    private final Rows<TradeLife> closed = new Rows<>(16);
    private final Rows<OrderLife> orders = new Rows<>(64);
    private final Rows<Touch> touches = new Rows<>(256);
    private final Rows<EquityPoint> equity = new Rows<>(1024);
    private final Rows<Move> moves = new Rows<>(4);
    private final Rows<Start> starts = new Rows<>(4);
    private final Map<Long, TradeLife> tradesById = new HashMap<>();
    private final Map<Long, OrderLife> ordersById = new HashMap<>();
    private final LastChanged lastChanged = new LastChanged();
    private final HappeningFold happenings = new HappeningFold();

    /** By account and instrument: what was added to its capital, less what was taken. */
    private final long[][] movedE8;

    private Configuration configuration;
    private long frames;
    private long fromNanos;
    private long sequence;
    private long atNanos;
    private int openTrades;

    /** @param configurations by the number that a start names */
    HistoryFold(Configuration first, LongFunction<Configuration> configurations) {
        this.configurations = configurations;
        configuration = first;
        List<String> symbols = first.engine().symbols();
        long timeframeNanos = TimeUnit.MINUTES.toNanos(first.engine().timeframeMinutes());
        symbols.forEach(_ -> markets.add(new MarketFold(timeframeNanos)));
        movedE8 = new long[first.accounts().size()][symbols.size()];
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        sequence = Frame.sequence(buffer, offset);
        atNanos = Frame.atNanos(buffer, offset);
        frames++;
        happenings.onFrame(sequence, atNanos);
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0) {
            happenings.onFault();
        } else {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
        if (happenings.hasSaid()) {
            changed(Resource.ALARMS, Resource.STATUS);
        }
    }

    private void changed(Resource... resources) {
        for (Resource resource : resources) {
            lastChanged.set(resource, sequence);
        }
    }

    private Mode mode(int accountId) {
        return configuration.accounts().get(accountId).mode();
    }

    private long gstRateE8(int instrumentId) {
        String symbol = configuration.engine().symbols().get(instrumentId);
        return configuration.symbols().get(symbol).gstRateE8();
    }

    /** By which the last start ran. */
    Configuration configuration() {
        return configuration;
    }

    Map<Resource, Long> lastChanged() {
        return lastChanged.copy();
    }

    /** Added to a desk by the frames so far, less what was taken; 1e-8 USD. */
    long movedE8(int accountId, int instrumentId) {
        return movedE8[accountId][instrumentId];
    }

    History history() {
        return new History(
                sequence,
                fromNanos,
                markets.stream().map(MarketFold::history).toList(),
                trades.part(),
                closed.part(),
                orders.part(),
                touches.part(),
                equity.part(),
                moves.part(),
                happenings.part(),
                starts.part(),
                happenings.gaps());
    }

    /** What the engine was told. */
    private final class Told extends NoInputs {
        @Override
        public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
            configuration = configurations.apply(configHash);
            happenings.onStarted(epoch, cutReason);
            starts.append(sequence, new Start(atNanos, epoch, configHash, keptSequence, cutReason));
            changed(Resource.CONFIG, Resource.SYSTEM, Resource.STATUS);
        }

        @Override
        public void onLiveStarted(long installationId) {
            if (frames <= FRAMES_OF_A_START) {
                fromNanos = atNanos;
            }
        }

        @Override
        public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
            markets.get(instrumentId).onTrade(venueNanos, priceE8, contracts);
            changed(Resource.STATUS, Resource.CANDLES);
            if (openTrades > 0) {
                changed(Resource.POSITIONS);
            }
        }

        @Override
        public void onTradesMissed(int instrumentId, long missedFromNanos, long toNanos) {
            happenings.onTradesMissed(instrumentId, missedFromNanos, toNanos);
        }

        @Override
        public void onOfficialCandle(int instrumentId, Candle candle) {
            markets.get(instrumentId).onOfficialCandle(candle);
        }

        @Override
        public void onHistoryHeld(int instrumentId, HistoryMark held) {
            markets.get(instrumentId).onHistoryHeld(held.lastNanos(), sequence);
            changed(Resource.CANDLES);
        }

        @Override
        public void onHistoryCandle(int instrumentId, Candle candle) {
            markets.get(instrumentId).onHistoryCandle(candle, sequence);
            changed(Resource.CANDLES);
        }

        @Override
        public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
            happenings.on(accountId, instrumentId, report);
            OrderLife order = ordersById.get(report.orderId());
            if (order != null && report instanceof Edited edited) {
                order.onEdited(edited.priceE8(), edited.contracts(), sequence, atNanos);
                changed(Resource.ORDERS);
            } else if (order != null && report instanceof EditRejected) {
                order.onEditRejected(sequence, atNanos);
                changed(Resource.ORDERS);
            }
        }

        @Override
        public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            happenings.onLiquidated(accountId, instrumentId, contracts, priceE8);
        }

        @Override
        public void onPositionMoved(
                int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
            happenings.onPositionMoved(accountId, instrumentId, heldContracts, contracts, priceE8);
        }

        @Override
        public void onTradingSwitched(int accountId, boolean isOn) {
            happenings.onTradingSwitched(accountId, isOn);
        }

        @Override
        public void onStateAsked(
                int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
            happenings.onAsked(who, why);
        }

        @Override
        public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
            happenings.onFlattenAsked(accountId, instrumentId, who, why);
        }

        @Override
        public void onStageSet(long capE8, String who, String why) {
            happenings.onStageSet(capE8, who, why);
        }
    }

    /** What the engine concluded. */
    private final class Said extends NoEffects {
        @Override
        public void seen(MarketEvent event) {
            markets.get(event.instrumentId()).on(event, sequence, atNanos);
            switch (event) {
                case CandleClosed _ -> changed(Resource.CANDLES, Resource.STATUS);
                case CandleCorrected corrected -> {
                    happenings.onCorrected(corrected);
                    changed(Resource.CANDLES);
                }
                case StructureBroken _, LevelSwept _ -> changed(Resource.STRUCTURE);
                case TradeIgnored _, StateHashed _, HistoryHeld _ -> {
                    // Of no document.
                }
                default -> changed(Resource.OBS, Resource.STATUS);
            }
        }

        @Override
        public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
            happenings.onPositionDiffers(accountId, instrumentId, ownContracts, venueContracts);
        }

        @Override
        public void wanted(OrderRequest request) {
            switch (request) {
                case Submit order -> {
                    Mode mode = mode(order.accountId());
                    add(OrderLife.of(order, mode, sequence, atNanos));
                    if (order.hasStop()) {
                        add(OrderLife.ofStop(order, mode, sequence, atNanos));
                    }
                }
                case Edit edit ->
                    Optional.ofNullable(ordersById.get(edit.orderId()))
                            .ifPresent(order -> order.onEdit(edit, sequence, atNanos));
                case Cancel _ -> {
                    // What becomes of it is told when the venue has answered.
                }
            }
            changed(Resource.ORDERS);
        }

        private void add(OrderLife order) {
            ordersById.put(order.id(), order);
            orders.append(sequence, order);
        }

        @Override
        public void concluded(DeskEvent event) {
            switch (event) {
                case OrderChanged one -> {
                    Optional.ofNullable(ordersById.get(one.orderId()))
                            .ifPresent(order -> order.onChanged(one, sequence, atNanos));
                    changed(Resource.ORDERS);
                }
                case TouchJudged one -> {
                    if (one.candleNanos() >= fromNanos) {
                        var touch = new Touch(atNanos, mode(one.accountId()), one);
                        touches.append(sequence, touch);
                        markets.get(one.instrumentId()).on(touch, sequence);
                        changed(Resource.DECISIONS, Resource.OBS);
                    }
                }
                case TradeOpened one -> onOpened(one);
                case TradeEntered one -> of(one.tradeId(), one);
                case StopMoved one -> of(one.tradeId(), one);
                case TradeReduced one -> of(one.tradeId(), one);
                case TradeFunded one -> of(one.tradeId(), one);
                case TradeClosed one -> onClosed(one);
                case CapitalCorrected one ->
                    moved(one.accountId(), one.instrumentId(), Move.Kind.CORRECTED, -one.moneyE8(), one.capitalE8());
                case CapitalMoved one -> {
                    movedE8[one.accountId()][one.instrumentId()] += one.moneyE8();
                    moved(
                            one.accountId(),
                            one.instrumentId(),
                            one.isByHand() ? Move.Kind.MOVED_BY_HAND : Move.Kind.MOVED_BY_CONFIGURATION,
                            one.moneyE8(),
                            one.capitalE8());
                }
                case StateChanged one -> {
                    happenings.on(one);
                    changed(Resource.STATUS);
                }
                case EquityMarked one -> onEquity(one);
            }
        }

        private void onOpened(TradeOpened opened) {
            var trade = new TradeLife(
                    opened, mode(opened.accountId()), gstRateE8(opened.instrumentId()), sequence, atNanos);
            trades.append(sequence, trade);
            tradesById.put(trade.id(), trade);
            openTrades++;
            for (long order : List.of(opened.entryOrderId(), opened.stopOrderId())) {
                Optional.ofNullable(ordersById.get(order))
                        .ifPresent(life -> life.onTrade(trade.id(), sequence, atNanos));
            }
            changed(Resource.POSITIONS, Resource.STATUS, Resource.ORDERS, Resource.OBS);
        }

        private void onClosed(TradeClosed one) {
            TradeLife trade = of(one.tradeId(), one);
            if (trade != null) {
                closed.append(sequence, trade);
                openTrades--;
            }
            changed(Resource.TRADES, Resource.PERFORMANCE, Resource.CAPITAL, Resource.EQUITY);
        }

        /** Null for one that was opened before the first frame that is still there. */
        private TradeLife of(long tradeId, DeskEvent event) {
            TradeLife trade = tradesById.get(tradeId);
            if (trade != null) {
                trade.on(event, sequence, atNanos);
            }
            changed(Resource.POSITIONS, Resource.STATUS);
            return trade;
        }

        private void moved(int accountId, int instrumentId, Move.Kind kind, long moneyE8, long capitalE8) {
            moves.append(sequence, new Move(atNanos, accountId, instrumentId, kind, moneyE8, capitalE8));
            changed(Resource.CAPITAL, Resource.STATUS);
        }

        private void onEquity(EquityMarked marked) {
            if (marked.candleNanos() >= fromNanos) {
                equity.append(
                        sequence,
                        new EquityPoint(
                                marked.accountId(),
                                marked.instrumentId(),
                                marked.candleNanos(),
                                marked.capitalE8(),
                                marked.unrealisedE8(),
                                movedE8[marked.accountId()][marked.instrumentId()]));
                changed(Resource.EQUITY, Resource.CAPITAL, Resource.STATUS, Resource.PERFORMANCE);
            }
        }
    }
}
