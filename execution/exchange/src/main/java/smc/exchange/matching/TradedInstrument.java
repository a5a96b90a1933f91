package smc.exchange.matching;

import java.util.ArrayList;
import java.util.List;

/** One instrument at the venue: its terms, its open orders in the order of their submission, and the last price seen. */
final class TradedInstrument {
    private InstrumentTerms terms;
    private final int index;
    private final List<VenueOrder> orders = new ArrayList<>();
    private long lastPriceE8;
    private long rowOpenNanos = Long.MIN_VALUE;
    private boolean isInsideRow;

    TradedInstrument(InstrumentTerms terms, int index) {
        this.terms = terms;
        this.index = index;
    }

    InstrumentTerms terms() {
        return terms;
    }

    void terms(InstrumentTerms newTerms) {
        terms = newTerms;
    }

    /** Place of this instrument in the arrays of an account. */
    int index() {
        return index;
    }

    /** Open orders of all accounts, oldest first. Changes with every command and fill: scan again after a reaction. */
    List<VenueOrder> orders() {
        return orders;
    }

    /** Last trade, or open or close of the last row; 0 before the first. */
    long lastPriceE8() {
        return lastPriceE8;
    }

    void lastPrice(long priceE8) {
        lastPriceE8 = priceE8;
    }

    void openRow(long openTimeNanos, long openE8) {
        rowOpenNanos = openTimeNanos;
        lastPriceE8 = openE8;
        isInsideRow = true;
    }

    void closeRow(long closeE8) {
        lastPriceE8 = closeE8;
        isInsideRow = false;
    }

    /** Open time of the last row opened. */
    long rowOpenNanos() {
        return rowOpenNanos;
    }

    /** Whether a row has opened and is not yet filled: after its open the price of the moment is not known. */
    boolean isInsideRow() {
        return isInsideRow;
    }

    boolean isOnTick(long priceE8) {
        return priceE8 > 0 && priceE8 % terms.tickE8() == 0;
    }
}
