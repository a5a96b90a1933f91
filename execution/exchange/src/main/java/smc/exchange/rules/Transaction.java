package smc.exchange.rules;

import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/**
 * A change of a wallet.
 *
 * @param number counted from 1 over the whole exchange
 * @param type as in delta-exchange-api.md section 3.8
 * @param instrument null if it concerns none
 * @param amountE8 below 0 if the account paid
 */
public record Transaction(
        long number,
        ExchangeAccount account,
        long timeNanos,
        String type,
        ExchangeInstrument instrument,
        long amountE8,
        long balanceE8) {}
