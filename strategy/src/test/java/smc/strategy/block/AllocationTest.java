package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Between socket and decision nothing is allocated once warm (CONTRIBUTING.md): here, the detector's part of it. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 40_000;
    private static final int ROUNDS = 4;

    private static final class CountedEvents implements DetectorListener {
        private long events;

        @Override
        public void structureBroken(Break kind, Side direction, long levelE8) {
            events++;
        }

        @Override
        public void levelSwept(Side side, long levelE8) {
            events++;
        }

        @Override
        public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
            events++;
        }

        @Override
        public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
            events++;
        }

        @Override
        public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
            events++;
        }
    }

    @BeforeAll
    static void measuresThisThread() {
        THREADS.setThreadAllocatedMemoryEnabled(true);
    }

    /**
     * The least of some equal rounds: the JVM now and then charges a thread for work of its own (232 bytes in one run of fifteen), while
     * what our code allocates comes back in every round.
     */
    @Test
    void aCandleAllocatesNothing() {
        var candles = RandomCandles.walk(1, WARM_UP + MEASURED);
        long leastBytes = Long.MAX_VALUE;

        for (int round = 0; round < ROUNDS; round++) {
            var listener = new CountedEvents();
            var detector = new OrderBlockDetector(listener);
            allocatedBy(detector, candles.subList(0, WARM_UP));
            long eventsBefore = listener.events;
            leastBytes = Math.min(leastBytes, allocatedBy(detector, candles.subList(WARM_UP, WARM_UP + MEASURED)));
            assertThat(listener.events - eventsBefore)
                    .as("events in the measured stretch")
                    .isGreaterThan(1_000);
        }

        assertThat(leastBytes).as("bytes allocated in %d candles", MEASURED).isZero();
    }

    @Test
    void theMeasureSeesASingleSmallObject() {
        var detector = new OrderBlockDetector(new CountedEvents());
        RandomCandles.walk(1, 300)
                .forEach(candle -> detector.onCandle(
                        candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8()));

        long before = THREADS.getCurrentThreadAllocatedBytes();
        var snapshot = detector.snapshot();
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(snapshot.candles()).isEqualTo(300);
        assertThat(bytes).isGreaterThan(199 * Long.BYTES);
    }

    /** By index: an iterator would be an allocation of our own. */
    private static long allocatedBy(OrderBlockDetector detector, List<Candle> candles) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int row = 0; row < candles.size(); row++) {
            var candle = candles.get(row);
            detector.onCandle(
                    candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
