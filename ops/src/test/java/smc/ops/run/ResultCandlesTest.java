package smc.ops.run;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.event.codec.FrameReader;
import smc.engine.outcome.RunRecord;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** The candles of a recording's results, over several starts of which the later ones tell only what is new. */
class ResultCandlesTest {
    @TempDir
    private Path data;

    /** How far the history of one instrument reaches that the last start has told, and how often one was held. */
    private static final class Told extends NoInputs implements FrameListener {
        private final FrameReader reader = new FrameReader();
        private final int instrument;
        private long lastNanos;
        private int held;

        private Told(int instrument) {
            this.instrument = instrument;
        }

        @Override
        public void onHistoryCandle(int instrumentId, Candle candle) {
            if (instrumentId == instrument) {
                lastNanos = candle.openTimeNanos();
            }
        }

        @Override
        public void onHistoryHeld(int instrumentId, HistoryMark mark) {
            if (instrumentId == instrument) {
                lastNanos = mark.lastNanos();
                held++;
            }
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, this, new NoEffects() {});
        }
    }

    private Told told(int instrumentId) {
        var told = new Told(instrumentId);
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(told) > 0) {
                // Each frame is taken as it comes.
            }
        }
        return told;
    }

    /** The trades of the session sum to other contracts than the venue's candles have. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void upToTheLastStartTheCandlesAreTheVenuesOwnWithItsContracts(long seed) throws Exception {
        SeededSession.write(data, seed);

        RunRecord record = JournalResult.of(data, "test", Moment.END).result().record();

        for (int instrument = 0; instrument < SeededSession.SYMBOLS.size(); instrument++) {
            Told told = told(instrument);
            assertThat(told.held).as("seed %d", seed).isPositive();
            List<Candle> known = upTo(told.lastNanos, record.knownCandles(instrument));
            List<Candle> venues =
                    upTo(told.lastNanos, SeededSession.market(seed).get(instrument));
            // Of an interval that the venue has none of, the engine's own quiet one stands.
            assertThat(known.stream().filter(candle -> !venues.contains(candle)))
                    .as("seed %d instrument %d", seed, instrument)
                    .allMatch(candle -> candle.contracts() == 0)
                    .noneMatch(candle -> opens(venues).contains(candle.openTimeNanos()));
            assertThat(venues.stream().filter(candle -> !known.contains(candle)))
                    .as("seed %d instrument %d", seed, instrument)
                    .isEmpty();
            assertThat(known).hasSizeGreaterThan(400).isSortedAccordingTo(comparingLong(Candle::openTimeNanos));
        }
    }

    private static Set<Long> opens(List<Candle> candles) {
        return candles.stream().map(Candle::openTimeNanos).collect(Collectors.toSet());
    }

    private static List<Candle> upTo(long lastNanos, List<Candle> candles) {
        return candles.stream()
                .filter(candle -> candle.openTimeNanos() <= lastNanos)
                .toList();
    }
}
