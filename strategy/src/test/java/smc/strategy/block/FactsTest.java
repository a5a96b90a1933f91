package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;

/**
 * What follows from the rules on any market (docs/rules.md, section 10): F1 to F9 by {@link FactCheck} on each candle, F11 by comparing
 * runs. F10 is {@link NoRepaintTest}.
 */
class FactsTest {
    private static final long USD_E8 = 100_000_000L;

    @ParameterizedTest
    @EnumSource(Reading.class)
    void f1ToF9HoldOnMarketsOfFewLevels(Reading reading) {
        for (long seed = 0; seed < 300; seed++) {
            FactCheck.run("fewLevels(%d, 1200)".formatted(seed), reading, RandomCandles.fewLevels(seed, 1_200));
        }
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void f1ToF9HoldOnWalks(Reading reading) {
        for (long seed = 0; seed < 10; seed++) {
            FactCheck.run("walk(%d, 5000)".formatted(seed), reading, RandomCandles.walk(seed, 5_000));
            FactCheck.run("walk(%d, 5000, 10)".formatted(seed), reading, RandomCandles.walk(seed, 5_000, 10));
        }
    }

    @ParameterizedTest
    @MethodSource("smc.strategy.block.TwinParityTest#recordedSeries")
    void f1ToF9AndF11HoldOnRecordedData(Path file) {
        var candles = CandleCsv.read(file);
        String series = file.getFileName().toString();

        FactCheck.run(series, Reading.STREAMING, candles);
        assertAConstantChangesNoEvent(series, candles);
        assertTheUnitChangesNoEvent(series, candles);
    }

    @Test
    void f11HoldsOnSyntheticMarkets() {
        for (long seed = 0; seed < 100; seed++) {
            var fewLevels = RandomCandles.fewLevels(seed, 1_200);
            assertAConstantChangesNoEvent("fewLevels(%d, 1200)".formatted(seed), fewLevels);
            assertTheUnitChangesNoEvent("fewLevels(%d, 1200)".formatted(seed), fewLevels);
            var walk = RandomCandles.walk(seed, 1_200, 10);
            assertAConstantChangesNoEvent("walk(%d, 1200, 10)".formatted(seed), walk);
            assertTheUnitChangesNoEvent("walk(%d, 1200, 10)".formatted(seed), walk);
        }
    }

    @Test
    void f11MirroredPricesDoNotGiveMirroredEventsBecauseOfQ2() {
        var walk = RandomCandles.walk(1, 5_000);
        long mirrorE8 = 1_000 * USD_E8;

        var mirrored = RecordedEvents.of(
                OrderBlockDetector::new,
                map(
                        walk,
                        candle -> new Candle(
                                candle.openTimeNanos(),
                                mirrorE8 - candle.openE8(),
                                mirrorE8 - candle.lowE8(),
                                mirrorE8 - candle.highE8(),
                                mirrorE8 - candle.closeE8(),
                                0)));

        var expectedOfASymmetricDetector = RecordedEvents.of(OrderBlockDetector::new, walk).stream()
                .map(event -> event.kind() + " " + (event.side() == Side.BULL ? Side.BEAR : Side.BULL))
                .toList();
        assertThat(mirrored.stream()
                        .map(event -> event.kind() + " " + event.side())
                        .toList())
                .isNotEqualTo(expectedOfASymmetricDetector);
    }

    @Test
    void theTimeBetweenRowsChangesNoEvent() {
        for (long seed = 0; seed < 20; seed++) {
            var withHoles = RandomCandles.walk(seed, 3_000, 10);
            var closedUp = new ArrayList<Candle>();
            for (int row = 0; row < withHoles.size(); row++) {
                var candle = withHoles.get(row);
                closedUp.add(new Candle(
                        row * RandomCandles.INTERVAL_NANOS,
                        candle.openE8(),
                        candle.highE8(),
                        candle.lowE8(),
                        candle.closeE8(),
                        0));
            }

            assertThat(timeless(RecordedEvents.of(OrderBlockDetector::new, closedUp)))
                    .as("walk(%d, 3000, 10)", seed)
                    .isEqualTo(timeless(RecordedEvents.of(OrderBlockDetector::new, withHoles)));
        }
    }

    private static void assertAConstantChangesNoEvent(String series, List<Candle> candles) {
        long constantE8 = 1_000 * USD_E8;
        var shifted = RecordedEvents.of(OrderBlockDetector::new, map(candles, candle -> linear(candle, 1, constantE8)));

        var expected = RecordedEvents.of(OrderBlockDetector::new, candles).stream()
                .map(event -> linear(event, 1, constantE8))
                .toList();
        assertThat(shifted.equals(expected)).as("%s + 1000 USD", series).isTrue();
    }

    /** Times ten and times a hundred: everything scales exactly but a clipped edge, whose rounding down moves by less than one old unit. */
    private static void assertTheUnitChangesNoEvent(String series, List<Candle> candles) {
        var original = RecordedEvents.of(OrderBlockDetector::new, candles);
        for (long factor : new long[] {10, 100}) {
            var scaled = RecordedEvents.of(OrderBlockDetector::new, map(candles, candle -> linear(candle, factor, 0)));

            assertThat(scaled).as("%s * %d", series, factor).hasSameSizeAs(original);
            for (int event = 0; event < scaled.size(); event++) {
                var expected = linear(original.get(event), factor, 0);
                if (!isEqualButForTheNearEdge(scaled.get(event), expected, factor)) {
                    assertThat(scaled.get(event))
                            .as("event %d of %s * %d", event, series, factor)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static boolean isEqualButForTheNearEdge(DetectorEvent actual, DetectorEvent expected, long toleranceE8) {
        long topOffE8 = Math.abs(actual.topE8() - expected.topE8());
        long bottomOffE8 = Math.abs(actual.bottomE8() - expected.bottomE8());
        long farOffE8 = actual.side() == Side.BULL ? bottomOffE8 : topOffE8;
        long nearOffE8 = actual.side() == Side.BULL ? topOffE8 : bottomOffE8;
        var withExpectedEdges = new DetectorEvent(
                actual.candleNanos(),
                actual.kind(),
                actual.side(),
                expected.topE8(),
                expected.bottomE8(),
                actual.originNanos(),
                actual.number(),
                actual.levelE8());
        return farOffE8 == 0 && nearOffE8 < toleranceE8 && withExpectedEdges.equals(expected);
    }

    private static Candle linear(Candle candle, long factor, long constantE8) {
        return new Candle(
                candle.openTimeNanos(),
                candle.openE8() * factor + constantE8,
                candle.highE8() * factor + constantE8,
                candle.lowE8() * factor + constantE8,
                candle.closeE8() * factor + constantE8,
                candle.contracts());
    }

    private static DetectorEvent linear(DetectorEvent event, long factor, long constantE8) {
        return event.kind().isOfBlock()
                ? DetectorEvent.ofBlock(
                        event.candleNanos(),
                        event.kind(),
                        event.side(),
                        event.originNanos(),
                        event.topE8() * factor + constantE8,
                        event.bottomE8() * factor + constantE8,
                        event.number())
                : DetectorEvent.ofLevel(
                        event.candleNanos(), event.kind(), event.side(), event.levelE8() * factor + constantE8);
    }

    private static List<DetectorEvent> timeless(List<DetectorEvent> events) {
        return events.stream()
                .map(event -> new DetectorEvent(
                        0,
                        event.kind(),
                        event.side(),
                        event.topE8(),
                        event.bottomE8(),
                        0,
                        event.number(),
                        event.levelE8()))
                .toList();
    }

    private static List<Candle> map(List<Candle> candles, UnaryOperator<Candle> change) {
        return candles.stream().map(change).toList();
    }
}
