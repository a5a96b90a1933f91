/**
 * Order blocks: detection, life and end (docs/rules.md, part I, normative).
 *
 * <p>Pure: runs on the thread that owns the detector, the engine thread when live. Reads no clock, does no I/O, allocates nothing per
 * candle; cost per candle does not grow with history or with the number of live blocks.
 */
package smc.strategy.block;
