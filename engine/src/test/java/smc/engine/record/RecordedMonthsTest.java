package smc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.backtest.Backtest;
import smc.engine.core.TradingCore;
import smc.engine.replay.Replay;
import smc.feed.file.CandleFile;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.CandleSeries;

/** Eight months of both markets through the whole engine, and again from its journal. */
class RecordedMonthsTest {
    private static final List<String> SERIES = List.of(
            "SOLUSDT-perp-binance-15m-20241024-20250630.csv.gz", "AAVEUSDT-perp-binance-15m-20241024-20250630.csv.gz");

    /** Of a near edge, whose ATR the goldens do not round to 8 decimals (golden/order-blocks/README.md). */
    private static final BigDecimal NEAR_EDGE_TOLERANCE = new BigDecimal("1.01e-8");

    /** Names of the files' events; of a broken structure the effect says which. */
    private static final Map<String, String> EVENTS = Map.of(
            "structureBroken", "BOS or CHOCH",
            "levelSwept", "SWEEP",
            "blockBorn", "OB_CREATED",
            "blockBroken", "OB_BREAKER",
            "blockDead", "OB_INVALIDATED");

    @TempDir
    private Path data;

    @Test
    void replayToTheirBytesAndSayWhatTheGoldensAndTheBacktestSay() throws IOException {
        var series = new ArrayList<CandleSeries>();
        for (String name : SERIES) {
            series.add(CandleFile.read(SharedData.file("data/candles/" + name)).series(TimeUnit.MINUTES.toNanos(15)));
        }
        Backtest backtest = RecordedRun.backtest();

        long last = RecordedRun.record(data, series);

        var replay = new Replay(effects -> new TradingCore(backtest.core(), effects));
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {})).isEmpty();
        }
        assertThat(replay.frames()).isEqualTo(last);
        List<String> said;
        try (var reader = ChronicleReader.open(data, 1)) {
            said = Said.inJournal(reader);
        }
        assertThat(said.equals(RecordedRun.saidByBacktest(series)))
                .as("the journal says what the backtest says")
                .isTrue();
        for (int symbol = 0; symbol < SERIES.size(); symbol++) {
            assertGolden(symbol, series.get(symbol), said);
        }
    }

    private static void assertGolden(int symbol, CandleSeries series, List<String> said) {
        List<String> candles = series.candles().stream()
                .map(candle -> "candleClosed %d %d %d %d %d %d %d true"
                        .formatted(
                                symbol,
                                candle.openTimeNanos(),
                                candle.openE8(),
                                candle.highE8(),
                                candle.lowE8(),
                                candle.closeE8(),
                                candle.contracts()))
                .toList();
        assertThat(said.stream().filter(line -> line.startsWith("candleClosed " + symbol + " ")))
                .containsExactlyElementsOf(candles);

        List<String> golden = CandleCsv.lines(SharedData.file("golden/order-blocks/" + SERIES.get(symbol)));
        List<GoldenRow> expected = golden.stream().skip(1).map(GoldenRow::parse).toList();
        List<GoldenRow> events = said.stream()
                .map(line -> line.split(" "))
                .filter(words -> EVENTS.containsKey(words[0]) && words[1].equals(Integer.toString(symbol)))
                .map(GoldenRow::of)
                .toList();
        assertThat(events).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            assertThat(events.get(row).matches(expected.get(row)))
                    .as("row %d: expected %s, was %s", row, expected.get(row), events.get(row))
                    .isTrue();
        }
    }

    /** A row of the golden file; edges, origin or level are null where the file has none. */
    private record GoldenRow(
            String seconds,
            String event,
            String side,
            BigDecimal top,
            BigDecimal bottom,
            String originSeconds,
            BigDecimal level) {
        static GoldenRow parse(String line) {
            String[] fields = line.split(",", -1);
            return new GoldenRow(
                    fields[0],
                    fields[1],
                    fields[2],
                    decimal(fields[3]),
                    decimal(fields[4]),
                    fields[5],
                    decimal(fields[6]));
        }

        /** {@code name instrument candle ...}, in the order of the values of {@link smc.engine.event.MarketEvent}. */
        static GoldenRow of(String[] words) {
            return switch (words[0]) {
                case "structureBroken" ->
                    new GoldenRow(seconds(words[2]), words[3], side(words[4]), null, null, "", priceOf(words[5]));
                case "levelSwept" ->
                    new GoldenRow(seconds(words[2]), "SWEEP", side(words[3]), null, null, "", priceOf(words[4]));
                default ->
                    new GoldenRow(
                            seconds(words[2]),
                            EVENTS.get(words[0]),
                            side(words[3]),
                            priceOf(words[5]),
                            priceOf(words[6]),
                            seconds(words[4]),
                            null);
            };
        }

        boolean matches(GoldenRow expected) {
            return seconds.equals(expected.seconds)
                    && event.equals(expected.event)
                    && side.equals(expected.side)
                    && originSeconds.equals(expected.originSeconds)
                    && isNear(level, expected.level, BigDecimal.ZERO)
                    && isNear(top, expected.top, side.equals("bull") ? NEAR_EDGE_TOLERANCE : BigDecimal.ZERO)
                    && isNear(bottom, expected.bottom, side.equals("bull") ? BigDecimal.ZERO : NEAR_EDGE_TOLERANCE);
        }

        private static boolean isNear(BigDecimal one, BigDecimal other, BigDecimal tolerance) {
            if (one == null || other == null) {
                return one == null && other == null;
            }
            return one.subtract(other).abs().compareTo(tolerance) <= 0;
        }

        private static BigDecimal decimal(String text) {
            return text.isEmpty() ? null : new BigDecimal(text);
        }

        private static BigDecimal priceOf(String textE8) {
            return BigDecimal.valueOf(Long.parseLong(textE8), 8);
        }

        private static String seconds(String nanos) {
            return Long.toString(TimeUnit.NANOSECONDS.toSeconds(Long.parseLong(nanos)));
        }

        private static String side(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
