package smc.engine.live.watch;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** What a caller on another thread, who may wait, wants done on the event loop. */
public final class LoopCall {
    private LoopCall() {}

    /** @throws RuntimeException what the action threw */
    public static <T> T on(ExecutorService loop, Callable<T> action) throws InterruptedException {
        try {
            return loop.submit(action).get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** @throws RuntimeException how the future ended, if it ended so */
    public static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
