package smc.engine.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import smc.engine.core.CoreSettings;
import smc.engine.event.codec.FrameReader;
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
import smc.execution.desk.DeskSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * How the engine stands, folded from frames alone: first from those of the journal, then from each new one once it is on disk. Safe to ask from any
 * thread.
 */
public final class EngineView implements FrameListener {
    private static final int ENDED_REMEMBERED = 200;
    private static final int DIFFERENCES_REMEMBERED = 100;

    private final List<Instrument> instruments;
    private final List<DeskSettings> accounts;
    private final SymbolView[] symbols;
    private final DeskView[][] desks;
    private final Map<Long, DeskView> desksByTrade = new HashMap<>();
    private final TreeMap<Long, OrderView> orders = new TreeMap<>();
    /** Those that became final last, the latest of them last. */
    private final LinkedHashMap<Long, OrderView> ended = new LinkedHashMap<>();

    /** The latest. */
    private final ArrayDeque<Difference> differences = new ArrayDeque<>();

    private int differencesSoFar;

    private final FrameReader reader = new FrameReader();
    private final Told told = new Told();
    private final Said said = new Said();

    private long sequence;
    private long atNanos;
    private long epoch;
    private long configHash;
    private long installationId;
    private long closes;

    private static final class SymbolView {
        private long lastPriceE8;
        private long lastTradeNanos;
        private long lastCandleNanos = Long.MIN_VALUE;
        private boolean isTrusted;
        private long candles;
        private final Map<BlockKey, Block> blocks = new HashMap<>();
    }

    private record BlockKey(Side side, BlockState state, long originNanos) {}

    private static final class DeskView {
        private boolean isTradingOn;
        private long capitalE8;
        private long equityE8;
        private Direction direction;
        private long contracts;
        private long entryE8;
        private long stopE8;
        private long targetE8;
        private long tradesOpened;
        private long tradesClosed;
    }

    /** A position that the venue has otherwise; contracts positive long, negative short. */
    public record Difference(int accountId, int instrumentId, long ownContracts, long venueContracts) {}

    /**
     * A block alive.
     *
     * @param side at birth
     */
    public record Block(Side side, BlockState state, long originNanos, long topE8, long bottomE8) {}

    /**
     * One symbol.
     *
     * @param lastPriceE8 of the last trade; 0 before
     * @param lastCandleNanos open time of the candle closed last; {@link Long#MIN_VALUE} before
     * @param blocks alive, nearest to the price first
     */
    public record SymbolState(
            String symbol,
            long lastPriceE8,
            long lastTradeNanos,
            long lastCandleNanos,
            boolean isTrusted,
            long candles,
            List<Block> blocks) {}

    /**
     * One account on one symbol.
     *
     * @param contracts positive long, negative short
     * @param equityE8 capital and the open trade's result, as of the last close
     * @param entryE8 0 when flat, like the two after it
     */
    public record DeskState(
            int accountId,
            Mode mode,
            String symbol,
            boolean isTradingOn,
            long capitalE8,
            long equityE8,
            long contracts,
            long entryE8,
            long stopE8,
            long targetE8,
            long tradesOpened,
            long tradesClosed) {}

    /**
     * Everything at one moment.
     *
     * @param sequence of the last frame
     * @param orders not final, oldest first
     */
    public record Snapshot(
            long epoch,
            long sequence,
            long atNanos,
            List<SymbolState> symbols,
            List<DeskState> desks,
            List<KnownOrder> orders) {}

    /** Before the first frame. */
    public EngineView(CoreSettings core) {
        instruments = core.instruments();
        accounts = core.accounts();
        symbols = new SymbolView[instruments.size()];
        desks = new DeskView[accounts.size()][symbols.length];
        for (int symbol = 0; symbol < symbols.length; symbol++) {
            symbols[symbol] = new SymbolView();
            for (int account = 0; account < desks.length; account++) {
                desks[account][symbol] = new DeskView();
                desks[account][symbol].capitalE8 = accounts.get(account).capitalE8();
                desks[account][symbol].equityE8 = accounts.get(account).capitalE8();
            }
        }
    }

