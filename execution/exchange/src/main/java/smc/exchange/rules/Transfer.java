package smc.exchange.rules;

import smc.exchange.ExchangeAccount;

/**
 * Money that went from one wallet to another.
 *
 * @param amountE8 above 0
 */
public record Transfer(ExchangeAccount from, ExchangeAccount to, long timeNanos, long amountE8) {}
