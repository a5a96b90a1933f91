package smc.engine.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueListener;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;

/**
 * Fills orders on paper, at the trades of a market that knows nothing of them. It remembers nothing over a restart: then it is set up anew as the
 * engine's own book says, which is the only one there is. Event loop.
 */
public final class PaperVenue implements Venue {
    private final List<DeskSettings> accounts;
    private final List<Instrument> instruments;
    private final EngineView view;
    private final Executor loop;
    private final VenueReports reports;
    private final SimulatedVenue venue;

    private final Queue<Runnable> said = new ArrayDeque<>();
    private final Map<Long, Owner> owners = new HashMap<>();
    /** Last prices by instrument id, 0 where there is none: those the engine's book ends with, and those heard before this venue is set up. */
    private final long[] knownPricesE8;

    private final long[] heardPricesE8;

    private long nowNanos;
    private boolean isSetUp;
    private boolean isDraining;

    /** Whose order it is, and what of it had filled before this venue was set up. */
    private record Owner(int accountId, int instrumentId, long filledBefore) {}

    /**
     * An empty one. Made before the engine takes anything new: what its view knows is how its book ends.
     *
     * @param terms by instrument id
     * @param depositsE8 by account id
     * @param view of the engine that trades here
     * @param reports called on the loop, never from inside a request
     */
    public PaperVenue(
            List<DeskSettings> accounts,
            List<Instrument> instruments,
            VenueSettings settings,
            List<InstrumentTerms> terms,
            List<Long> depositsE8,
            EngineView view,
            Executor loop,
            VenueReports reports) {
        this.accounts = List.copyOf(accounts);
        this.instruments = List.copyOf(instruments);
        this.view = view;
        this.loop = loop;
        this.reports = reports;
        knownPricesE8 = instruments.stream()
                .mapToLong(instrument -> view.lastPriceE8(instrument.id()))
                .toArray();
        heardPricesE8 = new long[instruments.size()];
        venue = SimulatedVenue.overTrades(settings, terms, new Listener());
        for (int account = 0; account < depositsE8.size(); account++) {
            venue.addAccount(account, depositsE8.get(account));
        }
    }

