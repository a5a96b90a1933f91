package smc.execution.risk;

/**
 * What entries must keep to (docs/rules.md, section 30). 0 of a limit means that it is off. Money in 1e-8 USD, shares in basis points, times in
 * nanoseconds.
 *
 * @param priceBps how far the price of an entry may be on the wrong side of the last trade, and of the mark
 * @param spreadBps how far buyers and sellers may be apart, of the price between them
 * @param dataAgeNanos how long ago the market may have been heard of last
 * @param clockSkewNanos how far our clock may be from the venue's
 * @param unresolvedOrders of the account, of which it is not known what became of them, at which nothing new is asked for
 * @param orderContracts the most of one order
 * @param orderE8 value of one order
 * @param symbolE8 value of what is held and asked for on a symbol, over all accounts
 * @param exposureE8 likewise, over all symbols
 * @param ordersPerSecond of an account
 * @param ordersPerMinute of an account
 * @param ordersPerDay of an account on a symbol
 * @param guardsLiquidation whether the stop must come before the liquidation
 * @param dailyLossBps of the equity with which the day began, per account and symbol
 * @param dayOffsetNanos by how much the day begins before midnight UTC; negative: after
 * @param drawdownBps of the peak of the equity, per account and symbol
 * @param losingStreak trades lost in a row, per account and symbol
 * @param flattensOnBreach whether a breaker also closes the position
 * @param reducingTrailBps what the trail's distance is multiplied by while only reducing; 10,000 leaves it
 * @param stageCapE8 the most that sizing uses of the capital of an account on a symbol
 */
public record RiskSettings(
        int priceBps,
        int spreadBps,
        long dataAgeNanos,
        long clockSkewNanos,
        int unresolvedOrders,
        long orderContracts,
        long orderE8,
        long symbolE8,
        long exposureE8,
        int ordersPerSecond,
        int ordersPerMinute,
        int ordersPerDay,
        boolean guardsLiquidation,
        int dailyLossBps,
        long dayOffsetNanos,
        int drawdownBps,
        int losingStreak,
        boolean flattensOnBreach,
        int reducingTrailBps,
        long stageCapE8) {
    /** Nothing is held back. */
    public static final RiskSettings OFF =
            new RiskSettings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, 0, false, 10_000, 0);

    /**
     * What may be used of a capital, beside these: the configuration lowers a stage and never raises it.
     *
     * @param stageE8 that was set; 0 for all of it
     * @return 0 for all of it
     */
    public long capE8(long stageE8) {
        return stageCapE8 == 0 || stageE8 == 0 ? Math.max(stageCapE8, stageE8) : Math.min(stageCapE8, stageE8);
    }

    /** Whether anything is. */
    public boolean isOn() {
        return !equals(OFF);
    }

    /**
     * The same without what a recorded or made market cannot say: who was heard of when, by which clock, and what buyers and sellers asked. A backtest
     * holds back by the rest.
     */
    public RiskSettings ofBacktest() {
        return new RiskSettings(
                priceBps,
                0,
                0,
                0,
                0,
                orderContracts,
                orderE8,
                symbolE8,
                exposureE8,
                ordersPerSecond,
                ordersPerMinute,
                ordersPerDay,
                guardsLiquidation,
                dailyLossBps,
                dayOffsetNanos,
                drawdownBps,
                losingStreak,
                flattensOnBreach,
                reducingTrailBps,
                stageCapE8);
    }
}
