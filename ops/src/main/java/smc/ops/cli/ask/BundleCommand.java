package smc.ops.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.event.codec.EventSchema;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.DurationConverter;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MomentConverter;
import smc.ops.exchange.KnownKeys;
import smc.ops.journal.Moment;
import smc.ops.journal.bundle.BundleException;
import smc.ops.journal.bundle.BundleWriter;
import smc.ops.journal.bundle.Manifest;
import smc.ops.journal.bundle.OutsideException;
import smc.ops.journal.bundle.Secrets;

/** {@code smc bundle}: a moment, for somebody elsewhere. */
@Command(
        name = "bundle",
        description = {
            "A journal gives one small file that replays a moment elsewhere.",
            "./smc replay takes it, without this data folder. In it are a snapshot, the frames from there through the moment,",
            "and the configurations they name; no key, no secret. The data folder may be in use."
        },
        mixinStandardHelpOptions = true)
public final class BundleCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = {"All that happened up to and at it is in the file.", MomentConverter.MEANING})
    private Moment moment;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write, a zip; must not exist. Above 50 MB it is refused.")
    private Path out;

    @Option(
            names = "--before",
            defaultValue = "60m",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = {
                "How much of the time before is in it at least: it begins with the newest snapshot that is so old,",
                "and without one with the journal's first frame; ${DEFAULT-VALUE} if not given."
            })
    private Duration before;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        if (Files.exists(out)) {
            throw wrong("--out: expected a file that does not exist yet, was " + out + "; name another, or remove it");
        }
        Arguments.requireWritable(spec, out);
        try {
            print(BundleWriter.write(
                    data,
                    moment,
                    before,
                    new Manifest.Origin(
                            Build.version(),
                            Build.number(),
                            EventSchema.VERSION,
                            Runtime.version().toString()),
                    new Secrets(KnownKeys.of(System.getenv(), data.resolve("exchange"))),
                    BundleWriter.LENGTH_MAX,
                    out));
            return ExitCode.GOOD;
        } catch (OutsideException e) {
            throw wrong(data + ": " + e.getMessage());
        } catch (BundleException e) {
            spec.commandLine().getErr().println("smc: " + data + ": " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void print(BundleWriter.Made made) {
        Manifest manifest = made.manifest();
        Arguments.say(spec, made.remarks());
        PrintWriter screen = spec.commandLine().getOut();
        screen.printf("%s: %,d bytes%n", out, made.bytes());
        screen.printf(
                "%,d frames, from %s to %s, sequence %d to %d%n",
                manifest.frames(),
                Moment.utc(manifest.first().atNanos()),
                Moment.utc(manifest.last().atNanos()),
                manifest.first().sequence(),
                manifest.last().sequence());
        screen.println(
                manifest.snapshot().isPresent()
                        ? "it begins with the snapshot of sequence "
                                + manifest.snapshot().getAsLong()
                        : "it begins with the first frame: there is no snapshot that old");
        screen.println("./smc replay " + out + " replays it, here or elsewhere");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
