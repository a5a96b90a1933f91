package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFolder;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.KeptSnapshot;
import smc.ops.journal.snapshot.KeptView;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.run.SeededSession;

/** Snapshots of the engine and of readers, by command. */
class SnapshotCommandTest {
    private static final long FRAMES_APART = 32;

    @TempDir
    private static Path data;

    @TempDir
    private static Path users;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(data, 2);
    }

    /** The engine's own are hours apart, so that a reader has kept some in between. */
    @BeforeEach
    void askForMoments() throws IOException {
        SnapshotCache cache = SnapshotCache.of(data, users, FRAMES_APART);
        cache.clear();
        EngineAtMoment.of(data, new Moment.AtSequence(5 * FRAMES_APART), cache, Folding.SILENT);
        assertThat(KeptView.of(data)).hasSize(4);
    }

    private static List<String> lines(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out().lines().toList();
    }

    @Test
    void bothAreListedAndTheEnginesStandFirst() throws IOException {
        List<String> lines = lines(smc("snapshot", "list", "--data", data));

        List<KeptSnapshot> own = KeptSnapshot.of(data);
        assertThat(lines.subList(1, 1 + own.size())).allMatch(line -> line.matches(".* engine .* good *"));
        assertThat(lines.subList(1 + own.size(), lines.size()))
                .hasSize(4)
                .allMatch(line -> line.matches(".* reader .* good *"))
                .first()
                .asString()
                .contains(Long.toString(4 * FRAMES_APART));
    }

    @Test
    void thoseOfReadersAreClearedAndNothingElse() throws IOException {
        List<SnapshotFolder.Entry> own = SnapshotFolder.of(data).newestFirst();

        assertThat(lines(smc("snapshot", "clear", "--data", data))).containsExactly("4 deleted");

        assertThat(KeptView.of(data)).isEmpty();
        assertThat(SnapshotFolder.of(data).newestFirst()).isEqualTo(own).isNotEmpty();
    }

    /** One is made for each 131,072 frames; this journal has fewer. */
    @Test
    void aShortJournalNeedsNone() {
        assertThat(lines(smc("snapshot", "make", "--data", data)))
                .containsExactly("0 kept in " + data.resolve("cache").resolve("snapshots"));
    }

    @Test
    void aFolderWithoutAJournalIsRefused() {
        for (String command : List.of("list", "make", "clear")) {
            CommandRun run = smc("snapshot", command, "--data", users);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("expected a data folder with a journal in it");
        }
    }
}
