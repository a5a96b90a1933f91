package smc.ops.cli.door;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.door.FolderMoney;
import smc.ops.journal.life.EngineLife;
import smc.ops.journal.life.Uptime;

/** {@code smc uptime}: how long an engine ran. */
@Command(
        name = "uptime",
        description = {
            "The time since the first start is shown as up and down.",
            "By days of UTC; time switched off, or asleep, counts as down. A running engine is not disturbed."
        },
        footer = {"", "Exit code 1 if the journal has no time of the wall."},
        mixinStandardHelpOptions = true)
public final class UptimeCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(names = "--json", description = "For programs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        Optional<Boolean> hasWallTime = FolderMoney.of(data).flatMap(FolderMoney::hasWallTime);
        if (!hasWallTime.orElse(false)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            hasWallTime.isPresent()
                                    ? "smc: the journal of %s has the time of a played market and none of the wall: there is no uptime"
                                            .formatted(data)
                                    : "smc: %s does not say whether its journal has the time of the wall: no start of ./smc run has come so far"
                                            .formatted(data));
            return ExitCode.FAILED;
        }
        Instant now = Instant.now();
        Uptime uptime = Uptime.of(EngineLife.of(data), TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
        if (isJson) {
            spec.commandLine().getOut().println(uptime.json().toPrettyString());
        } else {
            uptime.print(spec.commandLine().getOut());
        }
        return ExitCode.GOOD;
    }
}
