package smc.engine.live;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.record.DataFolder;
import smc.engine.replay.Replay;
import smc.engine.ring.WiredCore;
import smc.engine.view.EngineView;
import smc.journal.JournalException;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;

/**
 * What the journal brings back.
 *
 * @param core up to date with the last frame
 * @param view likewise
 * @param frames replayed
 */
record Recovery(WiredCore core, EngineView view, long frames) {
    /**
     * Replays a data folder's journal, if it has one.
     *
     * @param journalSettings of the start: how far the journal counts
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws smc.journal.DamageException if frames that were written cannot be read any more
     * @throws JournalException if it cannot be read, does not replay to the same bytes, or was written by another configuration
     */
    static Recovery of(
            Path data,
            Configuration configuration,
            CoreSettings settings,
            JournalSettings journalSettings,
            LongConsumer progress) {
        if (!JournalFolder.isIn(data)) {
            return new Recovery(
                    WiredCore.fresh(effects -> new TradingCore(settings, effects)), new EngineView(settings), 0);
        }
        try (var journal = ChronicleReader.open(data, 1, journalSettings)) {
            return of(journal, data, configuration, settings, progress);
        }
    }

    /** @param data for what is said of it */
    static Recovery of(
            JournalReader journal,
            Path data,
            Configuration configuration,
            CoreSettings settings,
            LongConsumer progress) {
        var view = new EngineView(settings);
        long number = DataFolder.number(configuration);
        var replay = new Replay(effects -> new TradingCore(settings, effects), (buffer, offset, length) -> {
            view.onFrame(buffer, offset, length);
            requireSame(view, number, data);
        });
        replay.run(journal, progress).ifPresent(difference -> {
            throw new JournalException("expected the journal of " + data
                    + " to replay to the same bytes, sequence " + difference.sequence()
                    + " differs: ./smc journal verify --replay shows it");
        });
        return new Recovery(replay.core(), view, replay.frames());
    }

    private static void requireSame(EngineView view, long number, Path data) {
        if (view.configHash() != number) {
            throw new JournalException(
                    "expected a journal of configuration %016x, %s has one of %016x at sequence %d: run with that configuration (%s), or with another data folder"
                            .formatted(
                                    number,
                                    data,
                                    view.configHash(),
                                    view.sequence(),
                                    new DataFolder(data).configurationFile(view.configHash())));
        }
    }
}
