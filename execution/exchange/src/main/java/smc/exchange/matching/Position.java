package smc.exchange.matching;

/**
 * One account's position in one instrument, from flat to flat. Immutable, so that a fill is computed whole before anything changes.
 *
 * @param contracts above 0 long, below 0 short
 * @param leverage of the order that opened it; 0 while flat
 * @param enteredContracts contracts the average entry is made of, without sign
 * @param enteredE8 sum of contracts x price of these
 * @param cashE8 contracts x price sold less contracts x price bought since it was flat: once flat again, the exact gain of the trade
 */
record Position(long contracts, int leverage, long enteredContracts, Int128 enteredE8, Int128 cashE8) {
    static final Position FLAT = new Position(0, 0, 0, Int128.ZERO, Int128.ZERO);

    boolean isFlat() {
        return contracts == 0;
    }

    boolean isLong() {
        return contracts > 0;
    }

    /** Contracts without sign. */
    long size() {
        return Math.absExact(contracts);
    }

    /** The part of a fill of {@code signedContracts} that closes contracts of this position; whatever exceeds it opens. */
    long closingPart(long signedContracts) {
        if (Long.signum(signedContracts) != -Long.signum(contracts)) {
            return 0;
        }
        return contracts > 0 ? Math.max(signedContracts, -contracts) : Math.min(signedContracts, -contracts);
    }

    /** After a fill in the direction of the position, or from flat. A position keeps the leverage it was opened with. */
    Position increased(long signedContracts, long priceE8, int orderLeverage) {
        // After a reduction the average stands for the contracts that are left.
        Int128 heldE8 = enteredContracts == size() ? enteredE8 : Int128.product(averageEntryE8(), size());
        long filled = Math.absExact(signedContracts);
        return new Position(
                Math.addExact(contracts, signedContracts),
                isFlat() ? orderLeverage : leverage,
                Math.addExact(size(), filled),
                heldE8.plus(Int128.product(filled, priceE8)),
                cashAfter(signedContracts, priceE8));
    }

    /** After a fill against the direction of the position, of at most its size. The average entry stays. */
    Position reduced(long signedContracts, long priceE8) {
        return new Position(
                Math.addExact(contracts, signedContracts),
                leverage,
                enteredContracts,
                enteredE8,
                cashAfter(signedContracts, priceE8));
    }

    /** Average price of the entries, rounded against the holder: up for a long, down for a short. 0 while flat. */
    long averageEntryE8() {
        if (isFlat()) {
            return 0;
        }
        return (isLong() ? enteredE8.dividedUp(enteredContracts) : enteredE8.dividedDown(enteredContracts))
                .toLongExact();
    }

    /** Isolated margin: what the open contracts were bought for, divided by the leverage, rounded up. */
    long marginE8(InstrumentTerms terms) {
        return isFlat() ? 0 : Money.marginE8(terms, size(), averageEntryE8(), leverage);
    }

    private Int128 cashAfter(long signedContracts, long priceE8) {
        return cashE8.minus(Int128.product(signedContracts, priceE8));
    }
}
