package smc.ops.notify.telegram;

import com.google.gson.JsonParseException;
import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.Chat;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.ReplyKeyboardMarkup;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.response.BaseResponse;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.OkHttpClient;
import smc.ops.notify.Delivery;
import smc.ops.notify.settings.Secret;

/**
 * A bot's API. Blocks, for {@link #DEADLINE} at most, a long poll for as long as it asked for and that. Any thread.
 */
public final class TelegramApi implements AutoCloseable {
    /** The most characters of a text. (core.telegram.org/bots/api, sendMessage, read 2026-11-30) */
    public static final int TEXT_CHARS_MOST = 4_096;

    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int BAD = 400;
    private static final int UPDATES_MOST = 100;

    private final OkHttpClient client;
    private final TelegramBot bot;

    /** Within {@link #DEADLINE} and what a long poll may take. */
    private final TelegramBot polling;

    /** @param base {@code https://api.telegram.org}; no slash at its end */
    public TelegramApi(URI base, Secret token) {
        client = new OkHttpClient.Builder()
                .connectTimeout(DEADLINE)
                .readTimeout(DEADLINE)
                .writeTimeout(DEADLINE)
                .callTimeout(DEADLINE)
                .followRedirects(false)
                .build();
        bot = bot(client, base, token);
        polling = bot(
                client.newBuilder()
                        .callTimeout(DEADLINE.plusSeconds(TelegramListener.POLL_SECONDS))
                        .readTimeout(DEADLINE.plusSeconds(TelegramListener.POLL_SECONDS))
                        .build(),
                base,
                token);
    }

    private static TelegramBot bot(OkHttpClient client, URI base, Secret token) {
        return new TelegramBot.Builder(token.reveal())
                .okHttpClient(client)
                .apiUrl(base + "/bot")
                .build();
    }

    /** The bot's own name. */
    public String name() throws TelegramException {
        var answer = require(call(bot, new GetMe()));
        return Optional.ofNullable(answer.user())
                .map(user -> Objects.requireNonNullElse(user.username(), ""))
                .orElseThrow(() -> new TelegramException("expected the bot's name, was another answer", false));
    }

    /**
     * Sends a text as it is, without any markup.
     *
     * @param keyboard rows of buttons; empty leaves those there are
     */
    public Delivery send(long chatId, String text, boolean isQuiet, List<List<String>> keyboard) {
        var request = new SendMessage(chatId, text).disableNotification(isQuiet);
        if (!keyboard.isEmpty()) {
            request.replyMarkup(new ReplyKeyboardMarkup(keyboard.stream()
                            .map(row -> row.toArray(String[]::new))
                            .toArray(String[][]::new))
                    .resizeKeyboard(true));
        }
        return delivered(request);
    }

    /**
     * Sends a picture.
     *
     * @param png 10 MB at most
     * @param caption 1,024 characters at most (core.telegram.org/bots/api, sendPhoto, read 2026-12-01)
     */
    Delivery sendPicture(long chatId, byte[] png, String caption, boolean isQuiet) {
        return delivered(new SendPhoto(chatId, png)
                .caption(caption)
                .fileName("day.png")
                .contentType("image/png")
                .disableNotification(isQuiet));
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> Delivery delivered(T request) {
        try {
            BaseResponse answer = call(bot, request);
            if (answer.isOk()) {
                return new Delivery.Delivered();
            }
            if (answer.errorCode() == TOO_MANY) {
                Integer seconds =
                        answer.parameters() == null ? null : answer.parameters().retryAfter();
                return new Delivery.RetryAfter(Duration.ofSeconds(seconds == null ? 1 : Math.max(1, seconds)));
            }
            String reason = reason(answer.errorCode());
            return isRefusal(answer.errorCode()) ? new Delivery.Refused(reason) : new Delivery.Failed(reason);
        } catch (TelegramException e) {
            return new Delivery.Failed(e.getMessage());
        }
    }

    /**
     * What came since, in order.
     *
     * @param offset number of the first that is wanted; those before it are forgotten there
     * @param seconds to wait for one
     */
    public List<Incoming> updates(long offset, int seconds) throws TelegramException {
        var answer = require(call(
                polling,
                new GetUpdates()
                        .offset((int) offset)
                        .limit(UPDATES_MOST)
                        .timeout(seconds)
                        .allowedUpdates("message")));
        if (answer.updates() == null) {
            throw new TelegramException("expected a list of updates, was another answer", false);
        }
        return answer.updates().stream()
                .filter(update -> update != null && update.updateId() != null)
                .map(TelegramApi::incoming)
                .sorted((a, b) -> Long.compare(a.updateId(), b.updateId()))
                .toList();
    }

    private static Incoming incoming(Update update) {
        Message message = update.message();
        Chat chat = message == null ? null : message.chat();
        if (chat == null || chat.id() == null || message.date() == null) {
            return new Incoming(update.updateId(), 0, "", Optional.empty(), Instant.EPOCH);
        }
        String name = String.join(
                " ",
                Arrays.asList(chat.firstName(), chat.lastName(), chat.title()).stream()
                        .filter(Objects::nonNull)
                        .toList());
        return new Incoming(
                update.updateId(),
                chat.id(),
                name,
                Optional.ofNullable(message.text()),
                Instant.ofEpochSecond(message.date()));
    }

    private static <R extends BaseResponse> R require(R answer) throws TelegramException {
        if (!answer.isOk()) {
            throw new TelegramException(reason(answer.errorCode()), isRefusal(answer.errorCode()));
        }
        return answer;
    }

    /** What the library throws is not handed on: it may have the address, which has the token. */
    private static <T extends BaseRequest<T, R>, R extends BaseResponse> R call(TelegramBot bot, T request)
            throws TelegramException {
        String failure;
        try {
            R answer = bot.execute(request);
            if (answer != null) {
                return answer;
            }
            failure = "it answered nothing";
        } catch (JsonParseException _) {
            failure = "it answered something that is not understood";
        } catch (RuntimeException e) {
            failure = e.getCause() instanceof InterruptedIOException
                    ? "it did not answer in time"
                    : e.getCause() == null ? "it answered something that is not understood" : "it cannot be reached";
        }
        throw new TelegramException(failure, false);
    }

    private static boolean isRefusal(int code) {
        return code == UNAUTHORIZED || code == FORBIDDEN || code == NOT_FOUND || code == BAD || code == TOO_LARGE;
    }

    private static String reason(int code) {
        return switch (code) {
            case UNAUTHORIZED, NOT_FOUND -> "the token is no bot's, or was revoked; BotFather gives another";
            case FORBIDDEN -> "the chat has blocked the bot, or never wrote to it";
            case BAD -> "there is no such chat, or it does not take this text";
            case CONFLICT -> "somebody else asks for this bot's updates";
            default -> "it answered with error " + code;
        };
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        bot.shutdown();
        polling.shutdown();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
