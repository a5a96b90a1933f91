package smc.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.core.CoreSettings;
import smc.engine.core.RemadeCore;
import smc.engine.event.codec.FrameReader;
import smc.engine.record.RecordedRun;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.journal.Frame;
import smc.journal.chronicle.ChronicleReader;

/** Going on from a snapshot, wherever it is taken, writes the bytes that would have been written without it. */
class RemadeReplayTest {
    /** The first 200 candles are the warm-up: no block is born before. */
    private static final int CANDLES = 400;

    @TempDir
    private Path data;

    @Test
    void aRecordedRunReplaysWithoutADifferenceThroughACoreMadeAgainAfterEveryInput() throws IOException {
        long lastSequence = RecordedRun.record(data, RecordedRun.walks(21, CANDLES));
        CoreSettings settings = RecordedRun.backtest().core();
        var cores = new ArrayList<RemadeCore>();
        var closed = new ArrayList<TradeClosed>();
        var frames = new FrameReader();
        var replay = new Replay(
                effects -> {
                    cores.add(new RemadeCore(settings, effects));
                    return cores.getLast();
                },
                (frame, offset, length) -> frames.readEffects(
                        frame, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, new NoEffects() {
                            @Override
                            public void concluded(DeskEvent event) {
                                if (event instanceof TradeClosed trade) {
                                    closed.add(trade);
                                }
                            }
                        }));

        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {})).isEmpty();
        }

        assertThat(replay.frames()).isEqualTo(lastSequence);
        assertThat(cores)
                .singleElement()
                .satisfies(core -> assertThat(core.times())
                        .isGreaterThanOrEqualTo(core.inputs())
                        .isGreaterThan(8L * CANDLES));
        // A run in which nothing was traded proves little.
        assertThat(closed).isNotEmpty();
    }
}
