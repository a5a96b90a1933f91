package smc.ops.notify.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import smc.engine.config.ConfigException;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Kind;
import smc.ops.notify.Manner;
import smc.ops.notify.QuietHours;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.NotifySettings.Heartbeat;
import smc.ops.notify.settings.NotifySettings.Telegram;
import smc.ops.notify.settings.NotifySettings.Webhook;

/** Reads {@code notify.json}: strict JSON, a key that is not known is an error, and every section may be left out. */
public final class SettingsFile {
    /** In the folder of the configuration. */
    public static final String NAME = "notify.json";

    /** Where bots are, if nothing else is said. */
    public static final String TELEGRAM = "https://api.telegram.org";

    private static final Pattern CHAT_NAME = Pattern.compile("[a-z0-9-]{1,20}");
    private static final int CHATS_MOST = 10;
    private static final int PREFIX_CHARS_MOST = 20;
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    private final LinedJson json;

    private SettingsFile(LinedJson json) {
        this.json = json;
    }

    /**
     * Of a folder of configuration.
     *
     * @param accounts their names
     * @return empty if it has no such file: nobody is told
     * @throws ConfigException with what is wrong
     */
    public static Optional<NotifySettings> read(Path folder, List<String> accounts) {
        Path file = folder.resolve(NAME);
        return Files.exists(file)
                ? Optional.of(new SettingsFile(LinedJson.read(file)).settings(accounts))
                : Optional.empty();
    }

    /** An address to which a token may be sent, without the slash at its end; empty if it is none, or has a path. */
    public static Optional<URI> address(String text) {
        return SafeAddress.of(text)
                .filter(address ->
                        address.getPath().isEmpty() || address.getPath().equals("/"))
                .map(address -> URI.create(address.toString().replaceFirst("/$", "")));
    }

    private NotifySettings settings(List<String> accounts) {
        JsonNode root = json.root();
        json.requireKeys("$", root, Set.of("kinds", "quiet", "daily", "prefix", "telegram", "webhook", "heartbeat"));
        return new NotifySettings(
                new Manner(kinds(root), quiet(root), prefixes(root, accounts)),
                section(root, "daily").map(this::daily),
                section(root, "telegram").map(this::telegram),
                section(root, "webhook").map(this::webhook),
                section(root, "heartbeat").map(this::heartbeat));
    }

    private Optional<JsonNode> section(JsonNode root, String key) {
        if (!root.has(key)) {
            return Optional.empty();
        }
        json.requireObject("$." + key, root.get(key));
        return Optional.of(root.get(key));
    }

    /** All that are not switched off. */
    private Set<Kind> kinds(JsonNode root) {
        Set<Kind> told = EnumSet.allOf(Kind.class);
        section(root, "kinds")
                .ifPresent(kinds -> kinds.properties().forEach(member -> {
                    String path = "$.kinds." + member.getKey();
                    Kind kind = kind(path, member.getKey());
                    if (!member.getValue().isBoolean()) {
                        throw json.wrong(
                                path, "true or false", member.getValue().toString());
                    }
                    if (kind == Kind.ALARM && !member.getValue().booleanValue()) {
                        throw json.wrong(path, "true: an alarm is always told", "false");
                    }
                    if (!member.getValue().booleanValue()) {
                        told.remove(kind);
                    }
                }));
        return told;
    }

    private Kind kind(String path, String key) {
        return Kind.of(key)
                .orElseThrow(() -> json.wrong(
                        path,
                        "one of "
                                + String.join(", ", ALL.stream().map(Kind::key).toList()),
                        key));
    }

    private QuietHours quiet(JsonNode root) {
        Optional<JsonNode> section = section(root, "quiet");
        if (section.isEmpty()) {
            return QuietHours.NONE;
        }
        JsonNode quiet = section.get();
        json.requireKeys("$.quiet", quiet, Set.of("from", "to", "zone", "kinds"));
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        if (quiet.has("kinds")) {
            kinds.clear();
            json.texts("$.quiet.kinds", quiet.get("kinds")).forEach(key -> kinds.add(kind("$.quiet.kinds", key)));
        }
        if (quiet.has("kinds") && kinds.contains(Kind.ALARM)) {
            throw json.wrong("$.quiet.kinds", "no alarms: they are never quiet", "alarms");
        }
        kinds.remove(Kind.ALARM);
        return new QuietHours(
                time("$.quiet.from", quiet), time("$.quiet.to", quiet), zone("$.quiet.zone", quiet), kinds);
    }

