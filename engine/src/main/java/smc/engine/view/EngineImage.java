package smc.engine.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.KnownOrder;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * How an engine stands at one moment: a running one now, or one whose frames were folded up to there. Equal by value. Prices and money in 1e-8 USD,
 * sizes in whole contracts, times in epoch nanoseconds.
 *
 * @param epoch number of the last start
 * @param sequence of the last frame; 0 before the first
 * @param atNanos time of the last frame
 * @param markets by instrument id
 * @param desks by account id, then by instrument id
 * @param trades open, in the order in which they were opened
 * @param orders not final, oldest first
 */
public record EngineImage(
        long epoch,
        long sequence,
        long atNanos,
        List<Market> markets,
        List<Desk> desks,
        List<Trade> trades,
        List<WorkingOrder> orders) {

    /**
     * A block alive.
     *
     * @param side at birth
     */
    public record Block(Side side, BlockState state, long originNanos, long topE8, long bottomE8) {}

    /**
     * One symbol.
     *
     * @param lastPriceE8 of the last trade, or of the close of a later candle; 0 before
     * @param lastTradeE8 of the last trade alone; 0 before
     * @param lastTradeNanos of the last trade; 0 before
     * @param lastCandle closed last
     * @param isTrusted whether that candle may be traded on
     * @param candles closed so far
     * @param blocks alive, nearest to the price first
     */
    public record Market(
            String symbol,
            long lastPriceE8,
            long lastTradeE8,
            long lastTradeNanos,
            Optional<Candle> lastCandle,
            boolean isTrusted,
            long candles,
            List<Block> blocks) {
        /** Open time of the candle closed last; {@link Long#MIN_VALUE} before the first. */
        public long lastCandleNanos() {
            return lastCandle.map(Candle::openTimeNanos).orElse(Long.MIN_VALUE);
        }
    }

    /**
     * One account on one symbol.
     *
     * @param equityE8 capital and the open trade's result, as of the last close
     * @param contracts positive long, negative short
     * @param entryE8 0 when flat, like the two after it
     * @param longCooldown candles left in which no long entry may fill
     * @param shortCooldown likewise for short
     * @param standing whether it is held back
     */
    public record Desk(
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
            long tradesClosed,
            long longCooldown,
            long shortCooldown,
            Standing standing) {}

    /**
     * What an account may do on a symbol, and why not more.
     *
     * @param reason empty if it may do everything
     * @param sinceNanos 0 if it was never otherwise
     * @param untilNanos when it ends by itself; 0 if it does not
     * @param found what a breaker found, by {@link RiskReason#numbers}
     * @param allowed likewise
     * @param who asked for it; empty of a breaker
     * @param why in words; likewise
     * @param refusedToday entries held back by a limit on the day (UTC) of the last of them, by reason
     */
    public record Standing(
            TradingState state,
            Optional<RiskReason> reason,
            long sinceNanos,
            long untilNanos,
            long found,
            long allowed,
            String who,
            String why,
            Map<RiskReason, Integer> refusedToday) {
        public Standing {
            refusedToday = Map.copyOf(refusedToday);
        }
    }

    /**
     * An open trade.
     *
     * @param contracts still held
     * @param entryE8 average, rounded against us
     */
    public record Trade(
            long id,
            int accountId,
            int instrumentId,
            Direction direction,
            long contracts,
            long entryE8,
            long stopE8,
            long targetE8) {}

    /**
     * An order that is not final.
     *
     * @param known as the venue has it
     * @param tradeId it works for; 0 if it has not become one
     * @param wantedPriceE8 as last asked for; that of {@code known} once the venue has answered
     * @param wantedContracts likewise
     */
    public record WorkingOrder(KnownOrder known, long tradeId, long wantedPriceE8, long wantedContracts) {}
}
