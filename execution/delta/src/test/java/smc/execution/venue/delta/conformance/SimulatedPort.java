package smc.execution.venue.delta.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueListener;
import smc.exchange.matching.VenueSettings;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.ledger.Refusal;
import smc.strategy.number.FixedPoint;

/**
 * The simulated venue in this process, behind a port that loses, refuses and disorders as a network would, and comes to the same as the client of Delta: an
 * order that never arrived is refused once that is certain, an edit or a cancel is made in the end, what the quota holds back waits, but for entries.
 */
final class SimulatedPort implements VenueUnderTest {
    static final long DEPOSIT_E8 = 1_000 * 100_000_000L;
    /** Orders of somebody else's hand. */
    private static final long BY_HAND_FROM = 1_000_000;

    private final Book book = new Book();
    private final SimulatedVenue venue;
    private final Deque<Runnable> said = new ArrayDeque<>();
    /** What is done, or said, once everything comes to rest. */
    private final Deque<Runnable> later = new ArrayDeque<>();

    private final Map<Request, Deque<Runnable>> strikes = new EnumMap<>(Request.class);
    /** Prices of the orders that work, by number. */
    private final Map<Long, Long> working = new TreeMap<>();

    private final Map<Long, Submit> submitted = new TreeMap<>();
    private final Set<Long> arrived = new HashSet<>();
    private OrderRequest struck;
    private Optional<Disorder> disorder = Optional.empty();
    private boolean isCut;
    private boolean isInMaintenance;
    private long nextByHand = BY_HAND_FROM;
    private long atNanos = SteeredMarket.START_NANOS;
    private long tradeContracts = 10;
    private long lastE8;

    SimulatedPort() {
        venue = SimulatedVenue.overTrades(
                new VenueSettings(0, 1, 0, false), List.of(terms(Requests.SOL)), new Listener());
        venue.addAccount(Requests.ACCOUNT, DEPOSIT_E8);
        trade("150");
    }

    /** Of SOLUSD; funding of 0.01 %. */
    static InstrumentTerms terms(int id) {
        return new InstrumentTerms(id, 10_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000);
    }

    @Override
    public void request(OrderRequest request) {
        if (request instanceof Submit submit) {
            book.add(submit);
            submitted.put(submit.orderId(), submit);
        }
        Deque<Runnable> planned = strikes.getOrDefault(requestOf(request), new ArrayDeque<>());
        struck = request;
        if (isInMaintenance) {
            lose();
        } else if (planned.isEmpty()) {
            sent(request);
            carryOut(request);
        } else {
            planned.poll().run();
        }
        drain();
    }

    private static Request requestOf(OrderRequest request) {
        return switch (request) {
            case Submit submit -> submit.isEntry() ? Request.ENTRY : Request.REDUCING;
            case Edit _ -> Request.EDIT;
            case Cancel _ -> Request.CANCEL;
        };
    }

    private void sent(OrderRequest request) {
        if (request instanceof Submit submit) {
            report(new Sent(submit.orderId()));
        }
    }

    private void carryOut(OrderRequest request) {
        switch (request) {
            case Submit submit -> {
                arrived.add(submit.orderId());
                submit(submit);
            }
            case Edit edit -> venue.edit(edit.orderId(), edit.priceE8(), edit.contracts());
            case Cancel cancel -> venue.cancel(cancel.orderId());
        }
    }

