package smc.engine.config.change;

import java.util.Map;

/**
 * What a start does with a key whose value is another than at the start before. The one table of it: every key of every schema is in it, under the
 * name that {@link ConfigChange#key} has, where {@code *} stands for any symbol.
 */
public enum ChangeKind {
    /** Said, and nothing else: the core never sees it. */
    TOLD("told"),
    /** Holds for whatever is decided from then on; an open trade and every order keep the terms they were made by. */
    FROM_NOW_ON("from now on"),
    /** Likewise, but only taken while no position is open and no order works. */
    WHEN_FLAT("when flat"),
    /** Not to be had in a folder that was begun otherwise. */
    NEW_FOLDER("new folder");

    /** Of {@code engine.json}; keys of old configurations, which no file may have any more, are here too. */
    static final Map<String, ChangeKind> ENGINE = Map.ofEntries(
            Map.entry("venue", NEW_FOLDER),
            Map.entry("symbols", NEW_FOLDER),
            Map.entry("accounts", NEW_FOLDER),
            Map.entry("timeframeMinutes", NEW_FOLDER),
            Map.entry("historyDays", WHEN_FLAT),
            Map.entry("positionScope", WHEN_FLAT),
            Map.entry("closeGraceMillis", FROM_NOW_ON),
            Map.entry("entryDeadlineMillis", FROM_NOW_ON),
            Map.entry("dataDir", TOLD),
            Map.entry("journal.sync", TOLD),
            Map.entry("journal.rollHours", TOLD),
            Map.entry("ring.slots", TOLD),
            Map.entry("ring.waitStrategy", TOLD),
            Map.entry("api.host", TOLD),
            Map.entry("api.port", TOLD),
            Map.entry("api.allowedHosts", TOLD),
            Map.entry("liveStageCapUsd", TOLD),
            Map.entry("risk.pricePct", FROM_NOW_ON),
            Map.entry("risk.spreadPct", FROM_NOW_ON),
            Map.entry("risk.dataAgeMillis", FROM_NOW_ON),
            Map.entry("risk.clockSkewMillis", FROM_NOW_ON),
            Map.entry("risk.unresolvedOrders", FROM_NOW_ON),
            Map.entry("risk.orderContracts", FROM_NOW_ON),
            Map.entry("risk.orderUsd", FROM_NOW_ON),
            Map.entry("risk.symbolUsd", FROM_NOW_ON),
            Map.entry("risk.exposureUsd", FROM_NOW_ON),
            Map.entry("risk.liquidation", FROM_NOW_ON),
            Map.entry("risk.ordersPerSecond", FROM_NOW_ON),
            Map.entry("risk.ordersPerMinute", FROM_NOW_ON),
            Map.entry("risk.ordersPerDay", FROM_NOW_ON),
            Map.entry("risk.dailyLossPct", FROM_NOW_ON),
            Map.entry("risk.dayZone", FROM_NOW_ON),
            Map.entry("risk.drawdownPct", FROM_NOW_ON),
            Map.entry("risk.losingStreak", FROM_NOW_ON),
            Map.entry("risk.onBreach", FROM_NOW_ON),
            Map.entry("risk.reducingTrailPct", FROM_NOW_ON),
            Map.entry("risk.stageCapUsd", FROM_NOW_ON));

    /** Of an account's file. */
    static final Map<String, ChangeKind> ACCOUNT = Map.ofEntries(
            Map.entry("name", TOLD),
            Map.entry("mode", WHEN_FLAT),
            Map.entry("credentials", WHEN_FLAT),
            Map.entry("capitalUsdPerSymbol", FROM_NOW_ON),
            Map.entry("fresh.capitalPct", FROM_NOW_ON),
            Map.entry("fresh.leverage", FROM_NOW_ON),
            Map.entry("fresh.penetrationPct", FROM_NOW_ON),
            Map.entry("fresh.targetAtr", FROM_NOW_ON),
            Map.entry("fresh.trailAtr", FROM_NOW_ON),
            Map.entry("breaker.capitalPct", FROM_NOW_ON),
            Map.entry("breaker.leverage", FROM_NOW_ON),
            Map.entry("breaker.penetrationPct", FROM_NOW_ON),
            Map.entry("breaker.targetAtr", FROM_NOW_ON),
            Map.entry("breaker.trailAtr", FROM_NOW_ON),
            Map.entry("partialPct", FROM_NOW_ON),
            Map.entry("oddLot", FROM_NOW_ON),
            Map.entry("cooldownCandles", FROM_NOW_ON),
            Map.entry("ordersPerSide", FROM_NOW_ON),
            Map.entry("emergencyHeights", FROM_NOW_ON),
            Map.entry("liquidationGuardPct", FROM_NOW_ON),
            Map.entry("notify.prefix", TOLD));

    /** Of a symbol that is traded. */
    static final Map<String, ChangeKind> SYMBOLS = Map.ofEntries(
            Map.entry("*.tickSize", WHEN_FLAT),
            Map.entry("*.contractValue", WHEN_FLAT),
            Map.entry("*.maintenancePct", WHEN_FLAT),
            Map.entry("*.takerPct", FROM_NOW_ON),
            Map.entry("*.makerPct", FROM_NOW_ON),
            Map.entry("*.gstPct", FROM_NOW_ON),
            Map.entry("*.fundingPctPer8h", FROM_NOW_ON),
            Map.entry("*.assumed", TOLD));

    private final String text;

    ChangeKind(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
