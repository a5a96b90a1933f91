package smc.execution.venue.delta.ledger;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    /** Of them, those that work and are left: as many as the venue lists. */
    private final Set<Long> working = new HashSet<>();
    /** Entries that work at the venue and must not, by the venue's number. */
    private final NavigableMap<Long, Stray> strays = new TreeMap<>();

    private boolean isPastTold;

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
        if (facts.isFinal()) {
            noteOver(facts.venueId());
        } else if (isLeftAlone(facts)) {
            note(List.of(facts));
        } else if (add(facts.venueId())) {
            orders.alarm(
                    "the venue works an entry of this installation that the engine does not know, and it is cancelled: "
                            + orders.named(facts));
            cancelStray(facts);
        }
    }

    /** It is none of the engine's, and does not work any more. */
    void noteOver(long venueId) {
        add(venueId);
        working.remove(venueId);
    }

    /** Whether it is none of the engine's, and not for the engine to cancel: of somebody else, or something that only reduces. */
    private boolean isLeftAlone(OrderFacts facts) {
        boolean isEntryOfOurs = ids.orderId(facts.clientOrderId()) != 0 && !facts.isReduceOnly();
        return !facts.isFinal()
                && !facts.isLeg()
                && !isEntryOfOurs
                && orders.find(facts.clientOrderId(), facts.venueId()) == null;
    }

    /** Those that were not seen before are said, however many, in one line. */
    private void note(List<OrderFacts> foreign) {
        List<OrderFacts> news = addAll(foreign);
        if (!news.isEmpty()) {
            orders.alarm(
                    news.size() == 1
                            ? "the venue works an order that is not the engine's, and it is left: "
                                    + orders.named(news.getFirst())
                            : "the venue works " + counted(news));
        }
    }

    /** Those that were not seen before. */
    private List<OrderFacts> addAll(List<OrderFacts> foreign) {
        List<OrderFacts> news =
                foreign.stream().filter(facts -> add(facts.venueId())).toList();
        news.forEach(facts -> working.add(facts.venueId()));
        return news;
    }

    private String counted(List<OrderFacts> foreign) {
        Map<String, Long> bySymbol = foreign.stream()
                .collect(Collectors.groupingBy(
                        facts -> orders.holding(facts.instrumentId()).product.symbol(),
                        TreeMap::new,
                        Collectors.counting()));
        return "%,d %s: %s"
                .formatted(
                        foreign.size(),
                        foreign.size() == 1
                                ? "order that is not the engine's, and it is left"
                                : "orders that are not the engine's, and they are left",
                        bySymbol.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /** How many work, as the venue showed them last; without those that are cancelled. */
    int working() {
        return working.size();
    }

    /** Takes which foreign orders work, of a list of all that do. What is new is said in one line. */
    void take(List<OrderFacts> open) {
        take(open, "");
    }

    /**
     * Takes which foreign orders work when a start reads the account, before the ledger is told each.
     *
     * @param past what to say of the time before the data folder; empty if there is nothing. Said at most once, however often the account is read
     */
    void begin(List<OrderFacts> open, String past) {
        take(open, isPastTold ? "" : past);
        isPastTold |= !past.isEmpty();
    }

    private void take(List<OrderFacts> open, String past) {
        List<OrderFacts> foreign = open.stream().filter(this::isLeftAlone).toList();
        if (past.isEmpty()) {
            note(foreign);
        } else {
            List<OrderFacts> news = addAll(foreign);
            orders.alarm(news.isEmpty() ? past : past + "; the venue works " + counted(news));
        }
        working.clear();
        foreign.forEach(facts -> working.add(facts.venueId()));
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
