package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.SharedData;
import smc.strategy.block.ExampleWriter.Example;
import smc.strategy.candle.CandleCsv;

/** The committed files of {@code examples/}: made from their seeds by the twin, and equal to what the streaming detector says. */
class ExampleFilesTest {
    private static final Path FOLDER = SharedData.root().resolve("examples");

    @ParameterizedTest
    @MethodSource("examples")
    void theCommittedFilesAreWhatTheirSeedGives(Example example) throws IOException {
        assertThat(unzipped(example.candlesFile())).isEqualTo(CandleCsv.text(example.candles()));
        assertThat(Files.readString(FOLDER.resolve(example.eventsFile()))).isEqualTo(example.events());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theStreamingDetectorSaysTheCommittedEventsOfTheCommittedCandles(Example example) throws IOException {
        var candles = CandleCsv.read(FOLDER.resolve(example.candlesFile()));

        var rows = RecordedEvents.of(OrderBlockDetector::new, candles).stream()
                .map(DetectorEvent::csv)
                .toList();

        var committed = Files.readAllLines(FOLDER.resolve(example.eventsFile()));
        assertThat(committed.getFirst()).isEqualTo(DetectorEvent.CSV_HEADER);
        assertThat(rows).containsExactlyElementsOf(committed.subList(1, committed.size()));
    }

    @Test
    void theExamplesHaveTheirSizesAndBlocksToShow() {
        assertThat(examples()).extracting(example -> example.candles().size()).containsExactly(5_000, 1_500, 2_000);
        assertThat(examples())
                .allSatisfy(example -> assertThat(example.events().lines())
                        .filteredOn(row -> row.contains(",OB_CREATED,"))
                        .hasSizeGreaterThan(20));
    }

    static List<Example> examples() {
        return ExampleWriter.EXAMPLES;
    }

    private static String unzipped(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
