package smc.ops.notify.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import smc.engine.event.Inputs;
import smc.ops.api.model.Reading;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;
import smc.ops.control.ControlSocket;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Mute;
import smc.ops.notify.Pulse;
import smc.ops.notify.settings.NotifySettings.Chat;

/** Obeys one command after the other. One thread; what takes long answers from another. */
public final class Commands {
    /** Who reads at a phone need not type. */
    public static final List<List<String>> KEYBOARD = List.of(
            List.of("/status", "/positions", "/orders"),
            List.of("/trades", "/performance", "/balance"),
            List.of("/blocks", "/daily", "/health"),
            List.of("/pause", "/reduce", "/halt"),
            List.of("/resume", "/flatten", "/help"));

    /** What waited longer while the engine was away may not be wanted any more. */
    static final Duration OBEYED_WITHIN = Duration.ofSeconds(60);

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final int CODES = 1_000_000;
    private static final int WORD_SHOWN = 40;
    private static final int WORDS_MOST = 4;
    private static final int MUTE_MINUTES = 60;
    private static final int MUTE_MINUTES_MOST = 1_440;

    private static final Map<String, String> HELP = new TreeMap<>(Map.ofEntries(
            Map.entry("/status", "how everything stands"),
            Map.entry("/positions", "what is open, with stop and target"),
            Map.entry("/orders", "orders that work"),
            Map.entry("/blocks", "blocks alive, nearest first"),
            Map.entry("/trades", "the last closed trades"),
            Map.entry("/performance", "results by mode and symbol"),
            Map.entry("/balance", "capital and equity"),
            Map.entry("/daily", "the last 24 hours"),
            Map.entry("/why", "TRADE: its story and its causes"),
            Map.entry("/whynot", "SYMBOL: why touches were not traded"),
            Map.entry("/health", "engine, feed, disk, channels"),
            Map.entry("/pause", "[ACCOUNT] [SYMBOL]: no new entries; at once"),
            Map.entry("/reduce", "[ACCOUNT] [SYMBOL]: no new entries, tighter stops; at once"),
            Map.entry("/halt", "[ACCOUNT] [SYMBOL]: no new entries until resumed; at once"),
            Map.entry("/resume", "[ACCOUNT] [SYMBOL]: trades again; wants a code"),
            Map.entry("/flatten", "[ACCOUNT] [SYMBOL]: closes at market; wants a code"),
            Map.entry("/kill", "closes and cancels everything, and halts; wants a code"),
            Map.entry("/mute", "[MINUTES]: no sound but of alarms, 60 if not given, 0 ends it"),
            Map.entry("/help", "this")));

    private final Supplier<Reading> readings;
    private final ControlSocket.Handler control;
    private final Facts facts;
    private final DailySummary daily;
    private final Mute mute;
    private final Pulse pulse;
    private final Codes codes;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile Thread asking = Thread.ofVirtual().unstarted(() -> {});

    /** @param random 0 to 999,999; nobody can guess the next */
    Commands(
            Supplier<Reading> readings,
            ControlSocket.Handler control,
            Facts facts,
            DailySummary daily,
            Mute mute,
            Pulse pulse,
            IntSupplier random) {
        this.readings = readings;
        this.control = control;
        this.facts = facts;
        this.daily = daily;
        this.mute = mute;
        this.pulse = pulse;
        codes = new Codes(random);
    }

    /** @param daily in what words the last 24 hours are told */
    public static Commands of(
            Supplier<Reading> readings,
            ControlSocket.Handler control,
            Facts facts,
            DailySummary daily,
            Mute mute,
            Pulse pulse) {
        var random = new SecureRandom();
        return new Commands(readings, control, facts, daily, mute, pulse, () -> random.nextInt(CODES));
    }

