package smc.execution.desk;

import smc.execution.order.Order;

/** An entry order, the zone it trades, and the stop that comes with it. Engine thread. */
final class Entry {
    final Zone zone;
    final Order order;
    /** The bracket stop; exists at the venue with the first fill. */
    final Order stop;
    /** Average true range to plan with; 0 takes that of the last candle closed at the fill. */
    final long atrE8;

    /** The trade it opened or joined; 0 before the first fill. */
    long tradeId;
    /** Price was at its level before the venue had accepted it. */
    boolean wasReachedBeforeLive;
    /** Its cancel was asked for because trading was switched off. No part of the hash, since journals hold hashes made without it. */
    boolean wasSwitchedOff;
    /** Price had been at its level in the candle that was forming when trading was switched off, or when that befell the one in whose place it is. */
    boolean wasReached;
    /** Another entry of the scope filled while it was working: what it fills from then on is not wanted. */
    boolean hasYielded;
    /** Why it was refused; 0 if it was not. */
    long refusalCode;

    Entry(Zone zone, Order order, Order stop, long atrE8) {
        this.zone = zone;
        this.order = order;
        this.stop = stop;
        this.atrE8 = atrE8;
    }

    /** Whether the candle that is forming has come to its level. */
    boolean isReached(Market market) {
        return zone.isTouchedBy(market.formingHighE8(), market.formingLowE8());
    }
}
