package smc.exchange.matching;

/**
 * The venue's arithmetic: every amount exact up to one rounding, and that rounding against the account (docs/rules.md section 24).
 * Everything throws {@link ArithmeticException} where a result does not fit; nothing wraps.
 */
final class Money {
    private static final int ONE_E8 = 100_000_000;
    private static final int ONE_BPS = 10_000;

    private Money() {}

    /** Commission of one fill: notional x rate x (1 + GST), rounded up once (docs/formats.md, section 5.1). */
    static long commissionE8(InstrumentTerms terms, long contracts, long priceE8, boolean isMaker) {
        long rateE8 = isMaker ? terms.makerRateE8() : terms.takerRateE8();
        long rateE16 = Math.multiplyExact(rateE8, Math.addExact(ONE_E8, terms.gstRateE8()));
        // Notional (1e-16) x rate (1e-16) / 1e24. Their product need not fit into 128 bits, so the notional's last
        // eight
        // digits are multiplied apart, and join what the rest leaves before the one rounding.
        Int128 notional = notionalE16(terms, contracts, priceE8);
        Int128 front = notional.dividedDown(ONE_E8);
        Int128 frontTimesRate = front.times(rateE16);
        Int128 whole = frontTimesRate.dividedDown(ONE_E8).dividedDown(ONE_E8);
        Int128 left = frontTimesRate.minus(whole.times(ONE_E8).times(ONE_E8)).times(ONE_E8);
        Int128 last = notional.minus(front.times(ONE_E8)).times(rateE16);
        // Rounding up in three steps is rounding up once, because each step divides by a whole number.
        return whole.plus(left.plus(last).dividedUp(ONE_E8).dividedUp(ONE_E8).dividedUp(ONE_E8))
                .toLongExact();
    }

    /** One funding payment: notional x rate, rounded up. A cost for either side. */
    static long fundingE8(InstrumentTerms terms, long contracts, long priceE8) {
        return notionalE16(terms, contracts, priceE8)
                .times(terms.fundingRateE8())
                .dividedUp(ONE_E8)
                .dividedUp(ONE_E8)
                .toLongExact();
    }

    /** Initial margin: notional / leverage, rounded up. */
    static long marginE8(InstrumentTerms terms, long contracts, long priceE8, int leverage) {
        return notionalE16(terms, contracts, priceE8)
                .dividedUp(ONE_E8)
                .dividedUp(leverage)
                .toLongExact();
    }

    /** Gain of a closed trade, rounded down; {@code cashE8} is what its sales brought less what its purchases cost, in contracts x 1e-8. */
    static long gainE8(InstrumentTerms terms, Int128 cashE8) {
        return cashE8.times(terms.contractValueE8()).dividedDown(ONE_E8).toLongExact();
    }

    /** The price a market or stop order gets: slipped against its side and rounded against it to 1e-8. */
    static long slippedE8(long priceE8, boolean isBuy, int slippageBps) {
        return isBuy
                ? Int128.product(priceE8, ONE_BPS + slippageBps)
                        .dividedUp(ONE_BPS)
                        .toLongExact()
                : Int128.product(priceE8, ONE_BPS - slippageBps)
                        .dividedDown(ONE_BPS)
                        .toLongExact();
    }

    /** The next price on the grid, at least the first; a price that is on it stays. */
    static long onTickE8(long priceE8, long tickE8, boolean isRoundedUp) {
        long ticks = isRoundedUp ? Math.ceilDiv(priceE8, tickE8) : Math.floorDiv(priceE8, tickE8);
        return Math.multiplyExact(Math.max(ticks, 1), tickE8);
    }

    /**
     * Where isolated margin has shrunk to the maintenance margin: entry x (1 -/+ (1/leverage - maintenance rate)) (docs/rules.md section
     * 21), rounded towards the entry, so that liquidation comes rather too early.
     */
    static long liquidationPriceE8(InstrumentTerms terms, boolean isLong, long entryE8, int leverage) {
        long distance = ONE_E8 - Math.multiplyExact(terms.maintenanceRateE8(), leverage);
        return awayFromEntry(isLong, entryE8, leverage, distance, isLong);
    }

    /** Where isolated margin is used up: entry x (1 -/+ 1/leverage), rounded away from the entry. */
    static long bankruptcyPriceE8(boolean isLong, long entryE8, int leverage) {
        return awayFromEntry(isLong, entryE8, leverage, ONE_E8, !isLong);
    }

    private static long awayFromEntry(
            boolean isLong, long entryE8, int leverage, long distanceTimesLeverageE8, boolean isRoundedUp) {
        long whole = Math.multiplyExact((long) ONE_E8, leverage);
        long share = isLong ? whole - distanceTimesLeverageE8 : whole + distanceTimesLeverageE8;
        Int128 scaled = Int128.product(entryE8, share);
        Int128 price = isRoundedUp
                ? scaled.dividedUp(ONE_E8).dividedUp(leverage)
                : scaled.dividedDown(ONE_E8).dividedDown(leverage);
        return price.toLongExact();
    }

    private static Int128 notionalE16(InstrumentTerms terms, long contracts, long priceE8) {
        return Int128.product(contracts, priceE8).times(terms.contractValueE8());
    }
}
