package smc.ops.cli.option;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.text.Progress;

/** Says on the error stream that frames are folded which no snapshot is near, once, and on a terminal how far that has come. */
public final class FoldingProgress implements Folding, AutoCloseable {
    private final PrintWriter err;
    private final Progress progress;
    private long kept;
    private boolean isGivenUp;

    private FoldingProgress(PrintWriter err) {
        this.err = err;
        progress = Progress.on(err);
    }

    public static FoldingProgress on(CommandSpec spec) {
        return new FoldingProgress(spec.commandLine().getErr());
    }

    @Override
    public void begun(Path folder) {
        err.println("smc: frames are folded that no snapshot is near; snapshots of them are kept in " + folder
                + " for the next time");
        err.flush();
    }

    @Override
    public void reached(long sequence, long atNanos) {
        kept++;
        progress.show("sequence %,d, of %s".formatted(sequence, Moment.utc(atNanos)));
    }

    @Override
    public void notKept(String why) {
        isGivenUp = true;
        err.println("smc: snapshots are not kept, the next time takes as long: " + why);
    }

    /** How many were kept. */
    public long kept() {
        return kept;
    }

    /** Whether there were more that could not be kept. */
    public boolean isGivenUp() {
        return isGivenUp;
    }

    @Override
    public void close() {
        progress.close();
    }
}
