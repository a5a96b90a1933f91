package smc.exchange.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/**
 * An order as the exchange tells it. Stops and bracket legs wait here until their trigger, and only then are given to the venue.
 *
 * <pre>
 * pending -> open -> closed | cancelled,   pending -> cancelled
 * </pre>
 */
public final class ExchangeOrder {
    public enum State {
        PENDING,
        OPEN,
        CLOSED,
        CANCELLED
    }

    /** What a stop waits for. */
    public enum Stop {
        NONE,
        LOSS,
        PROFIT
    }

    /**
     * Prices of the legs that appear with the first fill, in 1e-8; 0 for none. A leg without limit is a market order.
     *
     * @param trailE8 of a stop that trails, instead of {@code lossE8}; with the sign it was given
     */
    public record Bracket(long lossE8, long lossLimitE8, long profitE8, long profitLimitE8, long trailE8) {
        public static final Bracket NONE = new Bracket(0, 0, 0, 0, 0);
    }

    /**
     * What a stop waits for.
     *
     * @param stopE8 0 of a trailing stop that has not seen a price yet, and of an order that is no stop
     * @param trailE8 distance to the price, with the sign it was given; 0 of a stop that stands
     */
    public record Trigger(Stop stop, long stopE8, long trailE8, String method) {
        public static final Trigger NONE = new Trigger(Stop.NONE, 0, 0, "mark_price");
    }

    public final long id;
    public final ExchangeAccount account;
    public final ExchangeInstrument instrument;
    public final boolean isBuy;
    public final boolean isMarket;
    public final boolean isReduceOnly;
    public final boolean isPostOnly;
    public final boolean isImmediate;
    public final boolean isLeg;
    public final String clientOrderId;
    public final Stop stop;
    public final String triggerMethod;
    public final long createdNanos;

    public Bracket bracket;
    /** 0 of a market order. */
    public long limitE8;
    /** 0 if it is no stop. */
    public long stopE8;
    /** 0 if it does not trail. */
    public long trailE8;

    public long contracts;
    public long filledContracts;
    public State state;
    public String cancellationReason;
    public long paidE8;
    public long updatedNanos;
    private BigDecimal filledValueE8 = BigDecimal.ZERO;

    ExchangeOrder(long id, ExchangeAccount account, Ticket ticket, boolean isLeg, long nowNanos) {
        this.id = id;
        this.account = account;
        this.isLeg = isLeg;
        instrument = ticket.instrument();
        isBuy = ticket.isBuy();
        isMarket = ticket.limitE8() == 0;
        isReduceOnly = ticket.isReduceOnly();
        isPostOnly = ticket.isPostOnly();
        isImmediate = ticket.isImmediate();
        clientOrderId = ticket.clientOrderId();
        stop = ticket.trigger().stop();
        triggerMethod = ticket.trigger().method();
        bracket = ticket.bracket();
        limitE8 = ticket.limitE8();
        stopE8 = ticket.trigger().stopE8();
        trailE8 = ticket.trigger().trailE8();
        contracts = ticket.contracts();
        createdNanos = nowNanos;
        updatedNanos = nowNanos;
        state = stop == Stop.NONE ? State.OPEN : State.PENDING;
    }

    /** What its owner asked for; {@code clientOrderId} may be null. */
    public record Ticket(
            ExchangeInstrument instrument,
            boolean isBuy,
            long limitE8,
            long contracts,
            boolean isReduceOnly,
            boolean isPostOnly,
            boolean isImmediate,
            String clientOrderId,
            Trigger trigger,
            Bracket bracket) {
        Ticket with(Trigger other) {
            return new Ticket(
                    instrument,
                    isBuy,
                    limitE8,
                    contracts,
                    isReduceOnly,
                    isPostOnly,
                    isImmediate,
                    clientOrderId,
                    other,
                    bracket);
        }

        static Ticket leg(ExchangeInstrument instrument, boolean isBuy, long limitE8, long contracts, Trigger trigger) {
            return new Ticket(instrument, isBuy, limitE8, contracts, true, false, false, null, trigger, Bracket.NONE);
        }
    }

    /** As it is now: what becomes of the order does not show in it. */
    ExchangeOrder copy() {
        return new ExchangeOrder(this);
    }

    private ExchangeOrder(ExchangeOrder other) {
        id = other.id;
        account = other.account;
        isLeg = other.isLeg;
        instrument = other.instrument;
        isBuy = other.isBuy;
        isMarket = other.isMarket;
        isReduceOnly = other.isReduceOnly;
        isPostOnly = other.isPostOnly;
        isImmediate = other.isImmediate;
        clientOrderId = other.clientOrderId;
        stop = other.stop;
        triggerMethod = other.triggerMethod;
        createdNanos = other.createdNanos;
        bracket = other.bracket;
        limitE8 = other.limitE8;
        stopE8 = other.stopE8;
        trailE8 = other.trailE8;
        contracts = other.contracts;
        filledContracts = other.filledContracts;
        state = other.state;
        cancellationReason = other.cancellationReason;
        paidE8 = other.paidE8;
        updatedNanos = other.updatedNanos;
        filledValueE8 = other.filledValueE8;
    }

    public boolean isOf(ExchangeAccount other, ExchangeInstrument otherInstrument) {
        return account.equals(other) && instrument.equals(otherInstrument);
    }

    boolean isPending() {
        return state == State.PENDING;
    }

    /** Whether anything can still become of it. */
    public boolean isLive() {
        return state == State.PENDING || state == State.OPEN;
    }

    boolean isTriggeredBy(long priceE8) {
        if (stopE8 == 0) {
            return false;
        }
        boolean isRising = (stop == Stop.LOSS) == isBuy;
        return isRising ? priceE8 >= stopE8 : priceE8 <= stopE8;
    }

    void addFill(long fillContracts, long priceE8, long feeE8) {
        filledContracts += fillContracts;
        paidE8 = Math.addExact(paidE8, feeE8);
        filledValueE8 = filledValueE8.add(BigDecimal.valueOf(priceE8).multiply(BigDecimal.valueOf(fillContracts)));
        if (filledContracts == contracts) {
            state = State.CLOSED;
        }
    }

    /** 0 before the first fill; rounded to 1e-8, halves to even. */
    public long averageFillE8() {
        return filledContracts == 0
                ? 0
                : filledValueE8
                        .divide(BigDecimal.valueOf(filledContracts), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }
}
