/** Puts together what tells and what hears, around a running engine: each channel its courier, Telegram its listener, the heartbeat. */
package smc.ops.notify.start;
