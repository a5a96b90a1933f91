package smc.ops.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.ops.state.StateFiles;

/**
 * Keeps the files of {@code state/} as an engine stands: looks ten times a second whether a frame has come, and has written what changed. A thread of
 * its own, so that neither the engine nor the event loop waits for a disk. What cannot be written is said, and tried again; it ends nothing.
 */
final class StateWatch implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 100;

    private final LongSupplier sequence;
    private final Supplier<EngineImage> image;
    private final StateFiles files;
    private final SpareWrite write;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("state-files").unstarted(this::run);

    /** Of the frame whose state is written; below 0 before the first look. */
    private long writtenSequence = -1;

    /**
     * Looks only when it is asked to, {@link #look}.
     *
     * @param sequence of the last frame
     * @param alarm told once when something cannot be written, and not again until it could be
     */
    StateWatch(LongSupplier sequence, Supplier<EngineImage> image, StateFiles files, Consumer<String> alarm) {
        this.sequence = sequence;
        this.image = image;
        this.files = files;
        write = new SpareWrite("the files of state/", alarm);
    }

    /** Begins to look, until it is closed. */
    static StateWatch start(EngineView view, StateFiles files, Consumer<String> alarm) {
        var watch = new StateWatch(view::sequence, view::image, files, alarm);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closing.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            look();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what has changed, if a frame has come. */
    void look() {
        if (sequence.getAsLong() == writtenSequence) {
            return;
        }
        EngineImage now = image.get();
        if (write.run(() -> files.write(now))) {
            writtenSequence = now.sequence();
        }
    }

    /** Writes the last state and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the last state is written all the same
        }
    }
}
