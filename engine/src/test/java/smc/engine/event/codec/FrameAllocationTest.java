package smc.engine.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.engine.event.codec.Calls.CONTENT;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.event.Call;

/**
 * A trade and a clock allocate nothing once warm (CONTRIBUTING.md): here, their frames are read and written again. Everything else is a record on
 * its way, which happens at closes and orders.
 */
class FrameAllocationTest {
    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 2_000;
    private static final int ROUNDS = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<UnsafeBuffer> slots = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final UnsafeBuffer copy = FrameWriter.newSlot();
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder inputs = new InputEncoder(writer);
    private final EffectEncoder effects = new EffectEncoder(writer);
    private final FrameReader reader = new FrameReader();

    /** The least of some rounds: the JVM charges a thread for work of its own now and then, and on a busy machine compiles late. */
    @Test
    void readingAndWritingATradeOrAClockAllocatesNothing() {
        threads.setThreadAllocatedMemoryEnabled(true);
        for (Call input : Calls.ofEveryInput(new SplittableRandom(1))) {
            if (input.word().equals("onTrade") || input.word().equals("onClock")) {
                slots.add(FrameWriter.newSlot());
                ends.add(Calls.write(List.of(input), slots.getLast()));
            }
        }
        assertThat(slots).hasSize(2);
        copyAll(WARM_UP);
        long leastBytes = Long.MAX_VALUE;

        for (int round = 0; round < ROUNDS && leastBytes > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            copyAll(MEASURED);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(leastBytes).isZero();
    }

    /** What is read is written again: with the same bytes, or something was lost on the way. */
    private void copyAll(int times) {
        for (int time = 0; time < times; time++) {
            for (int at = 0; at < slots.size(); at++) {
                UnsafeBuffer slot = slots.get(at);
                int end = ends.get(at);
                writer.start(copy, CONTENT);
                reader.read(slot, CONTENT, end - CONTENT, inputs, effects);
                if (writer.end() != end || !isEqual(slot, end)) {
                    throw new AssertionError("frame " + at + " was not copied");
                }
            }
        }
    }

    private boolean isEqual(UnsafeBuffer slot, int end) {
        for (int at = CONTENT; at < end; at++) {
            if (slot.getByte(at) != copy.getByte(at)) {
                return false;
            }
        }
        return true;
    }
}
