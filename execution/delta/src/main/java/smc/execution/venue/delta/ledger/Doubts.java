package smc.execution.venue.delta.ledger;

import java.util.HashSet;
import java.util.Set;

/**
 * What is not sure, and what the venue was asked about it: each question is under way once at a time, and an end that is doubtful is believed once a
 * question that was asked after the doubt has been answered. Pure; time is handed in.
 */
final class Doubts {
    private final LedgerSettings settings;
    private final Questions questions;

    /** Orders that were asked for since a fill of theirs waits, by the venue's number, until it says something of them. */
    private final Set<Long> askedOrders = new HashSet<>();

    private long nowMillis;
    private long fillsWanted;
    private long fillsAsked;
    private long fillsAnswered;
    private boolean isAskingFills;
    private long askFillsFromMillis;
    private boolean isAskingOpenOrders;

    Doubts(LedgerSettings settings, Questions questions) {
        this.settings = settings;
        this.questions = questions;
    }

    void onTime(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    long retryMillis() {
        return settings.retryMillis();
    }

    /** Whether something came so much later that no delay between REST and the sockets explains it. */
    boolean isLater(long millis, long thanMillis) {
        return millis - thanMillis >= settings.graceMillis();
    }

    /** @param sinceMillis 0 for something that does not wait */
    boolean isOverdue(long sinceMillis) {
        return sinceMillis != 0 && nowMillis - sinceMillis >= settings.graceMillis();
    }

    /** Whether the question for fills of this number was answered; 0 for none that was asked. */
    boolean isConfirmed(long byAnswer) {
        return byAnswer != 0 && fillsAnswered >= byAnswer;
    }

    /** @return number of the question for fills whose answer settles it */
    long wantOrdersAndFills() {
        look();
        return wantFills();
    }

    /** @return as {@link #wantOrdersAndFills} */
    long wantFills() {
        fillsWanted = Math.max(fillsWanted, fillsAsked + 1);
        if (!isAskingFills && nowMillis >= askFillsFromMillis) {
            askFills();
        }
        return fillsWanted;
    }

    /** Asks for fills that are still wanted, unless that would be too soon after no answer. */
    void askAgain() {
        if (fillsWanted > fillsAnswered && !isAskingFills && nowMillis >= askFillsFromMillis) {
            askFills();
        }
    }

    private void askFills() {
        isAskingFills = true;
        fillsAsked = fillsWanted;
        questions.askFills();
    }

    void fillsAnswered() {
        isAskingFills = false;
        fillsAnswered = fillsAsked;
    }

    /** Asks for what has become wanted since the question that was just answered. */
    void askWantedSince() {
        if (fillsWanted > fillsAnswered) {
            askFills();
        }
    }

    void fillsUnanswered() {
        isAskingFills = false;
        askFillsFromMillis = nowMillis + settings.retryMillis();
    }

    /** What works at the venue is held against what works here, although nothing says that they differ. */
    void look() {
        if (!isAskingOpenOrders) {
            isAskingOpenOrders = true;
            questions.askOpenOrders();
        }
    }

    /** Answered, or not to be answered any more. */
    void openOrdersEnded() {
        isAskingOpenOrders = false;
    }

    /** Whose an order is, of which a fill waits. */
    void askWhose(long venueId) {
        if (askedOrders.add(venueId)) {
            questions.askVenueOrder(venueId);
        }
    }

    /** The venue said something of it: whose it is, or that there is none. */
    void heardOf(long venueId) {
        askedOrders.remove(venueId);
    }

    /** Whether no question is under way or wanted. */
    boolean isSettled() {
        return !isAskingFills && !isAskingOpenOrders && fillsWanted == fillsAnswered;
    }
}
