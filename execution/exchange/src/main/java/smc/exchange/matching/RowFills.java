package smc.exchange.matching;

import smc.exchange.matching.OrderTicket.Kind;

/**
 * Fills orders against rows of open, high, low and close: docs/rules.md section 24, steps 1 to 5, the worse case first. Steps 1 and 2
 * happen at the open, steps 3 to 5 inside the row at an unknown time, here 1 ns apart.
 *
 * <p>There is no liquidation: the emergency stop, at worst filled at the open, comes first (section 24).
 */
final class RowFills {
    private static final long NEVER = Long.MIN_VALUE;

    private final OrderDesk desk;
    private final Reactions reactions;

    /** Funding is settled for every instant up to and including this time. */
    private long fundedNanos = NEVER;

    RowFills(OrderDesk desk, Reactions reactions) {
        this.desk = desk;
        this.reactions = reactions;
    }

    /** One row at work. {@code beforeSequence} parts the orders that were there before from those given during it. */
    private record Row(
            TradedInstrument market, long openE8, long highE8, long lowE8, long closeE8, long beforeSequence) {}

    /** Rows of one instant overlap, rows of different instants do not: else a fill would be stamped after a later open. */
    void requireOpenable(TradedInstrument market, long openTimeNanos) {
        if (openTimeNanos <= market.rowOpenNanos()) {
            throw new IllegalArgumentException("expected a row after the one of " + market.rowOpenNanos() + ", was "
                    + openTimeNanos + " for instrument " + market.terms().instrumentId());
        }
        for (TradedInstrument other : desk.markets()) {
            if (other.isInsideRow() && other.rowOpenNanos() != openTimeNanos) {
                throw new IllegalStateException("expected the row of " + other.rowOpenNanos() + " of instrument "
                        + other.terms().instrumentId() + " to be filled before " + openTimeNanos);
            }
        }
    }

    void requireOpened(TradedInstrument market, long openTimeNanos, long openE8) {
        if (!market.isInsideRow() || market.rowOpenNanos() != openTimeNanos || market.lastPriceE8() != openE8) {
            throw new IllegalStateException("expected a row opened at " + openTimeNanos + " at " + openE8 + ", was "
                    + market.rowOpenNanos() + " at " + market.lastPriceE8() + " for instrument "
                    + market.terms().instrumentId());
        }
    }

    /**
     * Time passes. Funding instants that lie behind it are charged; one that it just reaches waits, since a row may open at it.
     *
     * @param timeNanos never decreases
     */
    void advanceTo(long timeNanos) {
        chargeFundingTo(timeNanos - 1);
        desk.advanceTo(timeNanos);
    }

    /** Steps 1 and 2: funding, then market orders given before this row, exits before entries. */
    void open(TradedInstrument market, long openTimeNanos, long openE8) {
        advanceTo(openTimeNanos);
        long beforeSequence = desk.nextSequence();
        market.openRow(openTimeNanos, openE8);
        boolean isDue = FundingTimes.isInstant(openTimeNanos) && openTimeNanos > fundedNanos;
        if (isDue && desk.chargeFunding(market, openE8)) {
            reactions.run();
        }
        fillMarketOrders(market, true, openE8, beforeSequence);
        fillMarketOrders(market, false, openE8, beforeSequence);
    }

    /** Steps 3 to 5: positions open since the open, then resting entries and their stops. */
    void fill(TradedInstrument market, long openE8, long highE8, long lowE8, long closeE8) {
        chargeFundingTo(market.rowOpenNanos()); // Every row of this instant is open.
        Row row = new Row(market, openE8, highE8, lowE8, closeE8, desk.nextSequence());
        for (Account account : desk.accounts()) {
            if (!account.position(market).isFlat()) {
                workPosition(account, row);
            }
        }
        fillRestingEntries(row);
        market.closeRow(closeE8);
    }

    /** Step 1 where no row opens at an instant: at the close of the last one before it, whatever the length of the hole. */
    private void chargeFundingTo(long lastNanos) {
        if (fundedNanos == NEVER) { // Nothing can be held yet.
            fundedNanos = lastNanos;
        }
        for (long instantNanos = FundingTimes.nextAfter(fundedNanos);
                instantNanos <= lastNanos;
                instantNanos = FundingTimes.nextAfter(instantNanos)) {
            fundedNanos = instantNanos;
            desk.advanceTo(Math.max(desk.nowNanos(), instantNanos));
            for (TradedInstrument market : desk.markets()) {
                boolean hasPaidAtOpen = market.rowOpenNanos() == instantNanos;
                if (!hasPaidAtOpen && desk.chargeFunding(market, market.lastPriceE8())) {
                    reactions.run();
                }
            }
        }
    }

    private void fillMarketOrders(TradedInstrument market, boolean isReduceOnly, long openE8, long beforeSequence) {
        VenueOrder order;
        while ((order = firstMarketOrder(market, isReduceOnly, beforeSequence)) != null) {
            desk.fill(order, order.remainingContracts(), slippedE8(order, openE8), false);
            reactions.run();
        }
    }

    /** The oldest one given before this row, or null. */
    private static VenueOrder firstMarketOrder(TradedInstrument market, boolean isReduceOnly, long beforeSequence) {
        for (VenueOrder order : market.orders()) {
            if (order.is(Kind.MARKET) && order.isReduceOnly() == isReduceOnly && order.sequence() < beforeSequence) {
                return order;
            }
        }
        return null;
    }

