package smc.execution.venue.delta.ledger;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;

/**
 * An order of ours, as last reported and as wanted. A bracket stop has no existence of its own at the venue: it is its entry's parameter, then covered
 * by a {@link Leg}. Prices in 1e-8 USD, sizes in contracts.
 */
public final class TrackedOrder {
    final long orderId;
    final int instrumentId;
    final OrderPurpose purpose;
    final OrderType type;
    final Direction direction;

    /** Of a bracket stop; else null. */
    final TrackedOrder entry;

    /** Of an entry; else null. */
    TrackedOrder stop;

    /** Of an entry; 0 if it is not known any more, then it is the one in force. */
    int leverage;

    long priceE8;
    long contracts;
    long wantedPriceE8;
    long wantedContracts;
    long filledContracts;

    /** 0 until the venue named it, and always of a bracket stop. */
    long venueId;
    /** The most that the venue said is filled. */
    long venueFilledContracts;

    /** It left, or an earlier start may have sent it. */
    boolean isSent;

    boolean isAccepted;
    boolean isUnanswered;
    boolean isCancelAsked;
    /** The venue said that it is over. */
    boolean hasEnded;
    /** The venue itself has shown it closed or cancelled: it never works again, and whoever shows it open is late. */
    boolean isEndShown;
    /** When the venue showed it over last; 0 if it has not. */
    long endShownMillis;
    /** Nothing more is reported, except a fill that comes late. */
    boolean isDone;
    /** Of a bracket stop: its entry ended without a fill, and nobody was told of the stop. */
    boolean isEndedWithEntry;
    /** That it works at the venue although it is over here was said. */
    boolean isStrayTold;

    /** Ever asked for. */
    int edits;

    int editsUnderWay;
    /** When its end, or the lack of its fills, began to wait for more; 0 if it does not. */
    long waitsSinceMillis;
    /** The end is believed once so many questions for fills were answered; 0 before it was asked. */
    long confirmedByAnswer;

    TrackedOrder(
            long orderId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            TrackedOrder entry) {
        this.orderId = orderId;
        this.instrumentId = instrumentId;
        this.purpose = purpose;
        this.type = type;
        this.direction = direction;
        this.priceE8 = priceE8;
        this.contracts = contracts;
        this.entry = entry;
        wantedPriceE8 = priceE8;
        wantedContracts = contracts;
    }

    /**
     * An edit is to be made.
     *
     * @return its number among those of the order: a later one makes it void
     */
    public int wantEdit(long priceE8, long contracts) {
        wantedPriceE8 = priceE8;
        wantedContracts = contracts;
        editsUnderWay++;
        return ++edits;
    }

    /** An edit is not under way any more, whatever became of it. */
    public void endEdit() {
        editsUnderWay--;
    }

    public void wantCancel() {
        isCancelAsked = true;
    }

    public boolean isCancelAsked() {
        return isCancelAsked;
    }

    /** Whether it was carried out is not known, as the engine knows already. */
    public void doubt() {
        isUnanswered = true;
    }

    public long orderId() {
        return orderId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public OrderType type() {
        return type;
    }

    /** Of a bracket stop; else null. */
    public TrackedOrder entry() {
        return entry;
    }

    /** Of an entry; else null. */
    public TrackedOrder stop() {
        return stop;
    }

    /** As last reported. */
    public long priceE8() {
        return priceE8;
    }

    /** As last reported. */
    public long contracts() {
        return contracts;
    }

    public long wantedPriceE8() {
        return wantedPriceE8;
    }

    public long wantedContracts() {
        return wantedContracts;
    }

    public long filledContracts() {
        return filledContracts;
    }

    /** 0 until the venue named it, and always of a bracket stop. */
    public long venueId() {
        return venueId;
    }

    /** Ever asked for. */
    public int edits() {
        return edits;
    }

    /** Whether the venue may have it: not so an entry that still waits for its turn. */
    public boolean isSent() {
        return isSent;
    }

    public boolean isAccepted() {
        return isAccepted;
    }

    public boolean isUnanswered() {
        return isUnanswered;
    }

    /** Whether the venue said that it is over. */
    public boolean hasEnded() {
        return hasEnded;
    }

    /** Whether nothing more is reported, except a fill that comes late. */
    public boolean isDone() {
        return isDone;
    }

    public boolean isEntry() {
        return purpose == OrderPurpose.ENTRY;
    }

    public boolean isBracketStop() {
        return entry != null;
    }

    public boolean isBuy() {
        return direction == Direction.LONG;
    }

    /** Whether fills are missing that the venue has spoken of. */
    boolean owesFills() {
        return filledContracts < venueFilledContracts;
    }

    /** Contracts that it may still fill, as it is meant to be. */
    long room() {
        return Math.max(0, Math.max(contracts, wantedContracts) - filledContracts);
    }
}
