package smc.execution.venue.delta;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderRequest;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.LastResort;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueRefusedException;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.call.AccountClient;
import smc.execution.venue.delta.call.RestCalls;
import smc.execution.venue.delta.call.Tls;
import smc.execution.venue.delta.call.VenueClock;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.ProductFacts;

/**
 * Trades at Delta Exchange India for a number of accounts. Orders, edits and cancels are asked for on the event loop, on which all reports come; the
 * other methods may be called from any thread, and their futures complete on the event loop.
 *
 * <p>First {@link #start}, then {@link #reconcile}, at the very first start with nothing known: until it is complete, what the private sockets say is kept
 * back.
 */
public final class DeltaVenue implements Venue {
    private static final long TICK_MILLIS = 20;
    private static final long ORIGIN_NANOS = System.nanoTime();

    private final EventLoop loop;
    private final URI privateSocket;
    private final Tls tls;
    private final List<DeltaAccount> accounts;
    private final List<Instrument> instruments;
    private final ClientOrderIds ids;
    private final DeltaSettings settings;
    private final VenueReports reports;
    private final VenueClock clock;
    private final RestCalls rest;

    private final List<ProductFacts> facts = new ArrayList<>();
    private final Map<Integer, AccountClient> connected = new TreeMap<>();
    private ScheduledFuture<?> ticks;
    private boolean isClosed;

    /**
     * @param loop of NIO
     * @param restBase scheme, host and port of REST
     * @param privateSocket address of the private WebSocket host
     * @param installationId made at the very first start, and never again
     * @param wallMillis this machine's clock, epoch milliseconds
     */
    public DeltaVenue(
            EventLoop loop,
            URI restBase,
            URI privateSocket,
            List<DeltaAccount> accounts,
            List<Instrument> instruments,
            long installationId,
            DeltaSettings settings,
            LongSupplier wallMillis,
            VenueReports reports) {
        this(
                loop,
                restBase,
                privateSocket,
                Tls.ofThisMachine(),
                accounts,
                instruments,
                installationId,
                settings,
                wallMillis,
                reports);
    }

    /** With others to trust than this machine does, where an address asks for TLS. */
    DeltaVenue(
            EventLoop loop,
            URI restBase,
            URI privateSocket,
            Tls tls,
            List<DeltaAccount> accounts,
            List<Instrument> instruments,
            long installationId,
            DeltaSettings settings,
            LongSupplier wallMillis,
            VenueReports reports) {
        this.loop = loop;
        this.privateSocket = privateSocket;
        this.accounts = List.copyOf(accounts);
        this.instruments = List.copyOf(instruments);
        this.settings = settings;
        this.reports = reports;
        ids = new ClientOrderIds(installationId);
        clock = new VenueClock(wallMillis);
        rest = new RestCalls(restBase, loop, clock, settings.requestMillis(), tls);
        this.tls = tls;
    }

    /**
     * Reads the products, turns the automatic top-up of margin off, and begins to connect. Again only after it has ended exceptionally.
     *
     * @return what the venue says of each instrument, in the order given; exceptionally if it does not say it, with {@link VenueRefusedException} if
     *     asking again would not mend it
     */
    public CompletableFuture<List<ProductFacts>> start() {
        return onLoop(() -> {
            facts.clear();
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (Instrument instrument : instruments) {
                all = all.thenCompose(_ -> rest.product(instrument)).thenAccept(facts::add);
            }
            return all.thenCompose(_ -> connect()).thenApply(_ -> List.copyOf(facts));
        });
    }

