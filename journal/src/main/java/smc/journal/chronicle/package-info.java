/**
 * The journal on Chronicle Queue, and the only package that knows it.
 *
 * <p>One queue a start in {@code journal/<epoch>/}, never appended to by a later process. Chronicle writes; we read its files ourselves, as its
 * reader stops silently at a hole, writes into the folder it reads, and takes the JVM down when a mapped file was cut short. Appending is the
 * engine thread's; {@link smc.journal.chronicle.TouchAhead} has a thread of its own; the rest is cold.
 */
package smc.journal.chronicle;
