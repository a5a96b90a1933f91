package smc.execution.desk;

import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskListener;
import smc.execution.position.ExitReason;
import smc.execution.risk.DeskRisk;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;

/** What a desk does when it may do less than before: says it, gives up its entries, and closes what it holds if it is to. Engine thread. */
final class RiskWatch {
    private final int accountId;
    private final int instrumentId;
    private final Market market;
    private final DeskRisk risk;
    private final DeskOrders orders;
    private final TradeKeeper trades;
    private final EntryMode mode;
    private final DeskListener out;

    RiskWatch(
            int accountId,
            int instrumentId,
            Market market,
            DeskRisk risk,
            DeskOrders orders,
            TradeKeeper trades,
            EntryMode mode,
            DeskListener out) {
        this.accountId = accountId;
        this.instrumentId = instrumentId;
        this.market = market;
        this.risk = risk;
        this.orders = orders;
        this.trades = trades;
        this.mode = mode;
        this.out = out;
    }

    /** Somebody asks for a state. */
    void onAsked(TradingState asked, RiskReason reason) {
        risk.onAsked(asked, reason);
        watch();
    }

    /** Everything is given up, and closed; where entries may be made, they pause. */
    void onFlattenAsked(RiskReason reason) {
        giveUpEntries();
        trades.flatten(ExitReason.OPERATOR);
        onAsked(reason == RiskReason.KILL ? TradingState.HALTED : TradingState.PAUSED, reason);
    }

    /** Something may have changed the equity, or asked for orders: a breaker may have ended the entries. */
    void watch() {
        risk.onEquity(trades.equityE8(), market.nowNanos());
        if (!risk.takeChange()) {
            return;
        }
        out.concluded(new StateChanged(
                accountId, instrumentId, risk.state(), risk.reason(), risk.untilNanos(), risk.found(), risk.allowed()));
        if (!risk.state().allowsEntries()) {
            giveUpEntries();
        }
        if (risk.flattensNow()) {
            trades.flatten(ExitReason.RISK_LIMIT);
        }
    }

    /** What rests is cancelled, and what waits does not go. */
    void giveUpEntries() {
        orders.switchOff();
        mode.onTradingOff();
    }
}
