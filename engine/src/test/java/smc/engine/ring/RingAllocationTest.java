package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.record.RecordedRun;
import smc.engine.ring.RingSettings.Idle;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.DataLock;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/** From the ring through the real core into the real journal, a trade or clock that closes no candle allocates nothing. */
class RingAllocationTest {
    private static final int HISTORY_CANDLES = 300;
    private static final int WARM_UP = 100_000;
    private static final int MEASURED = 20_000;

    /** At most; on a busy machine the compiler comes late to what allocates only while it is interpreted. */
    private static final int ROUNDS = 100;

    private static final int INPUTS_PER_CLOCK = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path data;

    private EngineRing ring;
    private long nowNanos;

    /** The least of some rounds: the JVM now and then charges a thread for work of its own. */
    @ParameterizedTest
    @EnumSource(Idle.class)
    void aTickAllocatesNothingOnTheEngineThread(Idle idle) {
        threads.setThreadAllocatedMemoryEnabled(true);
        try (var lock = DataLock.take(data);
                var opened = open(lock, idle)) {
            ring = opened;
            trade(RecordedRun.walks(41, HISTORY_CANDLES).getFirst());
            ticks(WARM_UP);
            long leastBytes = Long.MAX_VALUE;

            for (int round = 0; round < ROUNDS && leastBytes > 0; round++) {
                long before = allocatedBytes();
                ticks(MEASURED);
                leastBytes = Math.min(leastBytes, allocatedBytes() - before);
            }

            assertThat(ring.fault()).isNull();
            assertThat(leastBytes).as("over %d inputs", MEASURED).isZero();
        }
    }

    private static EngineRing open(DataLock lock, Idle idle) {
        return new EngineRing(
                new RingSettings(1 << 10, idle, Sync.NONE, 1),
                ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
                    throw new AssertionError(what, cause);
                }),
                effects -> new TradingCore(RecordedRun.backtest().core(), effects),
                (_, _, _) -> {},
                _ -> {});
    }

    private long allocatedBytes() {
        return threads.getThreadAllocatedBytes(ring.engineThread().threadId());
    }

    /** Candles, blocks and their touches: what the core holds is not empty when it is measured. */
    private void trade(CandleSeries history) {
        next(history.candles().getFirst().openTimeNanos()).onTradingSwitched(0, true);
        ring.publish();
        for (Candle candle : history.candles()) {
            trade(candle.openTimeNanos() + 1, candle.openE8());
            trade(candle.openTimeNanos() + 2, candle.lowE8());
            trade(candle.openTimeNanos() + 3, candle.highE8());
            trade(candle.openTimeNanos() + 4, candle.closeE8());
        }
        ring.await();
    }

    private void trade(long atNanos, long priceE8) {
        nowNanos = atNanos;
        next(atNanos).onTrade(0, atNanos, priceE8, 1);
        ring.publish();
    }

    /** Within the last candle, which they do not close. */
    private void ticks(int count) {
        for (int i = 1; i <= count; i++) {
            nowNanos++;
            if (i % INPUTS_PER_CLOCK == 0) {
                next(nowNanos).onClock();
            } else {
                next(nowNanos).onTrade(0, nowNanos, 150_00000000L + i % 3, 1);
            }
            ring.publish();
        }
        ring.await();
    }

    private Inputs next(long atNanos) {
        Inputs place = ring.tryNext(atNanos);
        while (place == null) {
            assertThat(ring.fault()).isNull();
            Thread.onSpinWait();
            place = ring.tryNext(atNanos);
        }
        return place;
    }
}
