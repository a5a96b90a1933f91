package smc.ops.notify.telegram;

import java.util.List;
import java.util.function.Supplier;
import smc.ops.notify.Delivery;
import smc.ops.notify.Pulse;
import smc.ops.notify.RateLimit;

/**
 * Sends as fast as a bot may: one text a second to each chat, 30 a second in all. (core.telegram.org/bots/faq, "My bot is hitting limits", read
 * 2026-11-30) Any thread; it waits.
 */
public final class TelegramSender {
    private static final int IN_ALL_PER_SECOND = 30;

    private final TelegramApi api;
    private final Pulse pulse;
    private final RateLimit rate = new RateLimit(IN_ALL_PER_SECOND);

    public TelegramSender(TelegramApi api, Pulse pulse) {
        this.api = api;
        this.pulse = pulse;
    }

    public Delivery send(long chatId, String text, boolean isQuiet, List<List<String>> keyboard) {
        return inTurn(chatId, () -> api.send(chatId, text, isQuiet, keyboard));
    }

    /** @param png as {@link TelegramApi#sendPicture} */
    Delivery sendPicture(long chatId, byte[] png, String caption, boolean isQuiet) {
        return inTurn(chatId, () -> api.sendPicture(chatId, png, caption, isQuiet));
    }

    private Delivery inTurn(long chatId, Supplier<Delivery> sending) {
        try {
            long waitNanos = rate.take(chatId, pulse.nanos());
            if (waitNanos > 0) {
                pulse.pause(waitNanos);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("it was not waited for");
        }
        return sending.get();
    }
}
