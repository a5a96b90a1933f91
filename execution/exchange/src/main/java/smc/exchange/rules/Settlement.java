package smc.exchange.rules;

import java.util.ArrayDeque;
import java.util.Queue;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.VenueListener;
import smc.exchange.rules.ExchangeOrder.Bracket;

/**
 * What follows from what the venue says: fills and funding are booked, and legs end with a position, grow with it or come with it. Reports are
 * noted as they come and worked off between the venue's steps, where commands are allowed. One thread.
 */
final class Settlement implements VenueListener {
    private final Exchange exchange;
    private final Orders orders;
    private final BracketLegs legs;
    private final Books books;
    private final ExchangeListener listener;
    private final Queue<Runnable> reports = new ArrayDeque<>();
    private RejectReason refusal;
    private boolean isDeleveraging;

    Settlement(Exchange exchange, Orders orders, BracketLegs legs, Books books, ExchangeListener listener) {
        this.exchange = exchange;
        this.orders = orders;
        this.legs = legs;
        this.books = books;
        this.listener = listener;
    }

    /** What the venue refuses of a command of ours; null if it takes it. */
    RejectReason refusalOf(Runnable command) {
        refusal = null;
        command.run();
        return refusal;
    }

    /** What the venue takes of a position meanwhile is to cover somebody else. */
    void deleveraging(Runnable command) {
        isDeleveraging = true;
        try {
            command.run();
        } finally {
            isDeleveraging = false;
        }
    }

    /** Works off what was reported. */
    void drain() {
        Runnable report;
        while ((report = reports.poll()) != null) {
            report.run();
        }
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        // The command's caller knows.
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        refusal = reason;
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        reports.add(() -> onFilled(timeNanos, orders.all().get(orderId), filledContracts, priceE8, feeE8, isMaker));
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        reports.add(() -> {
            ExchangeOrder order = orders.all().get(orderId);
            if (order.isLive()) {
                exchange.end(order, "offset_by_reduce_only", null);
            }
        });
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        // The command's caller knows.
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        refusal = reason;
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        throw new IllegalStateException("expected an open order of the venue, was " + orderId);
    }

    /** At the instant it came due, which a market that stood still has left behind. */
    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        reports.add(() -> {
            ExchangeAccount account = exchange.account(accountId);
            books.fund(account, exchange.instrument(instrumentId), timeNanos, amountE8);
            listener.walletChanged(account);
        });
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        boolean isToCover = isDeleveraging;
        reports.add(() -> {
            ExchangeAccount account = exchange.account(accountId);
            ExchangeInstrument instrument = exchange.instrument(instrumentId);
            boolean wasLong = books.position(account, instrument).contracts > 0;
            book(timeNanos, account, instrument, null, isToCover, !wasLong, priceE8, contracts, feeE8, false);
        });
    }

    private void onFilled(
            long timeNanos, ExchangeOrder order, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        long contracts = filledContracts - order.filledContracts;
        order.addFill(contracts, priceE8, feeE8);
        order.updatedNanos = timeNanos;
        if (!order.isLive()) {
            orders.removeLive(order);
        }
        listener.orderChanged(order, order.isLive() ? "update" : "delete", "fill");
        book(timeNanos, order.account, order.instrument, order, false, order.isBuy, priceE8, contracts, feeE8, isMaker);
    }

    private void book(
            long timeNanos,
            ExchangeAccount account,
            ExchangeInstrument instrument,
            ExchangeOrder order,
            boolean isToCover,
            boolean isBuy,
            long priceE8,
            long contracts,
            long feeE8,
            boolean isMaker) {
        AccountState.Holding after = exchange.holding(account, instrument);
        var fill = new Fill(
                books.nextFillNumber(),
                account,
                instrument,
                order,
                isToCover,
                timeNanos,
                isBuy,
                priceE8,
                contracts,
                feeE8,
                isMaker,
                after.contracts(),
                after.averageEntryE8(),
                exchange.lastPriceE8(instrument));
        books.book(fill, exchange.nowNanos(), exchange.state(account).walletE8());
        listener.filled(fill);
        settle(fill);
        listener.walletChanged(account);
    }

    /** What follows from a new position: legs and other reduce-only stops end with it, grow with it, or come with it. */
    private void settle(Fill fill) {
        ExchangeAccount account = fill.account();
        ExchangeInstrument instrument = fill.instrument();
        ExchangeOrder order = fill.order();
        long contracts = fill.positionContracts();
        boolean isOther = books.move(fill);
        listener.positionChanged(account, instrument, contracts == 0 ? "delete" : isOther ? "create" : "update");
        for (ExchangeOrder live : orders.copyOfLive()) {
            if (live.isOf(account, instrument) && live.isPending() && live.isReduceOnly) {
                if (isOther) {
                    exchange.end(live, "offset_by_reduce_only", "stop_cancel");
                } else if (live.isLeg) {
                    legs.resize(live, fill.timeNanos(), Math.absExact(contracts));
                }
            }
        }
        boolean isEntry = order != null && contracts != 0 && (contracts > 0) == order.isBuy;
        if (isEntry && !order.bracket.equals(Bracket.NONE) && !legs.exist(account, instrument)) {
            long lastE8 = exchange.lastPriceE8(instrument);
            legs.add(account, instrument, exchange.nowNanos(), contracts, lastE8, order.bracket, order.triggerMethod);
        }
    }
}
