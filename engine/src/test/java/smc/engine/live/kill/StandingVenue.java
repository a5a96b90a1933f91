package smc.engine.live.kill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.LastResort;
import smc.execution.venue.LastResort.Answer;
import smc.execution.venue.LastResort.Outcome;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePicture.MarginMode;
import smc.execution.venue.VenuePicture.Product;
import smc.execution.venue.VenuePicture.WorkingOrder;
import smc.execution.venue.VenuePosition;

/** A venue of positions and orders that somebody else has made: of one instrument and two accounts, it does what it is asked at once unless a test says otherwise. */
final class StandingVenue implements Venue {
    static final int SOL = 0;
    static final int ACCOUNTS = 2;

    /** Held, by account. */
    final Map<Integer, Long> held = new HashMap<>();

    /** By the venue's number, with whose they are. */
    final Map<Long, Integer> owners = new HashMap<>();

    final List<WorkingOrder> orders = new ArrayList<>();

    /** What it was asked past the engine, in its order. */
    final List<LastResort> asked = new ArrayList<>();

    /** How it answers the next closes; it carries out those beyond. */
    final Queue<Outcome> closes = new ArrayDeque<>();

    /** How it answers the next stops; it places those beyond. */
    final Queue<Outcome> protects = new ArrayDeque<>();

    /** Called before an account is read. */
    IntConsumer beforeReading = _ -> {};

    /** Accounts that cannot be read: the answer fails. */
    final List<Integer> failing = new ArrayList<>();

    /** Accounts of which no answer comes. */
    final List<Integer> silent = new ArrayList<>();

    /** Readings that are not answered yet, of silent accounts. */
    final List<CompletableFuture<VenuePicture>> open = new ArrayList<>();

    final int[] readings = new int[ACCOUNTS];

    void order(int accountId, long venueId, OrderType type, boolean isBuy, boolean isReduceOnly, long priceE8) {
        orders.add(new WorkingOrder(SOL, venueId, 0, type, isBuy, isReduceOnly, false, priceE8, 3));
        owners.put(venueId, accountId);
    }

    VenuePicture now(int accountId) {
        return new VenuePicture(
                accountId,
                0,
                List.of(new Product(SOL, held.getOrDefault(accountId, 0L), 0, 0, 0, MarginMode.ISOLATED)),
                orders.stream()
                        .filter(order -> owners.get(order.venueId()) == accountId)
                        .toList());
    }

    @Override
    public CompletableFuture<VenuePicture> picture(int accountId) {
        readings[accountId]++;
        beforeReading.accept(accountId);
        if (silent.contains(accountId)) {
            var answer = new CompletableFuture<VenuePicture>();
            open.add(answer);
            return answer;
        }
        return failing.contains(accountId)
                ? CompletableFuture.failedFuture(new IllegalStateException("503"))
                : CompletableFuture.completedFuture(now(accountId));
    }

    @Override
    public CompletableFuture<Answer> lastResort(LastResort what) {
        asked.add(what);
        Outcome outcome = Outcome.DONE;
        switch (what) {
            case LastResort.Cancel cancel -> orders.removeIf(order -> order.venueId() == cancel.venueId());
            case LastResort.Close close -> {
                outcome = closes.isEmpty() ? Outcome.DONE : closes.remove();
                if (outcome == Outcome.DONE) {
                    held.remove(close.accountId());
                }
            }
            case LastResort.Protect protect -> {
                outcome = protects.isEmpty() ? Outcome.DONE : protects.remove();
                if (outcome == Outcome.DONE) {
                    order(
                            protect.accountId(),
                            1_000 + asked.size(),
                            OrderType.STOP_MARKET,
                            protect.contracts() < 0,
                            true,
                            protect.stopE8());
                }
            }
        }
        return CompletableFuture.completedFuture(
                new Answer(outcome, outcome == Outcome.DONE ? "" : "as the test says"));
    }

    @Override
    public void request(OrderRequest request) {
        throw new AssertionError("nothing is the engine's here, was " + request);
    }

    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        throw new AssertionError("it is reconciled");
    }

    @Override
    public String awaited() {
        return "";
    }

    @Override
    public CompletableFuture<Void> fundingSince(long sinceNanos) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> cancelEntries() {
        throw new AssertionError("nobody asked for that");
    }

    @Override
    public void close() {
        // It has no connections.
    }
}
