package smc.ops.text;

import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** The terminal that the process was started at. Nothing is read from it, and no mode of it is changed. */
final class SystemScreen implements Screen {
    private final Terminal terminal;
    private final boolean isColoured;

    private SystemScreen(Terminal terminal, boolean isColoured) {
        this.terminal = terminal;
        this.isColoured = isColoured;
    }

    /**
     * Opens it.
     *
     * @param isColoured whether colours are wanted; {@code NO_COLOR} (no-color.org) says no to it
     * @return empty if it cannot be had, or is too simple to write over a row
     */
    static Optional<SystemScreen> open(boolean isColoured) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .providers(TerminalBuilder.PROP_PROVIDER_FFM)
                    .dumb(false)
                    // It would give Ctrl-C back to the JVM, which ends at once and leaves orders resting.
                    .nativeSignals(false)
                    // It would ask the terminal, and read the answer.
                    .graphemeCluster(false)
                    .paused(true)
                    .build();
            String noColor = System.getenv("NO_COLOR");
            boolean isWanted = isColoured && (noColor == null || noColor.isEmpty());
            return terminal.getType().startsWith(Terminal.TYPE_DUMB)
                    ? Optional.empty()
                    : Optional.of(new SystemScreen(terminal, isWanted));
        } catch (IOException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    /** Has somebody told each time that the size changes, on a thread of the JVM's. */
    void onResize(Runnable told) {
        Signals.register("WINCH", told);
    }

    @Override
    public Size size() {
        return terminal.getSize();
    }

    @Override
    public boolean isColoured() {
        return isColoured;
    }
}