    /**
     * Does what was written, or says why not. What is done to the engine is in the journal when this returns.
     *
     * @param sentAt when it was written
     * @param reply any thread; may wait
     */
    public void obey(Chat chat, String text, Instant sentAt, Consumer<String> reply) {
        List<String> words =
                Arrays.stream(text.strip().split("\\s+")).limit(WORDS_MOST + 1).toList();
        // A group's members may name the bot: /status@its_name.
        String command = words.getFirst().toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        List<String> rest = words.subList(1, words.size());
        if (Duration.between(sentAt, pulse.now()).compareTo(OBEYED_WITHIN) > 0) {
            reply.accept("%s was written %s and came only now: it was not obeyed"
                    .formatted(
                            shown(command), sentAt.toString().replace('T', ' ').replace("Z", " UTC")));
            return;
        }
        try {
            String answer = answer(chat, command, rest, reply);
            if (!answer.isEmpty()) {
                reply.accept(answer);
            }
        } catch (IllegalArgumentException e) {
            reply.accept(shown(command) + ": " + e.getMessage());
        } catch (RuntimeException e) { // An engine that ends, or cannot go on: whoever asked is to know.
            reply.accept("%s: not done: %s".formatted(shown(command), e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            reply.accept(shown(command) + ": the engine ends");
        }
    }

    private String answer(Chat chat, String command, List<String> rest, Consumer<String> reply)
            throws InterruptedException {
        if (rest.size() >= WORDS_MOST) {
            throw new IllegalArgumentException("expected fewer words; /help has what follows each command");
        }
        Reading reading = readings.get();
        Answers answers = new Answers(reading);
        return switch (command) {
            case "/status" -> answers.status();
            case "/positions" -> answers.positions();
            case "/orders" -> answers.orders();
            case "/blocks" -> answers.blocks();
            case "/trades" -> answers.trades();
            case "/performance" -> answers.performance();
            case "/balance" -> answers.balance();
            case "/daily" -> daily.of(reading, reading.sequence(), answers.now());
            case "/health" -> String.join("\n", facts.health());
            case "/why" -> ask(List.of("why", one(rest, "the number of a trade, as /trades shows it")), reply);
            case "/whynot" -> ask(List.of("why-not", one(rest, "a symbol").toUpperCase(Locale.ROOT)), reply);
            case "/pause" -> make(chat, Action.PAUSE, rest, reading);
            case "/reduce" -> make(chat, Action.REDUCE, rest, reading);
            case "/halt" -> make(chat, Action.HALT, rest, reading);
            case "/resume" -> offer(chat, Action.RESUME, rest, reading, "it trades again", reply);
            case "/flatten" ->
                offer(
                        chat,
                        Action.FLATTEN,
                        rest,
                        reading,
                        "open positions are closed at market, and entries pause",
                        reply);
            case "/kill" -> offerKill(chat, rest, reading, reply);
            case "/mute" -> mute(rest);
            case "/help", "/start" -> help();
            case "/confirm" -> use(chat, one(rest, "the code"));
            default -> {
                if (CODE.matcher(command).matches() && rest.isEmpty()) {
                    yield use(chat, command);
                }
                yield "%s is no command; /help has them all".formatted(shown(command));
            }
        };
    }

    /** At once: it only makes it safer. */
    private String make(Chat chat, Action action, List<String> rest, Reading reading) throws InterruptedException {
        Aim aim = Aim.of(rest, reading);
        control.take(request(chat, action, aim));
        return "done, and in the journal: %s, %s".formatted(action.state(), aim.words(reading));
    }

    private String offer(
            Chat chat, Action action, List<String> rest, Reading reading, String effect, Consumer<String> reply) {
        Aim aim = Aim.of(rest, reading);
        return offered(chat, "%s, %s: %s".formatted(action, aim.words(reading), effect), () -> {
            try {
                control.take(request(chat, action, aim));
                reply.accept("done, and in the journal: %s, %s".formatted(action, aim.words(reading)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private String offerKill(Chat chat, List<String> rest, Reading reading, Consumer<String> reply) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("expected nothing after it: it is of every account and symbol");
        }
        Aim all = new Aim(Inputs.ALL, Inputs.ALL);
        return offered(
                chat,
                "KILL, %s: everything is cancelled and closed at market, and halts until /resume"
                        .formatted(all.words(reading)),
                () -> {
                    try {
                        var kill = control.kill(request(chat, Action.KILL, all), _ -> {});
                        reply.accept("KILL has begun; what it came to follows"); // before what follows
                        var _ = kill.whenComplete((report, failure) -> Thread.ofVirtual()
                                .start(() -> reply.accept(
                                        failure == null
                                                ? "KILL: " + String.join("\n", report.lines())
                                                : "KILL did not come to its end: " + failure.getMessage())));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private String offered(Chat chat, String what, Runnable wish) {
        String code = codes.give(chat.name(), pulse.now(), wish);
        return "%s.\nTo have it done, send %s within %d s.".formatted(what, code, Codes.GOOD_FOR.toSeconds());
    }

    private String use(Chat chat, String code) {
        return switch (codes.use(chat.name(), code, pulse.now())) {
            case GOOD -> ""; // What was wished has answered.
            case LATE -> "the code came later than 60 s: nothing was done";
            case WRONG -> "that is not the code, and it is void now: nothing was done";
            case OF_SOMEBODY_ELSE -> "that code was given to somebody else: nothing was done";
            case NONE -> "no code is waited for: nothing was done";
        };
    }

    private static ControlRequest request(Chat chat, Action action, Aim aim) {
        return new ControlRequest(
                action, aim.accountId(), aim.instrumentId(), "telegram " + chat.name(), "asked for in the chat");
    }

    /** It reads the whole journal: the next command does not wait for that. */
    private String ask(List<String> arguments, Consumer<String> reply) {
        if (!isAsking.compareAndSet(false, true)) {
            return "another question is looked into; ask again when it is answered";
        }
        asking = Thread.ofVirtual().name("telegram-ask").start(() -> {
            String answer;
            try {
                answer = facts.ask(arguments);
            } catch (IOException | RuntimeException e) {
                answer = "not answered: " + e.getMessage();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                answer = "the engine ends";
            } finally {
                isAsking.set(false);
            }
            reply.accept(answer);
        });
        return "";
    }

    /** Ends what is looked into: an engine that ends does not wait for it. Any thread. */
    public void end() {
        asking.interrupt();
    }

    /** A word that cannot be taken for an option of the command line. */
    private static String one(List<String> rest, String expected) {
        if (rest.size() != 1 || rest.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("expected %s, was %s"
                    .formatted(expected, rest.isEmpty() ? "nothing" : shown(String.join(" ", rest))));
        }
        return rest.getFirst();
    }

    private String mute(List<String> rest) {
        String text = rest.isEmpty() ? String.valueOf(MUTE_MINUTES) : one(rest, "minutes");
        int minutes = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (minutes < 0 || minutes > MUTE_MINUTES_MOST) {
            throw new IllegalArgumentException(
                    "expected 0 to %d minutes, was %s".formatted(MUTE_MINUTES_MOST, shown(text)));
        }
        mute.until(pulse.now().plus(Duration.ofMinutes(minutes)));
        return minutes == 0
                ? "messages make a sound again"
                : "for %d minutes no message makes a sound but alarms; all are told".formatted(minutes);
    }

    private static String help() {
        return HELP.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What somebody wrote, not longer than it helps. */
    static String shown(String word) {
        return word.length() <= WORD_SHOWN ? word : word.substring(0, WORD_SHOWN) + "...";
    }
}
