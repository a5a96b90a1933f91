package smc.exchange.wire;

/**
 * A change of a wallet.
 *
 * @param number counted from 1 over the whole exchange
 * @param type as in docs/delta-exchange.md section 3.8
 * @param instrument null if it concerns none
 * @param amountE8 below 0 if the account paid
 */
record Transaction(
        long number,
        ExchangeAccount account,
        long timeNanos,
        String type,
        ExchangeInstrument instrument,
        long amountE8,
        long balanceE8) {}
