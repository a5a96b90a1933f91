package smc.ops.api.model;

import java.util.Optional;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;

/** An order from being wanted on. What it was up to a frame never changes. */
public final class OrderLife {
    private final Submit request;
    private final boolean isBracketStop;
    private final Mode mode;
    private final long sequence;
    private final long wantedNanos;
    private final Rows<State> rows = new Rows<>(4);
    private volatile Part<State> states;

    /**
     * How an order stood after a frame. Prices in 1e-8 USD.
     *
     * @param atNanos time of the frame
     * @param averagePriceE8 of what has filled; 0 without a fill
     * @param priceE8 limit or trigger as the venue has it
     * @param wantedPriceE8 as last asked for
     * @param tradeId it works for; 0 if it has not become one
     * @param isTold whether the frame said that its state changed
     */
    public record State(
            long atNanos,
            OrderState state,
            long filledContracts,
            long averagePriceE8,
            long priceE8,
            long contracts,
            long wantedPriceE8,
            long wantedContracts,
            long tradeId,
            boolean isTold) {

        private State with(long nanos, long newPriceE8, long newContracts, long newWantedE8, long newWanted) {
            return new State(
                    nanos,
                    state,
                    filledContracts,
                    averagePriceE8,
                    newPriceE8,
                    newContracts,
                    newWantedE8,
                    newWanted,
                    tradeId,
                    false);
        }

        private State joining(long trade, long nanos) {
            return new State(
                    nanos,
                    state,
                    filledContracts,
                    averagePriceE8,
                    priceE8,
                    contracts,
                    wantedPriceE8,
                    wantedContracts,
                    trade,
                    false);
        }
    }

    private OrderLife(Submit request, boolean isBracketStop, Mode mode, long sequence, long wantedNanos) {
        this.request = request;
        this.isBracketStop = isBracketStop;
        this.mode = mode;
        this.sequence = sequence;
        this.wantedNanos = wantedNanos;
        long priceE8 = isBracketStop ? request.stopE8() : request.priceE8();
        add(
                sequence,
                new State(
                        wantedNanos,
                        OrderState.WANTED,
                        0,
                        0,
                        priceE8,
                        request.contracts(),
                        priceE8,
                        request.contracts(),
                        request.tradeId(),
                        false));
    }

    static OrderLife of(Submit request, Mode mode, long sequence, long atNanos) {
        return new OrderLife(request, false, mode, sequence, atNanos);
    }

    /** The stop that an entry carries. */
    static OrderLife ofStop(Submit entry, Mode mode, long sequence, long atNanos) {
        return new OrderLife(entry, true, mode, sequence, atNanos);
    }

    private void add(long atSequence, State state) {
        rows.append(atSequence, state);
        states = rows.part();
    }

    private State last() {
        return states.getLast();
    }

    void onEdit(Edit edit, long atSequence, long atNanos) {
        State last = last();
        add(atSequence, last.with(atNanos, last.priceE8, last.contracts, edit.priceE8(), edit.contracts()));
    }

    void onEdited(long priceE8, long contracts, long atSequence, long atNanos) {
        State last = last();
        add(atSequence, last.with(atNanos, priceE8, contracts, last.wantedPriceE8, last.wantedContracts));
    }

    void onEditRejected(long atSequence, long atNanos) {
        State last = last();
        add(atSequence, last.with(atNanos, last.priceE8, last.contracts, last.priceE8, last.contracts));
    }

    void onChanged(OrderChanged changed, long atSequence, long atNanos) {
        State last = last();
        add(
                atSequence,
                new State(
                        atNanos,
                        changed.state(),
                        changed.filledContracts(),
                        changed.averagePriceE8(),
                        last.priceE8,
                        last.contracts,
                        last.wantedPriceE8,
                        last.wantedContracts,
                        last.tradeId,
                        true));
    }

    void onTrade(long tradeId, long atSequence, long atNanos) {
        add(atSequence, last().joining(tradeId, atNanos));
    }

    /** All up to a frame, oldest first; the first is of {@link #sequence}. */
    public Part<State> states(long untilSequence) {
        return states.until(untilSequence);
    }

    /** As it stood after a frame, which is its first or a later one. */
    public State at(long atSequence) {
        return states.until(atSequence).getLast();
    }

    /** When its state was last said to change, epoch nanoseconds; empty if it was only wanted so far. */
    public Optional<Long> changedNanos(long atSequence) {
        return states.until(atSequence).reversed().stream()
                .filter(State::isTold)
                .findFirst()
                .map(State::atNanos);
    }

    /** By which it was wanted; of a bracket stop that of its entry. */
    public Submit request() {
        return request;
    }

    public boolean isBracketStop() {
        return isBracketStop;
    }

    public long id() {
        return isBracketStop ? request.stopOrderId() : request.orderId();
    }

    public int accountId() {
        return request.accountId();
    }

    public int instrumentId() {
        return request.instrumentId();
    }

    /** In which its account was. */
    public Mode mode() {
        return mode;
    }

    public OrderPurpose purpose() {
        return isBracketStop ? OrderPurpose.STOP : request.purpose();
    }

    public OrderType type() {
        return isBracketStop ? OrderType.STOP_MARKET : request.type();
    }

    /** LONG buys. */
    public Direction direction() {
        return isBracketStop ? request.direction().opposite() : request.direction();
    }

    /** Of the frame that wanted it. */
    public long sequence() {
        return sequence;
    }

    /** Epoch nanoseconds. */
    public long wantedNanos() {
        return wantedNanos;
    }
}
