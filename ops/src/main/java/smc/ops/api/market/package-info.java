/**
 * Documents about the market: blocks and their stories, candles, structure, and the verdict on each touch. Any thread.
 *
 * <p>They compute nothing that the detector said otherwise.
 */
package smc.ops.api.market;
