package smc.engine.live;

/** Whatever tells the market to a {@link smc.feed.session.MarketListener}. Event loop. */
public interface MarketStream {
    /** Begins to connect, and goes on doing so for ever. */
    void start();

    /** Nothing more is told. */
    void stop();

    /**
     * Lets an exchange in lock-step go on.
     *
     * @param place of the step that is answered
     * @param wakeNanos market time at which the next step is wanted at the latest, epoch nanoseconds
     */
    void ack(long place, long wakeNanos);
}
