package smc.feed.history;

/** How a caller waits, so that a test need not. */
@FunctionalInterface
public interface Pause {
    /** Returns after so many milliseconds. */
    void forMillis(long millis) throws InterruptedException;
}
