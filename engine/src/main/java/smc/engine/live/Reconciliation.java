package smc.engine.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.engine.live.watch.LiveListener;
import smc.engine.live.watch.VenueWait;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueRefusedException;

/**
 * Makes the engine's picture that of the venue at a start: what became of the orders of earlier processes while nobody listened, and what of the
 * requests they could not see answered. Event loop; made when the journal is replayed and nothing new has come in.
 */
final class Reconciliation {
    private static final int REPEATS = 5;
    private static final long PAUSE_MILLIS = 500;

    private final int epoch;
    private final EngineView view;
    private final LiveEgress egress;
    private final LiveInputs inputs;
    private final LiveListener listener;
    private final ScheduledExecutorService loop;
    private final long replayedToNanos;

    /** Orders of which an earlier process had asked for a cancel, or a change, and had no answer. */
    private final List<KnownOrder> cancelsBefore;

    private final List<KnownOrder> editsBefore;

    /** @param epoch of this start */
    Reconciliation(
            int epoch,
            EngineView view,
            LiveEgress egress,
            LiveInputs inputs,
            LiveListener listener,
            ScheduledExecutorService loop) {
        this.epoch = epoch;
        this.view = view;
        this.egress = egress;
        this.inputs = inputs;
        this.listener = listener;
        this.loop = loop;
        replayedToNanos = view.atNanos();
        cancelsBefore = view.cancelsUnderWay();
        editsBefore = view.editsUnderWay();
    }

    /**
     * Where something is held, asks the venue and reports what became of that; what it says of others waits until {@link #run}: what an entry filled while
     * nobody listened may be later than the candles that are to be closed.
     */
    CompletableFuture<Boolean> hearOfPositions(Venue venue) {
        Set<List<Integer>> held = new HashSet<>();
        List<EngineImage.Desk> desks = view.image().desks();
        int instruments = view.image().markets().size();
        for (int i = 0; i < desks.size(); i++) {
            if (desks.get(i).contracts() != 0) {
                held.add(List.of(desks.get(i).accountId(), i % instruments));
            }
        }
        if (held.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        inputs.hearFirst((accountId, instrumentId) -> held.contains(List.of(accountId, instrumentId)));
        return answered(venue).thenApply(_ -> true);
    }

    /**
     * Asks the venue, reports what differs, and carries out what waits for it. Says what it waits for while it does.
     *
     * @return the venue's positions; exceptionally if it does not say them within ten minutes
     */
    CompletableFuture<List<VenuePosition>> run(Venue venue) {
        inputs.hearAll();
        inputs.await();
        return answered(venue).thenApply(positions -> {
            settleRequestsBefore(venue, releaseHeldRequests(venue));
            inputs.await();
            return positions;
        });
    }

    private CompletableFuture<List<VenuePosition>> answered(Venue venue) {
        return bounded(
                        venue,
                        ask(venue, REPEATS)
                                .thenCompose(positions -> venue.flush().thenApply(_ -> positions)))
                .thenApply(positions -> {
                    inputs.await();
                    return positions;
                });
    }

    private CompletableFuture<List<VenuePosition>> bounded(Venue venue, CompletableFuture<List<VenuePosition>> asked) {
        var wait = new VenueWait<>(asked, venue::awaited, listener, System::nanoTime);
        ScheduledFuture<?> looks = loop.scheduleAtFixedRate(
                wait::look, VenueWait.SAID_EVERY.toMillis(), VenueWait.SAID_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return wait.end().whenComplete((_, _) -> looks.cancel(false));
    }

    /** One answer that fails among the many of a start must not be its end. */
    private CompletableFuture<List<VenuePosition>> ask(Venue venue, int repeats) {
        // What this process wants has not been asked for yet.
        List<KnownOrder> known = Stream.concat(view.orders().stream(), view.endedOrders().stream())
                .filter(order -> OrderIds.epoch(order.orderId()) < epoch)
                .toList();
        CompletableFuture<List<VenuePosition>> asked = venue.reconcile(known, replayedToNanos);
        if (repeats == 0) {
            return asked;
        }
        return asked.exceptionallyCompose(e -> {
            Throwable cause = e instanceof CompletionException ? e.getCause() : e;
            if (cause instanceof VenueRefusedException) {
                return CompletableFuture.failedFuture(cause);
            }
            listener.note("the venue could not be asked how things stand, it is asked again: " + e.getMessage());
            return CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, loop))
                    .thenCompose(_ -> ask(venue, repeats - 1));
        });
    }

    /**
     * What was decided while the venue was not read yet and was given up since never leaves.
     *
     * @return orders that were edited
     */
    private Set<Long> releaseHeldRequests(Venue venue) {
        var held = new ArrayList<OrderRequest>();
        for (OrderRequest request = egress.poll(); request != null; request = egress.poll()) {
            held.add(request);
        }
        Set<Long> givenUp = held.stream()
                .filter(request -> request instanceof Cancel && OrderIds.epoch(request.orderId()) == epoch)
                .map(OrderRequest::orderId)
                .collect(Collectors.toSet());
        for (OrderRequest request : held) {
            if (!givenUp.contains(request.orderId())) {
                venue.request(request);
            } else if (request instanceof Submit) {
                inputs.onOrderReport(request.accountId(), request.instrumentId(), new Cancelled(request.orderId()));
            }
        }
        return held.stream()
                .filter(request -> request instanceof Edit)
                .map(OrderRequest::orderId)
                .collect(Collectors.toSet());
    }

    /**
     * What an earlier process asked for and saw no answer to: a cancel is asked for again, which is no new decision; an edit never arrived.
     *
     * @param edited orders that this process has edited since
     */
    private void settleRequestsBefore(Venue venue, Set<Long> edited) {
        Set<Long> working = view.orders().stream().map(KnownOrder::orderId).collect(Collectors.toSet());
        for (KnownOrder order : cancelsBefore) {
            if (working.contains(order.orderId())) {
                venue.request(new Cancel(order.orderId(), order.accountId(), order.instrumentId()));
            }
        }
        Set<Long> unchanged =
                view.editsUnderWay().stream().map(KnownOrder::orderId).collect(Collectors.toSet());
        for (KnownOrder order : editsBefore) {
            if (unchanged.contains(order.orderId()) && !edited.contains(order.orderId())) {
                inputs.onOrderReport(order.accountId(), order.instrumentId(), new EditRejected(order.orderId()));
            }
        }
    }
}
