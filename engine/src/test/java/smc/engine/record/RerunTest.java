package smc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Rerun;
import smc.engine.event.codec.FrameReader;
import smc.engine.outcome.RunRecord;
import smc.engine.ring.RingSettings;
import smc.exchange.matching.VenueSettings;
import smc.journal.Frame;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.CandleSeries;

/** A recorded market at the venue that it was recorded with says what it said, every effect of it. */
class RerunTest {
    @TempDir
    private Path data;

    @Test
    void aRecordingAtItsOwnVenueSaysEveryEffectAgain() throws IOException {
        assertSaysTheSame(RecordedRun.backtest());
    }

    /** Orders under way take effect between two inputs, which is when the venue must be told the time. */
    @Test
    void likewiseWithLatency() throws IOException {
        assertSaysTheSame(RecordedRun.backtest().withVenue(new VenueSettings(2, 1, 90_000_000_000L, false)));
    }

    @Test
    void likewiseAtAVenueThatFillsInParts() throws IOException {
        assertSaysTheSame(RecordedRun.backtest().withVenue(new VenueSettings(2, 1, 0, true)));
    }

    private void assertSaysTheSame(Backtest backtest) throws IOException {
        List<CandleSeries> series = RecordedRun.walks(11, 1_000);
        var settings = new RingSettings(16, RingSettings.Idle.BACKOFF, RingSettings.Sync.NONE, 1);
        try (var recorder = Recorder.open(data, RecordedRun.configuration(), settings, JournalSettings.DEFAULT)) {
            backtest.driveOverRowsAsTrades(
                    series, recorder.engine(backtest, port -> new RunRecord(backtest, port), _ -> {}), _ -> {});
        }

        var said = new Said();
        var rerun = new Rerun(backtest, port -> said.handingOnTo(new RunRecord(backtest, port)));
        var frames = new FrameReader();
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll((buffer, offset, length) -> {
                        rerun.at(Frame.sequence(buffer, offset), Frame.atNanos(buffer, offset));
                        frames.readInput(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, rerun);
                    })
                    > 0) {
                // each is taken as it comes
            }
        }

        List<String> recorded;
        try (var journal = ChronicleReader.open(data, 1)) {
            recorded = Said.inJournal(journal);
        }
        assertThat(recorded).filteredOn(line -> line.startsWith("tradeClosed")).hasSizeGreaterThan(10);
        assertThat(said.lines()).isEqualTo(recorded);
    }
}
