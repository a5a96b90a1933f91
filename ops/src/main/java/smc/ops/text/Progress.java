package smc.ops.text;

import java.io.Console;
import java.io.PrintWriter;

/** A progress bar on one line of a terminal; nothing at all elsewhere, so that logs stay clean. One thread. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final boolean isShown;
    private int shown = -1;

    /** @param isTerminal whether somebody looks on */
    public Progress(PrintWriter out, boolean isTerminal) {
        this.out = out;
        isShown = isTerminal;
    }

    /** Shown if the process has a terminal. A console alone does not say so: it may stand for redirected streams. */
    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    public static Progress on(PrintWriter out) {
        Console console = System.console();
        return new Progress(out, console != null && console.isTerminal());
    }

    /** Shows how much is done; cheap if nothing visible changed. */
    public void show(long done, long all) {
        if (!isShown || all <= 0) {
            return;
        }
        int percent = (int) (Math.min(done, all) * 100 / all);
        if (percent != shown) {
            shown = percent;
            int filled = percent * WIDTH / 100;
            out.printf("\r[%s%s] %3d %%", "#".repeat(filled), " ".repeat(WIDTH - filled), percent);
            out.flush();
        }
    }

    /** Shows where the work is, when nobody knows how much there is. */
    public void show(String place) {
        if (isShown) {
            shown = 0;
            out.printf("\r%-" + WIDTH + "s", place);
            out.flush();
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (shown >= 0) {
            out.printf("\r%s\r", " ".repeat(WIDTH + 10));
            out.flush();
        }
    }
}
