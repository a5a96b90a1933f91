package smc.ops.text;

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
