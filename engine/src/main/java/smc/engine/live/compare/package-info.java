/**
 * Holds what the venue has against what the core knows, again and again while the engine runs (docs/reconciliation.md). Event loop.
 *
 * <p>What differs becomes an input; nothing is settled here, and nothing asked of the venue but what it has.
 */
package smc.engine.live.compare;
