package smc.execution.venue.delta.call;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.LastResort;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueRefusedException;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.LedgerStart;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.queue.CallQueue;
import smc.execution.venue.delta.queue.Urgency;

/**
 * One account at the venue: its ledger, its queue of requests and its private socket, and how they begin anew. Event loop; times are milliseconds of a
 * clock that never goes back, but for signatures, which live by the venue's.
 */
public final class AccountClient {
    /** Longer than every answer that is only slow, and than a signature lives. */
    private static final long WAIT_SAID_MILLIS = 30_000;

    private final int accountId;
    private final AccountCalls calls;
    private final CallQueue queue;
    private final ClientOrderIds ids;
    private final Products products;
    private final CallSettings settings;
    private final VenueReports reports;
    private final Inquiries inquiries;
    private final Readings readings;
    private final OrderLedger ledger;
    private final OrderCommands commands;
    private final AccountStream stream;
    private final PrivateSocket socket;

    private final AlarmPace alarms = new AlarmPace();
    private long nowMillis;
    private long feesCheckedMillis;
    private long lookedMillis;
    /** Since when something has been waited for and nothing was answered. */
    private long waitsSinceMillis;

    private long pastFills;

    /**
     * Begins to connect with the first {@link #onTime}.
     *
     * @param privateSocket address of the private WebSocket host
     * @param tls whom it trusts, where that asks for it
     */
    public AccountClient(
            int accountId,
            RestCalls.Key key,
            EventLoop loop,
            RestCalls rest,
            URI privateSocket,
            Tls tls,
            ClientOrderIds ids,
            List<ProductFacts> facts,
            VenueClock clock,
            CallSettings settings,
            VenueReports reports) {
        this.accountId = accountId;
        this.ids = ids;
        this.settings = settings;
        this.reports = reports;
        products = Products.of(facts);
        calls = new AccountCalls(accountId, key, rest, products, clock, settings, this::alarm);
        queue = new CallQueue(loop, reports::onFault);
        inquiries = new Inquiries(accountId, calls, queue, ids, facts, clock, settings, reports, this::alarm);
        ledger = inquiries.ledger();
        commands = inquiries.commands();
        readings = new Readings(accountId, calls, queue, ledger, products, reports, this::alarm);
        stream = new AccountStream(products, ledger, this::alarm, reports::onFault);
        socket = new PrivateSocket(
                loop,
                privateSocket,
                tls,
                key,
                facts.stream().map(ProductFacts::symbol).toList(),
                clock,
                settings,
                RandomGenerator.getDefault(),
                stream);
    }

    public int accountId() {
        return accountId;
    }

    /**
     * Else losses draw margin from the wallet, and the price of liquidation moves (docs/delta-exchange.md, section 3.8). Completes exceptionally if the
     * venue does not accept the key.
     */
    public CompletableFuture<Void> turnTopUpOff(ProductFacts product) {
        return calls.call(Urgency.CANCEL, "PUT", "/v2/positions/auto_topup", OrderTickets.topUpOff(product))
                .thenAccept(reply -> {
                    if (reply instanceof RestReply.Refused refused && refused.refusal() == Refusal.NOT_AUTHORIZED) {
                        throw new VenueRefusedException(
                                "expected the venue to accept the key of account " + accountId + ", was " + refused);
                    }
                    if (!(reply instanceof RestReply.Done)) {
                        alarm("the automatic top-up of " + product.symbol() + " could not be turned off: " + reply);
                    }
                });
    }

    /** Whether a request is not answered, or something is being found out. */
    public boolean isBusy() {
        return !queue.isIdle() || !inquiries.unknownOrders().isEmpty() || calls.isWaiting() || !ledger.isSettled();
    }

    /** How many orders work in the account that are not the engine's, as the venue showed them last; without those it cancels. */
    public int foreignOrders() {
        return ledger.foreignOrders();
    }

    /** How often the private socket has come about. */
    public long connections() {
        return stream.connections();
    }

    /** How many fills were there when nothing was known; 0 if something was. */
    public long pastFills() {
        return pastFills;
    }

    /** What is waited for, for people; empty if nothing is. */
    public String awaited() {
        if (!stream.isLive()) {
            return "the private socket of account " + accountId
                    + (stream.lastDown().isEmpty() ? "" : " (" + stream.lastDown() + ")");
        }
        if (!inquiries.unknownOrders().isEmpty()) {
            return "what became of orders " + inquiries.unknownOrders() + " of account " + accountId;
        }
        return isBusy()
                ? "answers to account " + accountId
                        + (calls.lastFailure().isEmpty() ? "" : " (" + calls.lastFailure() + ")")
                : "";
    }

    /** Time moved; to be called several times a second. */
    public void onTime(long millis) {
        socket.onTime(millis);
        nowMillis = millis;
        calls.onTime(millis);
        queue.onTime(millis);
        if (stream.isBuffering()) {
            return;
        }
        ledger.onTime(millis);
        watchAnswers();
        if (stream.isLive() && nowMillis - lookedMillis >= settings.feeCheckMillis()) {
            lookedMillis = nowMillis;
            ledger.look();
        }
        if (ledger.hasUncheckedFees() && nowMillis - feesCheckedMillis >= settings.feeCheckMillis()) {
            feesCheckedMillis = nowMillis;
            ledger.checkFees();
        }
    }

