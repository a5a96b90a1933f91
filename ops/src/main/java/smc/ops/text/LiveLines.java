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
import java.util.function.IntSupplier;
import smc.engine.live.watch.LiveListener;

/** What a running engine says, line by line as it comes; on a terminal the last one is how it stands and is written over. Any thread. */
public final class LiveLines implements LiveListener {
    private static final Duration LINE_EVERY = Duration.ofMinutes(1);

    /** So many alarms of a start wait for who is told of them from afar; a start has a handful. */
    private static final int HELD_MOST = 100;

    private record Alarm(Instant at, String what) {}

    private final PrintWriter out;
    private final boolean isTerminal;
    private final IntSupplier columns;
    private final boolean isQuiet;
    private final List<Alarm> held = new ArrayList<>();
    private Optional<BiConsumer<Instant, String>> hearer = Optional.empty();
    private int shown;
    private long nextLineNanos = System.nanoTime();

    public LiveLines(PrintWriter out) {
        this(out, false);
    }

    /** @param isQuiet whether how it stands is not said */
    public LiveLines(PrintWriter out, boolean isQuiet) {
        this(out, isTerminal(), isQuiet, new TerminalWidth()::columns);
    }

    /** @param columns of the terminal; 0 if they are not known */
    LiveLines(PrintWriter out, boolean isTerminal, boolean isQuiet, IntSupplier columns) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.isQuiet = isQuiet;
        this.columns = columns;
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
        print(time() + "  ALARM  " + what);
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

    /** How it stands: written over the one before on a terminal, else said every minute. */
    public synchronized void status(String line) {
        if (isQuiet) {
            return;
        }
        if (isTerminal) {
            String cut = cut(line, columns.getAsInt());
            out.printf("\r%-" + Math.max(1, shown) + "s", cut);
            out.flush();
            shown = cut.length();
        } else if (System.nanoTime() >= nextLineNanos) {
            nextLineNanos = System.nanoTime() + LINE_EVERY.toNanos();
            out.println(line);
            out.flush();
        }
    }

    /** To one row, and a column less: one that is full may begin the next. What went over it could not be written over. */
    private static String cut(String line, int columns) {
        int most = columns - 1;
        return most < 1 || line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    /** Says a line that stays. */
    public synchronized void print(String line) {
        end();
        out.println(line);
        out.flush();
    }

    /** Takes away the line that would be written over. */
    public synchronized void end() {
        if (shown > 0) {
            out.printf("\r%s\r", " ".repeat(shown));
            shown = 0;
        }
    }

    private static String time() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
