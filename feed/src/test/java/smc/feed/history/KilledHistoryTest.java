package smc.feed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.disk.FaultyDisk;
import smc.disk.FaultyDisk.KilledError;
import smc.feed.text.DataFileException;
import smc.strategy.candle.CandleSeries;

/** A process that dies, or finds the disk full, at any step at which a history is brought up to date. */
class KilledHistoryTest {
    private static final long QUARTER = 900;
    private static final long NOW = 20_000 * 86_400L + 400;
    private static final int DAYS = 2;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Map<Path, byte[]> before = new TreeMap<>();
    private ScriptedVenue venue;
    private CandleClient client;
    private CandleHistory history;
    private CandleSeries undisturbed;
    private int steps;

    /** Three candles are missing; the files as they are without them are kept. */
    @BeforeEach
    void open() throws Exception {
        venue = new ScriptedVenue(NOW);
        client = new CandleClient(venue.uri(), Duration.ofSeconds(20), _ -> {});
        history = new CandleHistory(client, notes::add);
        update(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                before.put(file, Files.readAllBytes(file));
            }
        }
        venue.nowSeconds += 3 * QUARTER;
        var disk = new FaultyDisk(folder);
        undisturbed = update(disk.path());
        steps = disk.steps().size();
        // Each of the two is made, written, synced and renamed.
        assertThat(steps).isGreaterThanOrEqualTo(8);
        assertThat(notes).isEmpty();
    }

    @AfterEach
    void close() {
        client.close();
        venue.close();
    }

    private CandleSeries update(Path where) throws IOException, InterruptedException {
        return history.update(where, "SOLUSD", Resolution.FIFTEEN_MINUTES, DAYS);
    }

    private FaultyDisk disk() throws IOException {
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        notes.clear();
        return new FaultyDisk(folder);
    }

    @Test
    void whereverItDiesTheNextOneHasTheSameCandlesFromTheSameAnchor() throws Exception {
        for (int step = 0; step < steps; step++) {
            for (boolean losesPower : List.of(false, true)) {
                FaultyDisk disk = disk().killedAt(step);
                assertThatThrownBy(() -> update(disk.path())).isInstanceOf(KilledError.class);
                if (losesPower) {
                    disk.cutPower(true);
                }

                assertThat(update(folder)).as("before step %d", step).isEqualTo(undisturbed);
                // The file and its record are two: between them the one is not the other's, which is said.
                assertThat(notes).as("before step %d", step).hasSizeLessThanOrEqualTo(1);
                assertThat(notes).as("before step %d", step).noneMatch(note -> note.contains("a new anchor"));
            }
        }
    }

    @Test
    void onAFullDiskItIsSaidTheOldFilesStandAndTheNextOneGoesOn() throws Exception {
        int refused = 0;
        for (int step = 0; step < steps; step++) {
            FaultyDisk disk = disk().fullFrom(step);
            try {
                update(disk.path());
            } catch (DataFileException e) {
                refused++;
                assertThat(e).hasMessageContaining("cannot be written: No space left on device");
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).as("full from step %d", step).containsExactlyInAnyOrderElementsOf(before.keySet());
            }

            assertThat(update(folder)).as("full from step %d", step).isEqualTo(undisturbed);
            assertThat(notes).as("full from step %d", step).noneMatch(note -> note.contains("a new anchor"));
        }
        // Wherever something is still to be made or written: the last steps are a sync and a rename.
        assertThat(refused).isEqualTo(steps - 2);
    }
}
