package smc.strategy.block;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

/**
 * Writes the synthetic series of {@code examples/} and what {@link DetectorTwin} says about them. Its README has the command; a test
 * holds that the committed files are what this writes.
 */
final class ExampleWriter {
    /** The committed series. Nothing here may change without rewriting the files. */
    static final List<Example> EXAMPLES = List.of(
            new Example("synthetic-walk-15m", RandomCandles.walk(20_250_101, 5_000)),
            new Example("synthetic-levels-15m", RandomCandles.fewLevels(20_250_105, 1_500)),
            new Example("synthetic-gaps-15m", RandomCandles.walk(20_250_103, 2_000, 10)));

    /** @param name of the files, without their endings */
    record Example(String name, List<Candle> candles) {
        String candlesFile() {
            return name + ".csv.gz";
        }

        String eventsFile() {
            return name + ".events.csv";
        }

        /** Expected events, as the text of the file. */
        String events() {
            var rows = RecordedEvents.of(DetectorTwin::new, candles).stream().map(DetectorEvent::csv);
            return Stream.concat(Stream.of(DetectorEvent.CSV_HEADER), rows).collect(Collectors.joining("\n", "", "\n"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private ExampleWriter() {}

    /** @param args the folder to write to */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one argument, the folder to write to, were " + args.length);
        }
        var folder = Files.createDirectories(Path.of(args[0]));
        for (var example : EXAMPLES) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(example.candlesFile())))) {
                out.write(CandleCsv.text(example.candles()).getBytes(StandardCharsets.UTF_8));
            }
            Files.writeString(folder.resolve(example.eventsFile()), example.events());
        }
    }
}
