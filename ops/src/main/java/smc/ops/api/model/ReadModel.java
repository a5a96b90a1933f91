package smc.ops.api.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;

/**
 * Follows the journal of a data folder and publishes what it comes to. A thread of its own reads the files, at the lowest priority; nobody waits for it.
 * {@link #newest} is one volatile read.
 */
public final class ReadModel implements Readings, AutoCloseable {
    private static final long PUBLISH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** While the journal that was there is folded nobody needs each step. */
    private static final long PUBLISH_FOLDING_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** While the journal that was there is folded it rests as long as it works: half a processor stays with the engine. */
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int PAST_KEPT = 4;

    private final Path data;
    private final List<Consumer<Reading>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile Reading newest;
    private volatile boolean isClosed;

    /** One is read at a time: the processors are the engine's. */
    private final Object reading = new Object();

    /** By moment; the one used last at the end. Under its own lock. */
    private final Map<Moment, Past> past = new LinkedHashMap<>(PAST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Moment, Past> eldest) {
            return size() > PAST_KEPT;
        }
    };

    @SuppressWarnings(
            "ThreadPriorityCheck") // Nothing hangs on it: where the system looks at it, the engine goes first.
    private ReadModel(Path data, Configuration first) {
        this.data = data;
        newest = ReadingFold.ofNothing(first).reading(Progress.NONE);
        thread = Thread.ofPlatform()
                .name("read-model")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /**
     * Begins to fold; at once back.
     *
     * @param first what a reading names until the first frame is folded
     */
    public static ReadModel follow(Path data, Configuration first) {
        var model = new ReadModel(data, first);
        model.thread.start();
        return model;
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public Reading newest() {
        return newest;
    }

    /** Whether all that was in the journal when it began is folded. */
    public boolean isReady() {
        return newest.progress().isComplete();
    }

    /** Told of each new reading, on the thread that folds: must come back at once. */
    public void onPublished(Consumer<Reading> listener) {
        listeners.add(listener);
    }

    @Override
    public Reading at(Moment moment) {
        Reading now = newest;
        boolean isPast = !moment.justAfter().isAfter(now.sequence(), now.atNanos());
        if (!isPast) {
            if (!now.progress().isComplete()) {
                throw new JournalException("the journal is folded up to sequence " + now.sequence() + " so far");
            }
            return now;
        }
        Past asked;
        synchronized (past) {
            asked = past.computeIfAbsent(moment, Past::new);
        }
        return asked.reading(now);
    }

    /** A reading of the past, read once for all who ask for it meanwhile. Who asks for one that is known waits for none that is being read. */
    private final class Past {
        private final Moment moment;
        private Optional<Reading> known = Optional.empty();

        Past(Moment moment) {
            this.moment = moment;
        }

        synchronized Reading reading(Reading now) {
            if (known.isEmpty()) {
                synchronized (reading) {
                    known = Optional.of(read(moment, now));
                }
            }
            return known.get();
        }
    }

    private Reading read(Moment moment, Reading now) {
        EngineAtMoment then = EngineAtMoment.of(data, moment.justAfter(), Folding.SILENT);
        EngineImage image = then.image();
        return new Reading(
                then.configuration(),
                image,
                now.startsE8(),
                then.stageCapE8(),
                now.history().until(image.sequence()),
                now.progress(),
                Map.of(),
                true);
    }

    private void run() {
        while (!isClosed) {
            try {
                foldAll();
            } catch (RuntimeException e) {
                // Whatever it is: it is shown, nobody trades by it, and it is tried again.
                Reading last = newest;
                Progress progress = last.progress();
                publish(last.with(new Progress(
                        progress.folded(),
                        progress.target(),
                        false,
                        Optional.of(e instanceof JournalException ? e.getMessage() : e.toString()))));
                pause(AGAIN_NANOS);
            }
        }
    }

    /** From the first frame on, until it is closed or a start has given up what was folded. */
    private void foldAll() {
        if (!waitForFrames()) {
            return;
        }
        ReadingFold fold = ReadingFold.of(data, Moment.END);
        long target = target();
        long publishedNanos = System.nanoTime();
        long publishedSequence = -1;
        long restedNanos = publishedNanos;
        boolean isComplete = false;
        try (var reader = ChronicleReader.follow(data, JournalFolder.firstSequence(data))) {
            while (!isClosed && !fold.isGivenUp()) {
                boolean isAtEnd = reader.poll(fold) == 0;
                isComplete |= isAtEnd && fold.sequence() >= target;
                long nanos = System.nanoTime();
                boolean isDue = nanos - publishedNanos >= (isComplete ? PUBLISH_NANOS : PUBLISH_FOLDING_NANOS);
                boolean isFirstComplete = isComplete && !newest.progress().isComplete();
                boolean isNew = fold.sequence() != publishedSequence;
                if (fold.isKnown() && (isFirstComplete || (isDue && isNew))) {
                    publishedNanos = nanos;
                    publishedSequence = fold.sequence();
                    publish(fold.reading(new Progress(fold.sequence(), target, isComplete, Optional.empty())));
                }
                if (isAtEnd) {
                    pause(LOOK_NANOS);
                } else if (!isComplete && nanos - restedNanos >= WORK_NANOS) {
                    pause(WORK_NANOS);
                    restedNanos = System.nanoTime();
                }
            }
        }
    }

    /** Until an engine has written its first frame; false if it is closed before. */
    private boolean waitForFrames() {
        while (!isClosed) {
            if (JournalFolder.isIn(data) && !JournalFolder.epochs(data).isEmpty()) {
                try (var reader = ChronicleReader.open(data, JournalFolder.firstSequence(data))) {
                    if (reader.poll((_, _, _) -> {}) > 0) {
                        return true;
                    }
                }
            }
            pause(LOOK_NANOS);
        }
        return false;
    }

    /** 0 if it cannot be told. */
    private long target() {
        try {
            return JournalFolder.end(data).lastSequence();
        } catch (JournalException _) {
            return 0;
        }
    }

    private void publish(Reading reading) {
        newest = reading;
        listeners.forEach(listener -> listener.accept(reading));
    }

    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    /** Ends the thread, which reads no more from then on. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
