package smc.example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;

/**
 * A venue small enough to copy, at which the price never moves: a market order fills at it, free of fees, and everything else rests. It takes whatever
 * it is asked, and forgets all when its process ends.
 */
final class ToyVenue implements Venue {
    private final Executor loop;
    private final VenueReports reports;
    private final long[][] contracts;
    private final long priceE8;
    /** By order id; a bracket stop under its own, with the entry that brought it. */
    private final Map<Long, Submit> working = new LinkedHashMap<>();
    /** By order id: the last word about it. */
    private final Map<Long, OrderReport> over = new HashMap<>();

    private int unanswered;

    ToyVenue(Executor loop, VenueReports reports, int accounts, int instruments, long priceE8) {
        this.loop = loop;
        this.reports = reports;
        this.contracts = new long[accounts][instruments];
        this.priceE8 = priceE8;
    }

    /** Answers on the next turn of the loop: nothing is reported from inside a request. */
    @Override
    public void request(OrderRequest request) {
        unanswered++;
        loop.execute(() -> {
            unanswered--;
            answer(request);
        });
    }

    private void answer(OrderRequest request) {
        long id = request.orderId();
        switch (request) {
            case Submit order -> {
                say(order, new Sent(id));
                say(order, new Accepted(id));
                working.put(id, order);
                if (order.type() == OrderType.MARKET) {
                    fill(order);
                }
            }
            case Edit edit when working.containsKey(id) -> say(edit, new Edited(id, edit.priceE8(), edit.contracts()));
            case Edit edit -> say(edit, new EditRejected(id));
            case Cancel cancel when working.containsKey(id) -> end(cancel, new Cancelled(id));
            case Cancel _ -> {
                // It was over, and that was reported.
            }
        }
    }

    private void fill(Submit order) {
        if (order.hasStop()) {
            working.put(order.stopOrderId(), order);
            say(order, new Accepted(order.stopOrderId())); // Before the fill: no position is ever naked.
        }
        contracts[order.accountId()][order.instrumentId()] += order.direction().sign() * order.contracts();
        end(order, new Filled(order.orderId(), order.contracts(), priceE8, 0));
    }

    private void end(OrderRequest request, OrderReport last) {
        working.remove(last.orderId());
        over.put(last.orderId(), last);
        say(request, last);
    }

    private void say(OrderRequest request, OrderReport report) {
        reports.onOrderReport(request.accountId(), request.instrumentId(), report);
    }

    @Override
    public boolean isBusy() {
        return unanswered > 0;
    }

    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.runAsync(() -> {}, loop);
    }

    /** Whatever is neither working here nor still to come with its entry is over: as was reported, or with the process before. */
    @Override
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        return CompletableFuture.supplyAsync(
                () -> {
                    for (KnownOrder order : known) {
                        long id = order.orderId();
                        boolean mayFill = working.containsKey(id) || working.containsKey(order.entryOrderId());
                        if (!order.state().isFinal() && !mayFill) {
                            OrderReport last = over.getOrDefault(id, new Cancelled(id));
                            reports.onOrderReport(order.accountId(), order.instrumentId(), last);
                        }
                    }
                    return positions();
                },
                loop);
    }

    private List<VenuePosition> positions() {
        var all = new ArrayList<VenuePosition>();
        for (int account = 0; account < contracts.length; account++) {
            for (int instrument = 0; instrument < contracts[account].length; instrument++) {
                long held = contracts[account][instrument];
                all.add(new VenuePosition(account, instrument, held, held == 0 ? 0 : priceE8));
            }
        }
        return all;
    }

    /** Nobody has a wallet here, and leverage is as the last order wants it. */
    @Override
    public CompletableFuture<VenuePicture> picture(int accountId) {
        var products = new ArrayList<VenuePicture.Product>();
        for (int instrument = 0; instrument < contracts[accountId].length; instrument++) {
            long held = contracts[accountId][instrument];
            products.add(new VenuePicture.Product(
                    instrument, held, held == 0 ? 0 : priceE8, 0, 0, VenuePicture.MarginMode.UNSAID));
        }
        var orders = new ArrayList<VenuePicture.WorkingOrder>();
        working.forEach((id, order) -> {
            if (order.accountId() == accountId) {
                orders.add(picture(id, order));
            }
        });
        return CompletableFuture.completedFuture(new VenuePicture(accountId, 0, products, orders));
    }

    private static VenuePicture.WorkingOrder picture(long id, Submit order) {
        boolean isLeg = order.orderId() != id;
        return new VenuePicture.WorkingOrder(
                order.instrumentId(),
                id,
                id,
                isLeg ? OrderType.STOP_MARKET : order.type(),
                order.isBuy() != isLeg,
                isLeg || !order.isEntry(),
                isLeg,
                isLeg ? order.stopE8() : order.priceE8(),
                order.contracts());
    }

    @Override
    public String awaited() {
        return "";
    }

    /** It charges none. */
    @Override
    public CompletableFuture<Void> fundingSince(long sinceNanos) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> cancelEntries() {
        working.forEach((id, order) -> {
            if (order.isEntry() && order.orderId() == id) {
                request(new Cancel(id, order.accountId(), order.instrumentId()));
            }
        });
        return flush();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
