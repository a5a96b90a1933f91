package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.FrameReader;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineImage;
import smc.engine.view.NoInputs;
import smc.execution.desk.Mode;
import smc.execution.order.OrderPurpose;
import smc.execution.venue.KnownOrder;
import smc.journal.Frame;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.candle.Candle;

/** Orders filled on paper are nobody's but the engine's: started again, it finds its positions and their stops where it left them. */
class PaperRestartTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int HOURS = 8;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(HOURS));

    @TempDir
    private Path data;

    @Test
    void aPositionAndItsStopAreThereAgainAndTheTradeComesToItsEnd() throws Exception {
        try (var exchange = new TestExchange(configuration, feed, 2);
                var gate = new MarketGate(exchange.exchange(), feed, "")) {
            long nowNanos = MIDNIGHT_NANOS;
            EngineImage left;
            try (var engine = exchange.startEngine(data, true, RingSettings.Idle.SLEEPING)) {
                do {
                    nowNanos += MINUTE_NANOS;
                    gate.goOnUntil(nowNanos);
                    left = engine.status().engine();
                } while (!isProtected(left));
            }
            long closedBefore = closed(left);

            try (var engine = exchange.startEngine(data, true, RingSettings.Idle.SLEEPING)) {
                EngineImage found = engine.status().engine();
                assertThat(positions(found)).isEqualTo(positions(left));
                assertThat(stops(found)).isNotEmpty().isEqualTo(stops(left));
                assertThat(found.desks()).allMatch(EngineImage.Desk::isTradingOn);

                while (closed(engine.status().engine()) == closedBefore) {
                    nowNanos += MINUTE_NANOS;
                    gate.goOnUntil(nowNanos);
                }
                engine.stopTrading(Duration.ofSeconds(3));
            }
            exchange.assertNoAlarm("alarms");
        }
        CoreSettings core = CoreSettings.of(configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), 0);
        try (var journal = ChronicleReader.open(data, 1)) {
            assertThat(new Replay(effects -> new TradingCore(core, effects)).run(journal, _ -> {}))
                    .isEmpty();
        }
        // 20 days of two symbols at first; later at most the candle closed last, which the venue had not confirmed.
        List<Integer> told = candlesTold();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isGreaterThan(2 * 19 * 96);
        assertThat(told.getLast()).isLessThanOrEqualTo(2);
    }

    /** Candles of the history, by start. */
    private List<Integer> candlesTold() {
        var told = new ArrayList<Integer>();
        var reader = new FrameReader();
        var inputs = new NoInputs() {
            @Override
            public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
                told.add(0);
            }

            @Override
            public void onHistoryCandle(int instrumentId, Candle candle) {
                told.add(told.removeLast() + 1);
            }
        };
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll((buffer, offset, length) -> reader.readInput(
                            buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, inputs))
                    > 0) {
                // Each frame is taken as it comes.
            }
        }
        return told;
    }

    private static boolean isProtected(EngineImage engine) {
        return !positions(engine).isEmpty() && !stops(engine).isEmpty();
    }

    private static long closed(EngineImage engine) {
        return engine.desks().stream().mapToLong(EngineImage.Desk::tradesClosed).sum();
    }

    private static List<String> positions(EngineImage engine) {
        return engine.desks().stream()
                .filter(desk -> desk.contracts() != 0)
                .map(desk -> desk.mode() + " " + desk.symbol() + " " + desk.contracts() + " at " + desk.entryE8())
                .toList();
    }

    private static List<KnownOrder> stops(EngineImage engine) {
        return engine.orders().stream()
                .map(EngineImage.WorkingOrder::known)
                .filter(order -> order.purpose() == OrderPurpose.STOP)
                .toList();
    }
}
