package smc.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void noWindowOfASecondHasMoreThanAllMayHaveAndNoReaderTwo() {
        var rate = new RateLimit(5);
        var random = new Random(2);
        List<Long> sent = new ArrayList<>();
        Map<Long, Long> last = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 500; i++) {
            now += random.nextLong(SECOND / 10);
            long reader = random.nextInt(20);
            long at = now + rate.take(reader, now);

            assertThat(at - last.getOrDefault(reader, Long.MIN_VALUE / 2)).isGreaterThanOrEqualTo(SECOND);
            last.put(reader, at);
            sent.add(at);
        }
        for (long at : sent) {
            assertThat(sent.stream().filter(other -> other > at - SECOND && other <= at))
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void whoIsAloneIsNotHeldUp() {
        assertThat(new RateLimit(30).take(1, 77)).isZero();
    }
}