    private Map<String, String> prefixes(JsonNode root, List<String> accounts) {
        Map<String, String> prefixes = new TreeMap<>();
        section(root, "prefix")
                .ifPresent(section -> section.properties().forEach(member -> {
                    String path = "$.prefix." + member.getKey();
                    if (!accounts.contains(member.getKey())) {
                        throw json.wrong(path, "an account, " + String.join(", ", accounts), member.getKey());
                    }
                    String text = json.text(path, member.getValue());
                    if (text.length() > PREFIX_CHARS_MOST) {
                        throw json.wrong(path, "at most " + PREFIX_CHARS_MOST + " characters", text);
                    }
                    prefixes.put(member.getKey(), text);
                }));
        return prefixes;
    }

    private DailySummary daily(JsonNode daily) {
        json.requireKeys("$.daily", daily, Set.of("at", "zone"));
        return new DailySummary(time("$.daily.at", daily), zone("$.daily.zone", daily));
    }

    private Telegram telegram(JsonNode telegram) {
        json.requireKeys("$.telegram", telegram, Set.of("baseUrl", "tokenFile", "commands", "chats"));
        String base = telegram.has("baseUrl") ? json.text("$.telegram.baseUrl", telegram.get("baseUrl")) : TELEGRAM;
        JsonNode commands = telegram.path("commands");
        if (!commands.isMissingNode() && !commands.isBoolean()) {
            throw json.wrong("$.telegram.commands", "true or false", commands.toString());
        }
        return new Telegram(
                address(base)
                        .orElseThrow(() -> json.wrong(
                                "$.telegram.baseUrl",
                                "an address of https, or of http at a loopback address, without a path",
                                "another")),
                file("$.telegram.tokenFile", telegram),
                commands.asBoolean(true),
                chats(telegram.path("chats")));
    }

    private List<Chat> chats(JsonNode array) {
        if (!array.isArray() || array.isEmpty() || array.size() > CHATS_MOST) {
            throw json.wrong(
                    "$.telegram.chats",
                    "1 to %d chats, each with name and id; ./smc telegram chat-id finds yours".formatted(CHATS_MOST),
                    array.isMissingNode() ? "nothing" : array.isArray() ? array.size() + " of them" : "something else");
        }
        List<Chat> chats = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String path = "$.telegram.chats[%d]".formatted(i);
            json.requireObject(path, array.get(i));
            json.requireKeys(path, array.get(i), Set.of("name", "id"));
            String name = json.text(path + ".name", array.get(i).path("name"));
            if (!CHAT_NAME.matcher(name).matches() || !names.add(name)) {
                throw json.wrong(path + ".name", "1 to 20 of a to z, 0 to 9 and -, and each once", name);
            }
            JsonNode id = array.get(i).path("id");
            if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() == 0 || !ids.add(id.longValue())) {
                // Without what it was: the number of a chat is nobody else's business.
                throw json.wrong(path + ".id", "the number of a chat, each once", "something else");
            }
            chats.add(new Chat(name, id.longValue()));
        }
        return chats;
    }

    private Webhook webhook(JsonNode webhook) {
        json.requireKeys("$.webhook", webhook, Set.of("url", "secretFile"));
        return new Webhook(url("$.webhook.url", webhook), file("$.webhook.secretFile", webhook));
    }

    private Heartbeat heartbeat(JsonNode heartbeat) {
        json.requireKeys("$.heartbeat", heartbeat, Set.of("url", "seconds"));
        JsonNode seconds = heartbeat.path("seconds");
        if (!seconds.isInt() || seconds.intValue() < 10 || seconds.intValue() > 3_600) {
            throw json.wrong(
                    "$.heartbeat.seconds", "10 to 3600", seconds.isMissingNode() ? "nothing" : seconds.toString());
        }
        return new Heartbeat(url("$.heartbeat.url", heartbeat), Duration.ofSeconds(seconds.intValue()));
    }

    private Optional<Path> file(String path, JsonNode object) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        return object.has(key) ? Optional.of(Path.of(json.text(path, object.get(key)))) : Optional.empty();
    }

    private LocalTime time(String path, JsonNode object) {
        String text = json.text(path, object.path(path.substring(path.lastIndexOf('.') + 1)));
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException _) {
            throw json.wrong(path, "a time of the day, as 08:30", text);
        }
    }

    private ZoneId zone(String path, JsonNode object) {
        String text = json.text(path, object.path(path.substring(path.lastIndexOf('.') + 1)));
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            throw json.wrong(path, "a time zone, as Asia/Kolkata or UTC", text);
        }
    }

    private URI url(String path, JsonNode object) {
        String text = json.text(path, object.path(path.substring(path.lastIndexOf('.') + 1)));
        return SafeAddress.of(text)
                .orElseThrow(() -> json.wrong(
                        path, "an address of https, or of http at 127.0.0.1, localhost or [::1]", "another"));
    }
}
