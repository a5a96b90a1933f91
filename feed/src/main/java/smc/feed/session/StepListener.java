package smc.feed.session;

/** Takes the steps of an exchange in lock-step, whose market waits for the acknowledgement of each. Called on the thread of the socket. */
@FunctionalInterface
public interface StepListener {
    /**
     * Everything up to here has been told. The first step of a connection comes as soon as it is subscribed, the others after each trade and at
     * each wake.
     *
     * @param place trades of the whole market so far
     * @param marketNanos market time, epoch nanoseconds
     * @param toldPrivately frames told so far on the channels of accounts: while it stands, there is nothing to wait for there
     */
    void onStep(long place, long marketNanos, long toldPrivately);
}
