package smc.exchange.matching;

import java.util.Arrays;

/** A wallet and its positions. Gains are booked once per trade, when the position is back at 0; fees and funding at once. */
final class Account {
    private final int accountId;
    private final Position[] positions;
    /** Margin added to each position by hand, in 1e-8 USD. */
    private final long[] addedMarginE8;

    private long walletE8;

    Account(int accountId, long depositE8, int instruments) {
        this.accountId = accountId;
        walletE8 = depositE8;
        positions = new Position[instruments];
        addedMarginE8 = new long[instruments];
        Arrays.fill(positions, Position.FLAT);
    }

    int accountId() {
        return accountId;
    }

    long walletE8() {
        return walletE8;
    }

    Position position(TradedInstrument market) {
        return positions[market.index()];
    }

    /** Beyond the initial margin; comes back with the contracts that are closed. */
    long addedMarginE8(TradedInstrument market) {
        return addedMarginE8[market.index()];
    }

    void addMargin(TradedInstrument market, long amountE8) {
        addedMarginE8[market.index()] = Math.addExact(addedMarginE8[market.index()], amountE8);
    }

    void pay(long amountE8) {
        walletE8 = Math.subtractExact(walletE8, amountE8);
    }

    /**
     * Books a fill and its fee. A fill beyond the position closes it, books its gain, and opens the rest on the other side at the same price.
     */
    void applyFill(TradedInstrument market, long signedContracts, long priceE8, int leverage, long feeE8) {
        Position before = position(market);
        long closing = before.closingPart(signedContracts);
        Position after = before;
        long gainE8 = 0;
        if (closing != 0) {
            Position reduced = before.reduced(closing, priceE8);
            gainE8 = reduced.isFlat() ? Money.gainE8(market.terms(), reduced.cashE8()) : 0;
            after = reduced.isFlat() ? Position.FLAT : reduced;
        }
        if (closing != signedContracts) {
            after = after.increased(signedContracts - closing, priceE8, leverage);
        }
        walletE8 = Math.subtractExact(Math.addExact(walletE8, gainE8), feeE8);
        positions[market.index()] = after;
        addedMarginE8[market.index()] = keptMarginE8(addedMarginE8[market.index()], before, after);
    }

    private static long keptMarginE8(long addedE8, Position before, Position after) {
        if (addedE8 == 0 || Long.signum(before.contracts()) != Long.signum(after.contracts())) {
            return 0;
        }
        return after.size() >= before.size()
                ? addedE8
                : Int128.product(addedE8, after.size()).dividedBy(before.size());
    }
}
