package smc.ops.text;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import smc.engine.live.watch.LiveListener;

/**
 * What a running engine says, line by line as it comes; how it stands is rows at the foot of a terminal, and elsewhere a line every minute. Any thread.
 */
public final class LiveLines implements LiveListener {
    private static final Duration LINE_EVERY = Duration.ofMinutes(1);

    /** So many alarms of a start wait for who is told of them from afar; a start has a handful. */
    private static final int HELD_MOST = 100;

    private static final AttributedStyle ALARM = AttributedStyle.BOLD.foreground(AttributedStyle.RED);

    private record Alarm(Instant at, String what) {}

    private final PrintWriter out;
    private final boolean isQuiet;
    /** Asked when there are rows for the first time; where there is no terminal it is empty. */
    private final Supplier<Optional<? extends Screen>> screens;

    private final List<Alarm> held = new ArrayList<>();
    private Optional<BiConsumer<Instant, String>> hearer = Optional.empty();
    /** Null before there were rows, and where there are none. */
    private FixedRows fixed;

    private boolean isScreenAsked;
    private long nextLineNanos = System.nanoTime();

    /** Where how it stands is not said. */
    public LiveLines(PrintWriter out) {
        this(out, true, Optional::empty);
    }

    /**
     * Of a run.
     *
     * @param isQuiet whether how it stands is not said
     * @param isColoured whether a terminal may show colours
     */
    public static LiveLines ofRun(PrintWriter out, boolean isQuiet, boolean isColoured) {
        var lines = new LiveLines[1];
        lines[0] = new LiveLines(out, isQuiet, () -> isTerminal() ? opened(isColoured, lines[0]) : Optional.empty());
        return lines[0];
    }

    LiveLines(PrintWriter out, boolean isQuiet, Supplier<Optional<? extends Screen>> screens) {
        this.out = out;
        this.isQuiet = isQuiet;
        this.screens = screens;
    }

    private static Optional<SystemScreen> opened(boolean isColoured, LiveLines lines) {
        Optional<SystemScreen> screen = SystemScreen.open(isColoured);
        screen.ifPresent(opened -> opened.onResize(lines::redraw));
        return screen;
    }

    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** A step of a start is done. */
    public void step(String what, long tookNanos) {
        print("  %7.3f s  %s".formatted(tookNanos / 1e9, what));
    }

    @Override
    public void note(String what) {
        print(time() + "  " + what);
    }

    @Override
    public void alarm(String what) {
        alarmHere(what);
        hear(new Alarm(Instant.now(), what));
    }

    /** Says an alarm that is about who is told from afar, and not for him. */
    public void alarmHere(String what) {
        print(new AttributedString(time() + "  ALARM  " + what, ALARM));
    }

    private synchronized void hear(Alarm alarm) {
        if (hearer.isPresent()) {
            hearer.get().accept(alarm.at(), alarm.what());
        } else if (held.size() < HELD_MOST) {
            held.add(alarm);
        }
    }

    /**
     * Has somebody told of each alarm from now on, and of those of the start.
     *
     * @param told with the time of the wall; must come back at once
     */
    public synchronized void hear(BiConsumer<Instant, String> told) {
        held.forEach(alarm -> told.accept(alarm.at(), alarm.what()));
        held.clear();
        hearer = Optional.of(told);
    }

    /**
     * How it stands.
     *
     * @param line said every minute where there is no terminal
     * @param rows shown at the foot of one instead, each cut to its width; asked for when they are needed
     */
    public synchronized void status(Supplier<String> line, Supplier<List<AttributedString>> rows) {
        if (isQuiet) {
            return;
        }
        if (!isScreenAsked) {
            isScreenAsked = true;
            fixed = screens.get().map(screen -> new FixedRows(out, screen)).orElse(null);
        }
        if (fixed != null) {
            fixed.show(rows.get());
        } else if (System.nanoTime() >= nextLineNanos) {
            nextLineNanos = System.nanoTime() + LINE_EVERY.toNanos();
            out.println(line.get());
            out.flush();
        }
    }

    /** Says a line that stays. */
    public void print(String line) {
        print(new AttributedString(line));
    }

    private synchronized void print(AttributedString line) {
        if (fixed != null) {
            fixed.print(line);
        } else {
            out.println(line);
            out.flush();
        }
    }

    private synchronized void redraw() {
        if (fixed != null) {
            fixed.redraw();
        }
    }

    /** Takes away the rows at the foot. */
    public synchronized void end() {
        if (fixed != null) {
            fixed.end();
        }
    }

    private static String time() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
