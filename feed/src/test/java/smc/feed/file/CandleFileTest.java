package smc.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.file.Finding.Kind;
import smc.feed.text.CsvLines;
import smc.feed.text.DataFileException;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

class CandleFileTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long QUARTER = 15 * MINUTE;

    /** 2023-11-14T22:15:00Z, a boundary of a quarter of an hour. */
    private static final long START = 1_700_000_100;

    /** Open, high, low, close, volume: a candle with a range of 2 USD about which there is nothing to say. */
    private static final String QUIET = "100,101,99,100,5";

    @TempDir
    private Path folder;

    // Reading

    @Test
    void readsTimesAndPricesExactly() throws IOException {
        Path path = file(
                "1700000100,100.12345678,101,99.5,100,5", "1700001000,0.00000086,0.000001,0.0000005,0.00000086,12");

        CandleFile file = CandleFile.read(path);

        assertThat(file)
                .isEqualTo(new CandleFile(
                        path,
                        QUARTER,
                        List.of(
                                new Candle(
                                        1_700_000_100 * SECOND,
                                        10_012_345_678L,
                                        10_100_000_000L,
                                        9_950_000_000L,
                                        10_000_000_000L,
                                        5),
                                new Candle(1_700_001_000 * SECOND, 86, 100, 50, 86, 12)),
                        List.of(2, 3),
                        List.of()));
        assertThat(file.firstError()).isEmpty();
    }

    @Test
    void readsLinesThatEndAsOnWindowsAndALastLineWithoutEnd() throws IOException {
        Path path = write("windows.csv", CandleFile.HEADER + "\r\n" + quiet(0) + "\r\n" + quiet(1));

        CandleFile file = CandleFile.read(path);

        assertThat(file.findings()).isEmpty();
        assertThat(file.candles()).extracting(Candle::contracts).containsExactly(5L, 5L);
    }

    @Test
    void tellsGzipByItsFirstBytesNotByItsName() throws IOException {
        String text = CandleFile.HEADER + "\n" + quiet(0) + "\n" + quiet(1) + "\n";
        Path gzipNamedPlain = write("compressed.csv", gzip(text));
        Path plainNamedGzip = write("plain.csv.gz", text);

        assertThat(CandleFile.read(gzipNamedPlain).candles()).hasSize(2);
        assertThat(CandleFile.read(plainNamedGzip).candles()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0, 0",
        "0.00000000000001, 1",
        "5, 5",
        "5.0, 5",
        "5.1, 6",
        "5.9, 6",
        "5.10, 6",
        "0005, 5",
        "13263633032256, 13263633032256",
        "999999999999999.9, 1000000000000000"
    })
    void roundsTheVolumeUpToWholeContracts(String volume, long contracts) throws IOException {
        CandleFile file = CandleFile.read(file(START + ",100,101,99,100," + volume));

        assertThat(file.candles()).extracting(Candle::contracts).containsExactly(contracts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 5",
                "5 ",
                "-1",
                "-0",
                "+1",
                ".5",
                "-",
                "1.2.3",
                "1.5x",
                "1e5",
                "NaN",
                "Infinity",
                "1000000000000000",
                "9223372036854775807.5",
                "9223372036854775808"
            })
    void refusesAVolumeThatIsNoDecimalNumberWithinTheLimit(String volume) throws IOException {
        CandleFile file = CandleFile.read(file(START + ",100,101,99,100," + volume));

        assertThat(file.findings())
                .containsExactly(new Finding(
                        2,
                        Kind.MALFORMED,
                        "volume: expected a decimal number of at least 0 and below 1000000000000000, was \"" + volume
                                + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 100", "+100", "NaN", "-NaN", "Infinity", "1e2", "0x64", "100.", ".5", "1.2.3", "€"})
    void refusesAPriceThatIsNoPlainDecimal(String price) throws IOException {
        CandleFile file = CandleFile.read(file(
                START + "," + price + ",101,99,100,5",
                START + ",100," + price + ",99,100,5",
                START + ",100,101," + price + ",100,5",
                START + ",100,101,99," + price + ",5"));

        assertThat(file.candles()).isEmpty();
        assertThat(file.findings()).extracting(Finding::line).containsExactly(2, 3, 4, 5);
        assertThat(file.findings()).extracting(Finding::kind).containsOnly(Kind.MALFORMED);
        assertThat(file.findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        open -> assertThat(open).startsWith("open: expected a decimal number, was \""),
                        high -> assertThat(high).startsWith("high: expected a decimal number, was \""),
                        low -> assertThat(low).startsWith("low: expected a decimal number, was \""),
                        close -> assertThat(close).startsWith("close: expected a decimal number, was \""));
    }

    @Test
    void refusesAPriceFinerThanEightDecimals() throws IOException {
        CandleFile file = CandleFile.read(file(START + ",100.123456789,101,99,100,5"));

        assertThat(file.findings())
                .containsExactly(
                        new Finding(2, Kind.MALFORMED, "open: expected at most 8 decimals, was \"100.123456789\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "1.7e9", "1700000100.5", " 1700000100", "2023-11-14"})
    void refusesATimeThatIsNoWholeNumber(String time) throws IOException {
        CandleFile file = CandleFile.read(file(time + "," + QUIET));

        assertThat(file.findings())
                .containsExactly(new Finding(2, Kind.MALFORMED, "time: expected unix seconds, was \"" + time + "\""));
    }

    /** Zero, before the epoch, the first second of 2100, milliseconds, nanoseconds. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1700000100", "4102444800", "1700000100000", "1700000100000000000"})
    void refusesATimeThatIsNotInSeconds(String time) throws IOException {
        CandleFile file = CandleFile.read(file(time + "," + QUIET));

        assertThat(file.findings())
                .containsExactly(new Finding(
                        2, Kind.MALFORMED, "time: expected unix seconds before the year 2100, was " + time));
    }

    @Test
    void takesTheLastSecondOf2099() throws IOException {
        CandleFile file = CandleFile.read(file("4102444799," + QUIET));

        assertThat(file.findings()).isEmpty();
        assertThat(file.candles()).extracting(Candle::openTimeNanos).containsExactly(4_102_444_799L * SECOND);
    }

    @Test
    void refusesARowWithTooFewOrTooManyColumns() throws IOException {
        CandleFile file =
                CandleFile.read(file(START + ",100,101,99,100", START + ",100,101,99,100,5,6", "", "", quiet(1), ""));

        assertThat(file.findings())
                .extracting(Finding::line, Finding::kind, Finding::message)
                .containsExactly(
                        tuple(
                                2,
                                Kind.MALFORMED,
                                "expected 6 columns (time,open,high,low,close,volume), were 5: 1700000100,100,101,99,100"),
                        tuple(
                                3,
                                Kind.MALFORMED,
                                "expected 6 columns (time,open,high,low,close,volume), were more: 1700000100,100,101,99,100,5,6"),
                        tuple(4, Kind.MALFORMED, "expected 6 columns (time,open,high,low,close,volume), were 1: "));
        assertThat(file.lines()).as("empty lines at the end are none").containsExactly(6);
    }

    @Test
    void collectsEveryMalformedRowAndReadsOn() throws IOException {
        Path path = file(quiet(0), "oops", quiet(1), quiet(2).replace("99", "NaN"), quiet(3));

        CandleFile file = CandleFile.read(path);

        assertThat(file.candles())
                .extracting(Candle::openTimeNanos)
                .containsExactly(timeNanos(0), timeNanos(1), timeNanos(3));
        assertThat(file.findings())
                .extracting(Finding::line, Finding::kind)
                .containsExactly(
                        tuple(3, Kind.MALFORMED),
                        tuple(5, Kind.MALFORMED),
                        // Whether or not it was meant as the candle of that time, it is missing.
                        tuple(6, Kind.GAP));
    }

    @Test
    void readsALineOfTheGreatestLengthAndRefusesALongerOne() throws IOException {
        String longest = quiet(0) + "." + "0".repeat(CsvLines.LINE_LENGTH_MAX - quiet(0).length() - 1);

        CandleFile file = CandleFile.read(file(longest, quiet(1)));

        assertThat(file.findings()).isEmpty();
        assertThat(file.candles()).hasSize(2);
        Path tooLong = file(quiet(0), longest + "0", quiet(1));
        assertUnreadable(tooLong, tooLong + ":3: expected a line of at most 4096 bytes; is this a text file?");
    }

    // What is no candle file at all

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path empty = write("empty.csv", "");
        Path emptyGzip = write("empty.csv.gz", gzip(""));

        assertUnreadable(
                empty,
                empty
                        + ": expected the header time,open,high,low,close,volume or time_us,price,size,side, or candles or trades of another program; the file is empty");
        assertUnreadable(
                emptyGzip,
                emptyGzip
                        + ": expected the header time,open,high,low,close,volume or time_us,price,size,side, or candles or trades of another program; the file is empty");
    }

    @Test
    void refusesAFileWithNothingButTheHeader() throws IOException {
        Path path = file();

        assertUnreadable(path, path + ": expected candles after the header, there are none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1700000100,100,101,99,100,5 | expected a line of names, was \"1700000100\", \"100\"",
                "time,open,high,low,close    | expected a column of volume, were \"time\", \"open\", \"high\", \"low\", \"close\"",
                "time,price                  | expected columns of candles (time, open, high, low, close, volume) or of trades",
                "time_us,price,size,side     | expected candles, as time,open,high,low,close,volume, has trades",
                "''                          | expected a line of names of columns, was empty"
            })
    void refusesAHeaderThatDoesNotSayWhatIsWhere(String header, String message) throws IOException {
        Path path = write("header.csv", header + "\n" + quiet(0) + "\n");

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(path))
                .withMessageStartingWith(path + ":1: " + message);
    }

    /** Read by the names of its columns, in any order and case, with or without a byte-order mark. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Time,Open,High,Low,Close,Volume",
                "time,open,high,low,close,volume,trades",
                " time,open,high,low,close,volume",
                "\ufefftime,open,high,low,close,volume"
            })
    void anotherHeaderThatSaysTheSameIsReadByItsNames(String header) throws IOException {
        Path path = write("header.csv", header + "\n" + quiet(0) + "\n");

        assertThat(CandleFile.read(path).candles())
                .isEqualTo(CandleFile.read(file(quiet(0))).candles());
    }

    /** Zeros as a power cut leaves them, lines that end as on an old Macintosh, an escape sequence for the terminal. */
    @ParameterizedTest
    @CsvSource({"'\0\0\0\0', 00", "'1700001000,100\r1700001900,100', 0d", "'\u001b[2J', 1b"})
    void refusesControlCharacters(String line, String inHexadecimal) throws IOException {
        Path path = file(quiet(0), line, quiet(2));

        assertUnreadable(path, path + ":3: expected text, found the byte 0x" + inHexadecimal);
    }

    @Test
    void refusesAFileOfZeros() throws IOException {
        Path path = write("zeros.csv", new byte[1 << 20]);

        assertUnreadable(path, path + ":1: expected a line of at most 4096 bytes; is this a text file?");
    }

    @Test
    void refusesAMissingFileAndAFolder() {
        Path missing = folder.resolve("missing.csv");

        assertUnreadable(missing, missing + ": no such file");
        assertUnreadable(folder, folder + ": expected a file, is a folder");
    }

    @Test
    void refusesAFileItMayNotRead() throws IOException {
        Path path = file(quiet(0), quiet(1));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(path)).as("may read everything: root").isFalse();

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(path))
                .withMessageStartingWith(path + ": cannot be read: ")
                .withMessageContaining("AccessDenied");
    }

    @Test
    void refusesAGzipFileCutAnywhere() throws IOException {
        byte[] whole = gzip(randomCandles());
        Path path = folder.resolve("cut.csv.gz");

        for (int length = 2; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));

            assertThatExceptionOfType(DataFileException.class)
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isThrownBy(() -> CandleFile.read(path))
                    .withMessageMatching(
                            "\\Q" + path + "\\E:[1-9]\\d*: the gzip stream ends in the middle: the file is truncated");
        }
    }

    /** Before two bytes are there it cannot be told that it was gzip. */
    @Test
    void refusesAGzipFileCutAfterOneByte() throws IOException {
        Path path = write("cut.csv.gz", Arrays.copyOf(gzip(CandleFile.HEADER), 1));

        assertUnreadable(path, path + ":1: expected text, found the byte 0x1f");
    }

    @Test
    void namesTheLineInWhichAGzipFileWasCut() throws IOException {
        // Four bytes short only the checksum at the end is missing: all three lines were read.
        byte[] whole = gzip(CandleFile.HEADER + "\n" + quiet(0) + "\n" + quiet(1) + "\n");
        Path path = write("cut.csv.gz", Arrays.copyOf(whole, whole.length - 4));

        assertUnreadable(path, path + ":4: the gzip stream ends in the middle: the file is truncated");
    }

    @Test
    void refusesAGzipFileWithAWrongChecksum() throws IOException {
        byte[] bytes = gzip(CandleFile.HEADER + "\n" + quiet(0) + "\n");
        bytes[bytes.length - 8] ^= 1;
        Path path = write("corrupt.csv.gz", bytes);

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(path))
                .withMessageStartingWith(path + ":3: the gzip stream is corrupt: ");
    }

    /** A few bits of the gzip header mean nothing to a reader; all others must be noticed. */
    @Test
    void noFlippedBitOfAGzipFileChangesACandleUnnoticed() throws IOException {
        int headerLength = 10;
        byte[] bytes = gzip(randomCandles());
        Path path = write("corrupt.csv.gz", bytes);
        List<Candle> candles = CandleFile.read(path).candles();
        var random = new Random(1);
        int refused = 0;

        for (int at = 0; at < bytes.length; at++) {
            int bit = 1 << random.nextInt(Byte.SIZE);
            bytes[at] ^= (byte) bit;
            Files.write(path, bytes);
            try {
                assertThat(CandleFile.read(path).candles())
                        .as("byte %d, bit 0x%02x", at, bit)
                        .isEqualTo(candles);
            } catch (DataFileException e) {
                assertThat(e).hasMessageStartingWith(path + ":");
                refused++;
            }
            bytes[at] ^= (byte) bit;
        }

        assertThat(refused).isGreaterThanOrEqualTo(bytes.length - headerLength);
    }

    @Test
    void refusesRandomBytes() throws IOException {
        Path path = folder.resolve("random.csv");
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[1 + random.nextInt(10_000)];
            random.nextBytes(bytes);
            if (seed % 2 == 0 && bytes.length > 1) {
                bytes[0] = 0x1f;
                bytes[1] = (byte) 0x8b;
            }
            Files.write(path, bytes);

            assertThatExceptionOfType(DataFileException.class)
                    .as("seed %d", seed)
                    .isThrownBy(() -> CandleFile.read(path))
                    .withMessageStartingWith(path + ":");
        }
    }

    /** Bytes replaced at random below a good header: whatever comes of it is a finding or a refusal. */
    @Test
    void survivesRandomDamageToTheText() throws IOException {
        byte[] good = randomCandles().getBytes(StandardCharsets.US_ASCII);
        String likely = "0123456789,.-+eE\n\r \t\0\u00ff";
        Path path = folder.resolve("damaged.csv");
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            byte[] bytes = good.clone();
            for (int i = random.nextInt(20); i >= 0; i--) {
                int at = random.nextInt(CandleFile.HEADER.length() + 1, bytes.length);
                bytes[at] = (byte) likely.charAt(random.nextInt(likely.length()));
            }
            Files.write(path, bytes);

            assertThatCode(() -> readAndUse(path)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    // Checking

    @Test
    void theIntervalIsTheMostFrequentStep() throws IOException {
        // Steps of 5, 5, 10, 5, 20 minutes.
        CandleFile file = CandleFile.read(file(at(0), at(300), at(600), at(1200), at(1500), at(2700)));

        assertThat(file.intervalNanos()).isEqualTo(5 * MINUTE);
        assertThat(file.interval()).isEqualTo("5m");
    }

    @Test
    void ofEquallyFrequentStepsTheIntervalIsTheShortest() throws IOException {
        assertThat(CandleFile.read(file(at(0), at(600), at(900))).intervalNanos())
                .isEqualTo(5 * MINUTE);
        assertThat(CandleFile.read(file(at(0), at(300), at(900))).intervalNanos())
                .isEqualTo(5 * MINUTE);
    }

    @Test
    void stepsBackwardsDoNotCountForTheInterval() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(0), at(0), at(900), at(0), at(900), at(900)));

        assertThat(file.intervalNanos()).isEqualTo(QUARTER);
    }

    @Test
    void aSingleRowHasNoInterval() throws IOException {
        CandleFile file = CandleFile.read(file(at(1)));

        assertThat(file.intervalNanos()).isZero();
        assertThat(file.interval()).isEqualTo("?");
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void anIntervalBelowAMinuteIsSaidInSeconds() throws IOException {
        assertThat(CandleFile.read(file(at(0), at(30))).interval()).isEqualTo("30s");
    }

    /** Open, high, low, close: high below open, below close, low above open, above close, a price of zero, a negative one, all negative. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "102,101,99,100",
                "100,101,99,102",
                "98,101,99,100",
                "100,101,99,98",
                "100,101,0,100",
                "100,101,-1,100",
                "-100,-99,-101,-100",
                "100,99,101,100",
                "0,0,0,0",
                "100,10000000,99,100"
            })
    void pricesMustBePositiveBelowTheLimitAndNotContradictEachOther(String prices) throws IOException {
        String[] values = prices.split(",");

        CandleFile file = CandleFile.read(file(quiet(0), at(900).replace("100,101,99,100", prices)));

        assertThat(file.findings())
                .containsExactly(new Finding(
                        3,
                        Kind.PRICES,
                        "expected 0 < low <= open, close <= high < 10000000, was open %s high %s low %s close %s"
                                .formatted((Object[]) values)));
    }

    @Test
    void pricesMayBeEqualAndReachFromTheSmallestToBelowTheLimit() throws IOException {
        CandleFile file = CandleFile.read(file(
                START + ",100,100,100,100,5",
                START + 900 + ",100,9999999.99999999,0.00000001,100,5",
                START + 1800 + ",100,9999999.99999999,0.00000001,100,5"));

        assertThat(file.findings()).isEmpty();
    }

    @Test
    void aTimeMustBeOnTheGridOfTheInterval() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), at(1801), at(2700), at(3600)));

        assertThat(file.findings())
                .startsWith(
                        new Finding(4, Kind.OFF_GRID, "expected a time on the grid of 15m, was 2023-11-14T22:45:01Z"));
    }

    @Test
    void aWholeSeriesMayNotBeShiftedAgainstTheGrid() throws IOException {
        CandleFile file = CandleFile.read(file(at(60), at(960), at(1860)));

        assertThat(file.findings()).extracting(Finding::line).containsExactly(2, 3, 4);
        assertThat(file.findings()).extracting(Finding::kind).containsOnly(Kind.OFF_GRID);
    }

    @Test
    void aRepeatedTimeIsADuplicateWithOrWithoutTheSameValues() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), at(900), at(900).replace("101", "102"), at(1800)));

        assertThat(file.findings())
                .containsExactly(
                        new Finding(
                                4,
                                Kind.DUPLICATE,
                                "expected a time after 2023-11-14T22:30:00Z, was the same with the same values"),
                        new Finding(5, Kind.DUPLICATE, "expected a time after 2023-11-14T22:30:00Z, was the same"));
    }

    @Test
    void anEarlierTimeIsOutOfOrder() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), at(2700), at(1800), at(3600), at(4500)));

        assertThat(file.findings())
                .containsExactly(
                        new Finding(4, Kind.GAP, "1 missing before it: 2023-11-14T22:45:00Z to 2023-11-14T22:45:00Z"),
                        new Finding(
                                5, Kind.ORDER, "expected a time after 2023-11-14T23:00:00Z, was 2023-11-14T22:45:00Z"));
    }

    @Test
    void missingCandlesAreANoteAtTheRowAfterThem() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), at(1800), at(6300), at(7200)));

        // 22:15, 22:30, 22:45, then 00:00: four are missing.
        assertThat(file.findings())
                .containsExactly(
                        new Finding(5, Kind.GAP, "4 missing before it: 2023-11-14T23:00:00Z to 2023-11-14T23:45:00Z"));
        assertThat(file.firstError()).isEmpty();
        assertThat(file.candles()).hasSize(5);
    }

    @Test
    void aCandleWithoutVolumeIsANote() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), START + 900 + ",100,100,100,100,0.0", at(1800)));

        assertThat(file.findings())
                .containsExactly(new Finding(3, Kind.ZERO_VOLUME, "nothing traded at 2023-11-14T22:30:00Z"));
        assertThat(file.firstError()).isEmpty();
    }

    @Test
    void aCandleWithARangeAndNoVolumeIsNoCandle() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), START + 900 + ",205,1000,204,205,0", at(1800)));

        assertThat(file.findings())
                .startsWith(new Finding(
                        3,
                        Kind.NOT_TRADED,
                        "expected one price where nothing was traded, was volume 0 with high 1000 low 204"));
        assertThat(file.firstError()).get().extracting(Finding::line).isEqualTo(3);
    }

    @Test
    void aQuietCandleAwayFromTheCloseBeforeSaysSo() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), START + 900 + ",1000,1000,1000,1000,0", at(1800)));

        assertThat(file.findings())
                .containsExactly(new Finding(
                        3,
                        Kind.ZERO_VOLUME,
                        "nothing traded at 2023-11-14T22:30:00Z, yet at 1000 after a close of 100"));
        assertThat(file.firstError()).isEmpty();
    }

    @Test
    void theFirstPriceBetweenTwoTicksIsNamedWithTheirNumber() throws IOException {
        CandleFile file = CandleFile.read(file(
                at(0),
                "oops", // 3
                START + 900 + ",100,101,99.25,100,5", // 4
                START + 1800 + ",100.1,101,99,100,5"));

        assertThat(file.offTick(50_000_000))
                .contains(new Finding(
                        4,
                        Kind.OFF_TICK,
                        "2 of 3 candles with a price that is no multiple of the tick 0.5, the first with 99.25"));
        assertThat(file.offTick(5_000_000)).isEmpty();
    }

    @Test
    void theFirstCandleAfterNowIsNamedWithTheirNumber() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), "3976214400,100,101,99,100,5"));

        assertThat(file.future((START + 900) * SECOND))
                .contains(new Finding(
                        4,
                        Kind.FUTURE,
                        "1 of 3 candles lie after now, 2023-11-14T22:30:00Z; the first is of 2096-01-01T00:00:00Z"));
        assertThat(file.future((START + 899) * SECOND))
                .get()
                .extracting(Finding::line)
                .isEqualTo(3);
        assertThat(file.future(3_976_214_400L * SECOND)).isEmpty();
    }

    @Test
    void ofTwoGzipFilesJoinedBothAreReadOrNone() throws IOException {
        byte[] first = gzip(CandleFile.HEADER + "\n" + quiet(0) + "\n");
        byte[] second = gzip(quiet(1) + "\n" + quiet(2) + "\n");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(CandleFile.read(write("both.csv.gz", both)).candles()).hasSize(3);
        for (int length = first.length + 1; length < both.length; length++) {
            Path cut = write("cut.csv.gz", Arrays.copyOf(both, length));
            assertThatExceptionOfType(DataFileException.class)
                    .as("cut after %d of %d bytes", length, both.length)
                    .isThrownBy(() -> CandleFile.read(cut))
                    .withMessageContaining("the gzip stream ends in the middle: the file is truncated, in member 2");
        }
    }

    @Test
    void aRangeOfTwentyTimesTheMeanIsANote() throws IOException {
        List<String> rows = quietRows(200);
        rows.add(START + 200 * 900 + ",100,139,99,100,5");

        CandleFile file = CandleFile.read(file(rows));

        // 199 true ranges of 2, then one of 139 - 99; line 202 after the header and 200 rows.
        assertThat(file.findings())
                .containsExactly(new Finding(
                        202,
                        Kind.OUTLIER,
                        "true range 40 at 2023-11-17T00:15:00Z, 20 times the mean of the 199 before"));
        assertThat(file.firstError()).isEmpty();
    }

    @Test
    void aRangeCountsFromTheCloseBefore() throws IOException {
        List<String> rows = quietRows(200);
        rows.add(START + 200 * 900 + ",140,140,140,140,5");

        assertThat(CandleFile.read(file(rows)).findings())
                .extracting(Finding::line, Finding::kind)
                .containsExactly(tuple(202, Kind.OUTLIER));
    }

    @Test
    void aRangeJustBelowTwentyTimesTheMeanIsNothingToSay() throws IOException {
        List<String> rows = quietRows(200);
        rows.add(START + 200 * 900 + ",100,138.99999999,99,100,5");

        assertThat(CandleFile.read(file(rows)).findings()).isEmpty();
    }

    @Test
    void beforeTheMeanIsKnownThereIsNoOutlier() throws IOException {
        List<String> rows = quietRows(199);
        rows.add(START + 199 * 900 + ",100,100000,1,100,5");

        assertThat(CandleFile.read(file(rows)).findings()).isEmpty();
    }

    @Test
    void findingsAreInTheOrderOfTheLines() throws IOException {
        CandleFile file = CandleFile.read(file(
                at(0), // 2
                at(0), // 3: duplicate
                "oops", // 4: malformed
                START + 900 + ",100,99,101,100,5", // 5: prices
                at(1801), // 6: off grid
                at(1800), // 7: a gap before it, since row 5 is unusable
                at(900), // 8: order
                "oops", // 9: malformed
                START + 2700 + ",100,100,100,100,0", // 10: zero volume
                at(3600),
                at(4500),
                at(5400)));

        assertThat(file.findings())
                .extracting(Finding::line, Finding::kind)
                .containsExactly(
                        tuple(3, Kind.DUPLICATE),
                        tuple(4, Kind.MALFORMED),
                        tuple(5, Kind.PRICES),
                        tuple(6, Kind.OFF_GRID),
                        tuple(7, Kind.GAP),
                        tuple(8, Kind.ORDER),
                        tuple(9, Kind.MALFORMED),
                        tuple(10, Kind.ZERO_VOLUME));
        assertThat(file.firstError()).get().extracting(Finding::line).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"READ_AS", "GAP", "ZERO_VOLUME", "ZERO_SIZE", "OUTLIER", "OFF_TICK", "FUTURE"})
    void factsAboutTheMarketAreNoErrors(Kind kind) {
        assertThat(kind.isError()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"READ_AS", "GAP", "ZERO_VOLUME", "ZERO_SIZE", "OUTLIER", "OFF_TICK", "FUTURE"})
    void everythingElseIsAnError(Kind kind) {
        assertThat(kind.isError()).isTrue();
    }

    // The series

    @Test
    void aSeriesKeepsItsGaps() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(900), at(2700)));

        CandleSeries series = file.series(QUARTER);

        assertThat(series.candles()).isEqualTo(file.candles());
        assertThat(series.gaps()).containsExactly(new CandleSeries.Gap(timeNanos(2), 1));
    }

    @Test
    void finerCandlesAreAggregated() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(300), at(600), at(900), at(1500)));

        CandleSeries series = file.series(QUARTER);

        assertThat(series.intervalNanos()).isEqualTo(QUARTER);
        assertThat(series.candles()).extracting(Candle::contracts).containsExactly(15L, 10L);
        assertThat(series.incomplete()).containsExactly(new CandleSeries.Incomplete(timeNanos(1), 2, 3));
    }

    /** Its end lies behind that of the last row. */
    @Test
    void aCandleThatTheFinerOnesEndInsideOfIsNotOver() throws IOException {
        CandleFile file = CandleFile.read(file(at(0), at(300), at(600), at(900), at(1200)));

        assertThat(file.series(QUARTER).candles()).extracting(Candle::contracts).containsExactly(15L);
    }

    @Test
    void coarserOrOddCandlesAreRefused() throws IOException {
        Path hours = file(at(2700), at(6300), at(9900));
        Path sevens = file("1700000400," + QUIET, "1700000820," + QUIET, "1700001240," + QUIET);

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(hours).series(QUARTER))
                .withMessage(hours + ": expected candles of 15m or an even part of it, are of 60m");
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(sevens).series(QUARTER))
                .withMessage(sevens + ": expected candles of 15m or an even part of it, are of 7m");
    }

    @Test
    void aSingleCandleIsASeriesIfItIsOnTheGrid() throws IOException {
        Path on = write("on.csv", CandleFile.HEADER + "\n" + at(0) + "\n");
        Path off = write("off.csv", CandleFile.HEADER + "\n" + at(60) + "\n");

        assertThat(CandleFile.read(on).series(QUARTER).candles()).hasSize(1);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(off).series(QUARTER))
                .withMessage(off + ":2: expected a time on the grid of 15m, was 2023-11-14T22:16:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700001000,100,101,99,100",
                "1700001000,100,101,-99,100,5",
                "1700001001,100,101,99,100,5",
                "1700000100,100,101,99,100,5",
                "1699999200,100,101,99,100,5"
            })
    void anyErrorRefusesTheSeriesAndNamesTheLine(String badRow) throws IOException {
        Path path = file(at(0), badRow, at(1800), at(2700), at(3600), at(4500));
        CandleFile file = CandleFile.read(path);

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> file.series(QUARTER))
                .withMessage(path + ":3: " + file.findings().getFirst().message());
    }

    private void assertUnreadable(Path path, String message) {
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CandleFile.read(path))
                .withMessage(message);
    }

    /** As {@code ./smc blocks} does; a refusal is as good as a result. */
    private static void readAndUse(Path path) throws IOException {
        try {
            CandleFile.read(path).series(QUARTER);
        } catch (DataFileException e) {
            assertThat(e).hasMessageStartingWith(path + ":");
        }
    }

    private static String quiet(int index) {
        return at(index * 900L);
    }

    private static String at(long secondsAfterStart) {
        return START + secondsAfterStart + "," + QUIET;
    }

    private static List<String> quietRows(int count) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            rows.add(quiet(i));
        }
        return rows;
    }

    private static long timeNanos(int index) {
        return (START + index * 900L) * SECOND;
    }

    /** A header and 12 candles of 15 minutes that do not compress to nothing. */
    private static String randomCandles() {
        var random = new Random(1);
        var text = new StringBuilder(CandleFile.HEADER).append('\n');
        for (int i = 0; i < 12; i++) {
            int open = random.nextInt(1000, 9000);
            int close = random.nextInt(1000, 9000);
            text.append(START + i * 900L).append(',');
            text.append(open).append(',');
            text.append(Math.max(open, close) + random.nextInt(100)).append(',');
            text.append(Math.min(open, close) - random.nextInt(100)).append(',');
            text.append(close).append(',');
            text.append(random.nextInt(100_000))
                    .append('.')
                    .append(random.nextInt(1000))
                    .append('\n');
        }
        return text.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path file(String... rows) throws IOException {
        return file(List.of(rows));
    }

    private Path file(List<String> rows) throws IOException {
        var text = new StringBuilder(CandleFile.HEADER).append('\n');
        rows.forEach(row -> text.append(row).append('\n'));
        return write(
                Files.createTempFile(folder, "candles", ".csv").getFileName().toString(), text.toString());
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
