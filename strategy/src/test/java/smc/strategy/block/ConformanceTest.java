package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smc.SharedData;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.structure.Phase;
import smc.strategy.structure.Side;

/** Both readings against the backtest's events on recorded data (docs/rules.md, section 13). */
class ConformanceTest {
    private static final String GOLDEN = "golden/order-blocks";
    private static final String STATE_SUFFIX = ".state.csv.gz";

    /** Series of the README; fewer files would pass for less than was promised. */
    private static final int SERIES = 6;

    @ParameterizedTest
    @MethodSource("readingsOfEachSeries")
    void saysWhatTheBacktestSaid(Reading reading, String series) {
        var candles = CandleCsv.read(candlesOf(series));
        var golden = GoldenEvent.read(SharedData.file(GOLDEN + "/" + series));

        var events = RecordedEvents.of(reading::detector, candles);

        assertThat(firstDifference(golden, events, candles)).isEmpty();
        assertThat(events).hasSameSizeAs(golden);
    }

    @Test
    void allSixSeriesAreHere() {
        assertThat(goldenSeries()).hasSize(SERIES);
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void standsWhereTheBacktestStoodAfterEachCandle(Reading reading) {
        var stateFile = SharedData.files(GOLDEN, "*" + STATE_SUFFIX).getFirst();
        String series = stateFile.getFileName().toString().replace(STATE_SUFFIX, ".csv.gz");
        var golden = CandleCsv.lines(stateFile);
        var candles = CandleCsv.read(candlesOf(series));
        var recorded = new RecordedEvents();
        var detector = reading.detector(recorded);
        var rows = new ArrayList<String>();
        rows.add(
                "bar_time,atr,box_high,box_low,phase,trend,bos,choch,extreme,extreme_time,loc_time,bull_blocks,bear_blocks");

        for (var candle : candles.subList(0, golden.size() - 1 + OrderBlockDetector.WARM_UP_CANDLES)) {
            recorded.feed(detector, candle);
            if (detector.candles() > OrderBlockDetector.WARM_UP_CANDLES) {
                rows.add(stateRow(candle, DetectorState.of(detector), candles));
            }
        }

        for (int row = 0; row < golden.size(); row++) {
            assertThat(rows.get(row)).as("row %d of %s", row, stateFile).isEqualTo(withFlooredAtr(golden.get(row)));
        }
        assertThat(golden).hasSizeGreaterThan(3_000);
    }

    private static String firstDifference(List<GoldenEvent> golden, List<DetectorEvent> events, List<Candle> candles) {
        for (int row = 0; row < golden.size(); row++) {
            var expected = golden.get(row);
            var actual = row < events.size() ? events.get(row) : null;
            if (actual == null || !expected.matches(actual)) {
                int at = indexOf(expected.candleNanos(), candles);
                return "row %d: expected %s, was %s; candle %d is %s"
                        .formatted(row, expected, actual, at, candles.get(at));
            }
        }
        return events.size() == golden.size() ? "" : "more than was expected: " + events.get(golden.size());
    }

    private static int indexOf(long openTimeNanos, List<Candle> candles) {
        for (int at = 0; at < candles.size(); at++) {
            if (candles.get(at).openTimeNanos() == openTimeNanos) {
                return at;
            }
        }
        throw new IllegalArgumentException("expected a candle at " + openTimeNanos);
    }

    private static String stateRow(Candle candle, DetectorState state, List<Candle> candles) {
        return String.join(
                ",",
                seconds(candle),
                DetectorEvent.decimal(state.atrE8()),
                DetectorEvent.decimal(state.boxHighE8()),
                DetectorEvent.decimal(state.boxLowE8()),
                state.isTrend() ? "TREND" : state.phase().name(),
                state.phase() == Phase.BULL ? "bull" : state.phase() == Phase.BEAR ? "bear" : "",
                state.hasBos() ? DetectorEvent.decimal(state.bosE8()) : "",
                DetectorEvent.decimal(state.chochE8()),
                state.isTrend() ? DetectorEvent.decimal(state.extremeE8()) : "",
                state.isTrend() ? seconds(candles.get((int) state.extremeIndex())) : "",
                seconds(candles.get((int) state.fromIndex())),
                Long.toString(state.blocks(Side.BULL)),
                Long.toString(state.blocks(Side.BEAR)));
    }

    private static String seconds(Candle candle) {
        return Long.toString(candle.openTimeNanos() / 1_000_000_000L);
    }

    /** The golden ATR has 10 decimals; ours is rounded down to 8 (section 12). */
    private static String withFlooredAtr(String row) {
        var fields = row.split(",", -1);
        if (Character.isDigit(fields[1].charAt(0))) {
            long flooredE8 =
                    new BigDecimal(fields[1]).movePointRight(8).toBigInteger().longValueExact();
            fields[1] = DetectorEvent.decimal(flooredE8);
        }
        return String.join(",", fields);
    }

    private static Stream<Arguments> readingsOfEachSeries() {
        return goldenSeries().stream()
                .flatMap(series -> Stream.of(Reading.values()).map(reading -> arguments(reading, series)));
    }

    /** Names of the series with expected events. */
    static List<String> goldenSeries() {
        return SharedData.files(GOLDEN, "*.csv.gz").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.endsWith(STATE_SUFFIX))
                .toList();
    }

    /** The candles a golden series was made from. */
    static Path candlesOf(String series) {
        return Stream.of("candles", "delta", "scaling")
                .map(folder -> SharedData.file("data/" + folder).resolve(series))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected candles named " + series + " under data/"));
    }
}
