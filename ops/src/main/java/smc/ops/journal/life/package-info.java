/**
 * How an engine lived, read off its journal: when it ran and traded, what ended it, when the venue agreed with it, and how long a position had no stop.
 * Any thread; nothing is written.
 */
package smc.ops.journal.life;
