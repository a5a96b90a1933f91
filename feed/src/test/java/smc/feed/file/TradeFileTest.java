package smc.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.feed.file.Finding.Kind;
import smc.feed.foreign.ColumnNames;
import smc.feed.text.DataFileException;
import smc.strategy.number.FixedPoint;

class TradeFileTest {
    /** 2025-01-05T00:00:00Z. */
    private static final long START_MICROS = 1_736_035_200_000_000L;

    private static final DataTerms ANY = new DataTerms(FixedPoint.ONE_E8, 0, Long.MAX_VALUE);

    @TempDir
    private Path folder;

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void aRowOfSizeZeroIsNoTradeAndSaid() throws IOException {
        Path file = file(row(0, "205", "1"), row(1, "1000", "0"), row(2, "205.5", "2"), row(3, "1000", "0.0"));

        assertThat(pricesE8(file, ANY)).containsExactly(205 * FixedPoint.ONE_E8, 20_550_000_000L);

        assertThat(findings)
                .containsExactly(new Finding(3, Kind.ZERO_SIZE, "size 0 at 1000: nothing changed hands, left out"));
    }

    @Test
    void aPriceBetweenTwoTicksIsSaidOnceAndCounted() throws IOException {
        Path file = file(row(0, "205.5", "1"), row(1, "205.25", "1"), row(2, "205.3", "1"), row(3, "205", "1"));

        try (var trades = new TradeFile(
                file,
                new DataTerms(FixedPoint.ONE_E8, 50_000_000, Long.MAX_VALUE),
                null,
                ColumnNames.NONE,
                findings::add)) {
            while (trades.advance()) {
                // To the end.
            }
            assertThat(trades.noted()).containsExactly(entry(Kind.OFF_TICK, 2L));
        }

        assertThat(findings)
                .containsExactly(new Finding(3, Kind.OFF_TICK, "a price that is no multiple of the tick 0.5, 205.25"));
    }

    @Test
    void aTradeAfterNowIsSaid() throws IOException {
        Path file = file(row(0, "205", "1"), row(60, "205", "1"), row(61, "205", "1"));
        long nowNanos = TimeUnit.MICROSECONDS.toNanos(START_MICROS) + TimeUnit.SECONDS.toNanos(59);

        assertThat(pricesE8(file, new DataTerms(FixedPoint.ONE_E8, 0, nowNanos)))
                .hasSize(3);

        assertThat(findings)
                .containsExactly(new Finding(
                        3, Kind.FUTURE, "a trade of 2025-01-05T00:01:00Z, after now, 2025-01-05T00:00:59Z"));
    }

    @Test
    void aCheckSaysEveryRowAndGoesOn() throws IOException {
        Path file = file(
                row(0, "205", "1"),
                row(1, "205", "1"),
                row(2, "205", "1"),
                row(3, "205", "1"),
                row(4, "205", "1"),
                "oops",
                row(5, "1000", "0"),
                row(6, "1000", "1"),
                row(3, "205", "1"),
                row(3606, "205", "1"),
                row(3607, "215", "1"));

        DataFile checked = DataFile.check(file, ANY, ColumnNames.NONE, findings::add);

        assertThat(findings)
                .containsExactly(
                        new Finding(7, Kind.MALFORMED, "expected 4 columns (time_us,price,size,side), were 1: oops"),
                        new Finding(8, Kind.ZERO_SIZE, "size 0 at 1000: nothing changed hands, left out"),
                        new Finding(
                                9,
                                Kind.OUTLIER,
                                "1000 at 2025-01-05T00:00:06Z, more than 5 % from 205, the middle of the trades before"),
                        new Finding(
                                10, Kind.ORDER, "expected a time of at least 1736035206000000, was 1736035203000000"));
        assertThat(checked).isInstanceOfSatisfying(TradeCheck.class, check -> {
            assertThat(check.trades()).isEqualTo(8);
            assertThat(check.errors()).isEqualTo(2);
            assertThat(check.longestQuietNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
        });
    }

    /** What a price is held against is the middle one of the trades before, which a single print does not move. */
    @ParameterizedTest
    @CsvSource({"210.52, 0", "210.53, 1", "190.48, 0", "190.47, 1"})
    void fivePerCentFromTheMiddleIsAnOutlier(String price, int outliers) throws IOException {
        DataFile.check(
                file(
                        row(0, "200", "1"),
                        row(1, "200.5", "1"),
                        row(2, "200", "1"),
                        row(3, "201", "1"),
                        row(4, "205", "1"),
                        row(5, "200.2", "1"),
                        // Sorted 200, 200, 200.2, 200.5, 201, 205: the upper one of the two in the middle is 200.5, 5 %
                        // of it 10.025.
                        row(6, price, "1")),
                ANY,
                ColumnNames.NONE,
                findings::add);

        assertThat(findings).hasSize(outliers);
    }

    @Test
    void aCheckTakesCandlesByTheirHeader() throws IOException {
        Path candles =
                Files.writeString(folder.resolve("candles.csv"), CandleFile.HEADER + "\n1700000100,100,101,99,100,5\n");

        assertThat(DataFile.check(candles, ANY, ColumnNames.NONE, findings::add))
                .isEqualTo(CandleFile.read(candles));
    }

    @Test
    void anotherHeaderIsRefusedWithBothThatThereAre() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "timestamp,price\n");

        assertThatThrownBy(() -> DataFile.check(other, ANY, ColumnNames.NONE, findings::add))
                .isInstanceOf(DataFileException.class)
                .hasMessage(other
                        + ":1: expected columns of candles (time, open, high, low, close, volume) or of trades (time, price, size, side),"
                        + " were \"timestamp\", \"price\": name them, as --columns time=timestamp,...");
    }

    private List<Long> pricesE8(Path file, DataTerms terms) throws IOException {
        var prices = new ArrayList<Long>();
        try (var trades = new TradeFile(file, terms, null, ColumnNames.NONE, findings::add)) {
            while (trades.advance()) {
                prices.add(trades.priceE8());
            }
        }
        return prices;
    }

    private static String row(long seconds, String price, String size) {
        return START_MICROS + TimeUnit.SECONDS.toMicros(seconds) + "," + price + "," + size + ",buy";
    }

    private Path file(String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("trades.csv"), TradeFile.HEADER + "\n" + String.join("\n", rows) + "\n");
    }
}
