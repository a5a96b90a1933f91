package smc.ops.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.strategy.block.BlockState;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

class VerdictSentenceTest {
    private static final long DEADLINE_NANOS = 1_736_121_605L * 1_000_000_000L;

    @ParameterizedTest
    @MethodSource("sentences")
    void saysInWordsWhatWasCompared(
            Verdict verdict, long value1, long value2, long value3, String ofLong, String ofShort) {
        assertThat(VerdictSentence.of(touch(Side.BULL, verdict, value1, value2, value3)))
                .isEqualTo(ofLong);
        assertThat(VerdictSentence.of(touch(Side.BEAR, verdict, value1, value2, value3)))
                .isEqualTo(ofShort);
    }

    @Test
    void everyVerdictIsAmongThese() {
        assertThat(sentences().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Verdict.class));
    }

    /** Without numbers, as the glossary has it. */
    @Test
    void everyVerdictMeansSomethingThatNoOtherDoes() {
        assertThat(Verdict.values())
                .extracting(VerdictSentence::of)
                .allMatch(sentence -> sentence.matches("[A-Z][^|]+\\."))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBreakerIsSeenFromItsOtherSide() {
        RecordedDecision fresh = touch(Side.BULL, Verdict.NOT_ARMED, 0, 0, 0);
        RecordedDecision breaker = new RecordedDecision(
                fresh.candleNanos(),
                fresh.mode(),
                fresh.symbol(),
                Side.BULL,
                fresh.originNanos(),
                BlockState.BREAKER,
                fresh.entryLevelE8(),
                fresh.openE8(),
                fresh.highE8(),
                fresh.lowE8(),
                fresh.closeE8(),
                fresh.verdict(),
                0,
                0,
                0);

        assertThat(VerdictSentence.of(fresh)).isEqualTo("no candle had closed above the level 151.6 before");
        assertThat(VerdictSentence.of(breaker)).isEqualTo("no candle had closed below the level 151.6 before");
    }

    @Test
    void capitalAndWhatIsNeededNeverLookEqual() {
        long capitalE8 = 1_875_199_999L;

        assertThat(VerdictSentence.of(touch(Side.BULL, Verdict.SIZE_BELOW_ONE, capitalE8, capitalE8 + 1, 0)))
                .isEqualTo("capital 18.75 USD does not pay for one contract: 18.76 USD needed");
        assertThat(VerdictSentence.of(touch(Side.BULL, Verdict.SIZE_BELOW_ONE, -1, 1, 0)))
                .isEqualTo("capital -0.01 USD does not pay for one contract: 0.01 USD needed");
    }

    /** Verdict, its numbers, the sentence for a long zone and for a short one, mode B, level 151.6. */
    private static Stream<Arguments> sentences() {
        return Stream.of(
                same(Verdict.TRADE, 17, 5, e8("151.6"), "became trade 17: 5 contracts at 151.6"),
                same(Verdict.TRADE, 17, 1, e8("151.6"), "became trade 17: 1 contract at 151.6"),
                same(Verdict.TRADING_OFF, 0, 0, 0, "trading was off"),
                same(Verdict.DATA_NOT_TRUSTED, 0, 0, 0, "the market data could not be trusted"),
                arguments(
                        Verdict.STATE_CHANGED,
                        e8("150"),
                        e8("149.8"),
                        0,
                        "the same candle ended the zone: its body reached 149.8, below the edge 150",
                        "the same candle ended the zone: its body reached 149.8, above the edge 150"),
                arguments(
                        Verdict.NOT_ARMED,
                        0,
                        0,
                        0,
                        "no candle had closed above the level 151.6 before",
                        "no candle had closed below the level 151.6 before"),
                same(Verdict.BLOCK_TOO_THIN, e8("0.004"), 0, 0, "the zone is too thin to hold a level: 0.004 high"),
                same(Verdict.ALREADY_TRADED, 0, 0, 0, "mode B had traded this zone already"),
                same(Verdict.POSITION_OPEN, 12, 0, 0, "trade 12 was open"),
                same(Verdict.POSITION_OPEN, 0, 0, 0, "an entry at market had just been decided"),
                same(Verdict.ENTRY_IN_FLIGHT, 33, 0, 0, "entry order 33 was sent and not answered yet"),
                same(Verdict.COOLDOWN, 2, 0, 0, "cool-down after an exit, 2 candles left"),
                same(Verdict.COOLDOWN, 1, 0, 0, "cool-down after an exit, 1 candle left"),
                arguments(
                        Verdict.CLOSE_NOT_FAVOURABLE,
                        e8("151.3"),
                        e8("151.2"),
                        0,
                        "the close 151.2 was not above the open 151.3",
                        "the close 151.2 was not below the open 151.3"),
                arguments(
                        Verdict.PRICE_BEYOND_LEVEL,
                        e8("151.5"),
                        0,
                        0,
                        "the close before, 151.5, was not above the level 151.6: no order could rest there",
                        "the close before, 151.5, was not below the level 151.6: no order could rest there"),
                same(
                        Verdict.SIZE_BELOW_ONE,
                        e8("45.529"),
                        e8("50.1"),
                        0,
                        "capital 45.52 USD does not pay for one contract: 50.10 USD needed"),
                arguments(
                        Verdict.STOP_GUARD,
                        e8("150.39"),
                        e8("150"),
                        0,
                        "the emergency stop 150.39, as near as the leverage demands, would not lie below the edge 150",
                        "the emergency stop 150.39, as near as the leverage demands, would not lie above the edge 150"),
                same(Verdict.NOT_NEAREST, e8("151.9"), 0, 0, "another zone was taken, with its level at 151.9"),
                same(Verdict.OTHER_ORDER_FILLED, 12, 0, 0, "another order filled in this candle and became trade 12"),
                same(
                        Verdict.REACHED_NOT_FILLED,
                        4,
                        e8("151.6"),
                        0,
                        "order 4 rested at 151.6, price came to 151.6, but it did not fill"),
                same(Verdict.ORDER_NOT_LIVE, 4, 0, 0, "price was there before the venue had accepted order 4"),
                same(Verdict.LATE, DEADLINE_NANOS, 0, 0, "the order could not leave in time, by 2025-01-06 00:00:05"),
                same(Verdict.SCOPE_LOST, 12, 0, 0, "a resting order filled first and became trade 12"),
                same(Verdict.ORDER_REFUSED, 4, 0, 0, "order 4 was cancelled before it filled"),
                same(Verdict.ORDER_REFUSED, 4, 7, 0, "order 4 was refused with code 7"));
    }

    private static Arguments same(Verdict verdict, long value1, long value2, long value3, String sentence) {
        return arguments(verdict, value1, value2, value3, sentence, sentence);
    }

    private static RecordedDecision touch(Side side, Verdict verdict, long value1, long value2, long value3) {
        return new RecordedDecision(
                1_736_121_600L * 1_000_000_000L,
                Mode.LIMIT,
                "SOLUSD",
                side,
                1_736_000_000L * 1_000_000_000L,
                BlockState.FRESH,
                e8("151.6"),
                e8("152"),
                e8("153"),
                e8("151"),
                e8("152.5"),
                verdict,
                value1,
                value2,
                value3);
    }

    private static long e8(String decimal) {
        return FixedPoint.parseE8(decimal);
    }
}
