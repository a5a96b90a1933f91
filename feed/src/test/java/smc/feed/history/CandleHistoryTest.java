package smc.feed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.file.CandleFile;
import smc.feed.file.OutputFile;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

class CandleHistoryTest {
    private static final long QUARTER = 900;
    /** A multiple of a day, and 400 s on: the quarter that forms is in its middle. */
    private static final long NOW = 20_000 * 86_400L + 400;

    private static final long LAST_CLOSED = NOW - 400 - QUARTER;

    @TempDir
    private Path folder;

    private final List<Long> pausesMillis = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private ScriptedVenue venue;
    private CandleClient client;
    private CandleHistory history;

    @BeforeEach
    void open() throws IOException {
        venue = new ScriptedVenue(NOW);
        client = new CandleClient(venue.uri(), Duration.ofSeconds(20), pausesMillis::add);
        history = new CandleHistory(client, notes::add);
    }

    @AfterEach
    void close() {
        client.close();
        venue.close();
    }

    @Test
    void aHundredAndEightyDaysComeInNinePagesWithoutTheFormingCandle() throws Exception {
        CandleSeries series = history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 180);

        assertThat(series.candles()).hasSize(180 * 96);
        assertThat(series.gaps()).isEmpty();
        assertThat(openSeconds(series.candles().getLast())).isEqualTo(LAST_CLOSED);
        // 17,280 candles in pages of 2000.
        assertThat(venue.candleRequests).hasSize(9);
        assertThat(notes).isEmpty();
    }

    @Test
    void aCandleIsTheVenuesToTheLastDigit() throws Exception {
        Candle last =
                history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1).candles().getLast();

        long step = LAST_CLOSED / QUARTER % 1000;
        assertThat(last)
                .isEqualTo(new Candle(
                        TimeUnit.SECONDS.toNanos(LAST_CLOSED),
                        (100 + step) * 100_000_000 + 25_000_000,
                        (100 + step) * 100_000_000 + 50_000_000,
                        (100 + step) * 100_000_000,
                        (100 + step) * 100_000_000 + 12_500_000,
                        10 + step));
    }

    @Test
    void aPageCutAtItsOldEndIsGoneOnFromThere() throws Exception {
        // The newest row alone, where a day was asked for.
        venue.next(new ScriptedVenue.Answer(
                200,
                "{\"success\":true,\"result\":[{\"time\":%d,\"open\":1.0,\"high\":1.0,\"low\":1.0,\"close\":1.0,\"volume\":null}]}"
                        .formatted(LAST_CLOSED),
                Map.of()));

        CandleSeries series = history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1);

        assertThat(series.candles()).hasSize(96);
        assertThat(series.candles().getLast().contracts()).isZero();
    }

    @Test
    void theSecondTimeOnlyWhatIsMissingIsAskedFor() throws Exception {
        CandleSeries first = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 30);
        venue.candleRequests.clear();
        venue.nowSeconds += 3 * QUARTER;

        CandleSeries second = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 30);

        assertThat(venue.candleRequests)
                .containsExactly("resolution=15m&symbol=SOLUSD&start=%d&end=%d"
                        .formatted(LAST_CLOSED, LAST_CLOSED + 3 * QUARTER));
        assertThat(second.candles())
                .startsWith(first.candles().toArray(Candle[]::new))
                .hasSize(30 * 96 + 3);
        assertThat(notes).isEmpty();
    }

    @Test
    void theAnchorIsKeptForGood() throws Exception {
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);

        CandleSeries later = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 1);

        assertThat(later.candles()).hasSize(2 * 96);
        assertThat(Files.readString(folder.resolve("SOLUSD-15m.json")))
                .contains("\"anchorSeconds\":" + (LAST_CLOSED + QUARTER - 2 * 86_400));
    }

    @Test
    void aLostFileIsFetchedAgainFromItsAnchor() throws Exception {
        CandleSeries before = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        Files.delete(folder.resolve("SOLUSD-15m.csv.gz"));

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 1);

        assertThat(after).isEqualTo(before);
        assertThat(notes).singleElement().asString().contains("lost, fetched again from");
    }

    @Test
    void aLostRecordSetsANewAnchor() throws Exception {
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        Files.writeString(folder.resolve("SOLUSD-15m.json"), "{}");

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 1);

        assertThat(after.candles()).hasSize(96);
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("expected symbol, resolution")
                .contains("a new anchor");
    }

    @Test
    void aRecordThatIsGoneIsSaid() throws Exception {
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        assertThat(notes).isEmpty();
        Files.delete(folder.resolve("SOLUSD-15m.json"));

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 1);

        assertThat(after.candles()).hasSize(96);
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("SOLUSD-15m.json: lost")
                .contains("a new anchor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_ROW", "HOLE", "GARBAGE"})
    void aPoisonedFileIsFoundSaidAndRepaired(String poison) throws Exception {
        CandleSeries before = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        Path file = folder.resolve("SOLUSD-15m.csv.gz");
        var rows = new ArrayList<>(CandleFile.read(file).candles());
        switch (poison) {
            case "BAD_ROW" -> rows.set(7, new Candle(rows.get(7).openTimeNanos(), 1, 1, 1, 1, 1));
            case "HOLE" -> rows.remove(7);
            default -> rows.clear();
        }
        OutputFile.write(file, out -> CandleFile.write(out, rows));

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);

        assertThat(after).isEqualTo(before);
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("SOLUSD-15m.csv.gz")
                .contains("fetched again");
        notes.clear();
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        assertThat(notes).isEmpty();
    }

    @Test
    void filesOfAnotherMarketAreFoundSaidAndReplaced() throws Exception {
        venue.shift = 5;
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        venue.shift = 0;

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);

        assertThat(after).isEqualTo(history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 2));
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("another candle at")
                .contains("fetched again");
    }

    @Test
    void aHoleIsSaidAndFilledOnceTheVenueHasIt() throws Exception {
        long missing = LAST_CLOSED - 10 * QUARTER;
        venue.missingSeconds.add(missing);
        assertThat(history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2)
                        .gaps())
                .containsExactly(new CandleSeries.Gap(TimeUnit.SECONDS.toNanos(missing), 1));
        assertThat(notes).singleElement().asString().contains("has no candle from");
        notes.clear();
        venue.missingSeconds.clear();
        venue.candleRequests.clear();

        CandleSeries after = history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);

        assertThat(after.gaps()).isEmpty();
        assertThat(venue.candleRequests).hasSize(2);
        assertThat(notes).isEmpty();
    }

    @Test
    void aSymbolListedLaterBeginsWithItsFirstCandle() throws Exception {
        venue.listedSeconds = LAST_CLOSED - 5 * QUARTER;

        assertThat(history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 30).candles())
                .hasSize(6);
    }

    @Test
    void theQuotaIsWaitedForAsLongAsTheVenueSays() throws Exception {
        venue.next(new ScriptedVenue.Answer(429, "", Map.of("X-RATE-LIMIT-RESET", "120632")));
        venue.next(new ScriptedVenue.Answer(429, "", Map.of("X-RATE-LIMIT-RESET", "999999999999")));
        venue.next(new ScriptedVenue.Answer(429, "", Map.of("X-RATE-LIMIT-RESET", "soon")));

        assertThat(history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1).candles())
                .hasSize(96);

        assertThat(pausesMillis).containsExactly(120_632L, 310_000L, 310_000L);
    }

    @Test
    void whatMayPassIsTriedAgainWithLongerPauses() throws Exception {
        venue.next(ScriptedVenue.Answer.status(500));
        venue.next(ScriptedVenue.Answer.status(400));
        venue.next(ScriptedVenue.Answer.status(503));

        assertThat(history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1).candles())
                .hasSize(96);

        assertThat(pausesMillis).containsExactly(1_000L, 2_000L, 4_000L);
    }

    @Test
    void itGivesUpAndSaysWhatItAskedFor() {
        for (int i = 0; i < 5; i++) {
            venue.next(ScriptedVenue.Answer.status(503));
        }

        assertThatThrownBy(() -> history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("/v2/history/candles?resolution=15m&symbol=SOLUSD")
                .hasMessageContaining("HTTP 503");
    }

    @Test
    void aSymbolTheVenueDoesNotKnowIsSaid() {
        assertThatThrownBy(() -> history.fetch("NOPE", Resolution.FIFTEEN_MINUTES, 1))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("was NOPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{",
                "[]",
                "{\"success\":true}",
                "{\"success\":true,\"result\":{}}",
                "{\"success\":true,\"result\":[1]}",
                "{\"success\":true,\"result\":[{}]}",
                "{\"success\":true,\"result\":[{\"time\":5,\"open\":1,\"high\":1,\"low\":1,\"close\":1}]}",
                "{\"success\":true,\"result\":[{\"time\":1e999999999,\"open\":1,\"high\":1,\"low\":1,\"close\":1}]}",
                "{\"success\":true,\"result\":[{\"time\":5,\"open\":0.000000001,\"high\":1,\"low\":1,\"close\":1}]}",
                "{\"success\":true,\"result\":[{\"time\":5,\"open\":null,\"high\":1,\"low\":1,\"close\":1}]}"
            })
    void anAnswerThatIsNoneIsRefused(String body) {
        venue.next(new ScriptedVenue.Answer(200, body, Map.of()));

        assertThatThrownBy(() -> history.fetch("SOLUSD", Resolution.FIFTEEN_MINUTES, 1))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void candlesThatContradictThemselvesAreNotKept() {
        venue.next(new ScriptedVenue.Answer(
                200,
                "{\"success\":true,\"result\":[{\"time\":%d,\"open\":5,\"high\":4,\"low\":3,\"close\":3,\"volume\":1}]}"
                        .formatted(LAST_CLOSED),
                Map.of()));

        assertThatThrownBy(() -> history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 1))
                .hasMessageContaining("expected 0 < low <= open, close <= high");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRecordThatNamesAnotherSymbolIsNotTrusted() throws Exception {
        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);
        Path record = folder.resolve("SOLUSD-15m.json");
        Files.write(
                record, Files.readString(record).replace("SOLUSD", "AAVEUSD").getBytes(StandardCharsets.UTF_8));

        history.update(folder, "SOLUSD", Resolution.FIFTEEN_MINUTES, 2);

        assertThat(notes).singleElement().asString().contains("was AAVEUSD of 15m");
    }

    private static long openSeconds(Candle candle) {
        return TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos());
    }
}
