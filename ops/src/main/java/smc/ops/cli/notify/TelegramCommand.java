package smc.ops.cli.notify;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.notify.Delivery;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.NotifySettings.Telegram;
import smc.ops.notify.settings.Secret;
import smc.ops.notify.settings.SettingsFile;
import smc.ops.notify.telegram.Incoming;
import smc.ops.notify.telegram.TelegramApi;
import smc.ops.notify.telegram.TelegramException;

/** {@code smc telegram}: whether a bot gets through, before an engine needs it. */
@Command(
        name = "telegram",
        description = {
            "A bot of Telegram is tried, and your chat is found.",
            "docs/notifications.md has the steps, from BotFather on."
        },
        subcommands = {TelegramCommand.Trial.class, TelegramCommand.ChatId.class},
        mixinStandardHelpOptions = true)
public final class TelegramCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? ./smc telegram --help lists them");
    }

    /** {@code smc telegram test}. */
    @Command(
            name = "test",
            description = {
                "A test message is sent to each chat of notify.json.",
                "The token is SMC_TELEGRAM_TOKEN in the environment, or in the file that telegram.tokenFile names."
            },
            mixinStandardHelpOptions = true)
    static final class Trial implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigFolder config;

        @Override
        public Integer call() {
            Telegram telegram = SettingsFile.read(
                            config.folder(), config.load().engine().accountNames())
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "expected a file %s, there is none: docs/notifications.md says what is in it"
                                    .formatted(config.folder().resolve(SettingsFile.NAME))))
                    .telegram()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "%s: $.telegram: expected a section, there is none"
                                    .formatted(config.folder().resolve(SettingsFile.NAME))));
            Secret token = Secret.telegramToken(System.getenv(), telegram.tokenFile());
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            try (var api = new TelegramApi(telegram.baseUrl(), token)) {
                out.printf("the bot is @%s%n", api.name());
                int failed = 0;
                for (Chat chat : telegram.chats()) {
                    String trouble = switch (api.send(
                            chat.id(), "A test of ./smc telegram test: it gets through.", false, List.of())) {
                        case Delivery.Delivered _ -> "";
                        case Delivery.RetryAfter later ->
                            "Telegram asks to wait " + later.pause().toSeconds() + " s";
                        case Delivery.Failed failure -> failure.reason();
                        case Delivery.Refused refusal -> refusal.reason();
                    };
                    if (trouble.isEmpty()) {
                        out.printf("chat %s has it%n", chat.name());
                    } else {
                        err.printf("smc: chat %s: %s%n", chat.name(), trouble);
                        failed++;
                    }
                }
                return failed == 0 ? ExitCode.GOOD : ExitCode.FAILED;
            } catch (TelegramException e) {
                err.println("smc: telegram: " + e.getMessage());
                return ExitCode.FAILED;
            }
        }
    }

    /** {@code smc telegram chat-id}. */
    @Command(
            name = "chat-id",
            description = {
                "The chats that wrote to the bot are listed with their numbers.",
                "Write anything to your bot first; it forgets within a day. An engine that listens to it takes the messages away: stop it before."
            },
            mixinStandardHelpOptions = true)
    static final class ChatId implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--base-url",
                paramLabel = "URL",
                defaultValue = SettingsFile.TELEGRAM,
                description = "Of the bot API, ${DEFAULT-VALUE} if not given: https, or a loopback address.")
        private String baseUrl;

        @Override
        public Integer call() {
            Secret token = Secret.telegramToken(System.getenv(), Optional.empty());
            PrintWriter out = spec.commandLine().getOut();
            var base = SettingsFile.address(baseUrl)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--base-url: expected an address of https or a loopback one, was another"));
            try (var api = new TelegramApi(base, token)) {
                Map<Long, String> chats = new LinkedHashMap<>();
                for (Incoming one : api.updates(0, 0)) {
                    if (one.chatId() != 0) {
                        chats.put(one.chatId(), one.chatName());
                    }
                }
                chats.forEach((id, name) -> out.printf("%d  %s%n", id, name));
                if (chats.isEmpty()) {
                    spec.commandLine()
                            .getErr()
                            .println("smc: nobody wrote to the bot within a day: write to it, then ask again");
                    return ExitCode.FAILED;
                }
                return ExitCode.GOOD;
            } catch (TelegramException e) {
                spec.commandLine().getErr().println("smc: telegram: " + e.getMessage());
                return ExitCode.FAILED;
            }
        }
    }
}
