/**
 * A bot API that is not Telegram's: real HTTP on a loopback address, written from Telegram's documentation, so that everything can be seen without an account.
 * It answers what a bot of ours asks, keeps what was sent, and misbehaves when it is told to. It knows no class of ours.
 */
package smc.ops.notify.telegram.fake;
