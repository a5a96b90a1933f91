package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import smc.SharedData;
import smc.feed.file.CandleFile;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticBar;
import smc.feed.synthetic.SyntheticBars;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.strategy.candle.Candle;

/**
 * The synthetic market beside the recorded one, from October 2024 to June 2025. Prints the table of examples/CALIBRATION.md and compares it; the means of
 * several seeds are held, since one stretch of 250 days is luck in the real market, too.
 */
class CalibrationTest {
    private static final List<String> COINS = List.of("SOL", "AAVE");
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long FROM_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-01-01T00:00:00Z").getEpochSecond());
    private static final long TO_NANOS = FROM_NANOS + TimeUnit.DAYS.toNanos(250);

    /** What is compared, and how far the synthetic mean may be from the recorded value, as a factor. */
    private enum Figure {
        DEVIATION("deviation of returns, %", MarketFigures::deviationPct, 1.3),
        KURTOSIS("kurtosis of returns", MarketFigures::kurtosis, 2),
        MEMORY_1(
                "autocorrelation of absolute returns, lag 1",
                figures -> figures.memory().get(0),
                2),
        MEMORY_4("lag 4", figures -> figures.memory().get(1), 2),
        MEMORY_96("lag 96", figures -> figures.memory().get(2), 2),
        RANGE("mean of high over low, %", MarketFigures::rangePct, 1.3),
        DAY("deviation of returns of days, %", MarketFigures::dayPct, 1.5),
        BLOCKS("blocks born a day", MarketFigures::blocksPerDay, 2),
        TOUCHES("touches a day", MarketFigures::touchesPerDay, 2);

        private final String text;

        @SuppressWarnings("ImmutableEnumChecker") // never changed
        private final ToDoubleFunction<MarketFigures> of;

        private final double factorMax;

        Figure(String text, ToDoubleFunction<MarketFigures> of, double factorMax) {
            this.text = text;
            this.of = of;
            this.factorMax = factorMax;
        }
    }

    @Test
    void theNormalMarketIsLikeTheRecordedOne() throws IOException {
        var recorded = new LinkedHashMap<String, MarketFigures>();
        var synthetic = new LinkedHashMap<String, List<MarketFigures>>();
        for (String coin : COINS) {
            recorded.put(coin, MarketFigures.of(recordedCandles(coin)));
            synthetic.put(
                    coin,
                    SEEDS.stream()
                            .map(seed -> MarketFigures.of(candles(seed, coin)))
                            .toList());
        }

        String table = table(recorded, synthetic);
        System.out.println(table);
        assertThat(Files.readString(SharedData.root().resolve("examples/CALIBRATION.md")))
                .contains(table);

        for (String coin : COINS) {
            for (Figure figure : Figure.values()) {
                double expected = figure.of.applyAsDouble(recorded.get(coin));
                assertThat(mean(figure, synthetic.get(coin)))
                        .as("%s, %s, mean of seeds %s", coin, figure.text, SEEDS)
                        .isBetween(expected / figure.factorMax, expected * figure.factorMax);
            }
        }
        for (String coin : COINS) {
            for (MarketFigures figures : synthetic.get(coin)) {
                assertThat(figures.blocksPerDay())
                        .isBetween(
                                recorded.get(coin).blocksPerDay() / 2,
                                recorded.get(coin).blocksPerDay() * 2);
                assertThat(figures.touchesPerDay())
                        .isBetween(
                                recorded.get(coin).touchesPerDay() / 2,
                                recorded.get(coin).touchesPerDay() * 2);
            }
        }
    }

    /** As in the file. */
    private static String table(Map<String, MarketFigures> recorded, Map<String, List<MarketFigures>> synthetic)
            throws IOException {
        var table = new StringBuilder(
                "| 15-minute candles | SOL | synthetic | AAVE | synthetic |\n|---|---|---|---|---|\n");
        for (Figure figure : Figure.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f | %.3f |\n",
                    figure.text,
                    figure.of.applyAsDouble(recorded.get("SOL")),
                    mean(figure, synthetic.get("SOL")),
                    figure.of.applyAsDouble(recorded.get("AAVE")),
                    mean(figure, synthetic.get("AAVE"))));
        }
        table.append(String.format(
                Locale.ROOT,
                "| contracts a candle | %.0f | %.0f | %.0f | %.0f |\n",
                0.03 * recorded.get("SOL").contracts(),
                synthetic.get("SOL").getFirst().contracts(),
                0.03 * recorded.get("AAVE").contracts(),
                synthetic.get("AAVE").getFirst().contracts()));
        table.append(String.format(
                Locale.ROOT,
                "| trades a candle | not recorded | %.0f | not recorded | %.0f |\n",
                tradesPerCandle("SOL"),
                tradesPerCandle("AAVE")));
        double correlation = MarketFigures.correlation(
                MarketFigures.returns(recordedCandles("SOL"), 1), MarketFigures.returns(recordedCandles("AAVE"), 1));
        double made = MarketFigures.correlation(
                MarketFigures.returns(candles(1, "SOL"), 1), MarketFigures.returns(candles(1, "AAVE"), 1));
        table.append(String.format(
                Locale.ROOT,
                "| correlation of both | %.2f | %.2f | %.2f | %.2f |\n",
                correlation,
                made,
                correlation,
                made));
        return table.toString();
    }

    private static double mean(Figure figure, List<MarketFigures> seeds) {
        return seeds.stream().mapToDouble(figure.of).average().orElseThrow();
    }

    private static List<Candle> recordedCandles(String coin) throws IOException {
        return CandleFile.read(
                        SharedData.file("data/candles/" + coin + "USDT-perp-binance-15m-20241024-20250630.csv.gz"))
                .candles();
    }

    private static List<Candle> candles(long seed, String coin) {
        return new SyntheticMarket(Preset.NORMAL, seed)
                .candles(SyntheticInstrument.named(coin + "USD"), INTERVAL_NANOS, FROM_NANOS, TO_NANOS)
                .candles();
    }

    private static double tradesPerCandle(String coin) {
        SyntheticBars bars =
                new SyntheticMarket(Preset.NORMAL, 1).bars(SyntheticInstrument.named(coin + "USD"), FROM_NANOS);
        long trades = 0;
        for (SyntheticBar bar = bars.next(); bar.openTimeNanos() < TO_NANOS; bar = bars.next()) {
            trades += bar.trades();
        }
        long candles = (TO_NANOS - FROM_NANOS) / INTERVAL_NANOS;
        return (double) trades / candles;
    }
}
