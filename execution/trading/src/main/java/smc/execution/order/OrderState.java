package smc.execution.order;

/**
 * Where an order stands.
 *
 * <pre>
 *   WANTED --> SENT --> OPEN --> PARTLY_FILLED --> FILLED
 *     |         |  \      |            |
 *     |         |   \     '------------'--> CANCELLED
 *     |         |    '--> REJECTED
 *     |         '--> UNKNOWN --> any of the above, once the venue was asked
 *     '--> any: the venue's report may overtake our own
 * </pre>
 *
 * FILLED, CANCELLED and REJECTED are final, except that a fill reported late still counts: it happened.
 */
public enum OrderState {
    /** Decided; not yet handed to the venue. */
    WANTED,
    /** Handed over; no answer yet. */
    SENT,
    /** The venue has it. */
    OPEN,
    /** Some contracts are filled, the rest is working. */
    PARTLY_FILLED,
    /** All contracts are filled. */
    FILLED,
    /** The rest will never fill. */
    CANCELLED,
    /** The venue, or our own risk check, would not have it. */
    REJECTED,
    /** No answer in time: it may work or not. Never assumed rejected, never sent again. */
    UNKNOWN;

    /** Whether nothing more is expected. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED || this == REJECTED;
    }
}
