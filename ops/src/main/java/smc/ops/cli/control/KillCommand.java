package smc.ops.cli.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.engine.live.LiveSettings;
import smc.engine.live.OperatorEpoch;
import smc.engine.live.kill.KillReport;
import smc.engine.ring.EngineFaultException;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.Boot;
import smc.journal.DataLock;
import smc.journal.DiskFullException;
import smc.journal.JournalException;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.door.LiveDoor;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.VenueChoice;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;
import smc.ops.control.KillCall;
import smc.ops.door.FaultExits;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;
import smc.ops.door.Stage;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.JournalResult;
import smc.ops.run.OpenVenue;
import smc.ops.run.StopWish;
import smc.ops.run.TakenFolder;
import smc.ops.run.VenuePlan;
import smc.ops.run.kill.StoppedKill;
import smc.ops.run.kill.UnjournaledKill;
import smc.ops.text.LiveLines;

/** {@code smc kill}. */
@Command(
        name = "kill",
        description = {
            "All is halted, cancelled and closed, until the venue shows so.",
            "It asks nothing. It goes to the engine that runs in the folder; without one it acts at the venue itself, with"
                    + " the options of ./smc run that say where that is.",
            "It says flat only when every account was read twice and nothing is there. Else it names what is, and its exit"
                    + " code is 1. Entries stay halted until ./smc resume.",
            "A damaged journal does not hold it up: then it goes by what the venue shows, changes nothing of the journal, and"
                    + " keeps what it does in logs/."
        },
        footer = {
            "",
            "Examples:",
            "  ./smc kill --data data",
            "  ./smc kill --data live --venue delta-india --reason \"the news\""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class KillCommand implements Callable<Integer> {
    /** For an engine that starts, or another kill, to let go of the folder or to listen. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long LOOK_MILLIS = 500;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
    private Path data;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, 1 to 200 characters; journaled, and shown by ./smc status.")
    private String reason = "killed by hand";

    @Mixin
    private VenueChoice venue;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Arguments.requireDataFolder(spec, data);
        Arguments.requireReason(spec, reason);
        Configuration configuration = configuration()
                .orElseThrow(() -> wrong("--data: expected a folder that an engine was started in, was " + data));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        var request = new ControlRequest(Action.KILL, Inputs.ALL, Inputs.ALL, who(), reason);
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        boolean isWaiting = false;
        while (true) {
            Optional<String> answer = askRunning(request, out, err);
            if (answer.isPresent()) {
                return end(answer.get(), err);
            }
            try {
                return StopWish.during(out, err, stop -> killStopped(configuration, stop));
            } catch (RefusedStartException e) {
                if (DataLock.holder(data).isEmpty() || System.nanoTime() > untilNanos) {
                    throw e;
                }
                if (!isWaiting) {
                    err.println("smc: process %d is at work in %s and does not listen yet: it is waited for"
                            .formatted(DataLock.holder(data).orElse(0), data));
                    isWaiting = true;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private Optional<Configuration> configuration() throws IOException {
        try {
            return ChangedFolder.configuration(data);
        } catch (JournalException _) {
            return ChangedFolder.newestConfiguration(data); // said when the journal is to be gone on with
        }
    }

    private Optional<String> askRunning(ControlRequest request, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        try {
            return KillCall.ask(data, request, err::println, out::println);
        } catch (KillCall.UnheardException e) {
            throw wrong(e.getMessage());
        }
    }

    private static int end(String answer, PrintWriter err) {
        if (answer.equals("ok")) {
            return ExitCode.GOOD;
        }
        err.println("smc: the engine has " + answer);
        return ExitCode.FAILED;
    }

    private int killStopped(Configuration configuration, StopWish stop) throws Exception {
        requireVenueOfTheFolder(configuration);
        if (FolderMoney.of(data).flatMap(FolderMoney::hasWallTime).equals(Optional.of(false))) {
            venue.letMarketStand(); // as of now, a market of another day would go through all the time between
        }
        VenuePlan plan = plan(configuration, stop);
        MoneyKind kind = venue.asked().kind(configuration);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        JournalSettings journal = JournalSettings.DEFAULT.onBoot(Boot.id());
        try {
            halt(journal);
        } catch (RefusedStartException e) {
            throw e; // somebody is at work there
        } catch (JournalException | DiskFullException | EngineFaultException e) {
            return killPast(e, plan);
        }
        err.println("no engine runs; the folder is halted, and the kill goes to the venue itself");
        try (TakenFolder taken = TakenFolder.take(data, journal)) {
            taken.keep();
            try (OpenVenue open = plan.opening().open()) {
                var settings = new LiveSettings(
                        data,
                        plan.traded(),
                        Build.ring(plan.traded(), open.address().isStepped()),
                        journal,
                        open.address().isStepped(),
                        open.address().waitsForAnswers(),
                        kind == MoneyKind.LIVE ? Stage.FIRST.capE8() : 0);
                var kill = new StoppedKill(settings, taken.lock(), open.address(), new LiveLines(err));
                KillReport report = kill.run(who(), reason, err::println);
                report.lines().forEach(out::println);
                return report.isFlat() ? ExitCode.GOOD : ExitCode.FAILED;
            }
        }
    }

    /**
     * Who wants to be flat is not to be held up by a journal that is damaged, or has no room: the venue alone says what is there. Nothing of the journal is
     * changed.
     */
    private int killPast(RuntimeException cause, VenuePlan plan) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (FolderMoney.of(data).isEmpty() || venue.asked().isPaper()) {
            throw cause; // nothing of it is at a venue
        }
        try (DataLock lock = DataLock.take(data);
                OpenVenue open = plan.opening().open()) {
            var lines = new LiveLines(err);
            var kill = new UnjournaledKill(lock.dataFolder(), plan.traded(), open.address(), lines);
            err.println("smc: THE JOURNAL OF %s CANNOT BE GONE ON WITH: %s".formatted(data, cause.getMessage()));
            err.println("smc: the kill goes past it to the venue: it is left as it is, and what is done is kept in "
                    + kill.log());
            try {
                FaultExits.note(
                        data,
                        Instant.now(),
                        "%s killed, %s, past a journal that could not be gone on with: %s"
                                .formatted(who(), reason, cause.getMessage()));
                err.println("smc: the next start is halted until ./smc resume");
            } catch (IOException e) {
                lines.alarm("the next start will NOT be halted, say ./smc halt then: " + e.getMessage());
            }
            KillReport report = kill.run(who(), reason, err::println);
            report.lines().forEach(out::println);
            return report.isFlat() ? ExitCode.GOOD : ExitCode.FAILED;
        }
    }

    /** Whoever gives up a kill has not killed: that is no success. */
    private VenuePlan plan(Configuration configuration, StopWish stop) throws Exception {
        try {
            return venue.plan(configuration, data, stop);
        } catch (InterruptedException e) {
            throw new IOException("it was given up before anything was done", e);
        }
    }

    /** Before anything is asked of anybody: whatever becomes of the venue, the next start is halted. */
    private void halt(JournalSettings journal) throws IOException {
        Configuration first = JournalResult.configuration(data);
        try (OperatorEpoch hand = OperatorEpoch.open(data, first, journal, Build.number(), _ -> {})) {
            if (hand.view().installationId() == 0) {
                throw wrong("--data: expected a folder in which ./smc run has traded, no engine was ever at a venue by "
                        + data + "; nothing was done");
            }
            hand.ask(
                    Build.ring(hand.configuration(), true),
                    Inputs.ALL,
                    Inputs.ALL,
                    TradingState.HALTED,
                    RiskReason.KILL,
                    who(),
                    reason);
        }
    }

    private void requireVenueOfTheFolder(Configuration configuration) throws IOException {
        Optional<FolderMoney> said = FolderMoney.of(data);
        String host = LiveDoor.host(spec, venue.asked(), configuration);
        MoneyKind kind = venue.asked().kind(configuration);
        if (said.isPresent() && (said.get().kind() != kind || !said.get().host().equals(host))) {
            throw wrong(
                    "expected the venue of %s, which is %s%s, was %s%s: name it as ./smc run did, with --venue, --exchange, --paper or --keys; nothing was done"
                            .formatted(
                                    data,
                                    said.get().kind().words(),
                                    place(said.get().host()),
                                    kind.words(),
                                    place(host)));
        }
    }

    private static String place(String host) {
        return host.isEmpty() ? " at the exchange in the box" : " at " + host;
    }

    private static String who() {
        return System.getProperty("user.name");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
