package smc.execution.order;

/**
 * What a venue said of one order. A report can be late, come twice, or be of an order that nobody knows. Of one order, what is accepted comes
 * before what is filled, and what is final comes last. Prices and money in 1e-8 USD, sizes in whole contracts.
 */
public sealed interface OrderReport {
    long orderId();

    /** The request is handed to the connection: from here on it may be carried out. */
    record Sent(long orderId) implements OrderReport {}

    /** The venue has the order. Of a bracket stop: it has appeared. */
    record Accepted(long orderId) implements OrderReport {}

    /** No answer came in time: it may work or not, and the venue is being asked. */
    record Unanswered(long orderId) implements OrderReport {}

    /**
     * The order never came to be: refused by the venue, or by the risk gate.
     *
     * @param code reason of whoever refused
     */
    record Rejected(long orderId, long code) implements OrderReport {
        /** The code of a venue that will not close a position since orders that only reduce it stand already. */
        public static final long REDUCING_ORDERS_IN_THE_WAY = 22;
    }

    /** What is not filled will never fill. */
    record Cancelled(long orderId) implements OrderReport {}

    /**
     * The venue changed the order as asked.
     *
     * @param contracts whole size, filled contracts included
     */
    record Edited(long orderId, long priceE8, long contracts) implements OrderReport {}

    /** The venue did not change the order: it stands as before. */
    record EditRejected(long orderId) implements OrderReport {}

    /**
     * It filled.
     *
     * @param filledContracts of the whole order so far: a repeat changes nothing
     * @param priceE8 of what is new
     * @param feeE8 of what is new, taxes included
     */
    record Filled(long orderId, long filledContracts, long priceE8, long feeE8) implements OrderReport {}
}
