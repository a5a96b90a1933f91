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
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
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
    final List<OrderRequest> asked = new CopyOnWriteArrayList<>();

    /** How often all entries were to be cancelled. */
    final AtomicInteger entryCancels = new AtomicInteger();

    /** What {@link #reconcile} was told to ask about. */
    List<KnownOrder> known = List.of();

    /** What is held, by account and instrument; flat where nothing is said. */
    final List<VenuePosition> positions = new CopyOnWriteArrayList<>();

    /** What {@link #picture} says of orders, by account; none where nothing is said. */
    final Map<Integer, List<VenuePicture.WorkingOrder>> working = new ConcurrentHashMap<>();

    /** Likewise of wallets, in 1e-8 USD; 0 where nothing is said. */
    final Map<Integer, Long> wallets = new ConcurrentHashMap<>();

    /** Leverage in force, by account; the 20 that is set where nothing is said. */
    final Map<Integer, Integer> leverages = new ConcurrentHashMap<>();

    /** Accounts of which {@link #picture} says what it has; the others it does not answer. */
    final Set<Integer> pictured = ConcurrentHashMap.newKeySet();

    /** How many fills there were before, by account; none where nothing is said. */
    final Map<Integer, Long> past = new ConcurrentHashMap<>();

    /** How often it was connected. */
    final AtomicInteger connections = new AtomicInteger(1);

    /** How often it was asked for a picture. */
    final AtomicInteger pictures = new AtomicInteger();

    /** How the margin of positions is kept. */
    volatile VenuePicture.MarginMode marginMode = VenuePicture.MarginMode.ISOLATED;

    /** Accounts of which {@link #picture} says nothing. */
    final Set<Integer> unsaid = ConcurrentHashMap.newKeySet();

    /** Orders of somebody else, by account; none where nothing is said. */
    final Map<Integer, Integer> foreign = new ConcurrentHashMap<>();

    /** Ends what {@link #reconcile} answers; before, it is being found out. */
    final CompletableFuture<Void> mayReconcile = new CompletableFuture<>();

    /** How often {@link #reconcile} still fails before. */
    final AtomicInteger failuresLeft = new AtomicInteger();

    /** Orders that have come to it, over all processes of the engine; null if all that it is asked about have. */
    Set<Long> arrived;

    /** What it says, when it is reconciled, of what happened while nobody listened. */
    Runnable meanwhile = () -> {};

    /** Takes requests without a word. */
    volatile boolean isSilent;

    FakeVenue(Executor loop, VenueReports reports, int accounts, int instruments) {
        this.loop = loop;
        this.reports = reports;
        this.accounts = accounts;
        this.instruments = instruments;
    }

    <T extends OrderRequest> List<T> asked(Class<T> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void report(Runnable what) {
        pending++;
        loop.execute(() -> {
            pending--;
            what.run();
        });
    }

    @Override
    public void request(OrderRequest request) {
        if (arrived != null && request instanceof Submit order) {
            arrived.add(order.orderId());
            arrived.add(order.stopOrderId());
        }
        asked.add(request);
        if (!isSilent) {
            report(() -> answer(request));
        }
    }

    private void answer(OrderRequest request) {
        int accountId = request.accountId();
        int instrumentId = request.instrumentId();
        switch (request) {
            case Submit order -> {
                reports.onOrderReport(accountId, instrumentId, new Sent(order.orderId()));
                reports.onOrderReport(accountId, instrumentId, new Accepted(order.orderId()));
            }
            case Edit edit ->
                reports.onOrderReport(
                        accountId, instrumentId, new Edited(edit.orderId(), edit.priceE8(), edit.contracts()));
            case Cancel cancel -> reports.onOrderReport(accountId, instrumentId, new Cancelled(cancel.orderId()));
        }
    }

    /** Fills an entry at its price; its stop appears first, as at the venue. */
    void fill(Submit entry, long filledContracts) {
        reports.onOrderReport(entry.accountId(), entry.instrumentId(), new Accepted(entry.stopOrderId()));
        reports.onOrderReport(
                entry.accountId(),
                entry.instrumentId(),
                new Filled(entry.orderId(), filledContracts, entry.priceE8(), 1_000));
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
                            .forEach(order -> reports.onOrderReport(
                                    order.accountId(), order.instrumentId(), new Rejected(order.orderId(), 0)));
                    meanwhile.run();
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
    public CompletableFuture<VenuePicture> picture(int accountId) {
        pictures.incrementAndGet();
        if (!pictured.contains(accountId) || unsaid.contains(accountId)) {
            return CompletableFuture.failedFuture(new IllegalStateException("503"));
        }
        List<VenuePicture.Product> products = allPositions().stream()
                .filter(held -> held.accountId() == accountId)
                .map(held -> new VenuePicture.Product(
                        held.instrumentId(),
                        held.contracts(),
                        held.entryPriceE8(),
                        leverages.getOrDefault(accountId, 20),
                        20,
                        marginMode))
                .toList();
        return CompletableFuture.completedFuture(new VenuePicture(
                accountId,
                wallets.getOrDefault(accountId, 0L),
                products,
                List.copyOf(working.getOrDefault(accountId, List.of()))));
    }

    @Override
    public int foreignOrders(int accountId) {
        return foreign.getOrDefault(accountId, 0);
    }

    @Override
    public long connections(int accountId) {
        return connections.get();
    }

    @Override
    public long pastFills(int accountId) {
        return past.getOrDefault(accountId, 0L);
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
        entryCancels.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // It has no connections.
    }
}
