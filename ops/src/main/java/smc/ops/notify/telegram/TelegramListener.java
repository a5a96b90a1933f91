package smc.ops.notify.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import smc.feed.file.OutputFile;
import smc.ops.notify.Delivery;
import smc.ops.notify.Pulse;
import smc.ops.notify.TextSplit;
import smc.ops.notify.command.Commands;
import smc.ops.notify.settings.NotifySettings.Chat;

/**
 * Hears what the allowed chats write, and has it done. A thread of its own. How far it has heard is on disk only after what was asked is in the journal: an
 * end in between has it heard again, which changes nothing a second time. Strangers get no answer; they are counted.
 */
public final class TelegramListener implements AutoCloseable {
    static final int POLL_SECONDS = 25;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONG_PAUSE = Duration.ofMinutes(1);
    private static final int TRIES = 5;
    private static final int REPLIES_MOST = 100;

    private final TelegramApi api;
    private final TelegramSender sender;
    private final Map<Long, Chat> chats;
    private final Commands commands;
    private final Path file;
    private final Pulse pulse;
    private final Consumer<String> alarm;
    private final AtomicLong strangers = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("telegram-hear").unstarted(this::run);

    /** An answer that does not get through holds up no command. */
    private final ExecutorService replies = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(REPLIES_MOST),
            Thread.ofPlatform().daemon().name("telegram-answer").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile boolean isClosing;
    private boolean isFailing;
    private boolean isFileFailing;
    private long offset;

    private TelegramListener(
            TelegramApi api,
            TelegramSender sender,
            List<Chat> chats,
            Commands commands,
            Path file,
            Pulse pulse,
            Consumer<String> alarm) {
        this.api = api;
        this.sender = sender;
        this.chats = chats.stream().collect(Collectors.toMap(Chat::id, Function.identity()));
        this.commands = commands;
        this.file = file;
        this.pulse = pulse;
        this.alarm = alarm;
    }

    /**
     * Begins to listen.
     *
     * @param data data folder
     */
    public static TelegramListener start(
            TelegramApi api,
            TelegramSender sender,
            List<Chat> chats,
            Commands commands,
            Path data,
            Pulse pulse,
            Consumer<String> alarm)
            throws IOException {
        var listener = of(api, sender, chats, commands, data, pulse, alarm);
        listener.thread.start();
        return listener;
    }

    /** Listens only when it is asked to, {@link #look}. */
    static TelegramListener of(
            TelegramApi api,
            TelegramSender sender,
            List<Chat> chats,
            Commands commands,
            Path data,
            Pulse pulse,
            Consumer<String> alarm)
            throws IOException {
        Path folder = data.resolve("outbox");
        Files.createDirectories(folder);
        var listener =
                new TelegramListener(api, sender, chats, commands, folder.resolve("telegram-heard.json"), pulse, alarm);
        listener.offset = listener.heard();
        return listener;
    }

    /** What came from chats that are not allowed, since the engine was started. */
    public long strangers() {
        return strangers.get();
    }

    private void run() {
        try {
            while (!isClosing) {
                try {
                    look(POLL_SECONDS);
                } catch (RuntimeException e) {
                    alarm.accept("a command by Telegram could not be taken: " + e.getMessage());
                    pulse.pause(PAUSE.toNanos());
                }
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    /** Waits for what is written, and has it done. */
    void look(int seconds) throws InterruptedException {
        List<Incoming> news;
        try {
            news = api.updates(offset, seconds);
            isFailing = false;
        } catch (TelegramException e) {
            if (isClosing) {
                return;
            }
            if (!isFailing) {
                alarm.accept("commands by Telegram cannot be heard, which is tried again: " + e.getMessage());
            }
            isFailing = true;
            pulse.pause((e.isRefusal() ? LONG_PAUSE : PAUSE).toNanos());
            return;
        }
        for (Incoming one : news) {
            if (one.updateId() >= offset) { // Else it was heard before.
                hear(one);
                offset = one.updateId() + 1;
                keep();
            }
        }
    }

    private void hear(Incoming one) {
        if (one.chatId() == 0) {
            return;
        }
        Chat chat = chats.get(one.chatId());
        if (chat == null) {
            strangers.incrementAndGet();
            return;
        }
        commands.obey(chat, one.text().orElse(""), one.sentAt(), text -> replies.execute(() -> reply(chat, text)));
    }

    /** Splits it, and tries for a while: who hears no answer asks again. */
    private void reply(Chat chat, String text) {
        for (String part : TextSplit.of(text, TelegramApi.TEXT_CHARS_MOST)) {
            try {
                reply(chat.id(), part);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void reply(long chatId, String text) throws InterruptedException {
        for (int i = 0; i < TRIES && !isClosing; i++) {
            switch (sender.send(chatId, text, false, Commands.KEYBOARD)) {
                case Delivery.Delivered _, Delivery.Refused _ -> {
                    return;
                }
                case Delivery.RetryAfter later -> pulse.pause(later.pause().toNanos());
                case Delivery.Failed _ -> pulse.pause(PAUSE.toNanos());
            }
        }
    }

    /** 0 at first: all that Telegram still has. */
    private long heard() throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            return json.path("offset").asLong();
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    private void keep() {
        try {
            OutputFile.write(
                    file,
                    (MAPPER.createObjectNode().put("offset", offset).toPrettyString() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            isFileFailing = false;
        } catch (IOException e) {
            if (!isFileFailing) {
                alarm.accept("the files of outbox/ cannot be written, which ends nothing: " + e.getMessage());
            }
            isFileFailing = true;
        }
    }

    /** Does not wait for what it hears just now. */
    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        replies.shutdownNow();
        commands.end();
    }
}
