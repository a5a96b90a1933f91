package smc.feed.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Between socket and decision nothing is allocated once warm (CONTRIBUTING.md): here, the decoder's part of it. */
class DecoderAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FRAMES = 20_000;
    private static final int ROUNDS = 6;

    private static final byte[][] MARKET_DATA = Stream.of(
                    "{\"type\":\"trades\",\"sy\":\"AAVEUSD\",\"p\":\"148.2500\",\"s\":1.0,\"r\":\"m\",\"t\":1775800366578410,\"ts\":1775800367003029}",
                    "{\"type\":\"trades_snapshot\",\"sy\":\"SOLUSD\",\"d\":[{\"p\":\"2\",\"s\":2.0,\"t\":1775800366000003},{\"p\":\"2\",\"s\":25,\"t\":1775800366000004}]}",
                    "{\"type\":\"mark_price\",\"sy\":\"MARK:SOLUSD\",\"p\":\"148.2486551\",\"ts\":1775814170680883}",
                    "{\"type\":\"candlestick_15m\",\"sy\":\"SOLUSD\",\"res\":\"15m\",\"o\":148.1,\"h\":148.4,\"l\":148.0,\"c\":148.25,\"v\":2826.0,\"ts\":1775814834503627}",
                    "{\"type\":\"heartbeat\"}",
                    "{\"type\":\"sim_step\",\"place\":42,\"ts\":1775814170680883}",
                    "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"no\",\"s\":1.0,\"t\":1775800366578410}")
            .map(frame -> frame.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    private static final class Counted extends IgnoredFrames {
        private long trades;

        @Override
        public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed) {
            trades++;
        }
    }

    /** The least of some equal rounds: the JVM now and then charges a thread for work of its own. */
    @Test
    void aFrameAllocatesNothing() {
        THREADS.setThreadAllocatedMemoryEnabled(true);
        var counted = new Counted();
        var decoder = new FrameDecoder(new Symbols(List.of("SOLUSD", "AAVEUSD")), counted);
        long leastBytes = Long.MAX_VALUE;

        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < FRAMES; i++) {
                byte[] frame = MARKET_DATA[i % MARKET_DATA.length];
                decoder.decode(frame, 0, frame.length);
            }
            leastBytes = Math.min(leastBytes, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        // Of seven frames one tells one trade, one tells two.
        assertThat(counted.trades).isBetween(ROUNDS * (FRAMES / 7L) * 3, ROUNDS * (FRAMES / 7L + 1) * 3);
        assertThat(leastBytes).as("bytes allocated in %d frames", FRAMES).isZero();
    }
}
