/**
 * What an engine tells people away from it, and that none of it is lost. What is to be told is derived from the read model, that is from frames alone
 * ({@link smc.ops.notify.Telling}); the journal is thus the outbox. How far a channel has come is kept in {@code outbox/} of the data folder
 * ({@link smc.ops.notify.CursorFile}), and a thread of its own for each channel tells what comes after ({@link smc.ops.notify.Courier}). Alarms that are
 * in no frame have a file of their own there ({@code smc.ops.notify.alarm}).
 *
 * <p>It never writes to the journal, never decides, and no engine waits for it.
 */
package smc.ops.notify;
