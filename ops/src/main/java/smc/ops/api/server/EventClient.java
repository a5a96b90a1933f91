package smc.ops.api.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A reader of events: one queue that is bounded, and the virtual thread of its request, which alone writes to it. Whoever does not read fills the
 * queue, and is closed: it comes back and asks for what changed meanwhile.
 */
final class EventClient {
    private static final byte[] SIGN_OF_LIFE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    /** An empty one ends it. */
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(Limits.EVENTS_WAITING);

    private volatile boolean isClosed;

    /** Of the reading that it was told last. Whoever made it, then the thread that tells. */
    private long toldSequence = -1;

    /** Hands it the event of a reading; false if it has not read those before, and is closed now. Does not block. */
    boolean tell(long sequence, String event) {
        toldSequence = sequence;
        if (isClosed || !waiting.offer(event)) {
            close();
            return false;
        }
        return true;
    }

    long toldSequence() {
        return toldSequence;
    }

    /** What waits is not told any more. */
    void close() {
        isClosed = true;
        waiting.clear();
        waiting.offer("");
    }

    boolean isClosed() {
        return isClosed;
    }

    /**
     * Writes what comes, until it is closed, the client goes, or it may not read any more.
     *
     * @param mayRead asked at every sign of life
     */
    void write(OutputStream out, BooleanSupplier mayRead) throws IOException, InterruptedException {
        while (!isClosed) {
            String event = waiting.poll(Limits.EVENT_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (isClosed || (event == null && !mayRead.getAsBoolean())) {
                return;
            }
            out.write(event == null ? SIGN_OF_LIFE : event.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
