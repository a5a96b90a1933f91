package smc.engine.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.execution.risk.RiskSettings;

/** What {@code risk} of {@code engine.json} says. */
final class RiskConfig {
    private RiskConfig() {}

    static RiskSettings of(JsonObject json) {
        return new RiskSettings(
                json.hundredths("pricePct"),
                json.hundredths("spreadPct"),
                TimeUnit.MILLISECONDS.toNanos(json.whole("dataAgeMillis")),
                TimeUnit.MILLISECONDS.toNanos(json.whole("clockSkewMillis")),
                json.whole("unresolvedOrders"),
                json.whole("orderContracts"),
                json.e8("orderUsd"),
                json.e8("symbolUsd"),
                json.e8("exposureUsd"),
                json.whole("ordersPerSecond"),
                json.whole("ordersPerMinute"),
                json.whole("ordersPerDay"),
                json.text("liquidation").equals("after_stop"),
                json.hundredths("dailyLossPct"),
                dayOffsetNanos(json.text("dayZone")).orElse(0L),
                json.hundredths("drawdownPct"),
                json.whole("losingStreak"),
                json.text("onBreach").equals("flatten"),
                json.hundredths("reducingTrailPct"),
                json.e8("stageCapUsd"));
    }

    /** By how much the day of a zone begins before that of UTC; empty if there is no such zone, or its clocks are set twice a year. */
    static Optional<Long> dayOffsetNanos(String zone) {
        try {
            var rules = ZoneId.of(zone).getRules();
            return rules.isFixedOffset() || rules.nextTransition(Instant.now()) == null
                    ? Optional.of(TimeUnit.SECONDS.toNanos(rules.getOffset(Instant.EPOCH.plusSeconds(YEAR_2025))
                            .getTotalSeconds()))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Asia/Kolkata had others long ago. */
    private static final long YEAR_2025 = 1_735_689_600;
}
