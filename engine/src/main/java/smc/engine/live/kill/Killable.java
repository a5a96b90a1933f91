package smc.engine.live.kill;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.engine.event.Inputs;
import smc.engine.view.EngineView;
import smc.execution.venue.Venue;

/** An engine as a kill sees it. Event loop. */
public interface Killable {
    /**
     * An input of now; on disk, with what it led to, when it returns, and what that asks of the venue is on its way.
     *
     * @throws RuntimeException if the engine takes none any more
     */
    void tell(Consumer<Inputs> input);

    /** What the venue has reported comes in, and what is wanted of it goes out, whether the market moves or not. */
    void goOn();

    /** Whether what the engine wants goes out to the venue. */
    boolean isReady();

    /**
     * Finds out, unless that was done, what became of what earlier processes asked for: only then goes out what the engine wants.
     *
     * @return ends when it {@link #isReady}
     */
    CompletableFuture<Void> makeReady();

    /** @throws IllegalStateException if there is none yet */
    Venue venue();

    EngineView view();

    /** Does something later; not from inside the call. */
    void after(long nanos, Runnable action);
}
