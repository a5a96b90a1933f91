package smc.engine.ring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Notices within a second that the engine thread stands still on a frame, and writes down which: the input's bytes and where the thread is.
 */
public final class StallWatch {
    /**
     * Looks in a row that find it on the same frame: 800 ms. Looks are counted, not time: a machine that slept, or is too busy to let this thread look,
     * has not let the engine thread move either.
     */
    static final int LOOKS = 4;

    private static final long PERIOD_MILLIS = 200;

    private final EngineRing ring;
    private final Path folder;
    private final Consumer<String> alarm;
    private long lastWorked = Long.MIN_VALUE;
    private long sinceNanos;
    private int looks;

    /**
     * @param folder where the dump goes; made if it is not there
     * @param alarm told once a stall, in words
     */
    public StallWatch(EngineRing ring, Path folder, Consumer<String> alarm) {
        this.ring = ring;
        this.folder = folder;
        this.alarm = alarm;
    }

    /** Asks by itself from now on, on a thread of its own, until that is interrupted. */
    public Thread start() {
        return Thread.ofPlatform().daemon().name("smc-stall-watch").start(() -> {
            try {
                while (true) {
                    Thread.sleep(PERIOD_MILLIS);
                    check(System.nanoTime());
                }
            } catch (InterruptedException _) {
                // Not needed any more.
            }
        });
    }

    /**
     * Looks once.
     *
     * @param monotonicNanos of a clock that never jumps
     */
    public void check(long monotonicNanos) {
        long worked = ring.lastWorked();
        if (worked != lastWorked || ring.lastPublished() == worked) {
            lastWorked = worked;
            sinceNanos = monotonicNanos;
            looks = 0;
        } else if (++looks == LOOKS) {
            alarm.accept(
                    "the engine thread has not moved for " + TimeUnit.NANOSECONDS.toMillis(monotonicNanos - sinceNanos)
                            + " ms; " + dump(Math.max(worked + 1, ring.lastStarted())));
        }
    }

    private String dump(long ringSequence) {
        byte[] input = ring.copyOfInput(ringSequence);
        Path file = folder.resolve("stall-" + ringSequence + ".txt");
        String where = Arrays.stream(ring.engineThread().getStackTrace())
                .map(frame -> "  at " + frame + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file,
                    "input " + ringSequence + " of the ring, the first 32 bytes being its header, not written yet:\n"
                            + HexFormat.ofDelimiter(" ").formatHex(input) + "\nthe engine thread is\n" + where,
                    StandardCharsets.UTF_8);
            return "its input is in " + file;
        } catch (IOException e) {
            return "its input could not be written to " + file + ": " + e;
        }
    }
}
