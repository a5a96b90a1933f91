package smc.exchange.matching;

import java.util.List;
import smc.exchange.matching.OrderTicket.Kind;

/**
 * A venue in memory. It is driven either by rows ({@link #openRow}, {@link #fillRow}) or by trades ({@link #onTrade}), chosen when it is made.
 *
 * <p><b>Commands</b> come from outside any call of this class, or from a reaction point. Over rows they take effect at once, over trades after
 * the latency. Their answer is a report. Order ids are chosen by the caller, and used once.
 *
 * <p><b>Reaction points.</b> Whoever brings rows, trades or time hands in a {@code Runnable}. The venue calls it after each thing it has
 * reported, and only there the owner may read its reports and give commands; the venue then looks again at what is open. So a fill can cancel
 * what would have filled next.
 *
 * <p>Prices and money in 1e-8 USD, times in epoch nanoseconds, never decreasing. One thread. Overflow throws {@link ArithmeticException}.
 */
public final class SimulatedVenue {
    private final OrderDesk desk;
    private final Reactions reactions = new Reactions();
    private final RowFills rows;
    private final TradeFills trades;
    private final boolean isOverRows;

    private SimulatedVenue(
            VenueSettings settings, List<InstrumentTerms> instruments, VenueListener listener, boolean isOverRows) {
        desk = new OrderDesk(settings, instruments, listener);
        rows = new RowFills(desk, reactions);
        trades = new TradeFills(desk, reactions);
        this.isOverRows = isOverRows;
    }

    /** A venue whose market is rows of open, high, low and close. */
    public static SimulatedVenue overRows(
            VenueSettings settings, List<InstrumentTerms> instruments, VenueListener listener) {
        return new SimulatedVenue(settings, instruments, listener, true);
    }

    /** A venue whose market is single trades. */
    public static SimulatedVenue overTrades(
            VenueSettings settings, List<InstrumentTerms> instruments, VenueListener listener) {
        return new SimulatedVenue(settings, instruments, listener, false);
    }

    /** How it treats orders from now on; the latency stays as it was made. */
    public void treat(VenueSettings settings) {
        desk.settings(settings);
    }

    /**
     * What it knows of its instruments from now on. Grid and contract value may change while nothing is held and no order works; that is the caller's to
     * look at.
     *
     * @throws IllegalArgumentException if one is not of this venue
     */
    public void terms(List<InstrumentTerms> terms) {
        terms.forEach(desk::terms);
    }

    /** @throws IllegalArgumentException if the account exists */
    public void addAccount(int accountId, long depositE8) {
        desk.addAccount(accountId, depositE8);
    }

    /** Pays into the wallet, or out of it if the amount is below 0. What the wallet has is the caller's to look at. */
    public void book(int accountId, long amountE8) {
        give(() -> desk.account(accountId).pay(Math.negateExact(amountE8)));
    }

    /**
     * Adds margin to a position, or takes back what was added if the amount is below 0. That there is a position, and so much to add or to
     * take, is the caller's to look at.
     */
    public void addMargin(int accountId, int instrumentId, long amountE8) {
        give(() -> desk.account(accountId).addMargin(desk.market(instrumentId), amountE8));
    }

    /** Takes the whole position at this price, as a liquidation does, wherever the market is. That there is one is the caller's to look at. */
    public void deleverage(int accountId, int instrumentId, long priceE8) {
        give(() -> desk.liquidate(desk.account(accountId), desk.market(instrumentId), priceE8));
    }

    /** @throws IllegalArgumentException if there is no such account */
    public AccountState account(int accountId) {
        return desk.state(desk.account(accountId));
    }

    /**
     * What works of an account, instrument by instrument.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    public List<AccountState.WorkingOrder> working(int accountId) {
        Account account = desk.account(accountId);
        return desk.markets().stream()
                .flatMap(market -> market.orders().stream())
                .filter(order -> order.ticket().account() == account)
                .map(order -> new AccountState.WorkingOrder(
                        order.ticket().market().terms().instrumentId(),
                        order.ticket().orderId(),
                        order.is(Kind.MARKET),
                        order.is(Kind.STOP),
                        order.isBuy(),
                        order.isReduceOnly(),
                        order.priceE8(),
                        order.remainingContracts()))
                .toList();
    }

    /**
     * A market order: fills at the open of the next row, or at the first trade after it took effect.
     *
     * @param leverage for the margin, and of the position if this order opens it; not used if reduce-only
     * @param bracketStopOrderId id of a reduce-only stop of the other side that appears with the first fill; 0 for none
     * @param bracketStopE8 its trigger
     */
    public void submitMarket(
            int accountId,
            long orderId,
            int instrumentId,
            boolean isBuy,
            long contracts,
            boolean isReduceOnly,
            int leverage,
            long bracketStopOrderId,
            long bracketStopE8) {
        submit(new OrderTicket(
                desk.account(accountId),
                orderId,
                desk.market(instrumentId),
                Kind.MARKET,
                isBuy,
                0,
                contracts,
                false,
                isReduceOnly,
                leverage,
                bracketStopOrderId,
                bracketStopE8));
    }

    /**
     * A limit order: rests until price goes {@code limitThroughTicks} beyond it, and always pays the maker rate, since it never takes.
     * Parameters as of {@link #submitMarket}.
     */
    public void submitLimit(
            int accountId,
            long orderId,
            int instrumentId,
            boolean isBuy,
            long priceE8,
            long contracts,
            boolean isPostOnly,
            boolean isReduceOnly,
            int leverage,
            long bracketStopOrderId,
            long bracketStopE8) {
        submit(new OrderTicket(
                desk.account(accountId),
                orderId,
                desk.market(instrumentId),
                Kind.LIMIT,
                isBuy,
                priceE8,
                contracts,
                isPostOnly,
                isReduceOnly,
                leverage,
                bracketStopOrderId,
                bracketStopE8));
    }

