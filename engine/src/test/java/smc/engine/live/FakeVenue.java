package smc.engine.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;

/** A venue that keeps what it is asked, and takes orders and cancels at once unless it is silent. Fills come when a test says so. Event loop. */
final class FakeVenue implements Venue {
    private final Executor loop;
    private final VenueReports reports;
    private final int accounts;
    private final int instruments;
    private int pending;

    /** Requests in their order; may be read from any thread. */
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What {@link #reconcile} was told to ask about. */
    List<KnownOrder> known = List.of();

    /** What is held, by account and instrument; flat where nothing is said. */
    final List<VenuePosition> positions = new CopyOnWriteArrayList<>();

    /** Orders of somebody else, by account; none where nothing is said. */
    final Map<Integer, Integer> foreign = new ConcurrentHashMap<>();

    /** Ends what {@link #reconcile} answers; before, it is being found out. */
    final CompletableFuture<Void> mayReconcile = new CompletableFuture<>();

    /** How often {@link #reconcile} still fails before. */
    final AtomicInteger failuresLeft = new AtomicInteger();

    /** Orders that have come to it, over all processes of the engine; null if all that it is asked about have. */
    Set<Long> arrived;

    /** Takes requests without a word. */
    volatile boolean isSilent;

    /** @param what submit, edit or cancel */
    record Asked(
            String what,
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            Direction direction,
            long priceE8,
            long contracts,
            long stopOrderId) {
        boolean isEntry() {
            return what.equals("submit") && purpose == OrderPurpose.ENTRY;
        }
    }

    FakeVenue(Executor loop, VenueReports reports, int accounts, int instruments) {
        this.loop = loop;
        this.reports = reports;
        this.accounts = accounts;
        this.instruments = instruments;
    }

    List<Asked> asked(String what) {
        return asked.stream().filter(each -> each.what().equals(what)).toList();
    }

    private void report(Runnable what) {
        pending++;
        loop.execute(() -> {
            pending--;
            what.run();
        });
    }

    @Override
    public void submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId) {
        if (arrived != null) {
            arrived.add(orderId);
            arrived.add(stopOrderId);
        }
        asked.add(new Asked(
                "submit", orderId, accountId, instrumentId, purpose, direction, priceE8, contracts, stopOrderId));
        if (!isSilent) {
            report(() -> {
                reports.onOrderSent(accountId, instrumentId, orderId);
                reports.onOrderAccepted(accountId, instrumentId, orderId);
            });
        }
    }

    @Override
    public void edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) {
        asked.add(new Asked("edit", orderId, accountId, instrumentId, null, null, priceE8, contracts, 0));
        if (!isSilent) {
            report(() -> reports.onOrderEdited(accountId, instrumentId, orderId, priceE8, contracts));
        }
    }

    @Override
    public void cancel(long orderId, int accountId, int instrumentId) {
        asked.add(new Asked("cancel", orderId, accountId, instrumentId, null, null, 0, 0, 0));
        if (!isSilent) {
            report(() -> reports.onOrderCancelled(accountId, instrumentId, orderId));
        }
    }

    /** Fills an entry at its price; its stop appears first, as at the venue. */
    void fill(Asked entry, long filledContracts) {
        reports.onOrderAccepted(entry.accountId(), entry.instrumentId(), entry.stopOrderId());
        reports.onOrderFilled(
                entry.accountId(), entry.instrumentId(), entry.orderId(), filledContracts, entry.priceE8(), 1_000);
    }

    @Override
    public boolean isBusy() {
        return pending > 0;
    }

    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.runAsync(() -> {}, loop);
    }

    @Override
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        this.known = known;
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("503"));
        }
        return mayReconcile.thenApplyAsync(
                _ -> {
                    known.stream()
                            .filter(order -> arrived != null && !arrived.contains(order.orderId()))
                            .forEach(order -> reports.onOrderRejected(
                                    order.accountId(), order.instrumentId(), order.orderId(), 0));
                    return allPositions();
                },
                loop);
    }

    private List<VenuePosition> allPositions() {
        var all = new ArrayList<VenuePosition>();
        for (int account = 0; account < accounts; account++) {
            for (int instrument = 0; instrument < instruments; instrument++) {
                int accountId = account;
                int instrumentId = instrument;
                all.add(positions.stream()
                        .filter(held -> held.accountId() == accountId && held.instrumentId() == instrumentId)
                        .findFirst()
                        .orElse(new VenuePosition(accountId, instrumentId, 0, 0)));
            }
        }
        return all;
    }

    @Override
    public int foreignOrders(int accountId) {
        return foreign.getOrDefault(accountId, 0);
    }

    @Override
    public String awaited() {
        return "its answer";
    }

    @Override
    public CompletableFuture<Void> fundingSince(long sinceNanos) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> cancelEntries() {
        asked.add(new Asked("cancelEntries", 0, 0, 0, null, null, 0, 0, 0));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // It has no connections.
    }
}
