package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.List;

/** The stop that a bracket put beside a position: one for the whole of it, whichever entries made it. */
public final class Leg {
    final long venueId;
    final int instrumentId;
    final boolean isBuy;

    /** Ours that it stands for, oldest first. */
    final List<TrackedOrder> stops = new ArrayList<>();

    long stopE8;
    long filledContracts;
    long venueFilledContracts;
    boolean isCancelAsked;
    boolean hasEnded;
    /** Its position is gone, so that the venue ends it. */
    boolean isOver;

    boolean isDone;
    long waitsSinceMillis;
    /** When its trigger began to be another than was reported; 0 if it is not. */
    long strayedSinceMillis;

    long confirmedByAnswer;

    Leg(OrderFacts facts) {
        venueId = facts.venueId();
        instrumentId = facts.instrumentId();
        isBuy = facts.isBuy();
    }

    /** The venue's number. */
    public long venueId() {
        return venueId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Its trigger, as it was last seen. */
    public long stopE8() {
        return stopE8;
    }

    /** Whether none of the stops that it stands for is wanted any more. */
    public boolean isUnwanted() {
        return stops.stream().allMatch(each -> each.isDone || each.isCancelAsked);
    }

    /** The first of the stops that it stands for and that still counts, else the last; 0 if there is none. */
    long standsFor() {
        long orderId = 0;
        for (TrackedOrder stop : stops) {
            orderId = stop.orderId();
            if (!stop.isDone) {
                break;
            }
        }
        return orderId;
    }

    /** The venue took a new trigger, and no frame has shown it yet. */
    public void moved(long stopE8) {
        this.stopE8 = stopE8;
    }

    /** All stops that it stands for are over, or to be cancelled: so is it. */
    public void wantCancel() {
        isCancelAsked = true;
    }

    boolean isLive() {
        return !hasEnded && !isOver;
    }
}
