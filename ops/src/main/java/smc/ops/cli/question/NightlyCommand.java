package smc.ops.cli.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.journal.DataLock;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.Moment;
import smc.ops.night.Night;
import smc.ops.night.NightFile;
import smc.ops.night.NightJson;
import smc.ops.night.NightText;
import smc.ops.night.Retention;
import smc.ops.text.Progress;

/** {@code smc nightly}: what a running engine has done once a day. */
@Command(
        name = "nightly",
        description = {
            "The last day is replayed and compared; old epochs are archived.",
            "The day goes from the snapshot before it to the same bytes and hashes, and against a backtest (parity).",
            "Epochs all of which is older than 7 days are compressed. An archive is deleted only with --keep-days.",
            "The result is in state/nightly.json. A running engine does this by itself, five minutes after midnight UTC."
        },
        footer = {
            "",
            "Exit code 1 if a frame or a hash differs, a difference has no cause, or a part failed;",
            "3 if a night's work is being done already."
        },
        mixinStandardHelpOptions = true)
public final class NightlyCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--day",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "Look at that day instead: 2025-01-31. Nothing is archived, deleted or written.")
    private LocalDate day;

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            description = {
                "Delete archives all of which is older than N days, 32 at least. Never by default.",
                "Questions about a whole journal are not answered any more then; a start, at, upgrade check and bundle are."
            })
    private Integer keepDays;

    @Option(names = "--json", description = "For programs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        Arguments.requireKeepDays(spec, keepDays);
        if (day != null && keepDays != null) {
            throw new ParameterException(spec.commandLine(), "--keep-days: nothing is deleted with --day");
        }
        Night night = day == null ? work() : look();
        ObjectNode json = NightJson.of(night, data, Build.version());
        if (day == null) {
            NightFile.write(data, json);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(json.toPrettyString());
        } else {
            NightText.print(night, out);
        }
        return night.isGood() ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private Night work() throws IOException {
        var rule = new Retention.Rule(keepDays == null ? OptionalInt.empty() : OptionalInt.of(keepDays));
        try (var _ = DataLock.take(NightFile.folder(data));
                var progress = Progress.on(spec.commandLine().getErr())) {
            return Night.work(data, rule, now -> progress.show("replayed up to " + Moment.utc(now)));
        }
    }

    private Night look() throws IOException {
        Optional<Night> night;
        try (var progress = Progress.on(spec.commandLine().getErr())) {
            night = Night.look(data, day, now -> progress.show("replayed up to " + Moment.utc(now)));
        }
        return night.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "--day: the journal has no frame of " + day));
    }
}
