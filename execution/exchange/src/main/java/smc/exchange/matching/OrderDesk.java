package smc.exchange.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smc.exchange.matching.OrderTicket.Kind;

/**
 * Takes commands, keeps open orders, books fills, and reports. What it does not know is when an order fills and at what price: that is
 * {@link RowFills} and {@link TradeFills}.
 *
 * <p>Reduce-only (docs/delta-exchange.md section 3.7): such an order is refused without a position of the other side, cut down to the position
 * when it fills, and cancelled with all its like when the position is back at 0 or turned round. So none can fill against a later position.
 */
final class OrderDesk {
    private static final int ONE_E8 = 100_000_000;

    private VenueSettings settings;
    private final VenueListener listener;
    private final Map<Integer, TradedInstrument> markets = new LinkedHashMap<>();
    private final Map<Integer, Account> accounts = new LinkedHashMap<>();
    private final Map<Long, VenueOrder> openOrders = new HashMap<>();
    private final Set<Long> usedIds = new HashSet<>();
    private long nowNanos;
    private long sequence;

    OrderDesk(VenueSettings settings, List<InstrumentTerms> instruments, VenueListener listener) {
        this.settings = settings;
        this.listener = listener;
        for (InstrumentTerms terms : instruments) {
            if (markets.put(terms.instrumentId(), new TradedInstrument(terms, markets.size())) != null) {
                throw new IllegalArgumentException("expected each instrument once, was twice: " + terms.instrumentId());
            }
        }
    }

    VenueSettings settings() {
        return settings;
    }

    /** How orders are treated from now on. */
    void settings(VenueSettings newSettings) {
        settings = newSettings;
    }

    /** What an instrument's rates and grid are from now on. */
    void terms(InstrumentTerms newTerms) {
        market(newTerms.instrumentId()).terms(newTerms);
    }