    @Override
    public synchronized void onFrame(DirectBuffer buffer, int offset, int length) {
        sequence = Frame.sequence(buffer, offset);
        atNanos = Frame.atNanos(buffer, offset);
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
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

    /** Whether an order that is not final is an entry. */
    public synchronized boolean isEntry(long orderId) {
        OrderView order = orders.get(orderId);
        return order != null && order.purpose == OrderPurpose.ENTRY;
    }

    /** How often a position was found to be another than the venue's. */
    public synchronized int positionDifferences() {
        return differencesSoFar;
    }

    /** Those after so many, oldest first; of very many the latest. */
    public synchronized List<Difference> positionDifferencesAfter(int number) {
        return differences.stream()
                .skip(Math.max(0, differences.size() - (differencesSoFar - number)))
                .toList();
    }

    /** The latest orders that became final, but for bracket stops, which have no name at a venue. */
    public synchronized List<KnownOrder> endedOrders() {
        return ended.values().stream()
                .filter(order -> order.entryOrderId == 0)
                .map(OrderView::known)
                .toList();
    }

    /** Time of the last trade or closed candle of an instrument that is known; {@link Long#MIN_VALUE} before the first. */
    public synchronized long lastCandleNanos(int instrumentId) {
        return symbols[instrumentId].lastCandleNanos;
    }

    /** Whether the candle closed last may be traded on. */
    public synchronized boolean isTrusted(int instrumentId) {
        return symbols[instrumentId].isTrusted;
    }

    /** Price of the last trade in 1e-8 USD; 0 before the first. */
    public synchronized long lastPriceE8(int instrumentId) {
        return symbols[instrumentId].lastPriceE8;
    }

    /** Orders that are not final, oldest first. */
    public synchronized List<KnownOrder> orders() {
        return orders.values().stream().map(OrderView::known).toList();
    }

    /** Orders whose cancel was asked for and has not been answered. */
    public synchronized List<KnownOrder> cancelsUnderWay() {
        return orders.values().stream()
                .filter(order -> order.isCancelAsked)
                .map(OrderView::known)
                .toList();
    }

    /** Orders of which a change was asked for and has not been answered. */
    public synchronized List<KnownOrder> editsUnderWay() {
        return orders.values().stream()
                .filter(OrderView::isEditAsked)
                .map(OrderView::known)
                .toList();
    }

    /** Whether the venue may have anything to report: an order works, or a position is open. */
    public synchronized boolean isExposed() {
        if (!orders.isEmpty()) {
            return true;
        }
        for (DeskView[] account : desks) {
            for (DeskView desk : account) {
                if (desk.contracts != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an entry may still fill. */
    public synchronized boolean hasWorkingEntry() {
        return orders.values().stream().anyMatch(order -> order.purpose == OrderPurpose.ENTRY);
    }

    /** Everything as it is now. */
    public synchronized Snapshot snapshot() {
        var symbolStates = new ArrayList<SymbolState>();
        var deskStates = new ArrayList<DeskState>();
        for (int i = 0; i < symbols.length; i++) {
            SymbolView symbol = symbols[i];
            long priceE8 = symbol.lastPriceE8;
            List<Block> blocks = symbol.blocks.values().stream()
                    .sorted(Comparator.<Block>comparingLong(block -> distanceE8(block, priceE8))
                            .thenComparingLong(Block::originNanos)
                            .thenComparing(Block::side))
                    .toList();
            symbolStates.add(new SymbolState(
                    instruments.get(i).symbol(),
                    priceE8,
                    symbol.lastTradeNanos,
                    symbol.lastCandleNanos,
                    symbol.isTrusted,
                    symbol.candles,
                    blocks));
        }
        for (int account = 0; account < desks.length; account++) {
            for (int symbol = 0; symbol < symbols.length; symbol++) {
                DeskView desk = desks[account][symbol];
                boolean isFlat = desk.contracts == 0;
                deskStates.add(new DeskState(
                        account,
                        accounts.get(account).mode(),
                        instruments.get(symbol).symbol(),
                        desk.isTradingOn,
                        desk.capitalE8,
                        desk.equityE8,
                        desk.direction == Direction.SHORT ? -desk.contracts : desk.contracts,
                        isFlat ? 0 : desk.entryE8,
                        isFlat ? 0 : desk.stopE8,
                        isFlat ? 0 : desk.targetE8,
                        desk.tradesOpened,
                        desk.tradesClosed));
            }
        }
        return new Snapshot(epoch, sequence, atNanos, symbolStates, deskStates, orders());
    }

    private static long distanceE8(Block block, long priceE8) {
        return Math.max(0, Math.max(block.bottomE8() - priceE8, priceE8 - block.topE8()));
    }

    /** What the engine was told. */
    private final class Told extends NoInputs {
        @Override
        public void onEngineStarted(long newEpoch, long newConfigHash, long keptSequence, int cutReason) {
            epoch = newEpoch;
            configHash = newConfigHash;
            for (int account = 0; account < desks.length; account++) {
                onTradingSwitched(account, false);
            }
        }

        @Override
        public void onLiveStarted(long id) {
            installationId = id;
        }

        @Override
        public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
            symbols[instrumentId].lastPriceE8 = priceE8;
            symbols[instrumentId].lastTradeNanos = venueNanos;
        }

        /** All but edits is told as an order that changed. */
        @Override
        public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
            if (report instanceof Edited edited) {
                order(edited.orderId()).ifPresent(order -> {
                    order.priceE8 = edited.priceE8();
                    order.contracts = edited.contracts();
                });
            } else if (report instanceof EditRejected) {
                order(report.orderId()).ifPresent(order -> {
                    order.wantedPriceE8 = order.priceE8;
                    order.wantedContracts = order.contracts;
                });
            }
        }

        @Override
        public void onTradingSwitched(int accountId, boolean isOn) {
            for (DeskView desk : desks[accountId]) {
                desk.isTradingOn = isOn;
            }
        }
    }

    private Optional<OrderView> order(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    /** What the engine concluded. */
    private final class Said extends NoEffects {
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
            SymbolView symbol = symbols[instrumentId];
            symbol.lastCandleNanos = candleNanos;
            symbol.isTrusted = isTrusted;
            symbol.candles++;
            closes++;
            if (symbol.lastTradeNanos < candleNanos) { // known from the candle alone
                symbol.lastPriceE8 = closeE8;
            }
        }

        @Override
        public void blockBorn(
                int instrumentId,
                long candleNanos,
                Side side,
                long originNanos,
                long topE8,
                long bottomE8,
                long number) {
            put(instrumentId, side, BlockState.FRESH, originNanos, topE8, bottomE8);
        }

        @Override
        public void blockBroken(
                int instrumentId,
                long candleNanos,
                Side side,
                long originNanos,
                long topE8,
                long bottomE8,
                long number) {
            symbols[instrumentId].blocks.remove(new BlockKey(side, BlockState.FRESH, originNanos));
            put(instrumentId, side, BlockState.BREAKER, originNanos, topE8, bottomE8);
        }

        @Override
        public void blockDead(
                int instrumentId,
                long candleNanos,
                Side side,
                long originNanos,
                long topE8,
                long bottomE8,
                long number) {
            symbols[instrumentId].blocks.remove(new BlockKey(side, BlockState.BREAKER, originNanos));
        }

        @Override
        public void blockWithdrawn(
                int instrumentId,
                Side side,
                BlockState state,
                long originNanos,
                long topE8,
                long bottomE8,
                long number) {
            symbols[instrumentId].blocks.remove(new BlockKey(side, state, originNanos));
        }

        @Override
        public void blockFound(
                int instrumentId,
                Side side,
                BlockState state,
                long originNanos,
                long topE8,
                long bottomE8,
                long number) {
            put(instrumentId, side, state, originNanos, topE8, bottomE8);
        }

        private void put(int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8) {
            symbols[instrumentId].blocks.put(
                    new BlockKey(side, state, originNanos), new Block(side, state, originNanos, topE8, bottomE8));
        }

        @Override
        public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
            differencesSoFar++;
            differences.add(new Difference(accountId, instrumentId, ownContracts, venueContracts));
            if (differences.size() > DIFFERENCES_REMEMBERED) {
                differences.remove();
            }
        }

        @Override
        public void wanted(OrderRequest request) {
            switch (request) {
                case Submit order -> {
                    orders.put(order.orderId(), OrderView.of(order, atNanos));
                    if (order.hasStop()) {
                        orders.put(order.stopOrderId(), OrderView.ofStop(order, atNanos));
                    }
                }
                case Edit edit ->
                    order(edit.orderId()).ifPresent(order -> {
                        order.wantedPriceE8 = edit.priceE8();
                        order.wantedContracts = edit.contracts();
                    });
                case Cancel cancel -> order(cancel.orderId()).ifPresent(order -> order.isCancelAsked = true);
            }
        }

        @Override
        public void concluded(DeskEvent event) {
            switch (event) {
                case OrderChanged changed -> onOrder(changed);
                case TradeOpened opened -> {
                    DeskView desk = desks[opened.accountId()][opened.instrumentId()];
                    desk.direction = opened.direction();
                    desk.tradesOpened++;
                    desksByTrade.put(opened.tradeId(), desk);
                }
                case TradeEntered entered -> {
                    DeskView desk = desksByTrade.get(entered.tradeId());
                    desk.contracts += entered.contracts();
                    desk.entryE8 = entered.entryE8();
                    desk.targetE8 = entered.targetE8();
                    desk.stopE8 = entered.stopE8();
                }
                case StopMoved moved -> desksByTrade.get(moved.tradeId()).stopE8 = moved.stopE8();
                case TradeReduced reduced -> desksByTrade.get(reduced.tradeId()).contracts -= reduced.contracts();
                case TradeClosed closed -> {
                    DeskView desk = desksByTrade.remove(closed.tradeId());
                    desk.tradesClosed++;
                    desk.capitalE8 = closed.capitalAfterE8();
                    desk.equityE8 = closed.capitalAfterE8();
                }
                case CapitalCorrected corrected ->
                    desks[corrected.accountId()][corrected.instrumentId()].capitalE8 = corrected.capitalE8();
                case EquityMarked marked ->
                    desks[marked.accountId()][marked.instrumentId()].equityE8 =
                            marked.capitalE8() + marked.unrealisedE8();
                case TouchJudged _, TradeFunded _ -> {
                    // Of the past, or part of the sums the trade closes with.
                }
            }
        }

        private void onOrder(OrderChanged changed) {
            long orderId = changed.orderId();
            OrderView order = orders.getOrDefault(orderId, ended.get(orderId));
            if (order == null) {
                return;
            }
            order.state = changed.state();
            order.filledContracts = changed.filledContracts();
            if (order.state.isFinal() && orders.remove(orderId) != null) {
                ended.put(orderId, order);
                if (ended.size() > ENDED_REMEMBERED) {
                    ended.pollFirstEntry();
                }
            }
        }
    }
}
