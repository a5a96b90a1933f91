package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.LiveClock;
import smc.execution.desk.Mode;
import smc.strategy.candle.RandomCandles;

/** What is told of a market that is not in lock-step, and of one that is. Candles close half a second after their boundary. */
class LiveMarketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BOUNDARY_NANOS = RandomCandles.START_NANOS + RandomCandles.INTERVAL_NANOS;
    private static final long CLOSE_NANOS = BOUNDARY_NANOS + TimeUnit.MILLISECONDS.toNanos(500);
    private static final CoreSettings CORE =
            CoreSettings.of(LiveRig.shipped(), List.of("SOLUSD", "AAVEUSD"), EnumSet.allOf(Mode.class), 0);
    /** With limits, that of the spread among them. */
    private static final CoreSettings LIMITED = CORE.withRisk(
            Configuration.load(SharedData.root().resolve("config")).engine().risk());

    private long nowNanos = BOUNDARY_NANOS - 60 * SECOND;
    private final LiveClock clock = new LiveClock(() -> nowNanos, false);
    private final TakenInputs taken = new TakenInputs(clock);
    private final LiveMarket market = new LiveMarket(CORE, taken.inputs, clock, taken, false);

    LiveMarketTest() {
        clock.start(nowNanos);
        market.onConnected();
    }

    @AfterEach
    void close() {
        taken.close();
    }

    private void clockAt(long nanos) {
        nowNanos = nanos;
        market.beforeClock();
        taken.inputs.clock();
    }

    @Test
    void aCandleThatClosesWhileTheStreamIsLostCountsAsMissedSinceThen() {
        long lostNanos = nowNanos;
        market.onDisconnected("gone");

        clockAt(CLOSE_NANOS);

        assertThat(taken.taken())
                .containsExactly(
                        "onTradesMissed 0 " + lostNanos + " " + CLOSE_NANOS,
                        "onTradesMissed 1 " + lostNanos + " " + CLOSE_NANOS,
                        "onClock");
    }

    @Test
    void aCandleThatClosesBeforeTheStreamHasSaidAnythingOfItCountsAsMissed() {
        market.knownUntil(0, RandomCandles.START_NANOS);
        clockAt(CLOSE_NANOS - 1);
        List<String> before = taken.taken();

        clockAt(CLOSE_NANOS);

        assertThat(before).containsExactly("onClock");
        assertThat(taken.taken())
                .filteredOn(line -> line.startsWith("onTradesMissed"))
                .hasSize(1)
                .allMatch(line -> line.endsWith(" " + CLOSE_NANOS));
    }

    @Test
    void whileNoCandleClosesALostStreamMissesNothingYet() {
        market.onDisconnected("gone");

        clockAt(CLOSE_NANOS - 1);

        assertThat(taken.taken()).containsExactly("onClock");
    }

    @Test
    void eachCandleOfALongOutageIsMissedOnce() {
        long lostNanos = nowNanos;
        long nextCloseNanos = CLOSE_NANOS + RandomCandles.INTERVAL_NANOS;
        market.onDisconnected("gone");

        clockAt(CLOSE_NANOS);
        clockAt(CLOSE_NANOS + SECOND);
        clockAt(nextCloseNanos);

        assertThat(taken.taken())
                .filteredOn(line -> line.startsWith("onTradesMissed 0"))
                .containsExactly(
                        "onTradesMissed 0 " + lostNanos + " " + CLOSE_NANOS,
                        "onTradesMissed 0 " + CLOSE_NANOS + " " + nextCloseNanos);
    }

    @Test
    void aSymbolThatIsHeardAgainBeforeTheCloseHasMissedOnlyWhatTheStreamSays() {
        market.onDisconnected("gone");
        market.onConnected();
        market.onGap(0, BOUNDARY_NANOS - 60 * SECOND, BOUNDARY_NANOS - 50 * SECOND);
        market.onTrade(0, BOUNDARY_NANOS - 50 * SECOND, 100, 1);

        clockAt(CLOSE_NANOS);

        assertThat(taken.taken())
                .filteredOn(line -> line.startsWith("onTradesMissed 0"))
                .containsExactly(
                        "onTradesMissed 0 " + (BOUNDARY_NANOS - 60 * SECOND) + " " + (BOUNDARY_NANOS - 50 * SECOND));
    }

    @Test
    void theBestPricesComeWithTheMarkAndNeverByThemselves() {
        var limited = new LiveMarket(LIMITED, taken.inputs, clock, taken, false);
        limited.onMarkPrice(0, nowNanos, 15_000);
        limited.onBest(0, nowNanos, 14_990, 15_010);
        limited.onBest(0, nowNanos, 14_991, 15_009);
        nowNanos += 2 * SECOND;
        limited.onMarkPrice(0, nowNanos, 15_001);
        limited.onMarkPrice(1, nowNanos, 700);

        assertThat(limited.wantsBest()).isTrue();
        assertThat(market.wantsBest()).isFalse();
        assertThat(taken.taken())
                .containsExactly("onQuote 0 15000 0 0", "onQuote 0 15001 14991 15009", "onQuote 1 700 0 0");
    }

    @Test
    void bestPricesThatAreOldAreNotKnown() {
        var limited = new LiveMarket(LIMITED, taken.inputs, clock, taken, false);
        limited.onBest(0, nowNanos, 14_990, 15_010);
        nowNanos += 10 * SECOND;
        limited.onMarkPrice(0, nowNanos, 15_000);
        nowNanos += 2 * SECOND;
        limited.onMarkPrice(0, nowNanos, 15_000);

        assertThat(taken.taken()).containsExactly("onQuote 0 15000 14990 15010", "onQuote 0 15000 0 0");
    }

    @Test
    void inLockStepTheBestPricesWaitForTheStepInTheirOrder() {
        var stepped = new LiveMarket(LIMITED, taken.inputs, clock, taken, true);
        stepped.onBest(0, nowNanos, 14_990, 15_010);
        stepped.onMarkPrice(0, nowNanos, 15_000);
        stepped.onBest(0, nowNanos, 1, 2);
        List<String> before = taken.taken();

        stepped.release();

        assertThat(before).isEmpty();
        assertThat(taken.taken()).containsExactly("onQuote 0 15000 14990 15010");
    }

    @Test
    void inLockStepATradeWaitsForItsStep() {
        var stepped = new LiveMarket(CORE, taken.inputs, clock, taken, true);
        stepped.onTrade(1, nowNanos, 100, 3);
        List<String> before = taken.taken();

        stepped.release();

        assertThat(before).isEmpty();
        assertThat(taken.taken()).containsExactly("onTrade 1 " + nowNanos + " 100 3");
    }

    @Test
    void anOutageASilenceAndARefusalRaiseAnAlarm() {
        market.onOutage(60_000, "unreachable");
        market.onSilent(1, true);
        market.onRefused("trades of AAVEUSD");

        assertThat(taken.alarms)
                .satisfiesExactly(
                        alarm -> assertThat(alarm).contains("60,000 ms", "unreachable"),
                        alarm -> assertThat(alarm).contains("AAVEUSD", "silent"),
                        alarm -> assertThat(alarm).contains("trades of AAVEUSD"));
    }
}
