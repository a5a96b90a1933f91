package smc.ops.notify.start;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import smc.ops.api.model.Reading;
import smc.ops.control.ControlSocket;
import smc.ops.notify.Channel;
import smc.ops.notify.Courier;
import smc.ops.notify.CursorFile;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Mute;
import smc.ops.notify.Pulse;
import smc.ops.notify.Telling;
import smc.ops.notify.alarm.AlarmBook;
import smc.ops.notify.command.Commands;
import smc.ops.notify.settings.NotifySettings;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.Secret;
import smc.ops.notify.settings.SettingsFile;
import smc.ops.notify.telegram.TelegramApi;
import smc.ops.notify.telegram.TelegramChannel;
import smc.ops.notify.telegram.TelegramListener;
import smc.ops.notify.telegram.TelegramSender;
import smc.ops.notify.webhook.Heartbeat;
import smc.ops.notify.webhook.WebhookChannel;

/** All that tells of a running engine, and hears. Started and closed by one thread; its own threads are daemons, which no engine waits for. */
public final class Notifier implements AutoCloseable {
    /** For all channels together: whoever presses Ctrl-C is not to wait. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Deque<Opened> opened = new ArrayDeque<>();
    private final List<Courier> couriers = new CopyOnWriteArrayList<>();
    private final AlarmBook book;
    private Optional<TelegramListener> listener = Optional.empty();

    private interface Opened {
        void close();
    }

    /** What is told, with the secrets that takes: all that can be wrong was looked at. */
    public record Plan(NotifySettings settings, Optional<Secret> token, Optional<Secret> webhookSecret) {
        /** The same, where an account that has no prefix has one of these. */
        public Plan withPrefixes(Map<String, String> prefixes) {
            return new Plan(settings.withPrefixes(prefixes), token, webhookSecret);
        }

        /**
         * Of a folder of configuration.
         *
         * @param accounts their names
         * @return empty if nobody is to be told
         * @throws smc.engine.config.ConfigException with what is wrong
         */
        public static Optional<Plan> read(Path folder, List<String> accounts, Map<String, String> environment) {
            return SettingsFile.read(folder, accounts)
                    .map(settings -> new Plan(
                            settings,
                            settings.telegram()
                                    .map(telegram -> Secret.telegramToken(environment, telegram.tokenFile())),
                            settings.webhook()
                                    .map(webhook -> Secret.webhookSecret(environment, webhook.secretFile()))));
        }
    }

    private Notifier(AlarmBook book) {
        this.book = book;
    }

    /**
     * Begins.
     *
     * @param data data folder; {@code outbox/} is in it
     * @param readings the newest of its journal
     * @param drawing of the day, for channels that show pictures
     * @param alarm where the engine runs, and nowhere else: what does not get through is not to be told the same way
     * @throws IOException if {@code outbox/} cannot be made, or has something else in it
     */
    public static Notifier start(
            Plan plan,
            Path data,
            Supplier<Reading> readings,
            ControlSocket.Handler control,
            EngineLook engine,
            SideQuestion question,
            DailySummary.Drawing drawing,
            Consumer<String> alarm)
            throws IOException {
        var notifier = new Notifier(AlarmBook.open(data, alarm).start());
        try {
            notifier.open(plan, data, readings, control, engine, question, drawing, alarm);
            return notifier;
        } catch (IOException | RuntimeException e) {
            notifier.close();
            throw e;
        }
    }

    private void open(
            Plan plan,
            Path data,
            Supplier<Reading> readings,
            ControlSocket.Handler control,
            EngineLook engine,
            SideQuestion question,
            DailySummary.Drawing drawing,
            Consumer<String> alarm)
            throws IOException {
        NotifySettings settings = plan.settings();
        var mute = new Mute();
        var telling = new Telling(settings.daily(), drawing);
        if (settings.telegram().isPresent()) {
            NotifySettings.Telegram telegram = settings.telegram().get();
            var api = new TelegramApi(telegram.baseUrl(), plan.token().orElseThrow());
            opened.push(api::close);
            var sender = new TelegramSender(api, Pulse.SYSTEM);
            for (Chat chat : telegram.chats()) {
                tell(new TelegramChannel(sender, chat), data, telling, settings, mute, readings, alarm);
            }
            if (telegram.isObeyed()) {
                var facts = new EngineFacts(
                        engine,
                        couriers,
                        () -> listener.map(TelegramListener::strangers).orElse(0L),
                        question);
                DailySummary daily = settings.daily().orElse(new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC));
                var commands = Commands.of(readings, control, facts, daily, mute, Pulse.SYSTEM);
                var hearing =
                        TelegramListener.start(api, sender, telegram.chats(), commands, data, Pulse.SYSTEM, alarm);
                listener = Optional.of(hearing);
                opened.push(hearing::close);
            }
        }
        if (settings.webhook().isPresent()) {
            tell(
                    new WebhookChannel(
                            settings.webhook().get().url(), plan.webhookSecret().orElseThrow()),
                    data,
                    telling,
                    settings,
                    mute,
                    readings,
                    alarm);
        }
        settings.heartbeat()
                .ifPresent(heartbeat -> opened.push(Heartbeat.start(
                        heartbeat.url(), heartbeat.every(), engine::isHealthy, Pulse.SYSTEM, alarm)::close));
    }

    private void tell(
            Channel channel,
            Path data,
            Telling telling,
            NotifySettings settings,
            Mute mute,
            Supplier<Reading> readings,
            Consumer<String> alarm)
            throws IOException {
        CursorFile file = CursorFile.of(data, channel.name());
        CursorFile alarmed = CursorFile.of(data, "alarms-" + channel.name());
        file.read(); // What is no cursor is refused now, not by a thread that nobody looks at.
        alarmed.read();
        Courier courier = new Courier(channel, file, telling, settings.manner(), mute, readings, Pulse.SYSTEM, alarm)
                .alsoTelling(book, alarmed)
                .start();
        couriers.add(courier);
    }

    /** An alarm that is in no frame: told like what is in one. Any thread; at once back. */
    public void tell(Instant at, String what) {
        book.take(at, what);
    }

    /** What is known and not told is told within a second or two, or at the next start. */
    @Override
    public void close() {
        book.close();
        couriers.forEach(Courier::end);
        long untilNanos = System.nanoTime() + END_NANOS;
        couriers.forEach(courier -> courier.closeBy(untilNanos));
        opened.forEach(Opened::close);
        opened.clear();
    }
}