    private void submit(Submit order) {
        switch (order.type()) {
            case MARKET -> {
                venue.submitMarket(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.contracts(),
                        !order.isEntry(),
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
                fillAtOnce();
            }
            case LIMIT ->
                venue.submitLimit(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.priceE8(),
                        order.contracts(),
                        order.isEntry(),
                        !order.isEntry(),
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
            case STOP_MARKET ->
                venue.submitStop(
                        order.accountId(),
                        order.orderId(),
                        order.instrumentId(),
                        order.isBuy(),
                        order.priceE8(),
                        order.contracts());
        }
    }

    /** At the last price, as the exchange does. */
    private void fillAtOnce() {
        venue.onTrade(Requests.SOL, atNanos, lastE8, 0, () -> {});
    }

    /** It never arrives: an order is refused once that is certain, what may be asked for twice is. */
    private void lose() {
        OrderRequest request = struck;
        sent(request);
        if (request instanceof Submit submit) {
            report(new Unanswered(submit.orderId()));
            later.add(() -> report(new Rejected(submit.orderId(), Refusal.NOT_FOUND.code())));
        } else {
            later.add(() -> carryOut(request));
        }
    }

    @Override
    public void strikeNext(Request wanted, Strike strike) {
        if (wanted == Request.QUESTION) {
            return; // None is asked here.
        }
        // Leverage is part of an entry here.
        Request request = wanted == Request.LEVERAGE ? Request.ENTRY : wanted;
        strikes.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(() -> {
            OrderRequest one = struck;
            switch (strike) {
                case LOST_BEFORE, TIME_OUT_BEFORE, SERVER_ERROR -> lose();
                case LOST_AFTER, TIME_OUT_AFTER -> {
                    sent(one);
                    if (one instanceof Submit submit) {
                        report(new Unanswered(submit.orderId()));
                    }
                    carryOut(one);
                }
                case QUOTA -> {
                    sent(one);
                    if (one instanceof Submit submit && submit.isEntry()) {
                        report(new Rejected(submit.orderId(), Refusal.QUOTA_USED_UP.code()));
                    } else {
                        later.add(() -> carryOut(one));
                    }
                }
            }
        });
    }

    @Override
    public void refuseNext(Request request, String code) {
        strikes.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(() -> {
            OrderRequest one = struck;
            sent(one);
            switch (one) {
                case Submit submit ->
                    report(new Rejected(submit.orderId(), Refusal.of(code).code()));
                case Edit edit -> report(new EditRejected(edit.orderId()));
                case Cancel _ -> later.add(() -> carryOut(one));
            }
        });
    }

    @Override
    public void trade(String price) {
        trade(price, SteeredMarket.SECOND_NANOS);
    }

    @Override
    public void tradeHoursLater(String price) {
        trade(price, 8 * 3_600 * SteeredMarket.SECOND_NANOS);
    }

    private void trade(String price, long afterNanos) {
        atNanos += afterNanos;
        venue.onTime(atNanos, () -> {});
        lastE8 = Requests.e8(price);
        venue.onTrade(Requests.SOL, atNanos, lastE8, tradeContracts, () -> {});
        drain();
    }

    @Override
    public void tradeLittle() {
        tradeContracts = 2;
        venue.treat(new VenueSettings(0, 1, 0, true));
    }

    @Override
    public void disorder(Disorder wanted) {
        disorder = Optional.of(wanted);
    }

    @Override
    public void reconnect() {
        isCut = true;
    }

    @Override
    public void beginMaintenance() {
        isInMaintenance = true;
    }

    @Override
    public void endMaintenance() {
        isInMaintenance = false;
    }

    @Override
    public void deleverage(String price) {
        venue.deleverage(Requests.ACCOUNT, Requests.SOL, Requests.e8(price));
    }

    @Override
    public void placeByHand(String price, long contracts) {
        venue.submitLimit(
                Requests.ACCOUNT,
                nextByHand++,
                Requests.SOL,
                true,
                Requests.e8(price),
                contracts,
                false,
                false,
                Requests.LEVERAGE,
                0,
                0);
        working.put(nextByHand - 1, Requests.e8(price));
        drain();
    }

    @Override
    public void closeByHand(long contracts, boolean isSell) {
        venue.submitMarket(
                Requests.ACCOUNT, nextByHand++, Requests.SOL, !isSell, contracts, true, Requests.LEVERAGE, 0, 0);
        fillAtOnce();
        drain();
    }

    @Override
    public void setLeverageByHand(int leverage) {
        // Here each entry brings its own.
    }

    @Override
    public void deposit(long usd) {
        venue.book(Requests.ACCOUNT, usd * FixedPoint.ONE_E8);
    }

    @Override
    public void settle() {
        isCut = false;
        disorder = Optional.empty();
        for (Runnable one = later.poll(); one != null; one = later.poll()) {
            one.run();
            drain();
        }
        drain();
    }

    @Override
    public void reconcile() {
        settle();
    }

    @Override
    public Book book() {
        return book;
    }

    @Override
    public long position() {
        return venue.account(Requests.ACCOUNT).holding(Requests.SOL).contracts();
    }

    @Override
    public List<String> working() {
        return working.values().stream().sorted().map(FixedPoint::formatE8).toList();
    }

    @Override
    public int placed(long orderId) {
        return arrived.contains(orderId) ? 1 : 0;
    }

    private void drain() {
        for (Runnable one = said.poll(); one != null; one = said.poll()) {
            one.run();
        }
    }

    private void report(OrderReport report) {
        book.onOrderReport(Requests.ACCOUNT, Requests.SOL, report);
    }

    /** On its way to the engine. Of one order nothing overtakes anything: that is the port's word. */
    private void say(OrderReport report) {
        if (report.orderId() >= BY_HAND_FROM) {
            return;
        }
        if (isCut) {
            later.add(() -> report(report));
            return;
        }
        if (disorder.isEmpty()) {
            said.add(() -> report(report));
            return;
        }
        switch (disorder.get()) {
            case TWICE -> {
                said.add(() -> report(report));
                said.add(() -> report(report));
            }
            case OVERTAKEN, LATE, LOST -> later.add(() -> report(report));
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public String toString() {
        return "in process";
    }

    private final class Listener implements VenueListener {
        @Override
        public void accepted(long timeNanos, long orderId) {
            Submit submit = submitted.get(orderId);
            if (submit != null && submit.type() != OrderType.MARKET) {
                working.put(orderId, submit.priceE8());
            }
            Submit entry = submitted.get(orderId - 1);
            if (submit == null && entry != null && entry.stopOrderId() == orderId) {
                working.put(orderId, entry.stopE8());
            }
            say(new Accepted(orderId));
        }

        @Override
        public void rejected(long timeNanos, long orderId, RejectReason reason) {
            working.remove(orderId);
            say(new Rejected(orderId, reason.code()));
        }

        @Override
        public void filled(
                long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
            if (orderId >= BY_HAND_FROM) {
                said.add(() -> book.onPositionMoved(
                        Requests.ACCOUNT, Requests.SOL, position(), filledContracts, priceE8, feeE8));
            }
            say(new Filled(orderId, filledContracts, priceE8, feeE8));
            if (filledContracts >= sizeOf(orderId)) {
                working.remove(orderId);
            }
        }

        private long sizeOf(long orderId) {
            return orderId >= BY_HAND_FROM ? 0 : book.size(orderId);
        }

        @Override
        public void cancelled(long timeNanos, long orderId, long filledContracts) {
            working.remove(orderId);
            say(new Cancelled(orderId));
        }

        @Override
        public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
            working.put(orderId, priceE8);
            say(new Edited(orderId, priceE8, contracts));
        }

        @Override
        public void editRejected(long timeNanos, long orderId, RejectReason reason) {
            say(new EditRejected(orderId));
        }

        @Override
        public void cancelRejected(long timeNanos, long orderId) {
            // It was over already, and that was reported.
        }

        @Override
        public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
            said.add(() -> book.onFunding(accountId, instrumentId, amountE8));
        }

        @Override
        public void liquidated(
                long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            said.add(() -> book.onLiquidated(accountId, instrumentId, contracts, priceE8, feeE8));
        }
    }
}
