/**
 * What people want of a journal: what is in it, whether it is sound, what it came to, and how things stood at a moment. Reads only; the caller's
 * thread. A frame is shown by the schema alone, a result is made by the same record as a backtest's.
 */
package smc.ops.journal;
