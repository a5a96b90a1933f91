package smc.engine.view;

/**
 * How an account's wallet stood while nothing was held.
 *
 * @param depositE8 without what its trades have brought, 1e-8 USD
 * @param isShort whether money was taken and what is left does not cover the capital
 */
public record KnownWallet(long depositE8, boolean isShort) {}
