package smc.ops.cli.demo;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.DurationConverter;
import smc.ops.cli.option.ExitCode;
import smc.ops.run.StopWish;

/** {@code smc demo}: the engine at work for a minute, killed if somebody likes, and what came of it. */
@Command(
        name = "demo",
        description = {
            "The engine trades a made-up market for a minute, then reports.",
            "An hour of the market passes in a second. The page that is named first has a button that kills the engine:",
            "it is started again and goes on where it was. At the end what was shown is proved, and the report opens.",
            "Everything is made in a new folder, demo/<time>. The three newest of earlier demos stay, older ones go."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String SPEED = "3600";
    private static final Path DEMOS = Path.of("demo");
    private static final int KEPT = 3;

    /** Where the system kills it, for want of memory, it would be started for ever. */
    private static final int KILLS_MOST = 20;

    /** An engine that was killed at the end of the demo has this much to come back in. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            defaultValue = "60s",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "How long, ${DEFAULT-VALUE} if not given.")
    private Duration duration;

    @Option(
            names = "--candles",
            paramLabel = "SYMBOL=FILE",
            description = "Recorded candles of your own instead of the made-up market; may be repeated.")
    private List<String> candles = List.of();

    @Option(names = "--no-open", description = "Name dashboard and report, and open neither.")
    private boolean isOnlyNamed;

    @Option(names = "--telegram-fake", description = "Show what a phone would be told.")
    private boolean isTelegramFake;

    @Override
    public Integer call() throws Exception {
        return StopWish.during(spec.commandLine().getOut(), spec.commandLine().getErr(), this::show);
    }

    private int show(StopWish stop) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = DEMOS.resolve(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));
        for (Path old : OldDemos.clear(DEMOS, KEPT)) {
            out.println("deleted " + old + ", of an earlier demo");
        }
        OldDemos.mark(folder);
        var engine = new ChildEngine(folder, arguments(folder), out, isTerminal());
        try (KillPage page = KillPage.start(
                        engine::kill,
                        () -> engine.kills().stream().map(ChildEngine::words).toList());
                var looking = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("demo-watch").factory())) {
            var _ = looking.scheduleWithFixedDelay(engine::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            out.println("kill me   " + page.url() + "  (kills the engine with -9; it comes back)");
            out.flush();
            if (!isOnlyNamed) {
                browse(URI.create(page.url()));
            }
            int exitCode = run(engine, stop);
            looking.shutdownNow();
            return exitCode == ExitCode.GOOD && !stop.isAsked() ? end(engine, folder, out, stop) : exitCode;
        } finally {
            engine.end();
        }
    }

    private List<String> arguments(Path folder) {
        var run = new ArrayList<>(List.of("run", "--speed", SPEED, "--data", folder.toString()));
        if (isTelegramFake) {
            run.add("--telegram-fake");
        }
        candles.forEach(candle -> run.addAll(List.of("--candles", candle)));
        return run;
    }

    /** Until it ends otherwise than by being killed; its exit code. */
    private int run(ChildEngine engine, StopWish stop) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + duration.toNanos();
        Duration left = duration;
        while (true) {
            int exitCode = engine.run(left);
            if (exitCode != ChildEngine.KILLED || stop.isAsked()) {
                return exitCode;
            }
            if (engine.kills().size() > KILLS_MOST) {
                spec.commandLine().getErr().println("the engine was killed " + KILLS_MOST + " times, which is enough");
                return ExitCode.FAILED;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println();
            out.println("The engine was killed. It is started again.");
            out.flush();
            Duration rest = Duration.ofNanos(untilNanos - System.nanoTime());
            left = rest.compareTo(LEAST) < 0 ? LEAST : rest;
        }
    }

    private int end(ChildEngine engine, Path folder, PrintWriter out, StopWish stop)
            throws IOException, InterruptedException {
        boolean isGood = new Proofs(folder, out).show(engine.kills(), stop::isAsked);
        if (!isOnlyNamed && !stop.isAsked()) {
            openReport(folder.resolve("reports"));
        }
        return isGood ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static void openReport(Path reports) throws IOException {
        try (var pages = Files.find(reports, 2, (path, _) -> path.endsWith("report.html"))) {
            for (Path page : pages.toList()) {
                browse(page.toAbsolutePath().toUri());
            }
        }
    }

    private static void browse(URI page) throws IOException {
        boolean canOpen = !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
        if (canOpen) {
            Desktop.getDesktop().browse(page);
        }
    }

    /** Then the engine shows its board there itself. */
    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
