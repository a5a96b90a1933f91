package smc.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HoleWordsTest {
    private static String words(String from, String to) {
        return HoleWords.words("SOLUSD", nanos(from), nanos(to), TimeUnit.MINUTES.toNanos(15));
    }

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    @Test
    void aHoleThatBeginsWithItsCandleIsACandleThatBeganBefore() {
        assertThat(words("2026-03-01T23:30:00Z", "2026-03-01T23:34:26.153Z"))
                .isEqualTo("SOLUSD: the candle of 23:30 began before we listened: it is not traded on");
    }

    /** To its very end: the next candle lost nothing. */
    @Test
    void aHoleThatEndsWithItsCandleTakesNoOther() {
        assertThat(words("2026-03-01T23:30:00Z", "2026-03-01T23:45:00Z")).contains("the candle of 23:30 began");
    }

    @Test
    void aHoleWithinACandleSaysFromWhenToWhen() {
        assertThat(words("2026-03-01T23:31:10.5Z", "2026-03-01T23:32:00Z"))
                .isEqualTo(
                        "SOLUSD: not heard from 2026-03-01 23:31:10 to 2026-03-01 23:32:00: the candle of 23:30 is not"
                                + " traded on");
    }

    @Test
    void aHoleOverSeveralCandlesNamesTheFirstAndTheLast() {
        assertThat(words("2026-03-01T23:30:00Z", "2026-03-02T00:20:00Z"))
                .endsWith(": the candles of 23:30 to 00:15 are not traded on");
    }
}
