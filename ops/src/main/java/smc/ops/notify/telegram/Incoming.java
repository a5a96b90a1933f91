package smc.ops.notify.telegram;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that came to the bot.
 *
 * @param updateId Telegram's number of it; they grow
 * @param chatId 0 if it is no message
 * @param chatName what the chat calls itself
 * @param text empty if it has none
 */
public record Incoming(long updateId, long chatId, String chatName, Optional<String> text, Instant sentAt) {
    @Override
    public String toString() {
        return "update " + updateId;
    }
}
