package smc.execution.venue.delta.queue;

/** How long a request may wait, the least first. */
public enum Urgency {
    /** Whatever only reduces a position: stops, targets and exits, their changes, and their cancels, which stand in the way of a close. */
    PROTECT(0),
    /** Entries are taken back. */
    CANCEL(10),
    /** What we want to know. */
    QUERY(20),
    /** What opens a position or adds to it. */
    ENTRY(20);

    /** Of the quota, in per cent: so much is left to those before. */
    final int keptPercent;

    Urgency(int keptPercent) {
        this.keptPercent = keptPercent;
    }
}
