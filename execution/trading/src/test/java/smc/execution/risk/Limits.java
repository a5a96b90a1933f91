package smc.execution.risk;

import java.util.function.UnaryOperator;

/** Limits of a test: all off but those it names. Decimals as people write them: percent, USD, milliseconds. */
public final class Limits {
    private int priceBps;
    private int spreadBps;
    private long dataAgeNanos;
    private long clockSkewNanos;
    private int unresolvedOrders;
    private long orderContracts;
    private long orderE8;
    private long symbolE8;
    private long exposureE8;
    private int ordersPerSecond;
    private int ordersPerMinute;
    private int ordersPerDay;
    private boolean guardsLiquidation;
    private int dailyLossBps;
    private long dayOffsetNanos;
    private int drawdownBps;
    private int losingStreak;
    private boolean flattensOnBreach;
    private int reducingTrailBps = 10_000;
    private long stageCapE8;

    private Limits() {}

    public static RiskSettings of(UnaryOperator<Limits> limits) {
        return limits.apply(new Limits()).settings();
    }

    private RiskSettings settings() {
        return new RiskSettings(
                priceBps,
                spreadBps,
                dataAgeNanos,
                clockSkewNanos,
                unresolvedOrders,
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

    public Limits pricePct(int percent) {
        priceBps = percent * 100;
        return this;
    }

    public Limits spreadBps(int bps) {
        spreadBps = bps;
        return this;
    }

    public Limits dataAgeMillis(long millis) {
        dataAgeNanos = millis * 1_000_000;
        return this;
    }

    public Limits clockSkewMillis(long millis) {
        clockSkewNanos = millis * 1_000_000;
        return this;
    }

    public Limits unresolvedOrders(int orders) {
        unresolvedOrders = orders;
        return this;
    }

    public Limits orderContracts(long contracts) {
        orderContracts = contracts;
        return this;
    }

    public Limits orderE8(long moneyE8) {
        orderE8 = moneyE8;
        return this;
    }

    public Limits symbolE8(long moneyE8) {
        symbolE8 = moneyE8;
        return this;
    }

    public Limits exposureE8(long moneyE8) {
        exposureE8 = moneyE8;
        return this;
    }

    public Limits ordersPerSecond(int orders) {
        ordersPerSecond = orders;
        return this;
    }

    public Limits ordersPerMinute(int orders) {
        ordersPerMinute = orders;
        return this;
    }

    public Limits ordersPerDay(int orders) {
        ordersPerDay = orders;
        return this;
    }

    public Limits guardsLiquidation() {
        guardsLiquidation = true;
        return this;
    }

    public Limits dailyLossPct(int percent) {
        dailyLossBps = percent * 100;
        return this;
    }

    public Limits dayOffsetNanos(long nanos) {
        dayOffsetNanos = nanos;
        return this;
    }

    public Limits drawdownPct(int percent) {
        drawdownBps = percent * 100;
        return this;
    }

    public Limits losingStreak(int trades) {
        losingStreak = trades;
        return this;
    }

    public Limits flattensOnBreach() {
        flattensOnBreach = true;
        return this;
    }

    public Limits reducingTrailPct(int percent) {
        reducingTrailBps = percent * 100;
        return this;
    }

    public Limits stageCapE8(long moneyE8) {
        stageCapE8 = moneyE8;
        return this;
    }
}
