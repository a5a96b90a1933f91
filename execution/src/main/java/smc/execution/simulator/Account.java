package smc.execution.simulator;

import java.util.Arrays;

/** A wallet and its positions. Gains are booked once per trade, when the position is back at 0; fees and funding at once. */
final class Account {
    private final int accountId;
    private final Position[] positions;
    private long walletE8;

    Account(int accountId, long depositE8, int instruments) {
        this.accountId = accountId;
        walletE8 = depositE8;
        positions = new Position[instruments];
        Arrays.fill(positions, Position.FLAT);
    }

    int accountId() {
        return accountId;
    }

    long walletE8() {
        return walletE8;
    }

    Position position(Market market) {
        return positions[market.index()];
    }

    void pay(long amountE8) {
        walletE8 = Math.subtractExact(walletE8, amountE8);
    }

    /**
     * Books a fill and its fee. A fill beyond the position closes it, books its gain, and opens the rest on the other side at the same price.
     */
    void applyFill(Market market, long signedContracts, long priceE8, int leverage, long feeE8) {
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
    }
}