    /** As the venue fills: on the grid, rounded against who buys or sells there, or exactly. */
    long filledAtE8(TradedInstrument market, long priceE8, boolean isBuy) {
        return settings.fillsOnTick() ? Money.onTickE8(priceE8, market.terms().tickE8(), isBuy) : priceE8;
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    Collection<TradedInstrument> markets() {
        return markets.values();
    }

    void addAccount(int accountId, long depositE8) {
        if (accounts.putIfAbsent(accountId, new Account(accountId, depositE8, markets.size())) != null) {
            throw new IllegalArgumentException("expected each account once, was twice: " + accountId);
        }
    }

    Account account(int accountId) {
        Account account = accounts.get(accountId);
        if (account == null) {
            throw new IllegalArgumentException("expected an account of " + accounts.keySet() + ", was " + accountId);
        }
        return account;
    }

    TradedInstrument market(int instrumentId) {
        TradedInstrument market = markets.get(instrumentId);
        if (market == null) {
            throw new IllegalArgumentException(
                    "expected an instrument of " + markets.keySet() + ", was " + instrumentId);
        }
        return market;
    }

    long nowNanos() {
        return nowNanos;
    }

    /** @throws IllegalArgumentException if time would run backwards */
    void advanceTo(long timeNanos) {
        if (timeNanos < nowNanos) {
            throw new IllegalArgumentException("expected a time of at least " + nowNanos + ", was " + timeNanos);
        }
        nowNanos = timeNanos;
    }

    /** Number of the next command: an order with a smaller one was there before. */
    long nextSequence() {
        return sequence;
    }

    void submit(OrderTicket ticket) {
        Optional<RejectReason> refusal = refusal(ticket);
        usedIds.add(ticket.orderId());
        if (refusal.isPresent()) {
            listener.rejected(nowNanos, ticket.orderId(), refusal.get());
            return;
        }
        if (ticket.hasBracket()) {
            usedIds.add(ticket.bracketStopOrderId());
        }
        open(ticket);
    }

    void edit(long orderId, long priceE8, long contracts) {
        VenueOrder order = openOrders.get(orderId);
        Optional<RejectReason> refusal =
                order == null ? Optional.of(RejectReason.ORDER_NOT_OPEN) : editRefusal(order, priceE8, contracts);
        if (refusal.isPresent()) {
            listener.editRejected(nowNanos, orderId, refusal.get());
            return;
        }
        order.edit(priceE8, contracts, sequence++);
        listener.edited(nowNanos, orderId, priceE8, contracts);
    }

    void cancel(long orderId) {
        VenueOrder order = openOrders.get(orderId);
        if (order == null) {
            listener.cancelRejected(nowNanos, orderId);
            return;
        }
        cancel(order);
    }

    /**
     * Fills an open order: at most {@code contracts}, at most what is left of it, and if it is reduce-only at most the position. What follows
     * from the fill is reported after it: the end of the reduce-only orders that have lost their position, then the bracket stop.
     *
     * @param exactE8 before it is put on the grid, if the venue does so
     */
    void fill(VenueOrder order, long contracts, long exactE8, boolean isMaker) {
        OrderTicket ticket = order.ticket();
        Account account = ticket.account();
        TradedInstrument market = ticket.market();
        long priceE8 = filledAtE8(market, exactE8, ticket.isBuy());
        Position before = account.position(market);
        long filling = Math.min(contracts, order.remainingContracts());
        if (ticket.isReduceOnly()) {
            filling = Math.min(filling, before.size());
        }
        long feeE8 = Money.commissionE8(market.terms(), filling, priceE8, isMaker);
        account.applyFill(market, ticket.signed(filling), priceE8, ticket.leverage(), feeE8);
        order.addFilled(filling);
        if (order.remainingContracts() == 0) {
            close(order);
        }
        listener.filled(nowNanos, ticket.orderId(), order.filledContracts(), priceE8, feeE8, isMaker);

        Position after = account.position(market);
        if (Long.signum(after.contracts()) != Long.signum(before.contracts())) {
            cancelReduceOnly(account, market);
        }
        if (ticket.hasBracket() && !after.isFlat() && after.isLong() == ticket.isBuy()) {
            protect(order, filling);
        }
    }

    /** Charges every open position of the instrument, contracts x price x funding rate; tells whether there was one. */
    boolean chargeFunding(TradedInstrument market, long priceE8) {
        boolean isAnyCharged = false;
        for (Account account : accounts.values()) {
            Position position = account.position(market);
            if (!position.isFlat()) {
                long amountE8 = Money.fundingE8(market.terms(), position.size(), priceE8);
                account.pay(amountE8);
                listener.fundingCharged(
                        nowNanos, account.accountId(), market.terms().instrumentId(), amountE8);
                isAnyCharged = true;
            }
        }
        return isAnyCharged;
    }

    /** Closes the whole position at the given price for the taker fee. */
    void liquidate(Account account, TradedInstrument market, long priceE8) {
        Position position = account.position(market);
        long feeE8 = Money.commissionE8(market.terms(), position.size(), priceE8, false);
        account.applyFill(market, -position.contracts(), priceE8, position.leverage(), feeE8);
        listener.liquidated(
                nowNanos, account.accountId(), market.terms().instrumentId(), position.size(), priceE8, feeE8);
        cancelReduceOnly(account, market);
    }

    /** How much further the price may go against the position for the margin that was added to it, in 1e-8 USD, rounded down. */
    static long addedDistanceE8(Account account, TradedInstrument market) {
        long addedE8 = account.addedMarginE8(market);
        return addedE8 == 0
                ? 0
                : Int128.product(addedE8, ONE_E8)
                        .dividedBy(Math.multiplyExact(
                                account.position(market).size(), market.terms().contractValueE8()));
    }

    AccountState state(Account account) {
        List<AccountState.Holding> holdings = new ArrayList<>();
        for (TradedInstrument market : markets.values()) {
            Position position = account.position(market);
            holdings.add(new AccountState.Holding(
                    market.terms().instrumentId(),
                    position.contracts(),
                    position.averageEntryE8(),
                    position.leverage(),
                    reservedE8(account, market),
                    account.addedMarginE8(market)));
        }
        return new AccountState(account.accountId(), account.walletE8(), freeE8(account), List.copyOf(holdings));
    }

    private Optional<RejectReason> refusal(OrderTicket ticket) {
        TradedInstrument market = ticket.market();
        if (isIdUsed(ticket)) {
            return Optional.of(RejectReason.DUPLICATE_ORDER_ID);
        }
        if (ticket.contracts() < 1) {
            return Optional.of(RejectReason.SIZE_TOO_SMALL);
        }
        if (isOffTick(ticket)) {
            return Optional.of(RejectReason.PRICE_OFF_TICK);
        }
        if (ticket.kind() == Kind.MARKET && market.lastPriceE8() == 0) {
            return Optional.of(RejectReason.NO_MARKET_PRICE);
        }
        if (ticket.isReduceOnly()) {
            Position position = ticket.account().position(market);
            if (position.isFlat() || position.isLong() == ticket.isBuy()) {
                return Optional.of(RejectReason.NO_POSITION_TO_REDUCE);
            }
        } else if (!isLeverageInRange(market, ticket.leverage())) {
            return Optional.of(RejectReason.LEVERAGE_OUT_OF_RANGE);
        }
        if (wouldCross(ticket, ticket.priceE8())) {
            return Optional.of(RejectReason.POST_ONLY_WOULD_CROSS);
        }
        if (isBeyondFree(ticket.account(), marginE8(ticket, reservePriceE8(ticket), ticket.contracts()))) {
            return Optional.of(RejectReason.INSUFFICIENT_MARGIN);
        }
        return Optional.empty();
    }

    private Optional<RejectReason> editRefusal(VenueOrder order, long priceE8, long contracts) {
        OrderTicket ticket = order.ticket();
        if (order.is(Kind.MARKET)) {
            return Optional.of(RejectReason.NOT_EDITABLE);
        }
        if (contracts <= order.filledContracts()) {
            return Optional.of(RejectReason.SIZE_TOO_SMALL);
        }
        if (!ticket.market().isOnTick(priceE8)) {
            return Optional.of(RejectReason.PRICE_OFF_TICK);
        }
        if (wouldCross(ticket, priceE8)) {
            return Optional.of(RejectReason.POST_ONLY_WOULD_CROSS);
        }
        long moreMarginE8 = Math.subtractExact(
                marginE8(ticket, priceE8, contracts - order.filledContracts()),
                marginE8(ticket, order.priceE8(), order.remainingContracts()));
        if (isBeyondFree(ticket.account(), moreMarginE8)) {
            return Optional.of(RejectReason.INSUFFICIENT_MARGIN);
        }
        return Optional.empty();
    }

    private boolean isIdUsed(OrderTicket ticket) {
        long stopId = ticket.bracketStopOrderId();
        return usedIds.contains(ticket.orderId())
                || (ticket.hasBracket() && (usedIds.contains(stopId) || stopId == ticket.orderId()));
    }

    private static boolean isOffTick(OrderTicket ticket) {
        boolean isPriceOff = ticket.kind() != Kind.MARKET && !ticket.market().isOnTick(ticket.priceE8());
        return isPriceOff || (ticket.hasBracket() && !ticket.market().isOnTick(ticket.bracketStopE8()));
    }

    /** A leverage at which the position would be liquidated where it was opened is no leverage. */
    private static boolean isLeverageInRange(TradedInstrument market, int leverage) {
        return leverage >= 1 && Math.multiplyExact(market.terms().maintenanceRateE8(), leverage) < 100_000_000L;
    }

    /**
     * Whether a post-only limit stands at or beyond the last price: it would fill at once (docs/rules.md section 19). Inside a row no price
     * of the moment is known, and nothing is refused.
     */
    private static boolean wouldCross(OrderTicket ticket, long priceE8) {
        TradedInstrument market = ticket.market();
        if (!ticket.isPostOnly() || market.isInsideRow() || market.lastPriceE8() == 0) {
            return false;
        }
        return ticket.isBuy() ? priceE8 >= market.lastPriceE8() : priceE8 <= market.lastPriceE8();
    }

    private void open(OrderTicket ticket) {
        VenueOrder order = new VenueOrder(ticket, reservePriceE8(ticket), sequence++);
        openOrders.put(ticket.orderId(), order);
        ticket.market().orders().add(order);
        listener.accepted(nowNanos, ticket.orderId());
    }

    private void close(VenueOrder order) {
        openOrders.remove(order.ticket().orderId());
        order.ticket().market().orders().remove(order);
    }

    private void cancel(VenueOrder order) {
        close(order);
        listener.cancelled(nowNanos, order.ticket().orderId(), order.filledContracts());
    }

    private void cancelReduceOnly(Account account, TradedInstrument market) {
        for (VenueOrder order : List.copyOf(market.orders())) {
            if (order.isReduceOnly() && order.ticket().account() == account) {
                cancel(order);
            }
        }
    }

    /**
     * The bracket stop of an entry appears with the first fill that leaves a position in the entry's direction, and grows with each later one.
     * Once final, by a fill or a cancel, it does not come back.
     */
    private void protect(VenueOrder entry, long newContracts) {
        OrderTicket ticket = entry.ticket();
        long stopId = ticket.bracketStopOrderId();
        if (entry.claimBracket()) {
            open(OrderTicket.stop(
                    ticket.account(),
                    stopId,
                    ticket.market(),
                    !ticket.isBuy(),
                    ticket.bracketStopE8(),
                    entry.filledContracts()));
            return;
        }
        VenueOrder stop = openOrders.get(stopId);
        if (stop != null) {
            stop.grow(newContracts);
            listener.edited(nowNanos, stopId, stop.priceE8(), stop.contracts());
        }
    }

    /** Wallet less the margin of positions and of working orders. Fees to come are not set aside. */
    private long freeE8(Account account) {
        long freeE8 = account.walletE8();
        for (TradedInstrument market : markets.values()) {
            freeE8 = Math.subtractExact(freeE8, reservedE8(account, market));
        }
        return freeE8;
    }

    /** What needs no margin is never beyond it, also where fees and losses have taken more than was free: an exit must always be possible. */
    private boolean isBeyondFree(Account account, long marginE8) {
        return marginE8 > 0 && marginE8 > freeE8(account);
    }

    private long reservedE8(Account account, TradedInstrument market) {
        long reservedE8 =
                Math.addExact(account.position(market).marginE8(market.terms()), account.addedMarginE8(market));
        for (VenueOrder order : market.orders()) {
            if (order.ticket().account() == account) {
                reservedE8 = Math.addExact(
                        reservedE8, marginE8(order.ticket(), order.priceE8(), order.remainingContracts()));
            }
        }
        return reservedE8;
    }

    /** Initial margin of the contracts that would increase the position; an order that only reduces it needs none. */
    private static long marginE8(OrderTicket ticket, long priceE8, long contracts) {
        if (ticket.isReduceOnly()) {
            return 0;
        }
        long signed = ticket.signed(contracts);
        long opening = signed - ticket.account().position(ticket.market()).closingPart(signed);
        return opening == 0
                ? 0
                : Money.marginE8(ticket.market().terms(), Math.absExact(opening), priceE8, ticket.leverage());
    }

    private static long reservePriceE8(OrderTicket ticket) {
        return ticket.kind() == Kind.MARKET ? ticket.market().lastPriceE8() : ticket.priceE8();
    }
}
