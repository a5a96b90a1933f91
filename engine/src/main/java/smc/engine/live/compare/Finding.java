package smc.engine.live.compare;

import smc.strategy.number.FixedPoint;

/**
 * Something that the venue has otherwise than the core. Equal if it is the same thing, found alike.
 *
 * @param order the venue's number of it, or ours where the venue has none; 0 if it is about no order
 * @param own what the core has: contracts, a price or money in 1e-8 USD, or a leverage, by kind
 * @param venue likewise what the venue has
 */
record Finding(Kind kind, int accountId, int instrumentId, long order, long own, long venue) {
    /** What is otherwise. A row of docs/reconciliation.md each. */
    enum Kind {
        /** Contracts held there, none here. */
        UNKNOWN_POSITION,
        /** Contracts held here, none there. */
        CLOSED_ELSEWHERE,
        /** Contracts held here and there, other ones. */
        OTHER_SIZE,
        /** An order that is none of this installation's works there. */
        FOREIGN_ORDER,
        /** An order of this installation works there, and not here. */
        STRANGE_ORDER,
        /** An order works here, and not there. */
        VANISHED_ORDER,
        /** An order works there at another price. */
        OTHER_PRICE,
        /** An order works there with other contracts still to be filled. */
        OTHER_CONTRACTS,
        /** Nothing there would close the position. */
        NO_STOP,
        /** Somebody has set another leverage, and something hangs on it. */
        OTHER_LEVERAGE,
        /** The margin of positions is shared. */
        SHARED_MARGIN,
        /** Money was taken, and what is left is less than the capital. */
        SHORT_OF_CAPITAL
    }

    /** For people; short enough for an input. */
    String words() {
        return switch (kind) {
            case UNKNOWN_POSITION -> "the venue holds %,d contracts that the engine does not know of".formatted(venue);
            case CLOSED_ELSEWHERE -> "the venue holds nothing, the engine %,d contracts".formatted(own);
            case OTHER_SIZE -> "the venue holds %,d contracts, the engine %,d".formatted(venue, own);
            case FOREIGN_ORDER ->
                "the venue works an order of somebody else, %d, for %,d contracts".formatted(order, venue);
            case STRANGE_ORDER ->
                "the venue works an order of this installation that is over or unknown here, %d".formatted(order);
            case VANISHED_ORDER -> "order %d works here, and the venue does not show it".formatted(order);
            case OTHER_PRICE ->
                "order %d is at %s at the venue, at %s here"
                        .formatted(order, FixedPoint.formatE8(venue), FixedPoint.formatE8(own));
            case OTHER_CONTRACTS ->
                "order %d has %,d contracts to fill at the venue, %,d here".formatted(order, venue, own);
            case NO_STOP -> "%,d contracts are held, and no stop works at the venue".formatted(own);
            case OTHER_LEVERAGE -> "somebody has set the leverage to %d instead of %d".formatted(venue, own);
            case SHARED_MARGIN -> "the margin of positions is shared at the venue, expected isolated";
            case SHORT_OF_CAPITAL ->
                "%s USD are in the wallet after money was taken, %s of capital are traded with"
                        .formatted(FixedPoint.formatE8(venue), FixedPoint.formatE8(own));
        };
    }

    /** Whether it is about what is held, which the core is told too. */
    boolean isPosition() {
        return switch (kind) {
            case UNKNOWN_POSITION, CLOSED_ELSEWHERE, OTHER_SIZE -> true;
            default -> false;
        };
    }
}
