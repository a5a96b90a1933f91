package smc.engine.live.watch;

/** Hears what a person should know of a running engine. Any thread; must not block. */
public interface LiveListener {
    /** Something happened that is worth a line. */
    void note(String what);

    /** Something happened that somebody has to look at. */
    void alarm(String what);
}
