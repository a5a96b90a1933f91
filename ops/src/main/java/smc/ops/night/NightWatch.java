package smc.ops.night;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.engine.live.watch.LiveListener;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.FramesBefore;

/**
 * Has a night's work done once a market day, beside a running engine: looks now and then whether one is due, and tells what came of it. What was due while
 * the engine was off is done once it runs. A thread of its own. Whatever goes wrong is told and ends nothing; it is not tried again before the next night.
 */
public final class NightWatch implements AutoCloseable {
    /** A night's work that takes longer is cut off. Of the lowest priority, it may have to wait for a processor; but somebody is to hear of it the same night. */
    public static final Duration LIMIT = Duration.ofMinutes(30);

    private static final long LOOK_EVERY_MILLIS = 10_000;

    private final Path data;
    private final LongSupplier marketNanos;
    private final String build;
    private final Work work;
    private final LiveListener listener;
    private final Thread thread = Thread.ofPlatform().daemon().name("nightly").unstarted(this::run);

    /** The night that was last looked at; null before the first. */
    private LocalDate looked;

    /** The work, in a process of its own. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it, and leaves its result in the data folder.
         *
         * @param err takes what it says of errors
         * @return its exit code; empty if it took longer than {@link #LIMIT} and was cut off
         * @throws InterruptedException if it was ended since the caller is to end
         */
        OptionalInt run(PrintWriter err) throws IOException, InterruptedException;
    }

    /**
     * Looks only when it is asked to, {@link #look}, before it is started.
     *
     * @param marketNanos time of the journal's last frame, epoch nanoseconds; 0 before the first
     * @param build version of the program, for people
     */
    public NightWatch(Path data, LongSupplier marketNanos, String build, Work work, LiveListener listener) {
        this.data = data;
        this.marketNanos = marketNanos;
        this.build = build;
        this.work = work;
        this.listener = listener;
    }

    /** Begins to look, until it is closed. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // It is closed.
        }
    }

    /** Does what is due. */
    void look() throws InterruptedException {
        long nowNanos = marketNanos.getAsLong();
        LocalDate night = NightSchedule.night(nowNanos);
        if (nowNanos <= 0 || night.equals(looked)) {
            return;
        }
        looked = night;
        try {
            long fromNanos = FramesBefore.timeOf(data, JournalFolder.firstSequence(data));
            if (NightSchedule.isDue(night, fromNanos, NightFile.done(data))) {
                work(night);
            }
        } catch (RuntimeException e) { // whatever keeps it from being begun must not end the watch without a word
            listener.alarm("nightly: the work of night %s could not be begun: %s".formatted(night, e.getMessage()));
        }
    }

    private void work(LocalDate night) throws InterruptedException {
        Instant from = Instant.now();
        var err = new StringWriter();
        OptionalInt exitCode;
        try {
            exitCode = work.run(new PrintWriter(err, true));
        } catch (IOException e) {
            fail(night, from, "the process could not be started: " + e.getMessage());
            return;
        }
        Optional<LocalDate> done = NightFile.done(data);
        if (exitCode.isEmpty()) {
            fail(night, from, "the work took longer than %d minutes and was cut off".formatted(LIMIT.toMinutes()));
        } else if (done.isEmpty() || done.get().isBefore(night)) {
            String last = err.toString().lines().reduce("it said nothing", (_, line) -> line);
            fail(night, from, "the process ended with exit code %d: %s".formatted(exitCode.getAsInt(), last));
        } else {
            tell();
        }
    }

    private void tell() {
        try {
            JsonNode result = NightFile.read(data).orElseThrow();
            result.path("told").forEach(what -> listener.note("nightly: " + what.asText()));
            result.path("wrong").forEach(what -> listener.alarm("nightly: " + what.asText()));
        } catch (IOException e) {
            listener.alarm("nightly: the result cannot be read: " + e);
        }
    }

    private void fail(LocalDate night, Instant from, String why) {
        listener.alarm("nightly: " + why);
        try {
            NightFile.write(data, NightJson.failed(night, from, Instant.now(), build, why));
        } catch (IOException e) {
            listener.alarm("nightly: the result cannot be written: " + e);
        }
    }

    /** Ends the work if it is under way. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // It ends all the same.
        }
    }
}
