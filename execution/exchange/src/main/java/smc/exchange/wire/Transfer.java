package smc.exchange.wire;

/**
 * Money that went from one wallet to another.
 *
 * @param amountE8 above 0
 */
record Transfer(ExchangeAccount from, ExchangeAccount to, long timeNanos, long amountE8) {}