    /**
     * Step 3. (a) A target that the open itself has passed fills at the open. (b) If the range reaches the venue stop, the position ends there,
     * also if another target was in range. (c) Otherwise the target fills at its price.
     */
    private void workPosition(Account account, Row row) {
        VenueOrder target;
        while ((target = firstTarget(account, row, row.openE8, row.openE8)) != null) {
            fillInside(target, row.openE8, true);
        }
        if (fillStops(account, row)) {
            return;
        }
        while ((target = firstTarget(account, row, row.highE8, row.lowE8)) != null) {
            fillInside(target, target.priceE8(), true);
        }
    }

    /** The oldest reduce-only limit of the account that a move up to {@code highE8} or down to {@code lowE8} passes, or null. */
    private VenueOrder firstTarget(Account account, Row row, long highE8, long lowE8) {
        for (VenueOrder order : row.market.orders()) {
            if (order.isReduceOnly()
                    && order.ticket().account() == account
                    && isRestingLimit(order, row)
                    && isPassed(order, highE8, lowE8)) {
                return order;
            }
        }
        return null;
    }

    /** Fills the stops that the row reaches, as they stand now, also if just given or edited; tells whether there was one. */
    private boolean fillStops(Account account, Row row) {
        boolean isAnyFilled = false;
        VenueOrder stop;
        while ((stop = nearestReachedStop(account, row)) != null) {
            long reachedE8 = stop.isBuy() ? Math.max(stop.priceE8(), row.openE8) : Math.min(stop.priceE8(), row.openE8);
            fillInside(stop, slippedE8(stop, reachedE8), false);
            isAnyFilled = true;
        }
        return isAnyFilled;
    }

    /** The stop that price meets first; the older of two at one price; null if it meets none. */
    private static VenueOrder nearestReachedStop(Account account, Row row) {
        VenueOrder nearest = null;
        for (VenueOrder order : row.market.orders()) {
            if (order.is(Kind.STOP) && order.ticket().account() == account && isStopReached(order, row)) {
                if (nearest == null
                        || (order.isBuy()
                                ? order.priceE8() < nearest.priceE8()
                                : order.priceE8() > nearest.priceE8())) {
                    nearest = order;
                }
            }
        }
        return nearest;
    }

    private static boolean isStopReached(VenueOrder stop, Row row) {
        return stop.isBuy() ? row.highE8 >= stop.priceE8() : row.lowE8 <= stop.priceE8();
    }

    /**
     * Steps 4 and 5. One entry fills, then its owner may cancel the others before the next is looked for: if it does not, that one fills too. On
     * the row of its entry the stop counts and the target does not.
     */
    private void fillRestingEntries(Row row) {
        VenueOrder entry;
        while ((entry = worstReachedEntry(row)) != null) {
            fillInside(entry, entryPriceE8(entry, row), true);
            fillStops(entry.ticket().account(), row);
        }
    }

    /** The one to fill next, or null. */
    private VenueOrder worstReachedEntry(Row row) {
        VenueOrder worst = null;
        for (VenueOrder order : row.market.orders()) {
            if (!order.isReduceOnly()
                    && isRestingLimit(order, row)
                    && isPassed(order, row.highE8, row.lowE8)
                    && (worst == null || isWorse(order, worst, row))) {
                worst = order;
            }
        }
        return worst;
    }

    /** Step 4: worse at the close per contract, then nearer to the open, then long; of equals the older stays. */
    private static boolean isWorse(VenueOrder order, VenueOrder other, Row row) {
        int compared = Long.compare(standingAtCloseE8(order, row), standingAtCloseE8(other, row));
        if (compared == 0) {
            compared = Long.compare(distanceFromOpenE8(order, row), distanceFromOpenE8(other, row));
        }
        return compared == 0 ? order.isBuy() && !other.isBuy() : compared < 0;
    }

    private static long standingAtCloseE8(VenueOrder order, Row row) {
        long entryE8 = entryPriceE8(order, row);
        return order.isBuy() ? Math.subtractExact(row.closeE8, entryE8) : Math.subtractExact(entryE8, row.closeE8);
    }

    private static long distanceFromOpenE8(VenueOrder order, Row row) {
        return Math.absExact(Math.subtractExact(row.openE8, entryPriceE8(order, row)));
    }

    /** A resting order that the open has passed fills at the open. */
    private static long entryPriceE8(VenueOrder order, Row row) {
        return order.isBuy() ? Math.min(row.openE8, order.priceE8()) : Math.max(row.openE8, order.priceE8());
    }

    /** A limit given or edited inside the row rests from the next row on: what of the range came after it is not known. */
    private static boolean isRestingLimit(VenueOrder order, Row row) {
        return order.is(Kind.LIMIT) && order.sequence() < row.beforeSequence;
    }

    /** Whether a move up to {@code highE8} or down to {@code lowE8} goes beyond the limit by as many ticks as it takes. */
    private boolean isPassed(VenueOrder limit, long highE8, long lowE8) {
        long beyondE8 = Math.multiplyExact(
                limit.ticket().market().terms().tickE8(), desk.settings().limitThroughTicks());
        return limit.isBuy()
                ? lowE8 <= Math.subtractExact(limit.priceE8(), beyondE8)
                : highE8 >= Math.addExact(limit.priceE8(), beyondE8);
    }

    private long slippedE8(VenueOrder order, long priceE8) {
        return Money.slippedE8(priceE8, order.isBuy(), desk.settings().slippageBps());
    }

    private void fillInside(VenueOrder order, long priceE8, boolean isMaker) {
        desk.advanceTo(desk.nowNanos() + 1);
        desk.fill(order, order.remainingContracts(), priceE8, isMaker);
        reactions.run();
    }
}
