package smc.ops.notify.telegram;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.notify.Courier;
import smc.ops.notify.CursorFile;
import smc.ops.notify.CutReading;
import smc.ops.notify.Kind;
import smc.ops.notify.Manner;
import smc.ops.notify.Message;
import smc.ops.notify.Mute;
import smc.ops.notify.Place;
import smc.ops.notify.Pulse;
import smc.ops.notify.QuietHours;
import smc.ops.notify.Telling;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.Secret;

/** A process that tells a session which goes on while it tells, until it is killed, or has told it all. */
final class TellingProcess {
    static final String TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789";
    static final Chat OWNER = new Chat("owner", 1);
    static final Telling TELLING = new Telling(Optional.empty());

    /** Before what came of the first message is told, and when all is told. */
    static final String BEGINS = "begins";

    static final String DONE = "done";

    private static final Pulse HURRIED = new Pulse() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(long nanos) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(1); // A second for each text would be an hour of test.
        }
    };

    private TellingProcess() {}

    /** @param arguments of the session, of the outbox, address of the bot's API */
    public static void main(String[] arguments) throws Exception {
        Reading whole = ReadingFold.read(Path.of(arguments[0]), Long.MAX_VALUE);
        List<Message> all = TELLING.after(Place.behind(0), whole);
        var now = new AtomicReference<Reading>();
        try (var api = new TelegramApi(
                URI.create(arguments[2]),
                Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, TOKEN), Optional.empty()))) {
            var channel = new TelegramChannel(new TelegramSender(api, HURRIED), OWNER);
            Courier courier = new Courier(
                    channel,
                    CursorFile.of(Path.of(arguments[1]), channel.name()),
                    TELLING,
                    new Manner(EnumSet.allOf(Kind.class), QuietHours.NONE, Map.of()),
                    new Mute(),
                    now::get,
                    HURRIED,
                    _ -> {});
            System.out.println(BEGINS);
            for (Message message : all) {
                now.set(CutReading.until(whole, message.place().sequence()));
                while (courier.look()) {
                    // each in its turn
                }
            }
        }
        System.out.println(DONE);
    }
}
