package smc.ops.cli.notify;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import smc.engine.config.Configuration;
import smc.ops.api.dashboard.SharedModel;
import smc.ops.api.model.ReadModel;
import smc.ops.notify.DailySummary;
import smc.ops.notify.Kind;
import smc.ops.notify.Manner;
import smc.ops.notify.QuietHours;
import smc.ops.notify.settings.NotifySettings;
import smc.ops.notify.settings.NotifySettings.Chat;
import smc.ops.notify.settings.NotifySettings.Telegram;
import smc.ops.notify.settings.Secret;
import smc.ops.notify.start.Notifier;
import smc.ops.notify.start.SideQuestion;
import smc.ops.notify.telegram.fake.FakeTelegram;
import smc.ops.run.RunningEngine;
import smc.ops.run.kill.EngineControl;
import smc.ops.text.LiveLines;

/** Who is told of a running engine, if anybody. */
public final class Notices {
    /** Good at the fake alone. */
    private static final String FAKE_TOKEN = "1000:fake-fake-fake-fake-fake-fake-fake-fake";

    private static final long FAKE_CHAT = 1;

    private final Optional<Notifier.Plan> plan;
    private final boolean isFake;

    private final Map<String, String> prefixes;

    private Notices(Optional<Notifier.Plan> plan, boolean isFake, Map<String, String> prefixes) {
        this.plan = plan;
        this.isFake = isFake;
        this.prefixes = prefixes;
    }

    /** What the files of the accounts say stands before their messages, with a blank; none of a file that says nothing. */
    private static Map<String, String> prefixes(Configuration configuration) {
        var prefixes = new TreeMap<String, String>();
        List<String> names = configuration.engine().accountNames();
        for (int account = 0; account < names.size(); account++) {
            String prefix = configuration.accounts().get(account).notifyPrefix();
            if (!prefix.isBlank()) {
                prefixes.put(names.get(account), prefix.strip() + " ");
            }
        }
        return prefixes;
    }

    /**
     * What a folder of configuration says of it, with its secrets.
     *
     * @param isFake whether a Telegram of ours is told instead, on a loopback address
     * @throws smc.engine.config.ConfigException with what is wrong
     */
    public static Notices read(Path folder, Configuration configuration, boolean isFake) {
        return new Notices(
                isFake
                        ? Optional.empty()
                        : Notifier.Plan.read(folder, configuration.engine().accountNames(), System.getenv()),
                isFake,
                prefixes(configuration));
    }

    /** What is open; closed in the other order. */
    public interface Open extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to tell. That it cannot ends no engine.
     *
     * @param model closed by who made it
     * @param question a command of ours about the folder
     */
    public Open start(
            Path data,
            SharedModel model,
            RunningEngine engine,
            EngineControl control,
            SideQuestion question,
            LiveLines lines) {
        if (plan.isEmpty() && !isFake) {
            return () -> {};
        }
        try {
            return open(data, model, engine, control, question, lines);
        } catch (IOException | RuntimeException e) {
            lines.alarm("nobody is told of what happens: " + e.getMessage());
            return () -> {};
        }
    }

    private Open open(
            Path data,
            SharedModel model,
            RunningEngine engine,
            EngineControl control,
            SideQuestion question,
            LiveLines lines)
            throws IOException {
        Optional<FakeTelegram> fake = isFake ? Optional.of(startFake(lines)) : Optional.empty();
        try {
            ReadModel readings = model.get();
            Notifier notifier = Notifier.start(
                    plan.orElseGet(() -> ofFake(fake.orElseThrow().address())).withPrefixes(prefixes),
                    data,
                    readings::newest,
                    control,
                    engine::status,
                    question,
                    DayDrawing::draw,
                    lines::alarmHere);
            lines.hear(notifier::tell);
            return () -> {
                notifier.close();
                fake.ifPresent(FakeTelegram::close);
            };
        } catch (IOException | RuntimeException e) {
            fake.ifPresent(FakeTelegram::close);
            throw e;
        }
    }

    private static FakeTelegram startFake(LiveLines lines) throws IOException {
        FakeTelegram fake = FakeTelegram.start(
                FAKE_TOKEN,
                sent -> lines.print("  telegram" + (sent.isQuiet() ? " (quiet)" : "") + "  "
                        + sent.text().replace("\n", "\n            ")));
        fake.addChat(FAKE_CHAT);
        lines.note("a Telegram of ours listens at " + fake.address());
        return fake;
    }

    /** Everything is told, to the one chat there is. */
    private static Notifier.Plan ofFake(URI address) {
        return new Notifier.Plan(
                new NotifySettings(
                        new Manner(EnumSet.allOf(Kind.class), QuietHours.NONE, Map.of()),
                        Optional.of(new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC)),
                        Optional.of(
                                new Telegram(address, Optional.empty(), true, List.of(new Chat("demo", FAKE_CHAT)))),
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, FAKE_TOKEN), Optional.empty())),
                Optional.empty());
    }
}