    /** Whoever waits for the venue says so: what is not known stays not known, and nobody would see it. */
    private void watchAnswers() {
        if (!isBusy()) {
            waitsSinceMillis = nowMillis;
        }
        waitsSinceMillis = Math.max(waitsSinceMillis, calls.doneMillis());
        if (nowMillis - waitsSinceMillis >= WAIT_SAID_MILLIS) {
            waitsSinceMillis = nowMillis;
            alarm("the venue has answered nothing for " + WAIT_SAID_MILLIS / 1_000 + " s: waiting for " + awaited());
        }
        List<Long> longUnknown = inquiries.unknownFor(WAIT_SAID_MILLIS);
        if (!longUnknown.isEmpty()) {
            alarm("the venue still does not say what became of orders " + longUnknown);
        }
    }

    // What the engine wants

    public void request(OrderRequest request) {
        switch (request) {
            case Submit order -> commands.place(ledger.orders().submit(order));
            case OrderRequest.Edit edit ->
                commands.edit(edit.instrumentId(), edit.orderId(), edit.priceE8(), edit.contracts());
            case OrderRequest.Cancel cancel -> commands.cancel(cancel.instrumentId(), cancel.orderId());
        }
    }

    /** As {@link OrderCommands#cancelEntries}. */
    public CompletableFuture<Void> cancelEntries(ProductFacts product) {
        return commands.cancelEntries(product);
    }

    /** As {@link OrderCommands#lastResort}. */
    public CompletableFuture<LastResort.Answer> lastResort(LastResort what) {
        return commands.lastResort(what);
    }

    /** Reports every payment once, oldest first. */
    public CompletableFuture<Void> fundingSince(long fromNanos) {
        return readings.fundingSince(fromNanos);
    }

    /** As {@link smc.execution.venue.Venue#picture}. */
    public CompletableFuture<VenuePicture> picture() {
        return readings.picture();
    }

    /** Completes when the venue has answered after all that it said before; exceptionally if the connection is lost. */
    public CompletableFuture<Void> ping() {
        return socket.ping();
    }

    // Restart

    /**
     * Makes the engine's picture equal to the venue's: reports what it did not know. Completes with the positions once nothing is open.
     *
     * @param known of this account
     * @param sinceNanos of the last fill that is known, by the venue's clock
     */
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        stream.hold();
        var end = new CompletableFuture<List<VenuePosition>>();
        whenLive(
                end,
                () -> queue.alone(() -> new Restart(calls, ledger, products, ids, known, sinceNanos)
                        .read()
                        .handle((picture, failure) -> {
                            if (failure == null) {
                                begin(known, picture);
                                whenSettled(() -> readings.positions(end));
                            } else {
                                end.completeExceptionally(failure);
                            }
                            return null;
                        })));
        return end;
    }

    private void begin(List<KnownOrder> known, LedgerStart.Picture picture) {
        if (picture.isFirst(known)) {
            pastFills = picture.fills().size();
        }
        // First the time: what begins to wait without one would never be overdue, and never be asked for.
        ledger.onTime(nowMillis);
        new LedgerStart(ledger, ids).restart(known, picture).forEach(inquiries::awaitUnknown);
        inquiries.fillsFrom(picture.sinceNanos());
        stream.release();
    }

    private void whenLive(CompletableFuture<?> end, Runnable action) {
        if (stream.isLive()) {
            action.run();
        } else if (!stream.refusal().isEmpty()) {
            end.completeExceptionally(new VenueRefusedException(
                    "expected the venue to accept the key of account " + accountId + ", was " + stream.refusal()));
        } else {
            calls.soon(() -> whenLive(end, action));
        }
    }

    private void whenSettled(Runnable action) {
        calls.soon(() -> {
            if (isBusy()) {
                whenSettled(action);
            } else {
                action.run();
            }
        });
    }

    /** Ends the connection; what is under way is not waited for. */
    public void close() {
        queue.close();
        socket.close();
    }

    private void alarm(String what) {
        if (alarms.isNews(what, nowMillis)) {
            reports.onAlarm(accountId, what);
        }
    }

    /** Lets each alarm through once a minute: what fails, and is tried again every second, is said and does not drown the rest. */
    private static final class AlarmPace {
        private static final long PAUSE_MILLIS = 60_000;
        private static final int REMEMBERED = 100;

        private final Map<String, Long> saidMillis = new HashMap<>();

        /** @param nowMillis of any origin; never decreases */
        boolean isNews(String what, long nowMillis) {
            if (saidMillis.size() >= REMEMBERED) {
                saidMillis.values().removeIf(each -> nowMillis - each >= PAUSE_MILLIS);
            }
            Long lastMillis = saidMillis.get(what);
            boolean isNews = lastMillis == null || nowMillis - lastMillis >= PAUSE_MILLIS;
            if (isNews && saidMillis.size() < REMEMBERED) {
                saidMillis.put(what, nowMillis);
            }
            return isNews;
        }
    }
}
