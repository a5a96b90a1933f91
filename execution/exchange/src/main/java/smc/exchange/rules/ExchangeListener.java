package smc.exchange.rules;

import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/** What happened at the exchange, told after the fact. Nobody may give it a command from inside. */
public interface ExchangeListener {
    /**
     * @param action {@code create}, {@code update} or {@code delete}
     * @param reason as in docs/delta-exchange.md section 4.6, or null
     */
    void orderChanged(ExchangeOrder order, String action, String reason);

    void filled(Fill fill);

    /** @param action {@code create}, {@code update} or {@code delete} */
    void positionChanged(ExchangeAccount account, ExchangeInstrument instrument, String action);

    void walletChanged(ExchangeAccount account);
}
