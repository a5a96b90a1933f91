package smc.engine.view;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockBroken;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineView.KnownTrade;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/** One symbol: its price, its last candle, its blocks; under the view's lock. */
final class MarketView {
    /** As many as a session tells apart. */
    private static final int NEWEST_REMEMBERED = 256;

    private final String symbol;
    private final long timeframeNanos;
    private final Map<BlockKey, Block> blocks = new HashMap<>();

    /** Of the last instant at which something traded; more than are kept are not told apart. */
    private final long[] newestPricesE8 = new long[NEWEST_REMEMBERED];

    private final long[] newestContracts = new long[NEWEST_REMEMBERED];
    private int newest;
    private long newestNanos;

    private long lastPriceE8;
    private long lastTradeE8;
    private long lastTradeNanos;
    /** Null before the first. */
    private Candle lastCandle;

    private boolean isTrusted;
    private long candles;
    /** As it was said last. */
    private Optional<HistoryHeld> historyHeld = Optional.empty();

    private record BlockKey(Side side, BlockState state, long originNanos) {}

    MarketView(String symbol, long timeframeNanos) {
        this.symbol = symbol;
        this.timeframeNanos = timeframeNanos;
    }

    /** All of them, in their order. */
    static void copyTo(StateCopy out, MarketView[] markets) {
        out.beginList("markets");
        for (MarketView market : markets) {
            market.copyTo(out);
        }
        out.end();
    }

    /** Of those that have heard nothing. @throws StateException if others were told */
    static void restore(StateTree in, MarketView[] markets) {
        List<StateTree> told = in.objects("markets");
        if (told.size() != markets.length) {
            throw new StateException(
                    "expected %d markets at %s, were %d".formatted(markets.length, in.place(), told.size()));
        }
        for (int market = 0; market < markets.length; market++) {
            markets[market].restore(told.get(market));
        }
    }

    void onTrade(long venueNanos, long priceE8, long contracts) {
        lastPriceE8 = priceE8;
        lastTradeE8 = priceE8;
        lastTradeNanos = venueNanos;
        if (venueNanos > newestNanos) {
            newestNanos = venueNanos;
            newest = 0;
        }
        if (venueNanos == newestNanos && newest < NEWEST_REMEMBERED) {
            newestPricesE8[newest] = priceE8;
            newestContracts[newest] = contracts;
            newest++;
        }
    }

    List<KnownTrade> newestTrades() {
        return IntStream.range(0, newest)
                .mapToObj(i -> new KnownTrade(newestNanos, newestPricesE8[i], newestContracts[i]))
                .toList();
    }

    /** 0 before the first. */
    long newestTradeNanos() {
        return newestNanos;
    }

    void on(MarketEvent event) {
        switch (event) {
            case CandleClosed closed -> onClosed(closed);
            case BlockBorn born ->
                put(born.side(), BlockState.FRESH, born.originNanos(), born.topE8(), born.bottomE8());
            case BlockBroken broken -> {
                remove(broken.side(), BlockState.FRESH, broken.originNanos());
                put(broken.side(), BlockState.BREAKER, broken.originNanos(), broken.topE8(), broken.bottomE8());
            }
            case BlockDead dead -> remove(dead.side(), BlockState.BREAKER, dead.originNanos());
            case BlockWithdrawn withdrawn -> remove(withdrawn.side(), withdrawn.state(), withdrawn.originNanos());
            case BlockFound found ->
                put(found.side(), found.state(), found.originNanos(), found.topE8(), found.bottomE8());
            case HistoryHeld held -> historyHeld = Optional.of(held);
            default -> {
                // Nothing stands otherwise for it.
            }
        }
    }

    private void onClosed(CandleClosed closed) {
        lastCandle = closed.candle();
        isTrusted = closed.isTrusted();
        candles++;
        if (lastTradeNanos < lastCandle.openTimeNanos()) { // known from the candle alone
            lastPriceE8 = lastCandle.closeE8();
        }
    }

