package smc.ops.cli.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import smc.engine.event.Inputs;
import smc.ops.api.model.Reading;
import smc.ops.notify.Kind;
import smc.ops.notify.Message;
import smc.ops.notify.Place;
import smc.ops.notify.Telling;

/**
 * What happens, a line each in plain words, as the journal has it: the same that a phone is told. A thread of its own looks for it, which nobody waits for.
 */
public final class EventLines implements AutoCloseable {
    /** Without what a running engine says by itself: alarms, holes, starts. */
    static final Set<Kind> OF_A_RUN =
            EnumSet.of(Kind.ENTRY, Kind.EXIT, Kind.PARTIAL, Kind.STOP, Kind.BLOCK_BIRTH, Kind.BLOCK_END, Kind.STATE);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Which trade it is: the symbol and the account say as much, since there is one at most. */
    private static final Pattern TRADE = Pattern.compile("(: trade \\d+, mode .)|([;,] trade \\d+( goes on)?)");

    private static final long LOOK_MILLIS = 200;
    private static final long END_MILLIS = 2_000;

    private final Supplier<Reading> readings;
    private final Telling telling;
    private final Set<Kind> kinds;
    private final Consumer<String> out;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("event-lines").unstarted(this::run);
    private Optional<String> saidProblem = Optional.empty();
    private Place told;

    /** @param told what came up to there is not said */
    EventLines(Supplier<Reading> readings, Telling telling, Set<Kind> kinds, Place told, Consumer<String> out) {
        this.readings = readings;
        this.telling = telling;
        this.kinds = Set.copyOf(kinds);
        this.told = told;
        this.out = out;
    }

    /**
     * Of an engine that begins.
     *
     * @param sequence of the last frame that came before it
     * @param isVerbose whether funding and a day's summary are said too
     */
    public static EventLines ofRun(Supplier<Reading> readings, long sequence, boolean isVerbose, Consumer<String> out) {
        Set<Kind> kinds = EnumSet.copyOf(OF_A_RUN);
        if (isVerbose) {
            kinds.addAll(EnumSet.of(Kind.FUNDING, Kind.DAILY));
        }
        var lines = new EventLines(readings, new Telling(Optional.empty()), kinds, Place.behind(sequence), out);
        lines.thread.start();
        return lines;
    }

    /** What goes wrong here ends the lines and no engine. */
    private void run() {
        try {
            do {
                look();
            } while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            look();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            out.accept("what happens is not said any more, a defect of the program: " + e);
        }
    }

    /** Says what is new, and once that the journal cannot be read. */
    void look() {
        Reading reading = readings.get();
        Optional<String> problem = reading.progress().problem();
        if (problem.isPresent() && !problem.equals(saidProblem)) {
            out.accept("what happens is not known, the journal is tried again: " + problem.get());
        }
        saidProblem = problem;
        if (!reading.progress().isComplete() || reading.sequence() <= told.sequence()) {
            return;
        }
        since(told, Long.MIN_VALUE, reading).forEach(out);
        told = Place.behind(reading.sequence());
    }

    /**
     * What came behind a place, and at a time or later, a line each.
     *
     * @param fromNanos epoch nanoseconds; times of frames may go back a little where a candle comes late
     */
    List<String> since(Place place, long fromNanos, Reading reading) {
        return telling.after(place, reading).stream()
                .filter(message -> kinds.contains(message.kind()) && message.atNanos() >= fromNanos)
                .map(message -> line(message, reading))
                .toList();
    }

    /** {@code 2025-06-30 04:20:07  B  OPENED SHORT SOLUSD: 3 contracts at 150.5816, target 147.7908 for 2 contracts, stop 153.9066}. */
    static String line(Message message, Reading reading) {
        List<String> lines = message.text().lines().toList();
        String what = switch (message.kind()) {
            // The second line is which trade it is, and of which block.
            case ENTRY -> lines.size() == 3 ? lines.get(0) + ", " + lines.get(2) : lines.getFirst();
            case EXIT -> lines.size() > 2 ? lines.get(0) + ", " + lines.get(2) : lines.getFirst();
            default -> lines.stream().collect(Collectors.joining("; "));
        };
        String mode = message.accountId() == Inputs.ALL
                ? " "
                : String.valueOf(reading.configuration()
                        .accounts()
                        .get(message.accountId())
                        .mode()
                        .letter());
        return "%s  %s  %s"
                .formatted(
                        SECOND.format(Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(message.atNanos()))),
                        mode,
                        TRADE.matcher(what).replaceAll(""));
    }

    /** What is there already is said. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