    /** A stop-market order, always reduce-only: it has no leverage to open a position with. */
    public void submitStop(
            int accountId, long orderId, int instrumentId, boolean isBuy, long triggerE8, long contracts) {
        submit(OrderTicket.stop(
                desk.account(accountId), orderId, desk.market(instrumentId), isBuy, triggerE8, contracts));
    }

    /**
     * Gives a limit or stop a new price and size. An edited limit counts as given now.
     *
     * @param priceE8 limit or trigger
     * @param contracts whole size, filled contracts included
     */
    public void edit(long orderId, long priceE8, long contracts) {
        give(() -> desk.edit(orderId, priceE8, contracts));
    }

    /** Cancels what is left of an open order; of any other it is reported that there was nothing to cancel. */
    public void cancel(long orderId) {
        give(() -> desk.cancel(orderId));
    }

    /**
     * Opens a row: the funding that has come due since the row before, of every instrument, then the market orders given before it, exits before
     * entries (section 24, steps 1 and 2). Of several instruments on one timeline all rows of an instant are opened before the first is filled.
     *
     * @throws IllegalArgumentException if time would run backwards or the price is not above 0
     * @throws IllegalStateException if a row that opened earlier is still to be filled, of any instrument
     */
    public void openRow(int instrumentId, long openTimeNanos, long openE8, Runnable reactionPoint) {
        requireMode(true);
        TradedInstrument market = desk.market(instrumentId);
        requirePrice(openE8, instrumentId, openTimeNanos);
        requireNotBefore(openTimeNanos);
        rows.requireOpenable(market, openTimeNanos);
        reactions.begin(reactionPoint);
        rows.open(market, openTimeNanos, openE8);
        reactions.end();
    }

    /**
     * Fills what the row reaches (section 24, steps 3 to 5). Its fills are stamped after its open and before the next row's.
     *
     * @throws IllegalArgumentException if the four prices contradict each other
     * @throws IllegalStateException if the row was not opened, or at another price
     */
    public void fillRow(
            int instrumentId,
            long openTimeNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            Runnable reactionPoint) {
        requireMode(true);
        TradedInstrument market = desk.market(instrumentId);
        if (lowE8 < 1 || lowE8 > Math.min(openE8, closeE8) || highE8 < Math.max(openE8, closeE8)) {
            throw new IllegalArgumentException("expected 0 < low <= open, close <= high, was " + openE8 + " " + highE8
                    + " " + lowE8 + " " + closeE8 + " for instrument " + instrumentId + " at " + openTimeNanos);
        }
        rows.requireOpened(market, openTimeNanos, openE8);
        reactions.begin(reactionPoint);
        rows.fill(market, openE8, highE8, lowE8, closeE8);
        reactions.end();
    }

    /**
     * A trade of the market. First everything due up to its time happens, as in {@link #onTime}.
     *
     * @param contracts its size; at least 0, and of use only with partial fills
     * @throws IllegalArgumentException if time would run backwards, the price is not above 0, or the size below 0
     */
    public void onTrade(int instrumentId, long timeNanos, long priceE8, long contracts, Runnable reactionPoint) {
        requireMode(false);
        TradedInstrument market = desk.market(instrumentId);
        requirePrice(priceE8, instrumentId, timeNanos);
        requireNotBefore(timeNanos);
        if (contracts < 0) {
            throw new IllegalArgumentException("expected contracts of at least 0, was " + contracts + " for instrument "
                    + instrumentId + " at " + timeNanos);
        }
        reactions.begin(reactionPoint);
        trades.advanceTo(timeNanos);
        trades.trade(market, priceE8, contracts);
        reactions.end();
    }

    /**
     * Time passed. Over trades, commands take effect and funding is charged as it comes due. Over rows the clock moves, so that reports of
     * commands given at a row's close carry its time, and funding is charged for instants before it; one at it waits for the rows that open there.
     *
     * @throws IllegalArgumentException if time would run backwards
     */
    public void onTime(long timeNanos, Runnable reactionPoint) {
        requireNotBefore(timeNanos);
        reactions.begin(reactionPoint);
        if (isOverRows) {
            rows.advanceTo(timeNanos);
        } else {
            trades.advanceTo(timeNanos);
        }
        reactions.end();
    }

    private void submit(OrderTicket ticket) {
        give(() -> desk.submit(ticket));
    }

    private void give(Runnable command) {
        reactions.begin(() -> {});
        if (isOverRows || desk.settings().latencyNanos() == 0) {
            command.run();
        } else {
            trades.delay(command);
        }
        reactions.end();
    }

    private void requireMode(boolean isForRows) {
        if (isForRows != isOverRows) {
            throw new IllegalStateException(isOverRows ? "expected rows, was a trade" : "expected trades, was a row");
        }
    }

    private void requireNotBefore(long timeNanos) {
        if (timeNanos < desk.nowNanos()) {
            throw new IllegalArgumentException("expected a time of at least " + desk.nowNanos() + ", was " + timeNanos);
        }
    }

    private static void requirePrice(long priceE8, int instrumentId, long timeNanos) {
        if (priceE8 < 1) {
            throw new IllegalArgumentException("expected a price above 0, was " + priceE8 + " for instrument "
                    + instrumentId + " at " + timeNanos);
        }
    }
}
