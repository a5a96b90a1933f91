package smc.exchange.rest;

import smc.exchange.ExchangeAccount;

/**
 * A request that was admitted.
 *
 * @param account whose key signed it; null if it was not signed
 * @param segment what stood in the place of {@code *} in the path of its route
 */
record RestCall(RestRequest request, ExchangeAccount account, String segment) {}
