/** Documents about money: performance, equity, capital, and what backtests came to. Any thread; backtests are read from their folders. */
package smc.ops.api.money;
