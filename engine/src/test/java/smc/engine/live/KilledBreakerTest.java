package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.chronicle.JournalSettings;

/**
 * Breakers and limits from a market to what they say, and a process that is killed at once after: the next one holds back what it held back, for the
 * same reason, with the same numbers, to the same instant. A breaker of the day ends with the day, and no restart ends it before.
 */
class KilledBreakerTest {
    private static final int HISTORY = 400;
    private static final int CANDLES_A_DAY = 96;

    @TempDir
    private Path folder;

    /** What trips, by a key of engine.json as it is shipped and as it is here. */
    enum Trip {
        DAILY_LOSS(RiskReason.DAILY_LOSS, "\"dailyLossPct\": 10", "\"dailyLossPct\": 0.01"),
        DRAWDOWN(RiskReason.DRAWDOWN, "\"drawdownPct\": 20", "\"drawdownPct\": 0.01"),
        LOSING_STREAK(RiskReason.LOSING_STREAK, "\"losingStreak\": 0", "\"losingStreak\": 1"),
        ORDERS_A_DAY(RiskReason.ORDERS_A_DAY, "\"ordersPerDay\": 1000", "\"ordersPerDay\": 1"),
        ORDER_SIZE(RiskReason.ORDER_SIZE, "\"orderContracts\": 0", "\"orderContracts\": 1"),
        ORDER_VALUE(RiskReason.ORDER_VALUE, "\"orderUsd\": 25000", "\"orderUsd\": 1"),
        SYMBOL_VALUE(RiskReason.SYMBOL_VALUE, "\"symbolUsd\": 50000", "\"symbolUsd\": 1"),
        EXPOSURE(RiskReason.EXPOSURE, "\"exposureUsd\": 100000", "\"exposureUsd\": 1"),
        DATA_AGE(RiskReason.DATA_AGE, "\"dataAgeMillis\": 5000", "\"dataAgeMillis\": 100");

        private final RiskReason reason;
        private final String shipped;
        private final String here;

        Trip(RiskReason reason, String shipped, String here) {
            this.reason = reason;
            this.shipped = shipped;
            this.here = here;
        }

        private boolean isOfTheDay() {
            return reason == RiskReason.DAILY_LOSS || reason == RiskReason.ORDERS_A_DAY;
        }

        private boolean hasTripped(EngineImage.Desk desk) {
            return reason.isLimit()
                    ? desk.standing().refusedToday().containsKey(reason)
                    : desk.standing().reason().filter(reason::equals).isPresent();
        }
    }

    private static List<EngineImage.Standing> standings(LiveRig rig) {
        return rig.engine.view().image().desks().stream()
                .map(EngineImage.Desk::standing)
                .toList();
    }

    private static int tripped(LiveRig rig, Trip trip) {
        List<EngineImage.Desk> desks = rig.engine.view().image().desks();
        for (int i = 0; i < desks.size(); i++) {
            if (trip.hasTripped(desks.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Every entry that rests is filled and stopped out, until something has tripped. */
    private static int untilTripped(LiveRig rig, Trip trip) {
        while (tripped(rig, trip) < 0) {
            rig.candle();
            for (Submit entry : rig.restingEntries()) {
                if (tripped(rig, trip) < 0) {
                    rig.onLoop(() -> {
                        rig.venue.fill(entry, entry.contracts());
                        rig.engine
                                .venueReports()
                                .onOrderReport(
                                        entry.accountId(),
                                        entry.instrumentId(),
                                        new Filled(entry.stopOrderId(), entry.contracts(), entry.stopE8(), 1_000));
                    });
                    rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(20));
                }
            }
        }
        return tripped(rig, trip);
    }

    @ParameterizedTest
    @EnumSource
    void whatHasTrippedHoldsAfterAKillAtOnceAfter(Trip trip) throws Exception {
        Configuration configuration =
                LiveRig.shippedBut(folder.resolve("config"), "engine.json", trip.shipped, trip.here);
        Path data = folder.resolve("data");
        Path killed = folder.resolve("killed");
        List<EngineImage.Standing> left;
        int desk;
        int next;
        try (var rig =
                LiveRig.open(data, configuration, JournalSettings.DEFAULT).running(HISTORY)) {
            desk = untilTripped(rig, trip);
            left = standings(rig);
            next = rig.next();
            DataCopy.ofKilled(data, killed);
        }

        try (var rig = LiveRig.open(killed, configuration, JournalSettings.DEFAULT)) {
            assertThat(standings(rig)).isEqualTo(left);
            rig.running(next);
            assertThat(standings(rig).get(desk)).isEqualTo(left.get(desk));

            EngineImage.Standing tripped = left.get(desk);
            if (trip.isOfTheDay()) {
                assertThat(tripped.state()).isEqualTo(TradingState.PAUSED);
                assertThat(tripped.untilNanos()).isEqualTo(midnightAfter(tripped.sinceNanos()));
            } else if (!trip.reason.isLimit()) {
                assertThat(tripped.state()).isEqualTo(TradingState.HALTED);
                assertThat(tripped.untilNanos()).isZero();
            }
            if (!trip.reason.isLimit()) {
                assertHeldBack(rig, desk, tripped, trip.isOfTheDay());
            }
        }
    }

    /** Nothing new is asked for, to the end of the day or for as long as one. */
    private static void assertHeldBack(LiveRig rig, int desk, EngineImage.Standing tripped, boolean isOfTheDay) {
        List<Submit> before = entries(rig, desk);
        int candles = 0;
        while (candles < CANDLES_A_DAY && (!isOfTheDay || LiveRig.openNanos(rig.next() + 1) < tripped.untilNanos())) {
            rig.candle();
            candles++;
            assertThat(standings(rig).get(desk).state()).isEqualTo(tripped.state());
            assertThat(entries(rig, desk)).isEqualTo(before);
        }
        rig.candle();
        assertThat(standings(rig).get(desk).state()).isEqualTo(isOfTheDay ? TradingState.ACTIVE : tripped.state());
    }

    private static List<Submit> entries(LiveRig rig, int desk) {
        return rig.venue.asked(Submit.class).stream()
                .filter(order -> order.isEntry() && 2 * order.accountId() + order.instrumentId() == desk)
                .toList();
    }

    private static long midnightAfter(long nanos) {
        long day = TimeUnit.DAYS.toNanos(1);
        return (nanos / day + 1) * day;
    }
}
