package smc.feed.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.file.TradeFile;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

class MarketFilesTest {
    private static final long SEED = 11;
    private static final List<Candle> WALK = RandomCandles.walk(SEED, 60);

    @TempDir
    private Path folder;

    @Test
    void readsTheCandlesOfOneFile() throws IOException {
        write("walk.csv", CandleCsv.text(WALK));

        var series = new MarketFiles("SOLUSD", folder.resolve("walk.csv")).readCandles();

        assertThat(series.candles()).isEqualTo(WALK);
        assertThat(series.intervalNanos()).isEqualTo(RandomCandles.INTERVAL_NANOS);
    }

    @Test
    void readsTheCandlesOfAFolderInTheOrderOfTheirTimes() throws IOException {
        write("b.csv", CandleCsv.text(WALK.subList(0, 20)));
        write("a.csv", CandleCsv.text(WALK.subList(20, 59)));
        // Alone it would not say of what interval it is.
        write("0.csv", CandleCsv.text(WALK.subList(59, 60)));

        assertThat(new MarketFiles("SOLUSD", folder).readCandles().candles()).isEqualTo(WALK);
    }

    @Test
    void refusesFilesOfDifferentIntervals() throws IOException {
        write("a.csv", CandleCsv.text(WALK.subList(0, 20)));
        // Every second one.
        write("b.csv", CandleCsv.text(List.of(WALK.get(20), WALK.get(22), WALK.get(24))));

        assertThatThrownBy(new MarketFiles("SOLUSD", folder)::readCandles)
                .isInstanceOf(DataFileException.class)
                .hasMessage(folder.resolve("b.csv") + ": expected the interval of the files before it, has another");
    }

    @Test
    void refusesTheSameCandlesTwice() throws IOException {
        write("a.csv", CandleCsv.text(WALK));
        write("b.csv", CandleCsv.text(WALK));

        assertThatThrownBy(new MarketFiles("SOLUSD", folder)::readCandles)
                .isInstanceOf(DataFileException.class)
                .hasMessageEndingWith("overlaps the files before it: every candle may come once only");
    }

    @Test
    void refusesASingleCandle() throws IOException {
        write("a.csv", CandleCsv.text(WALK.subList(0, 1)));

        assertThatThrownBy(new MarketFiles("SOLUSD", folder)::readCandles)
                .isInstanceOf(DataFileException.class)
                .hasMessage(folder + ": expected more than one candle");
    }

    @Test
    void readsTheTradesOfAFolderInTheOrderOfItsNames() throws IOException {
        write("2025-01-01.csv", TradeFile.HEADER + "\n1735689600000000,150,1,buy\n1735689601000000,151,2,sell\n");
        write("2025-01-02.csv", TradeFile.HEADER + "\n");
        // The first may come at the moment of the last one before.
        write("2025-01-03.csv", TradeFile.HEADER + "\n1735689601000000,152,3,buy\n");

        try (TradeSource trades = new MarketFiles("SOLUSD", folder).openTrades(100_000_000L)) {
            assertThat(trades.advance()).isTrue();
            assertThat(trades.contracts()).isEqualTo(1);
            assertThat(trades.advance()).isTrue();
            assertThat(trades.priceE8()).isEqualTo(15_100_000_000L);
            assertThat(trades.advance()).isTrue();
            assertThat(trades.priceE8()).isEqualTo(15_200_000_000L);
            assertThat(trades.timeNanos()).isEqualTo(1_735_689_601_000_000_000L);
            assertThat(trades.advance()).isFalse();
        }
    }

    @Test
    void betweenTwoTradeFilesMoreThanAnHourApartOneMayBeMissingButWithinAFileNothingTraded() throws IOException {
        write("a.csv", TradeFile.HEADER + "\n1735689600000000,150,1,buy\n1735789600000000,151,2,sell\n");
        write("b.csv", TradeFile.HEADER + "\n1735793200000000,152,3,buy\n");
        write("c.csv", TradeFile.HEADER + "\n1735796800000001,153,3,buy\n");
        var told = new ArrayList<String>();

        try (TradeSource trades = new MarketFiles("SOLUSD", folder).openTrades(100_000_000L)) {
            while (trades.advance()) {
                told.add(
                        trades.isHole()
                                ? "hole %d to %d".formatted(trades.timeNanos(), trades.holeToNanos())
                                : Long.toString(trades.timeNanos()));
            }
        }

        assertThat(told)
                .containsExactly(
                        "1735689600000000000",
                        "1735789600000000000",
                        "1735793200000000000",
                        "hole 1735793200000000001 to 1735796800000001000",
                        "1735796800000001000");
    }

    @Test
    void refusesTradesThatGoBackOverAnEmptyFile() throws IOException {
        write("a.csv", TradeFile.HEADER + "\n1735689601000000,150,1,buy\n");
        write("b.csv", TradeFile.HEADER + "\n");
        write("c.csv", TradeFile.HEADER + "\n1735689600000000,150,1,buy\n");

        try (TradeSource trades = new MarketFiles("SOLUSD", folder).openTrades(100_000_000L)) {
            assertThat(trades.advance()).isTrue();

            assertThatThrownBy(trades::advance)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageStartingWith(folder.resolve("c.csv") + ": begins before the end of the file before it");
        }
    }

    @Test
    void hashesItsFilesOneAfterAnother() throws IOException {
        write("a.csv", "ab");
        write("b.csv", "c");
        write("c.txt", "not of the market");
        Path whole = Files.writeString(folder.resolve("whole"), "abc");

        // FIPS 180-2, appendix B.1: the digest of "abc".
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(new MarketFiles("SOLUSD", folder).sha256()).isEqualTo(expected);
        assertThat(new MarketFiles("SOLUSD", whole).sha256()).isEqualTo(expected);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
