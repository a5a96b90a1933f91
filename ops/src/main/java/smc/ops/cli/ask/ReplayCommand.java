package smc.ops.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.FrameComparison;
import smc.ops.journal.Moment;
import smc.ops.journal.bundle.BundleException;
import smc.ops.journal.bundle.BundleFile;
import smc.ops.journal.bundle.BundleReplay;
import smc.ops.journal.bundle.Manifest;
import smc.ops.state.EngineImageText;
import smc.ops.text.Progress;

/** {@code smc replay}: a moment from elsewhere. */
@Command(
        name = "replay",
        description = {
            "A bundle is replayed: each frame must come to the same bytes.",
            "./smc bundle makes one. How things stood at its moment is told then. No data folder is needed, and nothing is",
            "written."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A bundle. Each of its entries is held against its SHA-256 first.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireReadable(spec, file);
        try (BundleFile bundle = BundleFile.open(file)) {
            Manifest manifest = bundle.manifest();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s of a journal, made by smc %s: %,d frames from %s to %s, sequence %d to %d%n",
                    manifest.moment(),
                    manifest.origin().version(),
                    manifest.frames(),
                    Moment.utc(manifest.first().atNanos()),
                    Moment.utc(manifest.last().atNanos()),
                    manifest.first().sequence(),
                    manifest.last().sequence());
            out.flush();
            BundleReplay replay = replay(bundle);
            manifest.snapshot()
                    .ifPresent(sequence -> out.println(
                            "restored: the snapshot of sequence " + sequence + " is the state that its frame says"));
            if (replay.difference().isPresent()) {
                FrameComparison.print(out, replay.difference().get());
                out.printf("%n%,d frames before it came to the same bytes%n", replay.frames());
                sayIfOfAnotherBuild(manifest);
                return ExitCode.FAILED;
            }
            out.printf("replayed: %,d frames came to the same bytes%n%n", replay.frames());
            new EngineImageText(replay.configuration(), replay.image(), manifest.asOfNanos()).print(out);
            return ExitCode.GOOD;
        } catch (BundleException e) {
            spec.commandLine().getErr().println("smc: " + file + ": " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private BundleReplay replay(BundleFile bundle) throws IOException {
        Manifest manifest = bundle.manifest();
        long firstNanos = manifest.first().atNanos();
        try (var progress = Progress.on(spec.commandLine().getErr())) {
            return BundleReplay.of(
                    bundle,
                    now -> progress.show(now - firstNanos, manifest.last().atNanos() - firstNanos));
        }
    }

    private void sayIfOfAnotherBuild(Manifest manifest) {
        if (!manifest.origin().version().equals(Build.version())) {
            spec.commandLine()
                    .getErr()
                    .println("smc: it was made by smc " + manifest.origin().version() + ", this is " + Build.version());
        }
    }
}
