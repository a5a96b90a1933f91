package smc.ops.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smc.engine.config.Configuration;
import smc.engine.config.change.ChangeKind;
import smc.engine.config.change.ChangedStart;
import smc.engine.config.change.ConfigChange;
import smc.engine.event.codec.EngineStart;
import smc.engine.record.DataFolder;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.EngineView;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.journal.snapshot.ViewStart;
import smc.ops.journal.snapshot.ViewStarts;
import smc.strategy.state.StateException;

/** What a start on a data folder would change: nothing is written, and an engine that runs there is not disturbed. */
public final class ChangedFolder {
    private ChangedFolder() {}

    /**
     * The configuration of the last start.
     *
     * @return empty if the folder has no frame yet
     * @throws smc.engine.config.ConfigException if it is not kept any more
     */
    public static Optional<Configuration> configuration(Path data) {
        return JournalFolder.isIn(data)
                ? Starts.last(data).map(start -> new DataFolder(data).configuration(start.configHash()))
                : Optional.empty();
    }

    /**
     * The configuration that was kept last, whatever the journal says: for who must not depend on it. All that a folder keeps have its symbols and accounts.
     *
     * @return empty if none is kept
     * @throws smc.engine.config.ConfigException if it is not valid
     */
    public static Optional<Configuration> newestConfiguration(Path data) throws IOException {
        Path kept = new DataFolder(data).configurationFile(0).getParent();
        if (!Files.isDirectory(kept)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}\\.json"))
                    .max(Comparator.comparingLong((Path file) -> file.toFile().lastModified())
                            .thenComparing(Path::getFileName))
                    .map(Configuration::loadText);
        }
    }

    /**
     * By the configuration at hand, with all that is open taken into account.
     *
     * @param settings of the start: how far the journal counts
     * @return empty if the folder has no frame yet
     */
    public static Optional<ChangedStart> of(Path data, Configuration after, JournalSettings settings) {
        Optional<EngineStart> last = JournalFolder.isIn(data) ? Starts.last(data) : Optional.empty();
        return last.map(_ -> {
            KeptConfigurations kept = KeptConfigurations.in(data).and(after);
            EngineView view = standing(data, after, settings, kept);
            return ChangedStart.of(kept.configuration(view.configHash()), after, view);
        });
    }

    private static EngineView standing(
            Path data, Configuration after, JournalSettings settings, KeptConfigurations kept) {
        if (JournalFolder.firstSequence(data) != 1) { // The first epochs were taken away.
            var starts = ViewStarts.before(data, SnapshotCache.of(data), end(settings)::isAfter);
            for (Optional<ViewStart> start = starts.next(); start.isPresent(); start = starts.next()) {
                try {
                    start.get().requireFrame(data);
                    return folded(
                            data,
                            start.get().sequence() + 1,
                            settings,
                            start.get().view(kept));
                } catch (StateException _) {
                    // The one before.
                }
            }
        }
        return folded(data, 1, settings, new EngineView(KeptConfigurations.settings(after), kept));
    }

    private static EngineView folded(Path data, long from, JournalSettings settings, EngineView view) {
        try (var journal = ChronicleReader.open(data, from, settings)) {
            while (journal.poll(view) > 0) {
                // each frame is folded as it comes
            }
        }
        return view;
    }

    private static Moment end(JournalSettings settings) {
        return settings.lossAcceptedAfter().isPresent()
                ? new Moment.AtSequence(settings.lossAcceptedAfter().getAsLong()).justAfter()
                : Moment.END;
    }

    /**
     * Before anything of a start is done, such as opening its exchange.
     *
     * @throws smc.engine.config.ConfigException if it may not go on by that configuration
     */
    public static void requireAllowed(Path data, Configuration after, JournalSettings settings) {
        Optional<EngineStart> last = JournalFolder.isIn(data) ? Starts.last(data) : Optional.empty();
        if (last.isEmpty() || last.get().configHash() == DataFolder.number(after)) {
            return;
        }
        List<ConfigChange> changes = ConfigChange.between(
                new DataFolder(data).configuration(last.get().configHash()), after);
        if (changes.stream().anyMatch(change -> change.kind() != ChangeKind.TOLD)) {
            of(data, after, settings).ifPresent(ChangedStart::requireAllowed);
        }
    }
}
