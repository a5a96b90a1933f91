package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.core.FreshHistory;
import smc.engine.recovery.FirstOtherCandle;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;
import smc.strategy.number.FixedPoint;

/** Where the venue has a candle otherwise than the engine, the first such is named, with both, from the journal's own rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherCandleTest {
    private static final int TOLD = 400;

    /** Heard while the engine ran, and confirmed by the venue. */
    private static final int HEARD = 3;

    /** Told by the second start. */
    private static final int MISSED = 2;

    private static final int HELD = TOLD + HEARD + MISSED;

    @TempDir
    private static Path folders;

    private Path data;
    private HistoryMark held;
    private long untilSequence;

    @BeforeAll
    void runTwice() throws Exception {
        data = Files.createDirectory(folders.resolve("data"));
        try (var rig = LiveRig.open(data).running(TOLD)) {
            for (int i = 0; i < HEARD; i++) {
                rig.candle();
            }
        }
        try (var rig = LiveRig.open(data).running(HELD)) {
            held = FreshHistory.of(LiveRig.SOL, candles()).held();
            untilSequence = rig.engine.view().sequence() + 1;
            assertThat(rig.notes).noneMatch(line -> line.contains("first candle"));
        }
    }

    private static List<Candle> candles() {
        return IntStream.range(0, HELD)
                .mapToObj(number -> LiveRig.candle(LiveRig.SOL, number))
                .toList();
    }

    private static Candle dearer(Candle candle) {
        return new Candle(
                candle.openTimeNanos(),
                candle.openE8(),
                candle.highE8() + FixedPoint.ONE_E8,
                candle.lowE8(),
                candle.closeE8(),
                candle.contracts());
    }

    /** Contracts are no part of the history that is held: another number of them is no other candle. */
    private static UnaryOperator<List<Candle>> busier(int number) {
        return candles -> {
            Candle is = candles.get(number);
            candles.set(
                    number,
                    new Candle(
                            is.openTimeNanos(),
                            is.openE8(),
                            is.highE8(),
                            is.lowE8(),
                            is.closeE8(),
                            is.contracts() + 1));
            return candles;
        };
    }

    private static String words(Candle candle) {
        return "open %s high %s low %s close %s"
                .formatted(
                        FixedPoint.formatE8(candle.openE8()),
                        FixedPoint.formatE8(candle.highE8()),
                        FixedPoint.formatE8(candle.lowE8()),
                        FixedPoint.formatE8(candle.closeE8()));
    }

    private String first(Path folder, UnaryOperator<List<Candle>> venues) {
        return FirstOtherCandle.in(
                folder, LiveRig.SOL, "SOLUSD", untilSequence, held, venues.apply(new ArrayList<>(candles())));
    }

    private String first(UnaryOperator<List<Candle>> venues) {
        return first(data, venues);
    }

    private static UnaryOperator<List<Candle>> dearer(int... numbers) {
        return candles -> {
            for (int number : numbers) {
                candles.set(number, dearer(candles.get(number)));
            }
            return candles;
        };
    }

    /** Told by the first start, heard, told by the second: the number opens so many quarters of an hour after 2025 began. */
    @Test
    void theFirstIsNamedWhereverTheEngineHadItFrom() {
        for (int number : List.of(0, 250, TOLD, TOLD + HEARD - 1, TOLD + HEARD, HELD - 1)) {
            Candle own = candles().get(number);

            assertThat(first(dearer(number)))
                    .isEqualTo("the first candle of SOLUSD that differs: of %s the engine has %s, the venue %s"
                            .formatted(
                                    java.time.Instant.ofEpochSecond(0, LiveRig.openNanos(number)),
                                    words(own),
                                    words(dearer(own))));
        }
        assertThat(first(dearer(300, 20))).isEqualTo(first(dearer(20)));
        assertThat(first(candles -> busier(10).apply(dearer(20).apply(candles))))
                .isEqualTo(first(dearer(20)));
    }

    @Test
    void aCandleThatOneOfTheTwoDoesNotHaveIsNamedToo() {
        assertThat(first(candles -> {
                    candles.remove(250);
                    return candles;
                }))
                .endsWith("of %s the engine has %s, the venue none"
                        .formatted(
                                java.time.Instant.ofEpochSecond(0, LiveRig.openNanos(250)),
                                words(candles().get(250))));
    }

    @Test
    void aStartSaysIt() throws Exception {
        Path folder = copy("said");
        try (var rig = LiveRig.open(folder)
                .start(
                        HELD,
                        (instrument, candle) ->
                                instrument == LiveRig.SOL && candle.openTimeNanos() == LiveRig.openNanos(250)
                                        ? dearer(candle)
                                        : candle)) {
            assertThat(rig.notes)
                    .filteredOn(line -> line.contains("first candle"))
                    .containsExactly(first(dearer(250)));
        }
    }

    /** The first epoch's folder is taken away, as one that is too old may be: what the second start told is left. */
    @Test
    void whereTheJournalDoesNotHaveItAnyMoreThatIsSaid() throws Exception {
        Path folder = copy("younger");
        delete(folder.resolve("journal").resolve("000001"));

        assertThat(first(folder, dearer(250))).contains("cannot be named", "the journal still has");
        assertThat(first(folder, dearer(HELD - 1)))
                .contains("of the %d of %d candles that the journal still has".formatted(MISSED, HELD))
                .contains(words(dearer(candles().getLast())));
    }

    private Path copy(String name) throws IOException {
        Path to = folders.resolve(name);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(data.relativize(file).toString()));
            }
        }
        return to;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