    /** A trade of the market: what it fills is reported before this returns, and so before the engine hears of the trade. */
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        movedTo(venueNanos);
        if (isSetUp) {
            venue.onTrade(instrumentId, nowNanos, priceE8, contracts, () -> {});
            drain();
        } else {
            heardPricesE8[instrumentId] = priceE8;
        }
    }

    /** Time passed at the market: funding that came due is charged, whether anything traded or not. */
    @Override
    public void onTime(long marketNanos) {
        movedTo(marketNanos);
        if (isSetUp) {
            venue.onTime(nowNanos, () -> {});
            drain();
        }
    }

    private long movedTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
        return nowNanos;
    }

    @Override
    public void request(OrderRequest request) {
        switch (request) {
            case Submit order -> submit(order);
            case Edit edit -> edit(edit);
            case Cancel cancel -> cancel(cancel.orderId());
        }
    }

    private void submit(Submit order) {
        own(order.orderId(), order.accountId(), order.instrumentId(), 0);
        if (order.hasStop()) {
            own(order.stopOrderId(), order.accountId(), order.instrumentId(), 0);
        }
        said.add(() -> reports.onOrderReport(order.accountId(), order.instrumentId(), new Sent(order.orderId())));
        SimulatedOrders.submit(venue, order);
        drainLater();
    }

    private void edit(Edit edit) {
        Owner owner = owners.get(edit.orderId());
        if (owner != null) {
            venue.edit(edit.orderId(), edit.priceE8(), edit.contracts() - owner.filledBefore());
            drainLater();
        }
    }

    private void cancel(long orderId) {
        if (owners.containsKey(orderId)) {
            venue.cancel(orderId);
            drainLater();
        }
    }

    private void own(long orderId, int accountId, int instrumentId, long filledBefore) {
        owners.put(orderId, new Owner(accountId, instrumentId, filledBefore));
    }

    private void drainLater() {
        loop.execute(this::drain);
    }

    private void drain() {
        if (isDraining) {
            return;
        }
        isDraining = true;
        for (Runnable one = said.poll(); one != null; one = said.poll()) {
            one.run();
        }
        isDraining = false;
    }

    @Override
    public boolean isBusy() {
        return !said.isEmpty();
    }

    @Override
    public CompletableFuture<Void> flush() {
        drain();
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Nothing has traded while nobody looked: entries are gone, the rest stands again. Funding came due all the same, on what was held, at the last
     * price known.
     */
    @Override
    public CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        if (!isSetUp) {
            isSetUp = true;
            setUp(known, sinceNanos);
        }
        var positions = new ArrayList<VenuePosition>();
        for (int account = 0; account < accounts.size(); account++) {
            AccountState state = venue.account(account);
            for (Instrument instrument : instruments) {
                AccountState.Holding holding = state.holding(instrument.id());
                positions.add(
                        new VenuePosition(account, instrument.id(), holding.contracts(), holding.averageEntryE8()));
            }
        }
        return CompletableFuture.completedFuture(positions);
    }

    private void setUp(List<KnownOrder> known, long sinceNanos) {
        long internalId = 0;
        List<EngineImage.Desk> desks = view.image().desks(); // of each account all instruments
        for (int i = 0; i < desks.size(); i++) {
            if (desks.get(i).contracts() != 0) {
                takeOver(desks.get(i), i % instruments.size(), --internalId, sinceNanos);
            }
        }
        said.clear(); // Of the positions taken over: they were reported when they came to be.
        for (KnownOrder order : known) {
            setUp(order);
        }
        for (Instrument instrument : instruments) {
            tradeOnce(instrument.id(), sinceNanos, knownPricesE8[instrument.id()]);
        }
        venue.onTime(movedTo(sinceNanos), () -> {});
        for (Instrument instrument : instruments) {
            tradeOnce(instrument.id(), nowNanos, heardPricesE8[instrument.id()]);
        }
        drain();
    }

    /** Lets the venue know a price; 0 if there is none. */
    private void tradeOnce(int instrumentId, long atNanos, long priceE8) {
        if (priceE8 != 0) {
            venue.onTrade(instrumentId, atNanos, priceE8, 0, () -> {});
        }
    }

    private void takeOver(EngineImage.Desk desk, int instrumentId, long internalId, long sinceNanos) {
        DeskSettings account = accounts.get(desk.accountId());
        venue.onTrade(instrumentId, sinceNanos, desk.entryE8(), 0, () -> {});
        venue.submitMarket(
                desk.accountId(),
                internalId,
                instrumentId,
                desk.contracts() > 0,
                Math.abs(desk.contracts()),
                false,
                Math.max(account.fresh().leverage(), account.breaker().leverage()),
                0,
                0);
        venue.onTrade(instrumentId, sinceNanos, desk.entryE8(), Math.abs(desk.contracts()), () -> {});
    }

    private void setUp(KnownOrder order) {
        if (order.state().isFinal()) {
            return;
        }
        boolean stands = order.state() == OrderState.OPEN || order.state() == OrderState.PARTLY_FILLED;
        long left = order.contracts() - order.filledContracts();
        boolean isBuy = order.direction() == Direction.LONG;
        if (stands && order.purpose() == OrderPurpose.STOP) {
            own(order.orderId(), order.accountId(), order.instrumentId(), order.filledContracts());
            venue.submitStop(order.accountId(), order.orderId(), order.instrumentId(), isBuy, order.priceE8(), left);
        } else if (stands && order.purpose() == OrderPurpose.TARGET) {
            own(order.orderId(), order.accountId(), order.instrumentId(), order.filledContracts());
            venue.submitLimit(
                    order.accountId(),
                    order.orderId(),
                    order.instrumentId(),
                    isBuy,
                    order.priceE8(),
                    left,
                    false,
                    true,
                    0,
                    0,
                    0);
        } else if (order.entryOrderId() == 0) { // a bracket that never came to be is nobody's
            said.add(() ->
                    reports.onOrderReport(order.accountId(), order.instrumentId(), new Cancelled(order.orderId())));
        }
    }

    @Override
    public CompletableFuture<VenuePicture> picture(int accountId) {
        AccountState state = venue.account(accountId);
        List<VenuePicture.Product> products = instruments.stream()
                .map(instrument -> state.holding(instrument.id()))
                .map(held -> new VenuePicture.Product(
                        held.instrumentId(),
                        held.contracts(),
                        held.averageEntryE8(),
                        held.leverage(),
                        held.leverage(),
                        VenuePicture.MarginMode.ISOLATED))
                .toList();
        return CompletableFuture.completedFuture(new VenuePicture(
                accountId,
                state.walletE8(),
                products,
                venue.working(accountId).stream().map(SimulatedOrders::working).toList()));
    }

    @Override
    public boolean keepsWallets() {
        return false;
    }

    @Override
    public String awaited() {
        return "";
    }

    /** It is reported as it comes due. */
    @Override
    public CompletableFuture<Void> fundingSince(long sinceNanos) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> cancelEntries() {
        for (KnownOrder order : view.orders()) {
            if (order.purpose() == OrderPurpose.ENTRY) {
                cancel(order.orderId());
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** Notes what the venue says, until whoever asked it something has returned. */
    private final class Listener implements VenueListener {
        @Override
        public void accepted(long timeNanos, long orderId) {
            say(orderId, _ -> new Accepted(orderId));
        }

        @Override
        public void rejected(long timeNanos, long orderId, RejectReason reason) {
            say(orderId, _ -> new Rejected(orderId, reason.code()));
        }

        @Override
        public void filled(
                long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
            say(orderId, owner -> new Filled(orderId, owner.filledBefore() + filledContracts, priceE8, feeE8));
        }

        @Override
        public void cancelled(long timeNanos, long orderId, long filledContracts) {
            say(orderId, _ -> new Cancelled(orderId));
        }

        @Override
        public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
            say(orderId, owner -> new Edited(orderId, priceE8, owner.filledBefore() + contracts));
        }

        @Override
        public void editRejected(long timeNanos, long orderId, RejectReason reason) {
            say(orderId, _ -> new EditRejected(orderId));
        }

        @Override
        public void cancelRejected(long timeNanos, long orderId) {
            // The order was final already, and that was reported.
        }

        @Override
        public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
            said.add(() -> reports.onFunding(accountId, instrumentId, amountE8));
        }

        @Override
        public void liquidated(
                long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            said.add(() -> reports.onLiquidated(accountId, instrumentId, contracts, priceE8, feeE8));
        }

        private void say(long orderId, Function<Owner, OrderReport> report) {
            Owner owner = owners.get(orderId);
            if (owner != null) {
                OrderReport one = report.apply(owner);
                said.add(() -> reports.onOrderReport(owner.accountId(), owner.instrumentId(), one));
            }
        }
    }
}
