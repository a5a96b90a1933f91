package smc.execution.venue;

/**
 * What a kill does to what the engine does not know, or cannot bring to its end itself: by the venue's own numbers, past everything that waits. Nothing
 * of it can open a position. The engine's book hears of it as of everything that somebody else does in the account. Prices in 1e-8 USD, sizes in whole
 * contracts.
 */
public sealed interface LastResort {
    int accountId();

    int instrumentId();

    /**
     * An order is taken back, whoever placed it.
     *
     * @param venueId the venue's number
     */
    record Cancel(int accountId, int instrumentId, long venueId) implements LastResort {}

    /**
     * What is held is closed at market by an order that only reduces.
     *
     * @param contracts held: positive long, negative short
     */
    record Close(int accountId, int instrumentId, long contracts) implements LastResort {}

    /**
     * What is held gets a stop that only reduces, in place of one that was taken back.
     *
     * @param contracts held: positive long, negative short
     * @param stopE8 trigger
     */
    record Protect(int accountId, int instrumentId, long contracts, long stopE8) implements LastResort {}

    /** What came of it. */
    enum Outcome {
        /** The venue has carried it out. */
        DONE,
        /** The venue would not close, or took the close back unfilled: other orders that only reduce may be in its way. */
        IN_THE_WAY,
        /** The venue would not, for another reason. */
        REFUSED,
        /** Carried out or not. */
        UNKNOWN
    }

    /**
     * What came of it, and what the venue said.
     *
     * @param words for people; empty if it was carried out
     */
    record Answer(Outcome outcome, String words) {}
}
