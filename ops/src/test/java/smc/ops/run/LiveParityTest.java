package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.ops.journal.Moment;
import smc.ops.question.Difference;
import smc.ops.question.Difference.Cause;
import smc.ops.question.Market;
import smc.ops.question.Parity;
import smc.ops.question.WhatIf;
import smc.ops.question.Window;

/** Journals of live engines, at an exchange over sockets and on paper, are questioned. */
class LiveParityTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final int HISTORY_DAYS = 20;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, HISTORY_DAYS, TimeUnit.HOURS.toNanos(8));

    @TempDir
    private Path data;

    /** Both sides take a step before the market takes its next, so that the model knows all there is to know. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inLockStepTheModelHasNoErrorAndADayNoDifference(boolean isPaper) throws Exception {
        try (var exchange = new TestExchange(configuration, feed, 1)) {
            try (var engine = exchange.startEngine(data, isPaper, RingSettings.Idle.BACKOFF)) {
                exchange.awaitEnd(engine);
                engine.stopTrading(Duration.ofSeconds(3));
            }
        }
        TestExchange.describeMarket(data);

        Market market = Market.of(data, Moment.END);
        WhatIf answer = WhatIf.of(market, Optional.empty(), Window.ALL);
        Parity parity = Parity.of(market);

        assertThat(market.isLive()).isTrue();
        assertThat(market.isOverWire()).isEqualTo(!isPaper);
        assertThat(answer.modelError()).isEmpty();
        assertThat(answer.simulated().record().trades())
                .isEqualTo(answer.recorded().record().trades())
                .isNotEmpty();
        assertThat(differences(parity)).isEmpty();
    }

    /** An entry that the exchange would not have is a trade of the backtest's alone. */
    @Test
    void aRefusalExplainsTheTradeThatIsMissing() throws Exception {
        try (var exchange = new TestExchange(configuration, feed, 1)) {
            exchange.fault("[{\"kind\":\"reject\", \"code\":\"insufficient_margin\", \"count\":40}]");
            try (var engine = exchange.startEngine(data, false, RingSettings.Idle.BACKOFF)) {
                exchange.awaitEnd(engine);
                engine.stopTrading(Duration.ofSeconds(3));
            }
        }
        TestExchange.describeMarket(data);

        Parity parity = Parity.of(Market.of(data, Moment.END));

        assertThat(differences(parity)).anyMatch(difference -> difference.cause() == Cause.REFUSED);
        assertThat(parity.withoutCause()).as("%s", differences(parity)).isZero();
    }

    /** The stream is lost, the process killed or stopped and started again later: nothing of it stays without a cause. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holesAndRestartsExplainWhatTheyDo(long seed) throws Exception {
        SeededSession.write(data, seed);

        Parity parity = Parity.of(Market.of(data, Moment.END));

        assertThat(parity.days()).isNotEmpty();
        assertThat(parity.days()).anyMatch(day -> day.recorded().trades() > 0);
        assertThat(parity.withoutCause()).as("%s", differences(parity)).isZero();
    }

    private static List<Difference> differences(Parity parity) {
        return parity.days().stream().flatMap(day -> day.differences().stream()).toList();
    }
}
