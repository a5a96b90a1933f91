package smc.execution.desk;

import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** How entries are decided; one implementation a {@link Mode}. Called by the desk in the order of docs/rules.md, section 15. */
sealed interface EntryMode permits CandleCloseEntries, RestingEntries {
    /** One that has decided nothing. */
    static EntryMode of(Mode mode, Desk desk, Market market) {
        return switch (mode) {
            case CANDLE_CLOSE -> new CandleCloseEntries(desk, market);
            case LIMIT -> new RestingEntries(desk, market);
        };
    }

    /** Gives every zone touched by the candle that just closed its verdict, or keeps it as a decided entry. */
    void judgeTouches();

    /** Decides what should rest in the next candle, and asks for the cancels. */
    void plan();

    /** Sends what was decided at this close, as far as it may go now. */
    void send();

    /** Sends what had to wait at the close, if it may go now. */
    void sendWaiting();

    /** Trading was switched off: what waits must not go. */
    void onTradingOff();

    /** What rested when trading was switched off may rest again. */
    void placeAgain();

    /** A market entry is decided and has not left yet. */
    boolean hasMarketEntry();

    /** An entry of the desk filled for the first time. */
    void onFirstFill(Entry entry);

    /** An entry will not fill (any more). */
    void onSettled(Entry entry);

    /** Adds everything that is remembered beside the zones. */
    void hashTo(StateHash hash);

    /** Copies out everything that is remembered beside the zones. */
    void copyTo(StateCopy out, DeskCopy.Told told);

    /** Of one that remembers nothing. */
    void restore(StateTree in, DeskCopy.Remade remade);

    /** Another entry of the scope filled: what waits must not go. */
    void yieldTo(long tradeId);
}
