package smc.engine.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import smc.engine.config.ConfigException;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameWriter;
import smc.engine.replay.Replay;
import smc.engine.ring.WiredCore;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotFrame;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * What snapshot and journal bring back.
 *
 * @param trading that core is of
 * @param core up to date with the last frame
 * @param view likewise
 * @param frames replayed
 * @param snapshot sequence of the one that the replay went on from; empty if it began with the first frame
 * @param remarks snapshots that were not used, and why, in words
 */
public record Recovery(
        TradingCore trading,
        WiredCore core,
        EngineView view,
        long frames,
        OptionalLong snapshot,
        List<String> remarks) {
    /**
     * Replays a data folder's journal, if it has one, from its newest snapshot that is what its frame says.
     *
     * @param journalSettings of the start: how far the journal counts
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws smc.journal.DamageException if frames that were written cannot be read any more
     * @param settings until the first start says by which it ran
     * @param settingsOf those of each start, by the number of its configuration
     * @param build number of the program that starts
     * @throws JournalException if it cannot be read, or does not replay to the same bytes
     */
    public static Recovery of(
            Path data,
            CoreSettings settings,
            LongFunction<CoreSettings> settingsOf,
            JournalSettings journalSettings,
            int build,
            LongConsumer progress) {
        var start = new Start(settings, settingsOf, data, build, progress, new ArrayList<>());
        if (!JournalFolder.isIn(data)) {
            return start.fresh();
        }
        for (SnapshotFolder.Entry entry : snapshots(data)) {
            try {
                return start.from(entry, journalSettings);
            } catch (StateException e) {
                start.remarks.add("the snapshot of sequence %d is not used, the one before is: %s"
                        .formatted(entry.sequence(), e.getMessage()));
            }
        }
        try (var journal = ChronicleReader.open(data, 1, journalSettings)) {
            return start.whole(journal);
        }
    }

    private static List<SnapshotFolder.Entry> snapshots(Path data) {
        try {
            return SnapshotFolder.of(data).newestFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays a journal from its first frame.
     *
     * @param data for what is said of it
     * @param build likewise: number of the program that starts
     */
    public static Recovery of(
            JournalReader journal,
            Path data,
            CoreSettings settings,
            LongFunction<CoreSettings> settingsOf,
            int build,
            LongConsumer progress) {
        return new Start(settings, settingsOf, data, build, progress, new ArrayList<>()).whole(journal);
    }

    private record Start(
            CoreSettings settings,
            LongFunction<CoreSettings> settingsOf,
            Path data,
            int build,
            LongConsumer progress,
            List<String> remarks) {
        private Recovery fresh() {
            return before(settings, OptionalLong.empty());
        }

        /** Nothing has been told yet. */
        private Recovery before(CoreSettings inForce, OptionalLong snapshot) {
            var effects = new FrameWriter();
            var trading = new TradingCore(inForce, settingsOf, new EffectEncoder(effects));
            return new Recovery(
                    trading,
                    new WiredCore(trading, effects, Long.MIN_VALUE),
                    new EngineView(inForce, settingsOf),
                    0,
                    snapshot,
                    List.copyOf(remarks));
        }

        private Recovery whole(JournalReader journal) {
            Recovery before = fresh();
            Replay replay = replay(before);
            run(replay, journal);
            return before.after(replay);
        }

        /** @throws StateException if it cannot be gone on from */
        private Recovery from(SnapshotFolder.Entry entry, JournalSettings journalSettings) {
            Snapshot snapshot = read(entry);
            JournalSettings known = journalSettings.knownUpTo(snapshot.header().place());
            try (var journal = open(known, snapshot.header().sequence())) {
                Recovery before = restored(snapshot);
                Replay replay = replay(before);
                SnapshotFrame.require(snapshot.header(), journal, replay);
                run(replay, journal);
                return before.after(replay);
            }
        }

        private Snapshot read(SnapshotFolder.Entry entry) {
            try {
                return SnapshotFile.read(entry.file());
            } catch (IOException e) {
                throw new StateException("expected to read " + entry.file() + ": " + e.getMessage());
            }
        }

        private JournalReader open(JournalSettings known, long sequence) {
            try {
                return ChronicleReader.open(data, sequence, known);
            } catch (JournalException e) {
                throw new StateException(e.getMessage());
            }
        }

        private Recovery restored(Snapshot snapshot) {
            Snapshot.Header header = snapshot.header();
            Recovery restored = before(settings(header.configuration()), OptionalLong.of(header.sequence()));
            restored.trading.restore(StateTree.of(snapshot.core()));
            var again = new StateCopy();
            restored.trading.copyTo(again);
            if (again.hash() != header.hash()) {
                throw new StateException(
                        "expected a state of hash %016x, was %016x".formatted(header.hash(), again.hash()));
            }
            restored.view.restore(StateTree.of(snapshot.view()));
            return restored.at(header.atNanos());
        }

        private CoreSettings settings(long configuration) {
            try {
                return settingsOf.apply(configuration);
            } catch (ConfigException | JournalException e) {
                throw new StateException("expected configuration %016x: %s".formatted(configuration, e.getMessage()));
            }
        }

        private Replay replay(Recovery before) {
            return new Replay(before.core, before.view);
        }

        private void run(Replay replay, JournalReader journal) {
            replay.run(journal, progress).ifPresent(difference -> {
                throw new JournalException("expected the journal of " + data + " to replay to the same bytes, sequence "
                        + difference.sequence() + " differs" + advice(Frame.build(difference.recorded(), 0)));
            });
        }

        private String advice(int writer) {
            if (writer == build) {
                return ": ./smc journal verify --replay shows it";
            }
            String unused = remarks.isEmpty() ? "" : "; " + String.join("; ", remarks);
            return ", written by %s, this is %s: ./smc upgrade check --data %s lists what this one does otherwise; the old one, started once more and stopped in order, leaves a snapshot from which this one starts without replaying%s"
                    .formatted(Frame.buildText(writer), Frame.buildText(build), data, unused);
        }
    }

    private Recovery at(long nanos) {
        return new Recovery(trading, core.at(nanos), view, frames, snapshot, remarks);
    }

    private Recovery after(Replay replay) {
        return new Recovery(trading, replay.core(), view, replay.frames(), snapshot, remarks);
    }
}
