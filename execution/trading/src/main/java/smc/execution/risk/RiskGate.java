package smc.execution.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderType;
import smc.strategy.number.ExactMath;
import smc.strategy.number.FixedPoint;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * The limits that an entry must keep to before it is asked for, over all accounts and symbols (docs/rules.md, section 30). What only reduces is
 * counted, and never held back. Engine thread; allocates nothing.
 */
public final class RiskGate {
    static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Exposure> exposures = new ArrayList<>();
    private final OrderTimes[] orderTimes;
    private final Quote[] quotes;
    private RiskSettings settings;
    private long clockOffsetNanos;
    /** 0 if there is none. */
    private long stageCapE8;

    // The numbers behind the last refusal.
    private long found;
    private long allowed;

    /** What the market said last of an instrument. 0 where nothing was. */
    private static final class Quote {
        private long lastE8;
        private long markE8;
        private long bidE8;
        private long askE8;
        private long heardNanos;
    }

    /** Nothing is known yet of the market. */
    public RiskGate(RiskSettings settings, int accounts, int instruments) {
        this.settings = settings;
        orderTimes = new OrderTimes[accounts];
        Arrays.setAll(orderTimes, _ -> new OrderTimes());
        quotes = new Quote[instruments];
        Arrays.setAll(quotes, _ -> new Quote());
    }

    /** One that holds nothing back, for a desk by itself. */
    public static RiskGate off() {
        return new RiskGate(RiskSettings.OFF, 0, 0);
    }

    /** From here on these limits hold. */
    public void goOnUnder(RiskSettings settings) {
        this.settings = settings;
    }

    public RiskSettings settings() {
        return settings;
    }

    /** Asked of from here on. */
    public void join(Exposure exposure) {
        exposures.add(exposure);
    }

    // ---- what is known

    /** Something traded. */
    public void onTrade(int instrumentId, long priceE8, long nowNanos) {
        if (settings.isOn()) {
            Quote quote = quotes[instrumentId];
            quote.lastE8 = priceE8;
            quote.heardNanos = nowNanos;
        }
    }

