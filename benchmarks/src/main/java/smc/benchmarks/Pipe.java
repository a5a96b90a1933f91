package smc.benchmarks;

/** A way from the caller's thread to another, which is told of each trade once it is through. */
interface Pipe extends AutoCloseable {
    /** Puts the next trade in; false while there is no room. Never waits. */
    boolean offer(Ticks ticks);

    @Override
    void close();

    /** Told of each trade, in order, by the thread at the end. */
    @FunctionalInterface
    interface Through {
        void onThrough();
    }
}
