package smc.engine.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Writes snapshots on a thread of its own, one at a time. What it was handed belongs to it until it is idle again: so nobody asks the core for
 * another before.
 */
public final class SnapshotKeeper implements AutoCloseable {
    private final SnapshotFolder folder;
    private final long journalFrom;
    private final Consumer<String> alarm;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("smc-snapshots").unstarted(work));
    private volatile CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    /**
     * @param journalFrom sequence of the journal's first frame
     * @param alarm told in words what could not be kept; the engine goes on without
     */
    public SnapshotKeeper(SnapshotFolder folder, long journalFrom, Consumer<String> alarm) {
        this.folder = folder;
        this.journalFrom = journalFrom;
        this.alarm = alarm;
    }

    /** Whether the last one is done with. Any thread. */
    public boolean isIdle() {
        return last.isDone();
    }

    /** Takes one whose frame is on disk. Engine thread; never waits. */
    public void keep(Snapshot snapshot) {
        last = CompletableFuture.supplyAsync(() -> write(snapshot), thread);
    }

    private boolean write(Snapshot snapshot) {
        try {
            SnapshotFile.write(folder.file(snapshot.header().sequence()), snapshot);
        } catch (IOException | RuntimeException e) {
            alarm.accept("the snapshot of sequence " + snapshot.header().sequence()
                    + " could not be kept, a start replays from the one before: " + e.getMessage());
            return false;
        }
        try {
            folder.prune(journalFrom);
        } catch (IOException | RuntimeException e) {
            alarm.accept("snapshots that nobody needs could not be taken away: " + e.getMessage());
        }
        return true;
    }

    /**
     * Waits for the last one.
     *
     * @return whether it is on disk
     */
    public boolean await(Duration patience) throws InterruptedException {
        try {
            return last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    /** Ends when the last one is done with. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