    private CompletableFuture<Void> connect() {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (DeltaAccount account : accounts) {
            var client = new AccountClient(
                    account.accountId(),
                    RestCalls.Key.of(account.apiKey(), account.apiSecret()),
                    loop,
                    rest,
                    privateSocket,
                    tls,
                    ids,
                    facts,
                    clock,
                    settings,
                    reports);
            for (ProductFacts product : facts) {
                all = all.thenCompose(_ -> client.turnTopUpOff(product));
            }
            all = all.thenAccept(_ -> connected.put(account.accountId(), client));
        }
        return all.thenAccept(_ -> ticks = loop.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void tick() {
        try {
            long nowMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN_NANOS) + 1;
            for (AccountClient each : connected.values()) {
                each.onTime(nowMillis);
            }
        } catch (RuntimeException e) {
            reports.onFault(e);
        }
    }

    /**
     * Makes the engine's picture equal to the venue's: once the private sockets are subscribed, reports what became of the known orders, and what else
     * works there as one alarm an account; strange entries of this installation are cancelled. A second call reports nothing.
     *
     * @param known orders that are not final, and the latest that are
     * @param sinceNanos venue time up to which the engine knows of every fill, epoch nanoseconds
     * @return every account's position in every instrument, once nothing is open any more
     */
    @Override
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        return onLoop(() -> {
            var positions = new ArrayList<VenuePosition>();
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (AccountClient each : connected.values()) {
                List<KnownOrder> own = known.stream()
                        .filter(order -> order.accountId() == each.accountId())
                        .toList();
                all = all.thenCompose(_ -> each.reconcile(own, sinceNanos).thenAccept(positions::addAll));
            }
            return all.thenApply(_ -> List.copyOf(positions));
        });
    }

    @Override
    public CompletableFuture<VenuePicture> picture(int accountId) {
        return onLoop(() -> client(accountId).picture());
    }

    @Override
    public void request(OrderRequest request) {
        client(request.accountId()).request(request);
    }

    private AccountClient client(int accountId) {
        AccountClient account = connected.get(accountId);
        if (account == null) {
            throw new IllegalArgumentException(
                    "expected an account of " + connected.keySet() + ", after the start, was " + accountId);
        }
        return account;
    }

    /** Completes when all that the venue had said on the private sockets before is reported, or is kept until it is known whose it is. */
    @Override
    public CompletableFuture<Void> flush() {
        return onLoop(() -> CompletableFuture.allOf(connected.values().stream()
                .map(each -> {
                    var end = new CompletableFuture<Void>();
                    flush(each, end);
                    return end;
                })
                .toArray(CompletableFuture[]::new)));
    }

    private void flush(AccountClient client, CompletableFuture<Void> end) {
        if (isClosed) {
            end.completeExceptionally(new IllegalStateException("closed"));
            return;
        }
        var _ = client.ping().whenComplete((_, failure) -> {
            if (failure == null) {
                end.complete(null);
            } else {
                // Whatever was lost comes with the next connection.
                var _ = loop.schedule(() -> flush(client, end), TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Whether a request is not answered, or something is being found out. Event loop. */
    @Override
    public boolean isBusy() {
        return connected.values().stream().anyMatch(each -> each.isBusy());
    }

    @Override
    public String awaited() {
        return connected.values().stream()
                .map(each -> each.awaited())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
    }

    @Override
    public int foreignOrders(int accountId) {
        return client(accountId).foreignOrders();
    }

    @Override
    public long connections(int accountId) {
        return client(accountId).connections();
    }

    @Override
    public long pastFills(int accountId) {
        return client(accountId).pastFills();
    }

    /** Reports the funding booked since, each payment once. */
    @Override
    public CompletableFuture<Void> fundingSince(long sinceNanos) {
        return onLoop(() -> {
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (AccountClient each : connected.values()) {
                all = all.thenCompose(_ -> each.fundingSince(sinceNanos));
            }
            return all;
        });
    }

    /** For a fault: cancels every resting entry of every account at once, and leaves what protects. */
    @Override
    public CompletableFuture<Void> cancelEntries() {
        return onLoop(() -> {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (AccountClient each : connected.values()) {
                facts.forEach(product -> all.add(each.cancelEntries(product)));
            }
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        });
    }

    @Override
    public CompletableFuture<LastResort.Answer> lastResort(LastResort what) {
        return onLoop(() -> client(what.accountId()).lastResort(what));
    }

    /** Ends the connections; what is under way is not waited for, and nothing is reported any more. */
    @Override
    public void close() {
        loop.execute(() -> {
            isClosed = true;
            if (ticks != null) {
                ticks.cancel(false);
            }
            connected.values().forEach(AccountClient::close);
            rest.close();
        });
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> action) {
        var end = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                var _ = action.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        end.complete(value);
                    } else {
                        end.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }
}