    private void put(Side side, BlockState state, long originNanos, long topE8, long bottomE8) {
        blocks.put(new BlockKey(side, state, originNanos), new Block(side, state, originNanos, topE8, bottomE8));
    }

    private void remove(Side side, BlockState state, long originNanos) {
        blocks.remove(new BlockKey(side, state, originNanos));
    }

    Optional<HistoryHeld> historyHeld() {
        return historyHeld;
    }

    String symbol() {
        return symbol;
    }

    long lastPriceE8() {
        return lastPriceE8;
    }

    long lastCandleNanos() {
        return lastCandle == null ? Long.MIN_VALUE : lastCandle.openTimeNanos();
    }

    boolean isTrusted() {
        return isTrusted;
    }

    /** Number of the candle closed last, from 0; -1 before. */
    long index() {
        return candles - 1;
    }

    /**
     * Number of the candle that something falls into that happens now: the one that is forming, or behind one that is over and not closed yet.
     *
     * @param candleNanos open time of the interval that it is in
     */
    long indexOf(long candleNanos) {
        if (lastCandle == null || candleNanos <= lastCandle.openTimeNanos()) {
            return index();
        }
        return index() + (candleNanos >= lastCandle.openTimeNanos() + 2 * timeframeNanos ? 2 : 1);
    }

    EngineImage.Market image() {
        List<Block> nearestFirst = blocks.values().stream()
                .sorted(Comparator.comparingLong(this::distanceE8)
                        .thenComparingLong(Block::originNanos)
                        .thenComparing(Block::side))
                .toList();
        return new EngineImage.Market(
                symbol,
                lastPriceE8,
                lastTradeE8,
                lastTradeNanos,
                Optional.ofNullable(lastCandle),
                isTrusted,
                candles,
                nearestFirst);
    }

    private long distanceE8(Block block) {
        return Math.max(0, Math.max(block.bottomE8() - lastPriceE8, lastPriceE8 - block.topE8()));
    }

    void copyTo(StateCopy out) {
        out.begin("", 1)
                .put("lastPriceE8", lastPriceE8)
                .put("lastTradeE8", lastTradeE8)
                .put("lastTradeNanos", lastTradeNanos)
                .put("isTrusted", isTrusted)
                .put("candles", candles);
        if (lastCandle != null) {
            lastCandle.copyTo(out, "lastCandle");
        }
        out.put("newestNanos", newestNanos).beginList("newest");
        for (int i = 0; i < newest; i++) {
            out.begin()
                    .put("priceE8", newestPricesE8[i])
                    .put("contracts", newestContracts[i])
                    .end();
        }
        out.end().beginList("blocks");
        for (Block block : image().blocks()) {
            out.begin()
                    .put("side", block.side())
                    .put("state", block.state())
                    .put("originNanos", block.originNanos())
                    .put("topE8", block.topE8())
                    .put("bottomE8", block.bottomE8())
                    .end();
        }
        out.end().end();
    }

    void restore(StateTree in) {
        in.requireVersion(1);
        lastPriceE8 = in.number("lastPriceE8");
        lastTradeE8 = in.number("lastTradeE8");
        lastTradeNanos = in.number("lastTradeNanos");
        isTrusted = in.truth("isTrusted");
        candles = in.number("candles");
        lastCandle = in.optional("lastCandle").map(Candle::of).orElse(null);
        newestNanos = in.number("newestNanos");
        for (StateTree trade : in.objects("newest")) {
            newestPricesE8[newest] = trade.number("priceE8");
            newestContracts[newest] = trade.number("contracts");
            newest++;
        }
        for (StateTree block : in.objects("blocks")) {
            put(
                    block.word("side", Side.class),
                    block.word("state", BlockState.class),
                    block.number("originNanos"),
                    block.number("topE8"),
                    block.number("bottomE8"));
        }
    }
}
