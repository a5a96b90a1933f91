package smc.engine.event;

import smc.execution.order.OrderReport;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/**
 * Facts, past tense: they already happened outside. Prices and money in 1e-8 USD, sizes in whole contracts, times in epoch nanoseconds.
 * Each input is preceded by {@link #at}, its header.
 */
public interface Inputs {
    /** Every account, or every instrument. */
    int ALL = -1;

    /** The most that is kept of who asked, in bytes of UTF-8. */
    int WHO_BYTES = 64;

    /** The most that is kept of why. */
    int WHY_BYTES = 256;

    /**
     * The header of the input that follows.
     *
     * @param sequence number in the log, one more than before
     * @param nowNanos stamped by the producer; never decreases
     */
    void at(long sequence, long nowNanos);

    /**
     * The engine was started. Trading is off again, and the ids that follow carry the epoch.
     *
     * @param epoch number of this start; 0 to 2^23 - 1
     * @param configHash of the configuration it runs by
     * @param keptSequence last sequence of the epoch before that was kept; 0 at the very first start
     * @param cutReason why the epoch before ends there: a number of the journal's, 0 if it was closed
     */
    void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason);

    /** Time moved. Closes candles that are due and moves what waits. */
    void onClock();

    /** A trade at the venue. {@code venueNanos} decides the candle it belongs to. */
    void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts);

    /**
     * A closed candle, from a source that gives whole candles.
     *
     * @param isTrusted whether its trades were complete
     */
    void onCandle(int instrumentId, Candle candle, boolean isTrusted);

    /** Trades between these times may have been missed; to {@link Long#MAX_VALUE}, none follow: the candle inside which that begins is never over. */
    void onTradesMissed(int instrumentId, long fromNanos, long toNanos);

    /**
     * The venue's own closed candle. Where it differs from what the trades had made, the blocks are worked out anew from it; where they had
     * made none, it is taken late. Told twice in a row, after one of ours that came before it was not confirmed, it says that the venue has none
     * there: ours stands.
     */
    void onOfficialCandle(int instrumentId, Candle candle);

    /** Something became of an order: said by the venue, or by the risk gate that refused it. */
    void onOrderReport(int accountId, int instrumentId, OrderReport report);

    /** Funding was booked on a position; positive costs. */
    void onFunding(int accountId, int instrumentId, long moneyE8);

    /** The venue closed contracts of a position for want of margin. */
    void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8);

    /**
     * New entries of an account are allowed, or not any more. Off at the start. Told while they are allowed, it says that what was missed since they were
     * not, if anything, has been told: what rested then, and would rest now, is placed again.
     */
    void onTradingSwitched(int accountId, boolean isOn);

    /**
     * The engine trades at a venue: its own candles follow those made of trades, and only what they confirmed is trusted.
     *
     * @param installationId drawn at the very first start; part of every client order id
     */
    void onLiveStarted(long installationId);

    /**
     * A closed candle of the venue's history, from the anchor on, oldest first. What comes after the last candle closed here is closed by it; from
     * all of them the blocks are worked out once more.
     */
    void onHistoryCandle(int instrumentId, Candle candle);

    /**
     * The history is whole: the blocks worked out from it are the ones that count from here on.
     *
     * @param anchorNanos open time of its first candle
     */
    void onHistoryEnded(int instrumentId, long anchorNanos, long candles);

    /**
     * What the venue holds, read after everything it had to report was taken.
     *
     * @param contracts positive long, negative short, 0 flat
     * @param entryE8 average entry; 0 when flat
     */
    void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8);

    /** Whoever keeps snapshots wants one: the core copies its state out, and says what it amounts to. */
    void onSnapshotAsked();

    /** Whoever reads the history wants to know which the core holds of each instrument. */
    void onHistoryAsked();

    /**
     * The history of an instrument begins with what the core holds of it, and the rest follows as {@link #onHistoryCandle}: so no candle is told
     * twice.
     *
     * @param held as the core has said it
     */
    void onHistoryHeld(int instrumentId, HistoryMark held);

    /**
     * Capital was added or taken. What is open keeps the size it has.
     *
     * @param moneyE8 positive was added
     * @param isByHand whether somebody asked for it; otherwise the configured capital is another than before
     */
    void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand);

    /**
     * The venue said its mark of an instrument, and its best prices.
     *
     * @param bidE8 to sell at; 0 if it was not said
     * @param askE8 to buy at; 0 if it was not said
     */
    void onQuote(int instrumentId, long markE8, long bidE8, long askE8);

    /**
     * Our clock was held against the venue's.
     *
     * @param aheadNanos by how much ours is ahead
     */
    void onClockRead(long aheadNanos);

    /**
     * Somebody asks what an account may do on a symbol: a person, or whoever watches. Who and why are for people; they decide nothing.
     *
     * @param accountId {@link #ALL} for all
     * @param instrumentId likewise
     * @param reason of what kind the cause is
     * @param who at most {@link #WHO_BYTES} in UTF-8
     * @param why at most {@link #WHY_BYTES} in UTF-8
     */
    void onStateAsked(int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why);

    /**
     * Somebody wants everything closed. Entries pause where it is the operator, and halt where it is a kill.
     *
     * @param accountId {@link #ALL} for all
     * @param instrumentId likewise
     * @param reason {@link RiskReason#OPERATOR} or {@link RiskReason#KILL}
     */
    void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why);

    /**
     * How much of the capital of an account on a symbol may be traded with was set.
     *
     * @param capE8 0 for all of it
     */
    void onStageSet(long capE8, String who, String why);

    /**
     * A fill of somebody else's order moved what the venue holds. What it took of an open trade went out of that, by hand.
     *
     * @param heldContracts after it: positive long, negative short, 0 flat
     * @param contracts of the fill
     * @param priceE8 of the fill
     * @param feeE8 of the fill, taxes included
     */
    void onPositionMoved(int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8);

    /**
     * The wallet of an account was read at the venue while nothing was held there or here: what is left of it without its trades is another than was told
     * last, or is enough, or is not, unlike then; or an hour has passed in which account and venue were equal. It decides nothing: a start goes on by it, and
     * whoever asks whether the account was watched.
     *
     * @param broughtE8 by all trades of the account so far, here; below 0 for a loss
     * @param isShort whether money was taken and what is left does not cover the capital
     */
    void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort);
}
