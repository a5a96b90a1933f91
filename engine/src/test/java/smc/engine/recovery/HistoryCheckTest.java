package smc.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smc.engine.core.FreshHistory;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.recovery.HistoryCheck.Outcome;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

class HistoryCheckTest {
    private static final List<Candle> CANDLES = RandomCandles.walk(3, 500);

    private static HistoryHeld held(List<Candle> candles) {
        return FreshHistory.of(0, candles);
    }

    private static HistoryCheck check(HistoryHeld held, List<Candle> history) {
        return HistoryCheck.of("SOLUSD", held, history);
    }

    private static List<Candle> without(int number) {
        return Stream.concat(CANDLES.stream().limit(number), CANDLES.stream().skip(number + 1L))
                .toList();
    }

    @Test
    void theCandlesHeldNeedNotBeTold() {
        assertThat(check(held(CANDLES.subList(0, 480)), CANDLES)).isEqualTo(new HistoryCheck(Outcome.SAME, 480, ""));
        assertThat(check(held(CANDLES), CANDLES)).isEqualTo(new HistoryCheck(Outcome.SAME, 500, ""));
    }

    @Test
    void anEngineThatHoldsNothingIsToldAll() {
        assertThat(check(held(List.of()), CANDLES)).isEqualTo(new HistoryCheck(Outcome.NOTHING_HELD, 0, ""));
    }

    /** Both ways: the venue has learned of one that it had not, or has not any more one that it had. */
    @Test
    void aHistoryWithACandleMoreOrLessIsAnotherOne() {
        assertThat(check(held(without(300)), CANDLES)).satisfies(HistoryCheckTest::isOfOtherCandles);
        assertThat(check(held(CANDLES), without(300))).satisfies(HistoryCheckTest::isOfOtherCandles);
        assertThat(check(held(CANDLES.subList(0, 480)), without(300))).satisfies(HistoryCheckTest::isOfOtherCandles);
    }

    @Test
    void aHistoryThatBeginsElsewhereOrEndsEarlierIsAnotherOneAndItIsSaidWhere() {
        HistoryCheck later = check(held(CANDLES), CANDLES.subList(4, 500));
        HistoryCheck shorter = check(held(CANDLES), CANDLES.subList(0, 496));

        assertThat(later).satisfies(HistoryCheckTest::isOfOtherCandles);
        assertThat(later.what()).contains("2025-01-01T00:00:00Z", "2025-01-01T01:00:00Z", "new anchor");
        assertThat(shorter).satisfies(HistoryCheckTest::isOfOtherCandles);
        // Number 499 opens 124 h 45 min after the first, number 495 an hour before that.
        assertThat(shorter.what()).contains("2025-01-06T04:45:00Z", "2025-01-06T03:45:00Z");
    }

    @Test
    void anotherStateFromTheSameCandlesIsNotTakenForAnotherHistory() {
        HistoryHeld right = held(CANDLES.subList(0, 480));
        HistoryHeld wrong = new HistoryHeld(0, right.held(), right.stateHash() ^ 1);

        HistoryCheck check = check(wrong, CANDLES);

        assertThat(check.outcome()).isEqualTo(Outcome.OTHER_BLOCKS);
        assertThat(check.held()).isZero();
    }

    private static void isOfOtherCandles(HistoryCheck check) {
        assertThat(check.outcome()).isEqualTo(Outcome.OTHER_CANDLES);
        assertThat(check.held()).isZero();
    }
}
