package smc.ops.notify.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Manner;

/**
 * What is told, how, and to whom.
 *
 * @param daily empty without a summary
 * @param telegram empty without it
 * @param webhook likewise
 * @param heartbeat likewise
 */
public record NotifySettings(
        Manner manner,
        Optional<DailySummary> daily,
        Optional<Telegram> telegram,
        Optional<Webhook> webhook,
        Optional<Heartbeat> heartbeat) {

    /** The same, where an account that has no prefix has one of these. */
    public NotifySettings withPrefixes(Map<String, String> prefixes) {
        return new NotifySettings(manner.withPrefixes(prefixes), daily, telegram, webhook, heartbeat);
    }

    /**
     * A bot of Telegram.
     *
     * @param baseUrl of its API, {@code https} or a loopback address, without a path
     * @param tokenFile used if the environment has no token
     * @param chats that are told and obeyed, one or more; nobody else is
     */
    public record Telegram(URI baseUrl, Optional<Path> tokenFile, boolean isObeyed, List<Chat> chats) {
        public Telegram {
            chats = List.copyOf(chats);
        }

        @Override
        public String toString() {
            return "Telegram[%d chats]".formatted(chats.size());
        }
    }

    /**
     * Somebody who is told.
     *
     * @param name in small letters; it is what is journaled and logged, never the id
     */
    public record Chat(String name, long id) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A receiver of JSON.
     *
     * @param url {@code https} or a loopback address
     * @param secretFile used if the environment has no secret
     */
    public record Webhook(URI url, Optional<Path> secretFile) {
        @Override
        public String toString() {
            return "Webhook"; // The path of such an address is often its secret.
        }
    }

    /**
     * Somebody who is worried when he hears nothing.
     *
     * @param url likewise
     * @param every 10 s to an hour
     */
    public record Heartbeat(URI url, Duration every) {
        @Override
        public String toString() {
            return "Heartbeat[" + every.toSeconds() + " s]";
        }
    }
}