    /** The venue said its mark, and the best prices to sell and to buy at if it said them; 0 if not. */
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8, long nowNanos) {
        if (settings.isOn()) {
            Quote quote = quotes[instrumentId];
            quote.markE8 = markE8;
            quote.bidE8 = bidE8;
            quote.askE8 = askE8;
            quote.heardNanos = nowNanos;
        }
    }

    /** By how much our clock is ahead of the venue's. */
    public void onClockRead(long offsetNanos) {
        if (settings.isOn()) {
            clockOffsetNanos = offsetNanos;
        }
    }

    /** From here on sizing uses this much of the capital of an account on a symbol, and no more; 0 for all of it. */
    public void onStageSet(long capE8) {
        stageCapE8 = capE8;
    }

    /** What sizing may use of a capital: the least of stage, configuration and all of it. */
    long sizedE8(long capitalE8) {
        long capE8 = settings.capE8(stageCapE8);
        return capE8 == 0 ? capitalE8 : Math.min(capitalE8, capE8);
    }

    /** An order was asked for, whatever it is for. */
    void onSubmitted(int accountId, long nowNanos) {
        if (settings.isOn()) {
            orderTimes[accountId].add(nowNanos);
        }
    }

    // ---- what is refused

    /**
     * The first limit that an entry would pass, its numbers to be had from {@link #found} and {@link #allowed}; null if it may be asked for.
     *
     * @param priceE8 limit, or for a market order the price that the decision counts on
     * @param stopE8 trigger of its stop
     */
    public RiskReason firstThatRefuses(
            int accountId,
            Instrument instrument,
            Direction direction,
            OrderType type,
            long priceE8,
            long contracts,
            int leverage,
            long stopE8,
            long nowNanos) {
        if (!settings.isOn()) {
            return null;
        }
        Quote quote = quotes[instrument.id()];
        if (isOld(quote, nowNanos)) {
            return RiskReason.DATA_AGE;
        }
        if (isPast(Math.abs(clockOffsetNanos) / MILLI_NANOS, settings.clockSkewNanos() / MILLI_NANOS)) {
            return RiskReason.CLOCK_SKEW;
        }
        if (settings.unresolvedOrders() > 0
                && isPast(unresolvedOrders(accountId), settings.unresolvedOrders() - 1L, settings.unresolvedOrders())) {
            return RiskReason.UNRESOLVED;
        }
        if (isSpreadTooWide(quote)) {
            return RiskReason.SPREAD;
        }
        if (isTooFar(direction, type, priceE8, quote.lastE8)) {
            return RiskReason.PRICE_FROM_LAST;
        }
        if (isTooFar(direction, type, priceE8, quote.markE8)) {
            return RiskReason.PRICE_FROM_MARK;
        }
        if (settings.guardsLiquidation() && isLiquidatedFirst(instrument, direction, priceE8, leverage, stopE8)) {
            return RiskReason.LIQUIDATION;
        }
        RiskReason tooMuch = firstSizeThatRefuses(instrument, contracts, priceE8);
        return tooMuch != null ? tooMuch : firstRateThatRefuses(accountId, nowNanos);
    }

    private RiskReason firstSizeThatRefuses(Instrument instrument, long contracts, long priceE8) {
        if (isPast(contracts, settings.orderContracts())) {
            return RiskReason.ORDER_SIZE;
        }
        long orderE8 = valueE8(instrument, contracts, priceE8);
        if (isPast(orderE8, settings.orderE8())) {
            return RiskReason.ORDER_VALUE;
        }
        long symbolE8 = orderE8;
        long allE8 = orderE8;
        for (Exposure exposure : exposures) {
            long exposedE8 = valueE8(exposure.instrument(), exposure.exposedContracts(), priceOf(exposure, priceE8));
            allE8 = Math.addExact(allE8, exposedE8);
            if (exposure.instrument().id() == instrument.id()) {
                symbolE8 = Math.addExact(symbolE8, exposedE8);
            }
        }
        if (isPast(symbolE8, settings.symbolE8())) {
            return RiskReason.SYMBOL_VALUE;
        }
        return isPast(allE8, settings.exposureE8()) ? RiskReason.EXPOSURE : null;
    }

    private RiskReason firstRateThatRefuses(int accountId, long nowNanos) {
        OrderTimes times = orderTimes[accountId];
        int perSecond = settings.ordersPerSecond();
        if (perSecond > 0 && isPast(times.within(SECOND_NANOS, nowNanos, perSecond), perSecond - 1L, perSecond)) {
            return RiskReason.ORDERS_A_SECOND;
        }
        int perMinute = settings.ordersPerMinute();
        boolean isPastMinute =
                perMinute > 0 && isPast(times.within(MINUTE_NANOS, nowNanos, perMinute), perMinute - 1L, perMinute);
        return isPastMinute ? RiskReason.ORDERS_A_MINUTE : null;
    }

    /** What traded there last; the price of the order where nothing has. */
    private long priceOf(Exposure exposure, long orderPriceE8) {
        long lastE8 = quotes[exposure.instrument().id()].lastE8;
        return lastE8 == 0 ? orderPriceE8 : lastE8;
    }

    private boolean isOld(Quote quote, long nowNanos) {
        if (settings.dataAgeNanos() > 0 && quote.heardNanos == 0) {
            found = -1;
            allowed = settings.dataAgeNanos() / MILLI_NANOS;
            return true;
        }
        return isPast((nowNanos - quote.heardNanos) / MILLI_NANOS, settings.dataAgeNanos() / MILLI_NANOS);
    }

    private int unresolvedOrders(int accountId) {
        int unresolved = 0;
        for (Exposure exposure : exposures) {
            if (exposure.accountId() == accountId) {
                unresolved += exposure.unresolvedOrders();
            }
        }
        return unresolved;
    }

    private boolean isSpreadTooWide(Quote quote) {
        if (settings.spreadBps() == 0 || quote.bidE8 == 0 || quote.askE8 == 0) {
            return false;
        }
        long middleE8 = quote.bidE8 + (quote.askE8 - quote.bidE8) / 2;
        return isPast(
                quote.askE8 - quote.bidE8, ExactMath.multiplyDivideFloor(middleE8, settings.spreadBps(), Sizing.BPS));
    }

    /** A limit order may wait as far away as it likes, and not pay too much. */
    private boolean isTooFar(Direction direction, OrderType type, long priceE8, long referenceE8) {
        if (settings.priceBps() == 0 || referenceE8 == 0) {
            return false;
        }
        long worseE8 = direction.sign() * (priceE8 - referenceE8);
        long distanceE8 = type == OrderType.MARKET ? Math.abs(worseE8) : worseE8;
        if (distanceE8 <= ExactMath.multiplyDivideFloor(referenceE8, settings.priceBps(), Sizing.BPS)) {
            return false;
        }
        found = priceE8;
        allowed = referenceE8;
        return true;
    }

    private boolean isLiquidatedFirst(
            Instrument instrument, Direction direction, long priceE8, int leverage, long stopE8) {
        long liquidationE8 = EmergencyStop.liquidationE8(instrument, direction, priceE8, leverage);
        if (direction.isBeyond(stopE8, liquidationE8)) {
            return false;
        }
        found = stopE8;
        allowed = liquidationE8;
        return true;
    }

    /** Whether it is more than a limit, which is off if it is 0. */
    private boolean isPast(long number, long limit) {
        return limit > 0 && isPast(number, limit, limit);
    }

    private boolean isPast(long number, long most, long told) {
        if (number <= most) {
            return false;
        }
        found = number;
        allowed = told;
        return true;
    }

    private static long valueE8(Instrument instrument, long contracts, long priceE8) {
        return ExactMath.multiplyDivideCeil(
                Math.multiplyExact(contracts, instrument.contractValueE8()), priceE8, FixedPoint.ONE_E8);
    }

    /** What was found, by the last refusal. */
    public long found() {
        return found;
    }

    /** What is allowed, by the last refusal. */
    public long allowed() {
        return allowed;
    }

    // ---- what is remembered

    private boolean isUsed() {
        return settings.isOn() || stageCapE8 != 0;
    }

    /** Copies out everything that is remembered; nothing while nothing is held back. */
    public void copyTo(StateCopy out, long nowNanos) {
        if (!isUsed()) {
            return;
        }
        out.begin("riskGate", 1)
                .put("clockOffsetNanos", clockOffsetNanos)
                .put("stageCapE8", stageCapE8)
                .beginList("quotes");
        for (Quote quote : quotes) {
            out.begin()
                    .put("lastE8", quote.lastE8)
                    .put("markE8", quote.markE8)
                    .put("bidE8", quote.bidE8)
                    .put("askE8", quote.askE8)
                    .put("heardNanos", quote.heardNanos)
                    .end();
        }
        out.end().beginList("orderTimes");
        for (OrderTimes times : orderTimes) {
            times.copyTo(out, nowNanos);
        }
        out.end().end();
    }

    /** Of one that remembers nothing: goes on as the one did that copied itself out. */
    public void restore(StateTree in) {
        if (!in.has("riskGate")) {
            return;
        }
        StateTree told = in.object("riskGate", 1);
        clockOffsetNanos = told.number("clockOffsetNanos");
        stageCapE8 = told.number("stageCapE8");
        List<StateTree> toldQuotes = told.objects("quotes");
        for (int i = 0; i < Math.min(quotes.length, toldQuotes.size()); i++) {
            StateTree quote = toldQuotes.get(i);
            quotes[i].lastE8 = quote.number("lastE8");
            quotes[i].markE8 = quote.number("markE8");
            quotes[i].bidE8 = quote.number("bidE8");
            quotes[i].askE8 = quote.number("askE8");
            quotes[i].heardNanos = quote.number("heardNanos");
        }
        List<StateTree> toldTimes = told.objects("orderTimes");
        for (int i = 0; i < Math.min(orderTimes.length, toldTimes.size()); i++) {
            orderTimes[i].restore(toldTimes.get(i));
        }
    }
}
