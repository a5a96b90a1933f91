package smc.ops.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.live.LiveSettings;
import smc.engine.live.compare.ComparePace;
import smc.engine.live.kill.KillSettings;
import smc.engine.ring.EngineFaultException;
import smc.exchange.matching.VenueSettings;
import smc.feed.market.MarketOrigin;
import smc.journal.Boot;
import smc.journal.DiskSpace;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;
import smc.ops.api.dashboard.Dashboard;
import smc.ops.api.dashboard.SharedModel;
import smc.ops.board.Board;
import smc.ops.cli.door.LiveDoor;
import smc.ops.cli.notify.EventLines;
import smc.ops.cli.notify.Notices;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.DurationConverter;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.VenueChoice;
import smc.ops.control.ControlSocket;
import smc.ops.door.FaultExits;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;
import smc.ops.door.Stage;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.RecordedMarket;
import smc.ops.night.NightWatch;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.run.OpenVenue;
import smc.ops.run.RunningEngine;
import smc.ops.run.SideProcess;
import smc.ops.run.StartListener;
import smc.ops.run.StopWish;
import smc.ops.run.Supervision;
import smc.ops.run.TakenFolder;
import smc.ops.run.VenueAddress;
import smc.ops.run.VenuePlan;
import smc.ops.run.kill.EngineControl;
import smc.ops.size.OneContract;
import smc.ops.state.StateFiles;
import smc.ops.state.StatusFile;
import smc.ops.text.LiveLines;

