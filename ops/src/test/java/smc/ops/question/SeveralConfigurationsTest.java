package smc.ops.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.ops.journal.Moment;
import smc.ops.run.SeededSession;

/** A journal whose starts ran by several configurations is simulated start by start, each by its own. */
class SeveralConfigurationsTest {
    private static final long USD_E8 = 100_000_000;

    @TempDir
    private static Path data;

    private static Configuration before;
    private static Configuration after;
    private static Market market;

    @BeforeAll
    static void write() throws Exception {
        before = RecordedDays.CONFIGURATION.with(Map.of("account-a.capitalUsdPerSymbol", "20"), "test");
        after = RecordedDays.CONFIGURATION.with(
                Map.of(
                        "account-a.fresh.penetrationPct", "45",
                        "account-a.breaker.penetrationPct", "45",
                        "account-b.fresh.penetrationPct", "35"),
                "test");
        SeededSession.write(data, 7, List.of(before, after));
        market = Market.of(data, Moment.END);
    }

    private record Key(Zone zone, long candleNanos) {
        private static Key of(TouchJudged judged) {
            return new Key(Zone.of(judged), judged.candleNanos());
        }
    }

    private static Map<Key, Long> levels(Course course) {
        var levels = new HashMap<Key, Long>();
        course.touches()
                .forEach(touch ->
                        levels.put(Key.of(touch.judged()), touch.judged().entryLevelE8()));
        return levels;
    }

    @Test
    void theStartsAreToldApart() {
        assertThat(market.configurations())
                .extracting(Configuration::hash)
                .containsExactly(before.hash(), after.hash());
        assertThat(market.remarks())
                .filteredOn(remark -> remark.contains("another configuration"))
                .hasSize(1);
    }

    /** A level follows from the block and the rules alone: so it is another where the start's rules were not followed. */
    @Test
    void eachStartsLevelsAreThoseOfItsOwnRules() {
        long changedNanos = market.changedNanos().orElseThrow();
        Map<Key, Long> recorded = levels(market.recorded());
        for (Course simulated : List.of(
                WhatIf.of(market, Optional.empty(), Window.ALL).simulated(),
                market.simulate(List.of(market.withoutLatency())).getFirst())) {
            Map<Key, Long> levels = levels(simulated);
            levels.keySet().retainAll(recorded.keySet());

            assertThat(levels.keySet()).anyMatch(key -> key.candleNanos < changedNanos);
            assertThat(levels.keySet()).anyMatch(key -> key.candleNanos >= changedNanos);
            assertThat(recorded).containsAllEntriesOf(levels);
        }
    }

    /** Raised from 20 to 100 USD of two symbols. */
    @Test
    void capitalIsMovedAsItWas() {
        Course simulated = WhatIf.of(market, Optional.empty(), Window.ALL).simulated();

        assertThat(market.recorded().record().capitalMovedE8(0)).isEqualTo(2 * 80 * USD_E8);
        assertThat(simulated.record().capitalMovedE8(0)).isEqualTo(2 * 80 * USD_E8);
        assertThat(simulated.record().capitalMovedE8(1)).isZero();
    }

    /** What is set holds for each start, so that nothing is left to be moved; what is not set stays each start's own. */
    @Test
    void aValueThatIsSetIsOneInTheConfigurationOfEachStart() {
        Course variant = WhatIf.of(
                        market,
                        Optional.of(recorded -> recorded.with(Map.of("account-a.capitalUsdPerSymbol", "50"), "--set")),
                        Window.ALL)
                .variant()
                .orElseThrow();

        assertThat(variant.record().capitalMovedE8(0)).isZero();
        Map<Key, Long> levels = levels(variant);
        Map<Key, Long> recorded = levels(market.recorded());
        levels.keySet().retainAll(recorded.keySet());
        assertThat(recorded).containsAllEntriesOf(levels);
        assertThat(levels).isNotEmpty();
    }

    /** Candles are run through by one configuration: days from the change on have no figures of them. */
    @Test
    void overCandlesTheDaysBeforeTheChangeAreCompared() {
        Parity parity = Parity.of(market);

        long changedNanos = market.changedNanos().orElseThrow();
        assertThat(parity.days()).allSatisfy(day -> {
            boolean isBefore = day.day()
                    .isBefore(Moment.utc(changedNanos)
                            .atZone(java.time.ZoneOffset.UTC)
                            .toLocalDate());
            assertThat(day.ofCandles().isPresent()).isEqualTo(isBefore);
        });
    }
}
