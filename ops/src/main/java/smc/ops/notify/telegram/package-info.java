/**
 * Telegram's bot API, behind the port of {@link smc.ops.notify.Channel}: a text to a chat, and what those who are allowed to have written. The only package
 * that sees the library. The token is part of every address: nothing here shows an address, or what an exception of the library says.
 */
package smc.ops.notify.telegram;