/** {@code smc run}: the engine at a venue, until it is stopped. */
@Command(
        name = "run",
        description = {
            "The engine trades, on paper in a made-up market by default.",
            "Without options it trades at an exchange in the box with a lively market, until Ctrl-C.",
            "Ctrl-C cancels what rests, leaves protective stops, and ends within five seconds. Started again, it goes"
                    + " on."
        },
        footer = {
            "",
            "Examples:",
            "  ./smc run --speed 3600 --for 60s --data demo/fast",
            "  ./smc run --candles SOLUSD=examples/synthetic-walk-15m.csv.gz --data walk"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** A start may take so long behind its last frame. */
    private static final long NOW_SECONDS = 60;

    private static final Duration ASKED_WITHIN = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private VenueChoice venue;

    @ArgGroup(validate = false, order = 4, heading = "%nReal money:%n")
    private LiveDoor door = new LiveDoor();

    @ArgGroup(validate = false, order = 3, heading = "%nThis run:%n")
    private ThisRun run = new ThisRun();

    private static final class ThisRun extends ConfigFolder {
        @Option(names = "--data", paramLabel = "DIR", description = "Data folder; dataDir of engine.json if not given.")
        private Path data;

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "Stop after 120s, 30m, 12h or 7d of real time, and write a report; without, it goes on.")
        private Duration duration;

        @Option(
                names = "--accept-loss-after",
                paramLabel = "SEQUENCE",
                description = {
                    "Give up by hand what lies behind this frame of a damaged journal, the last sound one or an"
                            + " earlier;",
                    "only where a start was refused for it and there is no copy to restore. It is journaled."
                })
        private Long lossAcceptedAfter;

        @Option(
                names = "--keep-days",
                paramLabel = "N",
                description = {
                    "Every night, delete archives of the journal all of which is older than N days, 32 at least; never by"
                            + " default.",
                    "./smc nightly --help says what that costs."
                })
        private Integer keepDays;

        @Option(names = "--quiet", description = "Say only how a start goes, notes and alarms, and the end.")
        private boolean isQuiet;

        @Option(names = "--verbose", description = "Say funding and each day's summary too.")
        private boolean isVerbose;

        @Option(
                names = "--no-color",
                description = "No colours at a terminal; NO_COLOR in the environment says so too.")
        private boolean isColourless;

        @Option(names = "--with-process", hidden = true, description = "Stop when that process, by its id, has ended.")
        private Long parent;

        @Option(names = "--no-dashboard", description = "Serve no dashboard.")
        private boolean isWithoutDashboard;

        @Option(
                names = "--telegram-fake",
                description = "Tell a Telegram of ours on a loopback address, and print what it gets.")
        private boolean isTelegramFake;
    }

    @Override
    public Integer call() throws Exception {
        return StopWish.during(spec.commandLine().getOut(), spec.commandLine().getErr(), this::trade);
    }

    private int trade(StopWish stop) throws Exception {
        Arguments.requireKeepDays(spec, run.keepDays);
        if (run.parent != null) {
            stop.askWhenEnds(run.parent);
        }
        stop.giveUpIfAsked(() -> {
            ChronicleJournal.load();
            return null;
        });
        Configuration configuration = run.load();
        Path folder = run.data == null ? configuration.engine().dataDir() : run.data;
        Notices notices = Notices.read(run.folder(), configuration, run.isTelegramFake);
        JournalSettings.DEFAULT.diskLimits().requireRoomToBegin(DiskSpace.of(folder), folder);
        if (!run.isWithoutDashboard) {
            Dashboard.requireLogin(folder, configuration);
        }
        door.pass(spec, venue.asked(), configuration, folder);
        VenuePlan plan = venue.plan(configuration, folder, stop);
        try (TakenFolder taken = TakenFolder.take(folder, journal(configuration))) {
            // Before anything of an exchange: it would go on by the configuration.
            ChangedFolder.requireAllowed(folder, plan.traded(), journal(configuration));
            MoneyKind kind = venue.asked().kind(configuration);
            door.keepKind(spec, venue.asked(), configuration, folder);
            venue.requireTime(folder, plan);
            var lines = LiveLines.ofRun(spec.commandLine().getOut(), run.isQuiet, !run.isColourless);
            try (var model = new SharedModel(folder, plan.traded());
                    Dashboard dashboard = dashboard(plan, folder, model, lines);
                    OpenVenue open = plan.opening().open()) {
                return trade(plan, kind, open, taken, folder, notices, stop, lines, model, dashboard);
            } catch (EngineFaultException e) {
                taken.keep(); // What it has journaled says why.
                FaultExits.note(folder, Instant.now(), e.getMessage());
                throw e;
            }
        }
    }

    private JournalSettings journal(Configuration configuration) {
        return JournalSettings.DEFAULT
                .onBoot(Boot.id())
                .syncing(configuration.engine().journal().sync() != EngineConfig.Journal.Sync.NONE)
                .acceptingLossAfter(
                        run.lossAcceptedAfter == null ? OptionalLong.empty() : OptionalLong.of(run.lossAcceptedAfter));
    }

    /** Null without one. Whoever watches the output has its address first. */
    private Dashboard dashboard(VenuePlan plan, Path folder, SharedModel model, LiveLines lines) {
        if (run.isWithoutDashboard) {
            return null;
        }
        Dashboard dashboard = Dashboard.beside(folder, plan.traded(), model, lines);
        dashboard.line().ifPresent(lines::print);
        return dashboard;
    }

    private int trade(
            VenuePlan plan,
            MoneyKind kind,
            OpenVenue open,
            TakenFolder taken,
            Path folder,
            Notices notices,
            StopWish stop,
            LiveLines lines,
            SharedModel model,
            Dashboard dashboard)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        VenueAddress address = open.address();
        out.printf("smc %s, %s, venue %s%n", Build.version(), kind.words(), address.name());
        open.box().ifPresent(box -> box.remarks().forEach(lines::alarm));
        out.flush();
        Configuration configuration = plan.traded();
        var settings = new LiveSettings(
                folder,
                configuration,
                Build.ring(configuration, address.isStepped()),
                journal(configuration),
                address.isStepped(),
                address.waitsForAnswers(),
                kind == MoneyKind.LIVE ? Stage.FIRST.capE8() : 0,
                FaultExits.unanswered(folder).orElse(""),
                ComparePace.SHIPPED,
                KillSettings.DEFAULTS);
        Instant startedAt = Instant.now();
        RunningEngine engine = stop.giveUpIfAsked(
                () -> RunningEngine.start(settings, taken.lock(), address, lines, steps(stop, lines)));
        taken.keep();
        FaultExits.answer(folder);
        FolderMoney.keepTime(folder, isNow(engine.view().atNanos()));
        var status = new StatusFile(folder, address.name(), startedAt);
        var control = new EngineControl(engine, lines);
        if (dashboard != null) {
            dashboard.trades(status, control);
        }
        Supervision.End end;
        var supervision = new Supervision(
                engine,
                status,
                new StateFiles(folder, configuration),
                lines,
                new Board(configuration, () -> model.get().newest()),
                open.box(),
                stop);
        try (var _ = run.isQuiet
                        ? null
                        : EventLines.ofRun(
                                model.get()::newest, engine.view().image().sequence(), run.isVerbose, lines::print);
                var _ = listen(folder, configuration, control, lines);
                var _ = notices.start(folder, model, engine, control, asked -> ask(folder, asked), lines);
                var nights = new NightWatch(
                        folder, engine.view()::atNanos, Build.version(), err -> doNightsWork(folder, err), lines)) {
            end = supervision.run(
                    () -> {
                        describe(folder, plan);
                        OneContract.lines(
                                        configuration,
                                        engine.view().image(),
                                        engine.view().stageCapE8())
                                .forEach(lines::print);
                        if (!address.isStepped()) { // Else a day of market is over in seconds.
                            nights.start();
                        }
                        lines.print("running, %s; Ctrl-C stops it"
                                .formatted(
                                        run.duration == null
                                                ? "until it is stopped"
                                                : "for " + run.duration.toSeconds() + " s"));
                    },
                    run.duration);
        }
        supervision.sayEnd();
        if (end == Supervision.End.FAILED) {
            FaultExits.note(folder, Instant.now(), "the engine could not go on");
        } else if (!stop.isAsked()) {
            writeReport(folder, startedAt, stop);
        }
        return end == Supervision.End.QUIET ? ExitCode.GOOD : ExitCode.FAILED;
    }

    /** Without it trading goes on: a person can still stop the engine. */
    private static Closeable listen(Path folder, Configuration configuration, EngineControl control, LiveLines lines) {
        try {
            return ControlSocket.open(
                    folder,
                    configuration.accounts().size(),
                    configuration.engine().symbols().size(),
                    control,
                    lines::alarm)::close;
        } catch (IOException | RuntimeException e) {
            lines.alarm("pause, resume, reduce, halt, flatten and kill cannot be heard, Ctrl-C can: " + e.getMessage());
            return () -> {};
        }
    }

    /** Whether the market's time is the wall's: that of a made market seldom is. */
    private static boolean isNow(long marketNanos) {
        return Math.abs(TimeUnit.NANOSECONDS.toSeconds(marketNanos)
                        - Instant.now().getEpochSecond())
                <= NOW_SECONDS;
    }

    private static StartListener steps(StopWish stop, LiveLines lines) {
        return new StartListener() {
            @Override
            public void replayed(long untilNanos) {
                stop.throwIfAsked();
            }

            @Override
            public void done(String what, long tookNanos) {
                stop.interruptIfAsked(); // the first is that the journal is open
                lines.step(what, tookNanos);
            }
        };
    }

    /** What the journal cannot say of itself, for the commands that read it. */
    private static void describe(Path folder, VenuePlan plan) throws IOException {
        if (!Files.exists(folder.resolve(RecordedMarket.FILE))) {
            List<MarketOrigin> symbols = plan.traded().engine().symbols().stream()
                    .map(symbol -> new MarketOrigin(symbol, plan.market(), "", plan.isSynthetic()))
                    .toList();
            new RecordedMarket(symbols, Fills.TRADES, VenueSettings.ON_TICK).writeInto(folder);
        }
    }

    /** What a person asks of the folder from afar. */
    private static String ask(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(arguments);
        command.addAll(List.of("--data", folder.toString()));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        OptionalInt exitCode = SideProcess.run(Main.class.getName(), command, out, out, ASKED_WITHIN);
        return exitCode.isPresent() ? said.toString().strip() : "no answer within " + ASKED_WITHIN.toSeconds() + " s";
    }

    private OptionalInt doNightsWork(Path folder, PrintWriter err) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("nightly", "--data", folder.toString()));
        if (run.keepDays != null) {
            command.addAll(List.of("--keep-days", run.keepDays.toString()));
        }
        var silent = new PrintWriter(Writer.nullWriter()); // All it says is in the file that it writes.
        return SideProcess.run(Main.class.getName(), command, silent, err, NightWatch.LIMIT);
    }

    /** In a process of its own: what reads the whole journal needs memory that an engine does not. */
    private void writeReport(Path folder, Instant startedAt, StopWish stop) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path results = folder.resolve("reports")
                .resolve(startedAt.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));
        List<String> command =
                List.of("journal", "results", "--data", folder.toString(), "--out", results.toString(), "--report");
        int exitCode = SideProcess.run(
                Main.class.getName(), command, out, spec.commandLine().getErr());
        if (exitCode != ExitCode.GOOD && stop.isAsked()) {
            out.printf("no report: ./smc %s makes it%n", String.join(" ", command));
            return;
        }
        if (exitCode != ExitCode.GOOD) {
            throw new IOException("the report could not be made (exit code " + exitCode + "): ./smc "
                    + String.join(" ", command) + " makes it again");
        }
        out.printf("report %s%n", results.resolve("report.html"));
    }
}
