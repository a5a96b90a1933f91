package smc.engine.backtest;

import smc.engine.event.Inputs;

/** Whatever takes a driver's inputs one at a time: the core itself, or the whole engine before it. */
public interface Driven {
    /**
     * The place for the next input: exactly one method of it is called, then {@link #done}.
     *
     * @param nowNanos never decreases
     */
    Inputs next(long nowNanos);

    /** Returns once the input has been worked on and its requests have been passed on. */
    void done();
}
