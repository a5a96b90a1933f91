package smc.exchange.matching;

/** An open order: its ticket, and what has become of it. */
final class VenueOrder {
    private final OrderTicket ticket;
    private long priceE8;
    private long contracts;
    private long filledContracts;
    private long sequence;
    private boolean isBracketClaimed;

    VenueOrder(OrderTicket ticket, long priceE8, long sequence) {
        this.ticket = ticket;
        this.priceE8 = priceE8;
        this.sequence = sequence;
        contracts = ticket.contracts();
    }

    OrderTicket ticket() {
        return ticket;
    }

    boolean is(OrderTicket.Kind kind) {
        return ticket.kind() == kind;
    }

    boolean isBuy() {
        return ticket.isBuy();
    }

    boolean isReduceOnly() {
        return ticket.isReduceOnly();
    }

    /** Limit or trigger. */
    long priceE8() {
        return priceE8;
    }

    /** Whole size, filled contracts included. */
    long contracts() {
        return contracts;
    }

    long filledContracts() {
        return filledContracts;
    }

    long remainingContracts() {
        return contracts - filledContracts;
    }

    /** Number of the command that gave the order its present price: what was given later than an event is not touched by it. */
    long sequence() {
        return sequence;
    }

    void edit(long newPriceE8, long newContracts, long editSequence) {
        priceE8 = newPriceE8;
        contracts = newContracts;
        sequence = editSequence;
    }

    /** Whether the bracket stop has still to be made; true once. */
    boolean claimBracket() {
        boolean isFirst = !isBracketClaimed;
        isBracketClaimed = true;
        return isFirst;
    }

    void grow(long moreContracts) {
        contracts = Math.addExact(contracts, moreContracts);
    }

    void addFilled(long moreContracts) {
        filledContracts = Math.addExact(filledContracts, moreContracts);
    }
}
