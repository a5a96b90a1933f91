package smc.exchange.rules;

import java.util.List;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.Ticket;

/** What changes the state of the exchange, in its own words. Prices and money in 1e-8 USD; 0 of a price leaves it as it is. */
public sealed interface Command {
    /** @param isReplacing whether all other orders of the account in the instrument are cancelled */
    record Place(ExchangeAccount account, Ticket ticket, boolean isReplacing) implements Command {}

    /**
     * @param trailE8 with the sign it was given
     * @param contracts all of the order's after the edit
     */
    record Edit(ExchangeOrder order, long limitE8, long stopE8, long trailE8, long contracts) implements Command {}

    record Cancel(ExchangeOrder order) implements Command {}

    record CancelAll(
            ExchangeAccount account,
            List<ExchangeInstrument> instruments,
            boolean isForLimits,
            boolean isForStops,
            boolean isForReduceOnly)
            implements Command {}

    /** One after another; what is refused is left out, as Delta does (docs/delta-exchange.md section 3.7). */
    record Batch(List<Command> commands) implements Command {}

    /** Legs of a position that has none. */
    record AddBracket(ExchangeAccount account, ExchangeInstrument instrument, Bracket bracket, String method)
            implements Command {}

    /** @param bracket what is 0 of it stays */
    record EditBracket(ExchangeOrder entry, Bracket bracket) implements Command {}

    record SetLeverage(ExchangeAccount account, ExchangeInstrument instrument, long leverage) implements Command {}

    record CloseAll(ExchangeAccount account) implements Command {}

    /** Adds margin to a position, or takes it back if below 0. */
    record ChangeMargin(ExchangeAccount account, ExchangeInstrument instrument, long deltaE8) implements Command {}

    /** How the margin of an account is kept: each position its own, or all of one. */
    record SetMarginMode(ExchangeAccount account, boolean isShared) implements Command {}

    /**
     * Auto-deleveraging: the venue takes the whole position to cover somebody else's loss (docs/delta-exchange.md section 3.10).
     *
     * @param priceE8 at which the other is bankrupt
     */
    record Deleverage(ExchangeAccount account, ExchangeInstrument instrument, long priceE8) implements Command {}

    /** Money from one account to another. */
    record Transfer(ExchangeAccount from, ExchangeAccount to, long amountE8) implements Command {}

    record CreateHeartbeat(ExchangeAccount account, Heartbeats.Terms terms) implements Command {}

    /**
     * @param ttlMillis 0 stops the switch
     * @param atMillis real time at which it came
     */
    record Beat(ExchangeAccount account, String heartbeatId, long ttlMillis, long atMillis) implements Command {}

    /** A heartbeat's time passed without one; the exchange's own, in the name of the account. */
    record ExpireHeartbeat(ExchangeAccount account, String heartbeatId) implements Command {}

    /** Whether resting limits share the contracts of a trade; a control, of no account. */
    record SetPartialFills(boolean isOn) implements Command {}

    /** What holds from here on; of no account. */
    record SetRules(ExchangeRules rules) implements Command {}
}
