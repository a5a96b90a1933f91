package smc.ops.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.ExitCode;

/** {@code smc demo}: the engine at work for a minute, and what came of it. */
@Command(
        name = "demo",
        description = {
            "The engine trades a made-up market for a minute, then reports.",
            "An hour of the market passes in a second; at the end the report opens.",
            "Everything is made in a new folder, demo/<time>, and is of no use after."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String SPEED = "3600";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            defaultValue = "60s",
            paramLabel = "DURATION",
            description = "How long, ${DEFAULT-VALUE} if not given.")
    private String duration;

    @Option(names = "--no-open", description = "Name the report, and do not open it.")
    private boolean isOnlyNamed;

    @Option(names = "--telegram-fake", description = "Show what a phone would be told.")
    private boolean isTelegramFake;

    @Override
    public Integer call() throws IOException {
        Path folder = Path.of("demo")
                .resolve(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));
        List<String> run =
                new ArrayList<>(List.of("run", "--speed", SPEED, "--for", duration, "--data", folder.toString()));
        if (isTelegramFake) {
            run.add("--telegram-fake");
        }
        int exitCode = Main.run(spec.commandLine().getOut(), spec.commandLine().getErr(), run.toArray(String[]::new));
        if (exitCode == ExitCode.GOOD && !isOnlyNamed) {
            open(folder.resolve("reports"));
        }
        return exitCode;
    }

    private static void open(Path reports) throws IOException {
        boolean canOpen = !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
        if (!canOpen) {
            return;
        }
        try (var pages = Files.find(reports, 2, (path, _) -> path.endsWith("report.html"))) {
            for (Path page : pages.toList()) {
                Desktop.getDesktop().browse(page.toAbsolutePath().toUri());
            }
        }
    }
}
