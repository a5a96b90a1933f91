package smc.execution.venue.delta.call;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an account has to do at the venue, one thing at a time: what the engine wants in its order, then what we want to know. Nothing begins inside the
 * call that adds it. Event loop.
 */
final class CallQueue {
    /** What a job comes to that has nothing to wait for. */
    static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final EventLoop loop;
    private final Consumer<Throwable> onFault;
    private final Queue<Supplier<CompletableFuture<Void>>> commands = new ArrayDeque<>();
    private final Queue<Supplier<CompletableFuture<Void>>> questions = new ArrayDeque<>();
    private boolean isUnderWay;
    private boolean isClosed;

    CallQueue(EventLoop loop, Consumer<Throwable> onFault) {
        this.loop = loop;
        this.onFault = onFault;
    }

    void command(Supplier<CompletableFuture<Void>> job) {
        commands.add(job);
        loop.execute(this::next);
    }

    void question(Supplier<CompletableFuture<Void>> job) {
        questions.add(job);
        loop.execute(this::next);
    }

    boolean isIdle() {
        return !isUnderWay && commands.isEmpty() && questions.isEmpty();
    }

    void close() {
        isClosed = true;
        commands.clear();
        questions.clear();
    }

    private void next() {
        if (isUnderWay || isClosed) {
            return;
        }
        Supplier<CompletableFuture<Void>> job = commands.isEmpty() ? questions.poll() : commands.poll();
        if (job == null) {
            return;
        }
        isUnderWay = true;
        CompletableFuture<Void> end;
        try {
            end = job.get();
        } catch (RuntimeException e) {
            end = CompletableFuture.failedFuture(e);
        }
        var _ = end.whenComplete((_, failure) -> {
            isUnderWay = false;
            if (failure != null && !isClosed) {
                onFault.accept(failure);
            }
            loop.execute(this::next);
        });
    }
}
