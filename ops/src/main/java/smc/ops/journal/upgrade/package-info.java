/** What this build would do otherwise than a journal has it, before it is started on it. Reads only; the caller's thread. */
package smc.ops.journal.upgrade;
