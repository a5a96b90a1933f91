package smc.ops.notify.telegram;

import java.util.List;
import smc.ops.notify.Channel;
import smc.ops.notify.Delivery;
import smc.ops.notify.Outgoing;
import smc.ops.notify.settings.NotifySettings.Chat;

/** One chat. */
public final class TelegramChannel implements Channel {
    private static final String REPEATED = "\n(this may have come before)";

    private final TelegramSender sender;
    private final Chat chat;

    public TelegramChannel(TelegramSender sender, Chat chat) {
        this.sender = sender;
        this.chat = chat;
    }

    @Override
    public String name() {
        return "telegram-" + chat.name();
    }

    @Override
    public int textLimit() {
        return TelegramApi.TEXT_CHARS_MOST - REPEATED.length();
    }

    @Override
    public boolean isForPictures() {
        return true;
    }

    @Override
    public Delivery send(Outgoing text) {
        String said = text.text() + (text.isRepeated() ? REPEATED : "");
        return text.picture().isPresent()
                ? sender.sendPicture(chat.id(), text.picture().get(), said, text.isQuiet())
                : sender.send(chat.id(), said, text.isQuiet(), List.of());
    }
}
