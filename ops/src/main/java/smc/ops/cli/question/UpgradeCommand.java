package smc.ops.cli.question;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.journal.JournalException;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.Moment;
import smc.ops.journal.upgrade.UpgradeCheck;
import smc.ops.journal.upgrade.UpgradeJson;
import smc.ops.journal.upgrade.UpgradeText;
import smc.ops.text.Progress;

/** {@code smc upgrade}: before another build is started on a data folder. */
@Command(
        name = "upgrade",
        description = "A journal says what this build would do otherwise.",
        subcommands = UpgradeCommand.Check.class,
        mixinStandardHelpOptions = true)
public final class UpgradeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: check");
    }

    /** {@code smc upgrade check}: what this build would do otherwise. */
    @Command(
            name = "check",
            description = {
                "The inputs of a journal go to the core of the build at hand.",
                "Every frame is listed in which it decides, orders or books something else.",
                "The first 50 in words; what follows the first may follow from it.",
                "Nothing is written. A running engine is not disturbed."
            },
            footer = {
                "",
                "Exit 0 if nothing differs, 1 if something does, 2 if the journal is not there,",
                "cannot be read or was written by a newer schema."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        private static final int DAYS_MAX = 36_500;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Option(
                names = "--days",
                paramLabel = "N",
                description = {
                    "From the newest snapshot that is at least N days before the journal's end; default 30.",
                    "0 is what a start replays. Without such a snapshot all is replayed."
                })
        private int days = 30;

        @Option(names = "--json", description = "For programs.")
        private boolean isJson;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            if (days < 0 || days > DAYS_MAX) {
                throw new ParameterException(
                        spec.commandLine(), "--days: expected 0 to %d, was %d".formatted(DAYS_MAX, days));
            }
            UpgradeCheck check = check();
            Arguments.say(spec, check.remarks());
            PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(UpgradeJson.of(check, Build.number()).toPrettyString());
            } else {
                UpgradeText.print(check, Build.number(), out);
            }
            return check.isSame() ? ExitCode.GOOD : ExitCode.FAILED;
        }

        private UpgradeCheck check() throws IOException {
            try (var progress = Progress.on(spec.commandLine().getErr())) {
                return UpgradeCheck.of(
                        data, Duration.ofDays(days), now -> progress.show("replayed up to " + Moment.utc(now)));
            } catch (JournalException e) {
                // Whoever waits for 1 hears of differences only.
                throw new ParameterException(spec.commandLine(), data + ": " + e.getMessage());
            }
        }
    }
}
