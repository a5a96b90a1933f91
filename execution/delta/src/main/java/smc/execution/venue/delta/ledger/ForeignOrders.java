package smc.execution.venue.delta.ledger;

import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.SequencedSet;
import java.util.TreeMap;

/** Orders at the venue that are not the engine's, and those that must not work there. Pure. */
final class ForeignOrders {
    /**
     * Somebody else who trades in the account may place any number. Beyond this many, the one that was not shown for the longest time is forgotten. What
     * works is shown at every look at the open orders, so it stays and is said once. What is over is remembered only for fills that come late and without
     * a client's id; of those the venue is asked once more.
     */
    private static final int REMEMBERED = 10_000;
    /** Pauses between two cancels of the same stray, until the venue shows it over. */
    private static final int STRAY_RETRIES = 5;

    private final ClientOrderIds ids;
    private final TrackedOrders orders;
    private final Doubts doubts;
    private final Questions questions;

    /** By the venue's number, the one shown last at the end. */
    private final SequencedSet<Long> shown = new LinkedHashSet<>();
    /** Entries that work at the venue and must not, by the venue's number. */
    private final NavigableMap<Long, Stray> strays = new TreeMap<>();

    private static final class Stray {
        private final int instrumentId;
        private long askedMillis;

        private Stray(int instrumentId, long askedMillis) {
            this.instrumentId = instrumentId;
            this.askedMillis = askedMillis;
        }
    }

    ForeignOrders(ClientOrderIds ids, TrackedOrders orders, Doubts doubts, Questions questions) {
        this.ids = ids;
        this.orders = orders;
        this.doubts = doubts;
        this.questions = questions;
    }

    /** The venue shows an order that the engine does not know. */
    void note(OrderFacts facts) {
        if (!add(facts.venueId()) || facts.isFinal()) {
            return;
        }
        boolean isOurs = ids.orderId(facts.clientOrderId()) != 0;
        if (isOurs && !facts.isReduceOnly()) {
            orders.alarm(
                    "the venue works an entry of this installation that the engine does not know, and it is cancelled: "
                            + orders.named(facts));
            cancelStray(facts);
        } else {
            orders.alarm("the venue works an order that is not the engine's, and it is left: " + orders.named(facts));
        }
    }

    /** Whether it is none of the engine's, as the venue said. */
    boolean contains(long venueId) {
        return shown.contains(venueId);
    }

    /**
     * It is none of the engine's.
     *
     * @return whether that is news
     */
    boolean add(long venueId) {
        boolean isNews = !shown.remove(venueId);
        shown.add(venueId);
        if (shown.size() > REMEMBERED) {
            shown.removeFirst();
        }
        return isNews;
    }

    /** An entry works that must not: it is cancelled until the venue shows it over. */
    void cancelStray(OrderFacts facts) {
        if (strays.containsKey(facts.venueId())) {
            return;
        }
        strays.put(facts.venueId(), new Stray(facts.instrumentId(), doubts.nowMillis()));
        questions.cancelStray(facts.venueId(), facts.instrumentId());
    }

    /** It does not work any more. */
    void onOver(long venueId) {
        strays.remove(venueId);
    }

    void onTime() {
        strays.forEach((venueId, stray) -> {
            if (doubts.nowMillis() - stray.askedMillis >= STRAY_RETRIES * doubts.retryMillis()) {
                stray.askedMillis = doubts.nowMillis();
                questions.cancelStray(venueId, stray.instrumentId);
            }
        });
    }

    /** Whether nothing works that must not. */
    boolean isSettled() {
        return strays.isEmpty();
    }
}
