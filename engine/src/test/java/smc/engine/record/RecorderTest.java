package smc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.backtest.Backtest;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EngineStart;
import smc.engine.outcome.RunRecord;
import smc.engine.replay.Replay;
import smc.engine.ring.EngineFaultException;
import smc.journal.CutReason;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.CandleSeries;

/** A run of the whole engine, recorded. */
class RecorderTest {
    @TempDir
    private Path data;

    @Test
    void theJournalSaysWhatABacktestOverTheSameRowsSays() throws IOException {
        List<CandleSeries> series = RecordedRun.walks(11, 1_000);

        RecordedRun.record(data, series);

        List<String> inJournal;
        try (var reader = ChronicleReader.open(data, 1)) {
            inJournal = Said.inJournal(reader);
        }
        assertThat(inJournal).isEqualTo(RecordedRun.saidByBacktest(series));
        for (String needed :
                List.of("candleClosed", "blockBorn", "touchJudged", "submit", "tradeClosed", "stateHashed")) {
            assertThat(inJournal).filteredOn(line -> line.startsWith(needed)).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aRecordingBeginsWithTheStartAndKeepsItsConfiguration() throws IOException {
        RecordedRun.record(data, RecordedRun.walks(12, 10));

        var starts = new ArrayList<EngineStart>();
        try (var reader = ChronicleReader.open(data, 1)) {
            reader.poll((buffer, offset, length) -> EngineStart.of(
                            buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                    .ifPresent(starts::add));
        }
        long number = DataFolder.number(RecordedRun.configuration());
        assertThat(starts).containsExactly(new EngineStart(1, number, 0, CutReason.FIRST_START.code()));
        assertThat(new DataFolder(data).configuration(number).text())
                .isEqualTo(RecordedRun.configuration().text());
    }

    @Test
    void aFolderThatHasAJournalIsLeftAlone() throws IOException {
        long last = RecordedRun.record(data, RecordedRun.walks(13, 10));

        assertThatThrownBy(() -> RecordedRun.record(data, RecordedRun.walks(13, 10)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("without a journal");

        try (var reader = ChronicleReader.open(data, last)) {
            assertThat(reader.poll((_, _, _) -> {})).isEqualTo(1);
        }
    }

    @Test
    void aFaultOfTheCoreEndsTheRunWithItsInputOnDisk() throws IOException {
        long faulted = 2_000;
        Backtest backtest = RecordedRun.backtest();

        try (var recorder = Recorder.open(
                data,
                RecordedRun.configuration(),
                RecordedRun.SETTINGS,
                JournalSettings.DEFAULT,
                core -> failingAt(faulted, core))) {
            assertThatThrownBy(() -> backtest.driveOverRowsAsTrades(
                            RecordedRun.walks(14, 200),
                            recorder.engine(backtest, port -> new RunRecord(backtest, port), _ -> {}),
                            _ -> {}))
                    .isInstanceOf(EngineFaultException.class)
                    .hasMessageContaining("the core failed at sequence " + faulted);
            assertThat(recorder.lastSequence()).isEqualTo(faulted);
        }

        var replay = new Replay(effects -> new TradingCore(backtest.core(), effects));
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {})).isEmpty();
        }
        assertThat(replay.frames()).isEqualTo(faulted);
        assertThat(replay.faultedFrames()).isEqualTo(1);
    }

    /** Fails once the core has gone through the input of this sequence. */
    private static Inputs failingAt(long faulted, Inputs core) {
        var sequence = new long[1];
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                again.accept(core);
                if (call.method().equals("at")) {
                    sequence[0] = (long) call.arguments().getFirst();
                } else if (sequence[0] == faulted) {
                    throw new IllegalStateException("planted");
                }
            }
        };
    }
}
