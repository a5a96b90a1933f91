/**
 * The core over recorded markets: drives {@link smc.engine.core.TradingCore} and the simulated venue directly, in lock-step, without threads.
 *
 * <p>Caller's thread, plain Java. The core cannot tell that it is here.
 */
package smc.engine.backtest;
