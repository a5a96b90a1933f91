package smc.feed.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.file.CandleFile;
import smc.feed.file.DataTerms;
import smc.feed.file.Finding;
import smc.feed.file.TradeFile;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** All files of candles here tell the same three, all files of trades the same three; made by hand in the shape of the exports that they are named after. */
class ForeignFilesTest {
    /** 2024-01-01T00:00:00Z. */
    private static final long FIRST = 1_704_067_200;

    private static final List<Candle> CANDLES = List.of(
            candle(0, "101.5", "102.25", "101", "102", 1500),
            candle(900, "102", "103", "101.75", "102.5", 1200),
            candle(1800, "102.5", "102.75", "100.5", "101.25", 2000));

    @TempDir
    private Path folder;

    private static Candle candle(long after, String open, String high, String low, String close, long contracts) {
        return new Candle(
                TimeUnit.SECONDS.toNanos(FIRST + after),
                FixedPoint.parseE8(open),
                FixedPoint.parseE8(high),
                FixedPoint.parseE8(low),
                FixedPoint.parseE8(close),
                contracts);
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(ForeignFilesTest.class.getResource(name).toURI());
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("file.csv"), String.join("\n", lines) + "\n");
    }

    private static List<String> remarks(CandleFile file) {
        return file.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.READ_AS)
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance-futures-klines.csv",
                "binance-spot-klines.csv",
                "binance-spot-klines-2025.csv",
                "binance-spot-klines.zip",
                "bybit-klines.csv",
                "byte-order-mark.csv",
                "ccxt-ohlcv.csv",
                "ccxt-ohlcv.csv.gz",
                "delta-candles.csv",
                "freqtrade.csv",
                "ohlc-letters.csv",
                "okx-candles.csv",
                "pandas-two-times.csv",
                "quoted-semicolons.csv",
                "tabs-any-order.tsv",
                "tradingview-iso.csv",
                "tradingview-unix.csv",
                "tradingview-zone.csv"
            })
    void candlesAreReadAsTheirExportMeansThem(String name) throws Exception {
        CandleFile file = CandleFile.read(fixture(name));

        assertThat(file.firstError()).isEmpty();
        assertThat(file.candles()).isEqualTo(CANDLES);
    }

    @ParameterizedTest
    @CsvSource({
        "pandas-index.csv, 'time=1,zone=UTC'",
        "kucoin-rows.csv, 'time=1,open=2,close=3,high=4,low=5,volume=6'",
        "binance-futures-klines.csv, 'time=open_time,volume=VOLUME'"
    })
    void whatTheFileDoesNotSayIsSaidByColumns(String name, String columns) throws Exception {
        CandleFile file = CandleFile.read(fixture(name), null, ColumnNames.parse(columns));

        assertThat(file.firstError()).isEmpty();
        assertThat(file.candles()).isEqualTo(CANDLES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance-aggtrades.csv",
                "binance-spot-aggtrades.csv",
                "binance-trades.csv",
                "bybit-trades.csv",
                "ccxt-trades.csv",
                "okx-trades.csv"
            })
    void tradesAreReadAsTheirExportMeansThem(String name) throws Exception {
        var read = new ArrayList<String>();
        try (var trades = new TradeFile(fixture(name), FixedPoint.ONE_E8)) {
            while (trades.advance()) {
                read.add("%d %s %d"
                        .formatted(
                                trades.timeNanos() - TimeUnit.SECONDS.toNanos(FIRST),
                                FixedPoint.formatE8(trades.priceE8()),
                                trades.contracts()));
            }
        }

        assertThat(read).containsExactly("250000000 101.5 3", "250000000 101.4 2", "1500000000 101.6 1");
    }

    @ParameterizedTest
    @CsvSource({
        "1704067200, unix seconds",
        "1704067200.0, unix seconds",
        "1704067200000, unix milliseconds",
        "1704067200000000, unix microseconds",
        "1704067200000000000, unix nanoseconds",
        "2024-01-01T00:00:00Z, ISO 8601",
        "2024-01-01 05:30:00+05:30, ISO 8601",
        "2023-12-31T19:00-0500, ISO 8601"
    })
    void theSameMomentIsTheSameInEveryUnitAndTheUnitIsSaid(String time, String unit) throws Exception {
        CandleFile file = CandleFile.read(file("Time,Open,High,Low,Close,Volume", time + ",1,2,1,2,3"));

        assertThat(file.candles().getFirst().openTimeNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(FIRST));
        assertThat(remarks(file)).singleElement().asString().contains("time from Time (" + unit + ")");
    }

    /** Around the ends of what can be told apart: nothing before 2001-09-09 or from 2100 on is a time, in no unit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999999",
                "4102444800",
                "999999999999",
                "4102444800000",
                "999999999999999",
                "4102444800000000",
                "999999999999999999",
                "4102444800000000000",
                "17040672000",
                "9999999999999999999",
                "01/02/2024 00:00",
                "20240101",
                "2024-13-01T00:00:00Z"
            })
    void whatIsNoTimeInAnyUnitIsRefused(String time) throws Exception {
        CandleFile file = CandleFile.read(file("Time,Open,High,Low,Close,Volume", time + ",1,2,1,2,3"));

        assertThat(file.firstError().orElseThrow().message())
                .startsWith(
                        "time: expected unix seconds, milliseconds, microseconds or nanoseconds from 2001 to 2100, or ISO 8601, was")
                .contains(time);
    }

    @Test
    void aFileThatChangesItsUnitIsWrongFromThere() throws Exception {
        CandleFile file = CandleFile.read(
                file("Time,Open,High,Low,Close,Volume", "1704067200,1,2,1,2,3", "1704068100000,1,2,1,2,3"));

        assertThat(file.firstError())
                .contains(new Finding(
                        3,
                        Finding.Kind.MALFORMED,
                        "time: expected unix seconds as in the rows before, was unix milliseconds: 1704068100000"));
    }

    @Test
    void aTimeWithoutAZoneIsRefusedWithTheChoiceToMake() throws Exception {
        Path file = file("date,open,high,low,close,volume", "2024-01-01 05:30:00,101.5,102.25,101,102,1500");

        assertThat(CandleFile.read(file).firstError().orElseThrow().message())
                .contains("expected its zone")
                .contains("--columns zone=UTC");
        assertThat(CandleFile.read(file, null, ColumnNames.parse("zone=+05:30")).candles())
                .containsExactly(CANDLES.getFirst());
    }

    /** Clocks in Berlin went from 3 back to 2 o'clock on 2024-10-27. */
    @Test
    void anHourThatComesTwiceIsRefused() throws Exception {
        Path file = file("date,open,high,low,close,volume", "2024-10-27 02:15:00,1,2,1,2,3");

        assertThat(CandleFile.read(file, null, ColumnNames.parse("zone=Europe/Berlin"))
                        .firstError()
                        .orElseThrow()
                        .message())
                .contains("expected one that comes once in Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kucoin-rows.csv | expected a line of names | time=1,open=2",
                "pandas-index.csv | expected a column of time, were \"\", \"open\" | --columns time="
            })
    void whatIsAmbiguousIsRefusedWithTheChoiceToMake(String name, String message, String choice) throws Exception {
        assertThatThrownBy(() -> CandleFile.read(fixture(name)))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(choice);
    }

    @Test
    void twoColumnsOfOneNameAreRefusedWithTheChoiceToMake() throws Exception {
        assertThatThrownBy(() -> CandleFile.read(file("time,open,high,low,close,vol,Volume", FIRST + ",1,2,1,2,3,4")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(
                        "expected one column of volume, were \"vol\", \"Volume\": say which, as --columns volume=vol");
    }

    @Test
    void twoTimesThatDifferAreRefusedWithTheChoiceToMake() throws Exception {
        CandleFile file =
                CandleFile.read(file("ts,date,open,high,low,close,volume", FIRST + ",2024-01-01T00:15:00Z,1,2,1,2,3"));

        assertThat(file.firstError().orElseThrow().message())
                .contains("expected ts and date to say the same")
                .contains("--columns time=date");
    }

    @Test
    void newestFirstIsTurnedRoundAndSaid() throws Exception {
        CandleFile file = CandleFile.read(fixture("bybit-klines.csv"));

        assertThat(remarks(file))
                .containsExactlyInAnyOrder(
                        "the newest row comes first: turned round",
                        "read as candles: time from startTime (unix milliseconds), open from openPrice, high from highPrice,"
                                + " low from lowPrice, close from closePrice, volume from volume; 1 further column left aside");
        assertThat(file.lines()).as("where each stands in the file").containsExactly(4, 3, 2);
    }

    /** Only what goes one way is turned: a mixture is wrong, and not sorted. */
    @Test
    void aMixedOrderIsNotMended() throws Exception {
        CandleFile file = CandleFile.read(file(
                "Time,Open,High,Low,Close,Volume",
                (FIRST + 2700) + ",1,2,1,2,3",
                (FIRST + 1800) + ",1,2,1,2,3",
                FIRST + ",1,2,1,2,3",
                (FIRST + 900) + ",1,2,1,2,3"));

        assertThat(file.firstError().orElseThrow().kind()).isEqualTo(Finding.Kind.ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "1.123456789", "1e-9", "1e999", "abc", "\"1,234.5\"", ""})
    void aNumberThatIsNoneIsRefusedAndNeverRounded(String price) throws Exception {
        CandleFile file = CandleFile.read(file("Time;Open;High;Low;Close;Volume", FIRST + ";" + price + ";2;1;2;3"));

        assertThat(file.firstError().orElseThrow().message()).startsWith("open: ");
    }

    @Test
    void anArchiveOfTwoFilesIsRefusedWithBothNames() throws Exception {
        Path archive = folder.resolve("two.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("a.csv", "b.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("Time,Open,High,Low,Close,Volume\n" + FIRST + ",1,2,1,2,3\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThatThrownBy(() -> CandleFile.read(archive))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("expected one file in the archive, found a.csv and b.csv");
    }

    /** Its table of contents too, which nobody needs to read it: otherwise two different files could have one sum. */
    @Test
    void theSumOfAnArchiveIsOfAllItsBytes() throws Exception {
        Path archive = fixture("binance-spot-klines.zip");
        var hash = new ContentHash();
        CandleFile.read(archive, hash, ColumnNames.NONE);
        var whole = new ContentHash();
        whole.addAll(Files.newInputStream(archive));

        assertThat(hash.sha256()).isEqualTo(whole.sha256());
    }

    @Test
    void tradesOfAFileOfCandlesAreRefused() throws Exception {
        assertThatThrownBy(() -> new TradeFile(fixture("okx-candles.csv"), FixedPoint.ONE_E8).close())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(", has candles");
        assertThatThrownBy(() -> CandleFile.read(fixture("okx-trades.csv")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(", has trades");
    }

    @Test
    void aWrongRowOfTradesEndsTheFileWithItsLine() throws Exception {
        Path file = file("timestamp,side,price,amount", FIRST + ",buy,1,1", FIRST + ",long,1,1");
        try (var trades = new TradeFile(
                file, new DataTerms(FixedPoint.ONE_E8, 0, Long.MAX_VALUE), null, ColumnNames.NONE, _ -> {})) {
            assertThat(trades.advance()).isTrue();
            assertThatThrownBy(trades::advance)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("file.csv:3: side: expected buy or sell");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "time", "time=", "price=1,price=2", "when=ts", "zone=Nowhere/Here"})
    void columnsThatAreNoneAreRefused(String text) {
        assertThatThrownBy(() -> ColumnNames.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
