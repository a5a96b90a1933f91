package smc.ops.notify.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import smc.engine.config.ConfigException;
import smc.engine.config.Finding;

/** Something that is never shown. From the environment, or from a file that only its owner may read. */
public final class Secret {
    /** Has the bot's token. */
    public static final String TELEGRAM_TOKEN = "SMC_TELEGRAM_TOKEN";

    /** Has what the webhook's requests are signed with. */
    public static final String WEBHOOK_SECRET = "SMC_WEBHOOK_SECRET";

    /** As BotFather gives them: a number, a colon, some 35 signs. */
    private static final Pattern TOKEN = Pattern.compile("[0-9]{3,20}:[A-Za-z0-9_-]{30,64}");

    private static final int SECRET_CHARS_LEAST = 16;
    private static final int BYTES_MOST = 1_000;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** @throws ConfigException if there is none, or it is no token; it never says what it was */
    public static Secret telegramToken(Map<String, String> environment, Optional<Path> file) {
        return of(TELEGRAM_TOKEN, environment, file)
                .filter(secret -> TOKEN.matcher(secret.text).matches())
                .orElseThrow(() -> wrong(
                        TELEGRAM_TOKEN,
                        "the token that BotFather gave, as 123456789:ABC..., was nothing or something else"));
    }

    /** Likewise; 16 characters or more. */
    public static Secret webhookSecret(Map<String, String> environment, Optional<Path> file) {
        return of(WEBHOOK_SECRET, environment, file)
                .filter(secret -> secret.text.length() >= SECRET_CHARS_LEAST)
                .orElseThrow(() -> wrong(
                        WEBHOOK_SECRET, SECRET_CHARS_LEAST + " characters or more to sign with, was nothing or fewer"));
    }

    private static Optional<Secret> of(String variable, Map<String, String> environment, Optional<Path> file) {
        String set = environment.get(variable);
        if (set != null && !set.isBlank()) {
            return Optional.of(new Secret(set.strip()));
        }
        return file.map(Secret::read);
    }

    private static Secret read(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw wrong(file.toString(), "a file that only its owner may read (chmod 600), others may");
            }
            if (Files.size(file) > BYTES_MOST) {
                throw wrong(file.toString(), "at most %,d bytes, was more".formatted(BYTES_MOST));
            }
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw wrong(
                    file.toString(),
                    "a file that can be read, was none: " + e.getClass().getSimpleName());
        }
    }

    private static ConfigException wrong(String where, String expected) {
        return new ConfigException(List.of(new Finding(where, 0, "$", "expected " + expected)));
    }

    /** For whoever needs it to speak; nobody prints it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
