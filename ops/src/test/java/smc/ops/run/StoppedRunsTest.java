package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.RunRecord;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Desk;
import smc.execution.desk.Mode;
import smc.execution.order.OrderPurpose;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.strategy.candle.Candle;

/** A market in the box stands while the engine is stopped, so that runs one after the other come to what one run comes to. */
class StoppedRunsTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long CANDLE_NANOS = 15 * MINUTE_NANOS;
    private static final int HISTORY_DAYS = 20;
    private static final int HOURS = Integer.getInteger("smc.stopped.hours", 6);
    private static final long END_NANOS = MIDNIGHT_NANOS + TimeUnit.HOURS.toNanos(HOURS);
    /**
     * An id carries the number of the start, and counts what was cancelled at a stop and placed again, so it is not compared. No price or sum of money here is so
     * large.
     */
    private static final long IDS_FROM = 1L << 40;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();

    @TempDir
    private Path folder;

    /** What a stop falls into. */
    private enum Moments {
        ENTRY_RESTS,
        POSITION_OPEN,
        NEITHER
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 21})
    void runsOneAfterTheOtherComeToWhatOneRunComesTo(long seed) throws Exception {
        Path once = folder.resolve("once");
        runOnce(seed, once, END_NANOS, "");
        TestExchange.describeMarket(once);

        Path often = folder.resolve("often");
        var random = new Random(seed);
        Set<Moments> seen = new HashSet<>();
        Map<Moments, Integer> stops = new HashMap<>();
        long nowNanos = MIDNIGHT_NANOS;
        while (nowNanos < END_NANOS) {
            // Not behind the end of the market, where nothing ever comes.
            long untilNanos = Math.min(END_NANOS, nowNanos + random.nextLong(CANDLE_NANOS / 5, 6 * CANDLE_NANOS));
            Stopped stopped = runOnce(seed, often, untilNanos, "stop " + stops);
            nowNanos = Math.max(nowNanos, stopped.nowNanos);
            seen.addAll(stopped.moments);
            stopped.moments.forEach(each -> stops.merge(each, 1, Integer::sum));
        }
        TestExchange.describeMarket(often);

        String told = "-Dsmc.seed=" + seed + ", stops " + stops;
        assertSame(told, result(often), result(once));
        assertThat(seen).as(told).contains(Moments.ENTRY_RESTS);
        assertReplays(often);
    }

    private record Stopped(long nowNanos, Set<Moments> moments) {}

    /** As {@code ./smc run} does it, up to a time of the market. */
    private Stopped runOnce(long seed, Path data, long untilNanos, String told) throws Exception {
        Files.createDirectories(data);
        var feed = new MadeFeed(seed, MIDNIGHT_NANOS, HISTORY_DAYS, TimeUnit.HOURS.toNanos(HOURS + 1));
        try (var exchange = new TestExchange(configuration, feed, 1, data.resolve("exchange"))) {
            try (var engine = exchange.startEngine(data, false, RingSettings.Idle.SLEEPING)) {
                while (engine.status().marketNanos() < untilNanos) {
                    assertThat(engine.failure().isCompletedExceptionally())
                            .as("%s", engine.failure())
                            .isFalse();
                    TimeUnit.MILLISECONDS.sleep(3); // asks again: where exactly it stops is no rule
                }
                exchange.exchange().hold();
                Set<Moments> moments = moments(engine.status().engine());
                assertThat(engine.stopTrading(Duration.ofSeconds(10))).isTrue();
                long nowNanos = engine.status().marketNanos();
                exchange.assertNoAlarm(told);
                return new Stopped(nowNanos, moments);
            }
        }
    }

    private static Set<Moments> moments(EngineImage engine) {
        var moments = EnumSet.noneOf(Moments.class);
        if (engine.orders().stream().anyMatch(order -> order.known().purpose() == OrderPurpose.ENTRY)) {
            moments.add(Moments.ENTRY_RESTS);
        }
        if (engine.desks().stream().mapToLong(Desk::contracts).anyMatch(contracts -> contracts != 0)) {
            moments.add(Moments.POSITION_OPEN);
        }
        return moments.isEmpty() ? EnumSet.of(Moments.NEITHER) : moments;
    }

    private static RunRecord result(Path data) throws Exception {
        return JournalResult.of(data, "test", Moment.END).result().record();
    }

    private static void assertSame(String told, RunRecord often, RunRecord once) {
        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            assertThat(until(often.closedCandles(i), Candle::openTimeNanos))
                    .as(told)
                    .isNotEmpty()
                    .isEqualTo(until(once.closedCandles(i), Candle::openTimeNanos));
            assertThat(until(often.blockEvents(i), event -> event.timeNanos()))
                    .as(told)
                    .isNotEmpty()
                    .isEqualTo(until(once.blockEvents(i), event -> event.timeNanos()));
        }
        assertThat(decisions(often)).as(told).isNotEmpty().isEqualTo(decisions(once));
        assertThat(trades(often)).as(told).isNotEmpty().isEqualTo(trades(once));
        assertThat(until(often.equity(), point -> point.candleNanos()))
                .as(told)
                .isEqualTo(until(once.equity(), point -> point.candleNanos()));
    }

    /** Where both have come to. */
    private static <T> List<T> until(List<T> rows, ToLongFunction<T> timeNanos) {
        return rows.stream()
                .filter(row -> timeNanos.applyAsLong(row) < END_NANOS - CANDLE_NANOS)
                .toList();
    }

    private static List<String> decisions(RunRecord record) {
        return until(record.decisions(), decision -> decision.candleNanos()).stream()
                .map(decision -> decision.value1() < IDS_FROM
                        ? decision.toString()
                        : decision.toString().replace("value1=" + decision.value1(), "value1=an id"))
                .toList();
    }

    private static List<String> trades(RunRecord record) {
        return until(record.trades(), ClosedTrade::exitNanos).stream()
                .map(trade -> trade.toString().replace("[id=" + trade.id(), "[id"))
                .toList();
    }

    private void assertReplays(Path data) {
        CoreSettings core = CoreSettings.of(configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), 0);
        var replay = new Replay(effects -> new TradingCore(core, effects));
        try (var journal = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(journal, _ -> {})).isEmpty();
        }
    }
}
