/**
 * Alarms of an engine that are in no frame: full disks, lost connections, ports that are taken. Anybody may hand one in and waits for nothing; a thread of
 * its own writes them into {@code outbox/} of the data folder, and only then are they told. It never sends, and never decides.
 */
package smc.ops.notify.alarm;
